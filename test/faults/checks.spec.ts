import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import * as checks from './checks.ts'
import { History, readHistories } from './history.ts'
import type { QueueStats } from '../../src/index.ts'
import type { Resources } from './checks.ts'
import type { Entry, Note } from './history.ts'

const LEASE_MS = 1_000
const NOTHING = { ready: 0, delayed: 0, leased: 0, dead: 0, done: 0, cancelled: 0, expired: 0, dropped: 0, put: 0 } as QueueStats
const AT_REST: Resources = { descriptors: 20, timers: 4, sockets: 1, sessions: 1, memory: 10_000_000 }

type Told = [who: string, at: number, note: Note]

/** Of two tasks: the first is done by the first who gets it, the second by its heir. */
const GOOD: Told[] = [
  ['p', 0, { what: 'put', item: 'a' }],
  ['p', 1, { what: 'put', item: 'b' }],
  ['p', 2, { what: 'put', item: 'refused' }],
  ['p', 3, { what: 'put', item: 'unheard of' }],
  ['p', 10, { what: 'acknowledged', item: 'a', id: '1' }],
  ['p', 11, { what: 'acknowledged', item: 'b', id: '2' }],
  ['p', 12, { what: 'refused', item: 'refused' }],
  ['c', 20, { what: 'leased', id: '1', life: 1, name: 'w' }],
  ['c', 21, { what: 'leased', id: '2', life: 1, name: 'v' }],
  ['w', 30, { what: 'began', item: 'a', id: '1', token: 1, attempt: 1 }],
  ['v', 31, { what: 'began', item: 'b', id: '2', token: 2, attempt: 1 }],
  ['c', 40, { what: 'ended', id: '1', life: 1, how: 'complete' }],
  ['w', 45, { what: 'settled', id: '1', token: 1 }],
  ['p', 46, { what: 'result', item: 'a', token: 1 }],
  ['trial', 50, { what: 'fault', whom: 'v', how: 'kill' }],
  ['c', 60, { what: 'ended', id: '2', life: 1, how: 'requeue' }],
  ['c', 70, { what: 'leased', id: '2', life: 1, name: 'w' }],
  ['w', 80, { what: 'began', item: 'b', id: '2', token: 3, attempt: 2 }],
  ['w', 85, { what: 'settled', id: '2', token: 3 }],
  ['p', 86, { what: 'result', item: 'b', token: 3 }],
  ['c', 90, { what: 'counts', stats: { ...NOTHING, put: 2, done: 2 } }],
  ['trial', 100, { what: 'drained' }]
]

/** The good history without some of its notes, and with these instead. */
function history (added: Told[] = [], isLeftOut: (note: Note) => boolean = () => false): Entry[] {
  return [...GOOD.filter(([, , note]) => !isLeftOut(note)), ...added]
    .map(([who, at, note]): Entry => ({ at: at * 10, who, ...note }))
    .sort((a, b) => a.at - b.at)
}

describe('the checks of the fault suite', () => {
  it('find nothing in a history in which all went as it should', () => {
    const entries = history()
    const { totalQueue, duplicates, exclusivity, finality, conservation, order, handled, liveness } = checks

    for (const check of [totalQueue, duplicates, exclusivity, finality, conservation, order, handled]) {
      expect(check(entries), check.name).to.deep.equal([])
    }

    expect(liveness(entries, LEASE_MS)).to.deep.equal([])
    expect(checks.countsOf(entries)).to.deep.equal({
      attempts: 4, acknowledged: 2, doubtful: 2, recovered: 0, lost: 0, unexpected: 0, explained: 1, unexplained: 0
    })
  })

  it('find an acknowledged task that nobody was given', () => {
    const entries = history([['p', 13, { what: 'acknowledged', item: 'unheard of', id: '3' }]])

    expect(checks.totalQueue(entries)).to.deep.equal(['lost: unheard of was acknowledged, and never delivered'])
    expect(checks.countsOf(entries).lost).to.equal(1)
  })

  it('find a task that nobody put, or that was refused', () => {
    for (const item of ['from nowhere', 'refused']) {
      const entries = history([['w', 50, { what: 'began', item, id: '9', token: 9, attempt: 1 }]])
      expect(checks.totalQueue(entries)).to.deep.equal([`unexpected: ${item} was delivered, and never put`])
    }
  })

  it('count what nobody knew of and has happened after all', () => {
    expect(checks.countsOf(history([['w', 50, { what: 'began', item: 'unheard of', id: '9', token: 9, attempt: 1 }]]))).to.include({ recovered: 1, unexpected: 0 })
  })

  it('find a duplicate that nothing explains: no fault at all, one of somebody else, one that came later or was over', () => {
    const isKill = ({ what }: Note): boolean => what === 'fault'
    const others: Told[][] = [
      [],
      [['trial', 50, { what: 'fault', whom: 'w', how: 'kill' }]],
      [['trial', 200, { what: 'fault', whom: 'v', how: 'kill' }]],
      [['trial', -90, { what: 'fault', whom: 'v', how: 'cut' }], ['trial', -50, { what: 'healed', whom: 'v' }]]
    ]

    for (const added of others) {
      expect(checks.duplicates(history(added, isKill))).to.have.lengthOf(1).and.satisfy(([problem]: string[]) => problem?.startsWith('unexplained duplicate: b'))
      expect(checks.countsOf(history(added, isKill))).to.include({ explained: 0, unexplained: 1 })
    }
  })

  it('take a cut, a lapse and a release for an explanation', () => {
    const isKill = ({ what }: Note): boolean => what === 'fault'
    expect(checks.duplicates(history([['trial', 10, { what: 'fault', whom: 'v', how: 'cut' }]], isKill))).to.deep.equal([])
    expect(checks.duplicates(history([['v', 300, { what: 'aborted', id: '2', token: 2, reason: 'lapsed' }]], isKill))).to.deep.equal([])
  })

  it('take a delivery that was suspended on its way, and read when the task was done elsewhere, for that of a lease that lapsed', () => {
    const isOfV = (note: Note): boolean => note.what === 'fault' || (note.what === 'began' && note.token === 2)
    const late: Told = ['v', 95, { what: 'began', item: 'b', id: '2', token: 2, attempt: 1 }]
    const suspended = history([['trial', 31, { what: 'fault', whom: 'v', how: 'SIGSTOP' }], late, ['trial', 96, { what: 'healed', whom: 'v' }]], isOfV)

    for (const check of [checks.duplicates, checks.exclusivity, checks.finality]) {
      expect(check(suspended), check.name).to.deep.equal([])
    }

    expect(checks.countsOf(suspended)).to.include({ explained: 1, unexplained: 0 })
    expect(checks.duplicates(history([late], isOfV)), 'when nobody was').to.deep.equal(['unexplained duplicate: b was given to w (token 3) while nothing was wrong with v (token 2)'])
  })

  it('find two leases at once', () => {
    expect(checks.exclusivity(history([['c', 25, { what: 'leased', id: '1', life: 1, name: 'v' }]]))).to.deep.equal(['two leases at once: 1 was given to v while w had it'])
  })

  it('do not take for two leases that a coordinator was killed before it told of the end of one', () => {
    expect(checks.exclusivity(history([['c', 71, { what: 'leased', id: '2', life: 2, name: 'w' }]]))).to.deep.equal([])
  })

  it('find a token that was used twice, and one that was accepted when there was a later one', () => {
    expect(checks.exclusivity(history([['v', 33, { what: 'began', item: 'b', id: '2', token: 2, attempt: 1 }]]))).to.deep.equal(['a token twice: 2 was delivered with token 2 again'])
    expect(checks.exclusivity(history([['v', 84, { what: 'settled', id: '2', token: 2 }]]))).to.deep.equal(['a stale token: 2 was settled with 2, and there is 3'])
  })

  it('find a delivery after the end, two results, and a result of another attempt', () => {
    expect(checks.finality(history([['v', 48, { what: 'began', item: 'a', id: '1', token: 4, attempt: 2 }]]))).to.deep.equal(['delivered after it was done: a to v'])
    expect(checks.finality(history([['v', 88, { what: 'settled', id: '2', token: 2 }]]))).to.include('two results: 2 was settled with tokens 3 and 2')
    expect(checks.finality(history([['p', 88, { what: 'result', item: 'b', token: 2 }]]))).to.deep.equal(['another result: b has that of token 2, and was settled with 3'])
  })

  it('find counts that do not add up', () => {
    expect(checks.conservation(history([['c', 95, { what: 'counts', stats: { ...NOTHING, put: 3, done: 2 } }]]))).to.have.lengthOf(1)
  })

  it('find tasks that overtook others of the same putter', () => {
    const isBegun = ({ what }: Note): boolean => what === 'began'
    const late: Told[] = [['w', 30, { what: 'began', item: 'b', id: '2', token: 1, attempt: 1 }], ['w', 31, { what: 'began', item: 'a', id: '1', token: 2, attempt: 1 }]]

    expect(checks.order(history(late, isBegun))).to.deep.equal(['out of order: a after b'])
  })

  it('find that it did not drain, or too late', () => {
    expect(checks.liveness(history([], ({ what }) => what === 'drained'), LEASE_MS)).to.deep.equal(['it did not drain, and proves nothing'])
    expect(checks.liveness(history([['trial', 1_700, { what: 'drained' }]]), LEASE_MS)).to.have.lengthOf(1)
  })

  it('find what nobody caught', () => {
    expect(checks.handled(history([['w', 50, { what: 'unhandled', message: 'Error: oh' }]]))).to.deep.equal(['w: Error: oh'])
  })

  it('find what is still held, and memory that grows', () => {
    expect(checks.resources(AT_REST, { ...AT_REST, descriptors: 22, memory: 11_000_000 }, 2_000_000)).to.deep.equal([])
    expect(checks.resources(AT_REST, { ...AT_REST, descriptors: 23, timers: 9, sockets: 4, sessions: 4 }, 2_000_000)).to.have.lengthOf(4)
    expect(checks.resources(AT_REST, { ...AT_REST, memory: 13_000_000 }, 2_000_000)).to.have.lengthOf(1)
    expect(checks.resources({ ...AT_REST, descriptors: 40, sockets: 9 }, AT_REST, 2_000_000)).to.deep.equal([])

    const measured = (bytes: (minute: number) => number): Entry[] => Array.from({ length: 20 }, (_, minute) =>
      ({ at: minute * 60_000, who: 'coordinator 1', what: 'memory', life: 1, bytes: bytes(minute) }))
    const growing = measured((minute) => 600_000 * minute)
    expect(checks.flatness(measured((minute) => 1_000_000 * Math.min(minute, 10)), 100_000)).to.deep.equal([])
    expect(checks.flatness(growing, 100_000)).to.deep.equal(['memory grows by 600000 bytes a minute'])
    expect(checks.flatness(growing.slice(0, 3), 100_000), 'too short to tell').to.deep.equal([])
  })
})

describe('a history', () => {
  it('is read in the order in which things happened, whoever noted them, without what was cut off by a kill', () => {
    const directory = mkdtempSync(join(tmpdir(), 'peerq-history-'))

    try {
      const [first, second] = [new History(directory, 'a'), new History(directory, 'b')]
      first.note({ what: 'put', item: '1' })
      second.note({ what: 'put', item: '2' })
      first.note({ what: 'put', item: '3' }, 'somebody else')
      first.close()
      second.close()
      appendFileSync(join(directory, 'b.history'), '{"at":1,"who":"b","wha')

      expect(readHistories(directory).map((entry) => [entry.who, 'item' in entry && entry.item])).to.deep.equal([['a', '1'], ['b', '2'], ['somebody else', '3']])
    } finally {
      rmSync(directory, { recursive: true })
    }
  })
})
