import { expect } from 'chai'
import { Happened } from '../../src/cli/top/happened.ts'
import { Screen } from '../../src/cli/top/screen.ts'
import { viewLines } from '../../src/cli/top/view.ts'
import type { FarmView, QueueView, WorkerView } from '../../src/cli/top/view.ts'

function queue (name: string, figures: Partial<QueueView> = {}): QueueView {
  return {
    name, ready: 0, delayed: 0, leased: 0, dead: 0, put: 0, done: 0, taken: 0, cancelled: 0, expired: 0, dropped: 0, evicted: 0, unfinished: 0,
    getters: 0, putters: 0, oldestReadyMs: 0, longestLeaseMs: 0, maxSize: 0, paused: false, shutdown: false, putRate: 0, doneRate: 0, failed: 0, ...figures
  }
}

function worker (name: string, figures: Partial<WorkerView> = {}): WorkerView {
  return { peerId: `peer of ${name}`, name, keyName: '', connected: true, sinceMs: 1_000, leases: 0, consumers: 1, done: 0, failed: 0, doneRate: 0, ...figures }
}

function farm (view: Partial<FarmView> = {}): FarmView {
  return { at: 0, queues: [], workers: [], others: 0, hasGap: false, ...view }
}

describe('peerq top', () => {
  describe('shows', () => {
    it('each queue and each worker, and what they come to together', () => {
      const lines = viewLines(farm({
        queues: [
          queue('thumbs', { ready: 1_200, delayed: 4, leased: 3, dead: 1, putRate: 56.4, doneRate: 9.44, failed: 2, oldestReadyMs: 3_210, longestLeaseMs: 90_000 }),
          queue('titles', { paused: true, shutdown: true })
        ],
        workers: [worker('mill/12', { leases: 3, done: 99, doneRate: 9.44, failed: 2, keyName: 'work' }), worker('old/7', { connected: false, leases: 1 })],
        others: 1
      }), { rows: 24 })

      expect(lines).to.deep.equal([
        '1,204 waiting, 3 leased, 1 dead · 1 worker, 1 away · 1 other session',
        '',
        'queue   ready  delayed  leased  dead  put/s  done/s  failed  oldest  held',
        'thumbs   1200        4       3     1     56     9.4       2  3.2s    1m30s',
        'titles      0        0       0     0      0       0       0                 paused, shut down',
        '',
        'worker   leased  done  done/s  failed  since  key',
        'mill/12       3    99     9.4       2  1.0s   work',
        'old/7         1     0       0       0  1.0s         away'
      ])
    })

    it('an empty farm', () => {
      expect(viewLines(farm(), { rows: 24 })[0]).to.equal('0 waiting, 0 leased, 0 dead · 0 workers')
    })

    it('that events were left out', () => {
      expect(viewLines(farm({ hasGap: true }), { rows: 24 })[0]).to.match(/ · events were left out$/)
    })

    it('no more of a long name than fits, and none of its tricks', () => {
      const [, , , row] = viewLines(farm({ queues: [queue('q'.repeat(128))], workers: [worker('\x1b[2J')] }), { rows: 24 })

      expect(row).to.match(/^q{27}… /)
      expect(viewLines(farm({ workers: [worker('\x1b[2J')] }), { rows: 24 }).at(-1)).to.match(/^\u{fffd}\[2J /u)
    })

    for (const [queues, workers, rows] of [[50, 50, 23], [2, 50, 23], [50, 2, 23], [9, 9, 23], [50, 50, 8], [1, 1, 7]] as const) {
      it(`${queues} queues and ${workers} workers in ${rows} lines, those that matter most`, () => {
        const lines = viewLines(farm({
          queues: Array.from({ length: queues }, (_, i) => queue(`q${i}`, { ready: i === queues - 1 ? 5 : 0 })),
          workers: Array.from({ length: workers }, (_, i) => worker(`w${i}`, { leases: i === workers - 1 ? 5 : 0 }))
        }), { rows })
        const shown = (letter: string): number => lines.filter((line) => new RegExp(`^${letter}\\d`).test(line)).length
        const left = (what: string): number => Number(lines.map((line) => new RegExp(`^… and (\\d+) (?:more )?${what}$`).exec(line)?.[1]).find(Boolean) ?? 0)

        expect(lines.length).to.be.at.most(rows)
        expect(shown('q') + left('queues')).to.equal(queues)
        expect(shown('w') + left('workers')).to.equal(workers)

        if (shown('q') > 0 && shown('w') > 0) {
          expect(lines.join('\n')).to.match(new RegExp(`^q${queues - 1} `, 'm')).and.match(new RegExp(`^w${workers - 1} `, 'm'))
        }
      })
    }
  })

  describe('counts', () => {
    const event = (type: `task:${string}`, name: string): { type: typeof type, id: string, peerId: string, name: string, attempt: number } =>
      ({ type, id: 't', peerId: 'p', name, attempt: 1 })
    const [a, b] = [{ peerId: 'p', name: 'a' }, { peerId: 'p', name: 'b' }]

    it('who did what, and how fast over the last looks', () => {
      const happened = new Happened()
      happened.look(0, [a, b])

      for (let second = 1; second <= 20; second++) {
        for (let n = 0; n < (second <= 10 ? 1 : 3); n++) {
          happened.add('q', event('task:complete', 'a'))
        }

        happened.look(second * 1_000, [a, b])
      }

      happened.add('q', event('task:fail', 'b'))

      expect(happened.deeds(a)).to.deep.equal({ done: 40, failed: 0, doneRate: 3 })
      expect(happened.deeds(b)).to.deep.equal({ done: 0, failed: 1, doneRate: 0 })
      expect([happened.failures('q'), happened.failures('other')]).to.deep.equal([1, 0])
    })

    it('nothing of those who are gone', () => {
      const happened = new Happened()
      happened.look(0, [a])
      happened.add('q', event('task:complete', 'a'))
      happened.look(1_000, [])

      expect(happened.deeds(a).done).to.equal(0)
    })

    it('that something was left out', () => {
      const happened = new Happened()
      happened.add('q', { type: 'gap' })

      expect(happened.hasGap).to.equal(true)
    })
  })

  describe('on a screen', () => {
    /** A terminal that keeps what was written to it. */
    class Terminal extends EventTarget {
      written = ''
      isRaw = false
      readonly isTTY = true
      readonly columns = 80
      readonly rows = 3
      readonly #listeners = new Map<string, (data: Buffer) => void>()

      write (text: string): boolean { this.written += text; return true }
      setRawMode (isRaw: boolean): this { this.isRaw = isRaw; return this }
      on (type: string, listener: (data: Buffer) => void): this { this.#listeners.set(type, listener); return this }
      off (type: string): this { this.#listeners.delete(type); return this }
      resume (): this { return this }
      pause (): this { return this }
      emit (type: string, data: string): void { this.#listeners.get(type)?.(Buffer.from(data)) }
    }

    let terminal: Terminal
    let quits: number
    let resizes: number
    let screen: Screen

    beforeEach(() => {
      terminal = new Terminal()
      quits = resizes = 0
      screen = new Screen({ input: terminal as never, output: terminal as never, onQuit: () => { quits++ }, onResize: () => { resizes++ } })
    })

    afterEach(() => {
      screen.leave()
    })

    it('draws no more lines than there are, each over what was there', () => {
      terminal.written = ''
      screen.draw(['one', 'two', 'three', 'four'])

      expect(terminal.written).to.equal('\x1b[Hone\x1b[K\r\ntwo\x1b[K\r\nthree\x1b[K\x1b[J')
    })

    for (const [key, name] of [['q', 'q'], ['Q', 'Q'], ['\x03', 'Ctrl-C'], ['\x04', 'Ctrl-D']] as const) {
      it(`is left with ${name}`, () => {
        terminal.emit('data', 'x')
        expect(quits).to.equal(0)
        terminal.emit('data', key)
        expect(quits).to.equal(1)
      })
    }

    it('is drawn again when it has another size', () => {
      terminal.emit('resize', '')

      expect(resizes).to.equal(1)
    })

    it('is given back as it was, once', () => {
      expect(terminal.isRaw).to.equal(true)
      expect(terminal.written).to.equal('\x1b[?1049h\x1b[?25l\x1b[?7l')
      terminal.written = ''
      screen.leave()
      screen.leave()

      expect(terminal.isRaw).to.equal(false)
      expect(terminal.written).to.equal('\x1b[?7h\x1b[?25h\x1b[?1049l')
      terminal.emit('data', 'q')
      expect(quits).to.equal(0)
    })
  })
})
