import { expect } from 'chai'
import { Rig, bytes, item, takeCall } from '../rig.ts'
import type { Call, TaskInfo } from '../../../src/engine/index.ts'
import type { Peer, Some } from '../rig.ts'

function list (peer: Peer, call: Some<Extract<Call, { op: 'listTasks' }>> = {}): TaskInfo[] {
  const { tasks } = peer.ask({ op: 'listTasks', state: undefined, holder: undefined, limit: 0, after: undefined, ...call })

  return tasks ?? expect.fail('no tasks')
}

describe('looking', () => {
  it('size, empty and full are Python’s', () => {
    const peer = Rig.with({ maxSize: 2 }).peer('p')
    const look = (): unknown[] => [peer.ask({ op: 'size' }).count, peer.ask({ op: 'empty' }).flag, peer.ask({ op: 'full' }).flag]
    expect(look()).to.deep.equal([0, true, false])
    peer.put(1)
    expect(look()).to.deep.equal([1, false, false])
    peer.put(2)

    expect(look()).to.deep.equal([2, false, true])
  })

  it('an unbounded queue is never full', () => {
    for (const maxSize of [0, -5]) {
      const peer = Rig.with({ maxSize }).peer('p')
      peer.put(1)
      expect(peer.ask({ op: 'full' }).flag).to.equal(false)
    }
  })

  it('a queue that is not there has nothing to look at', () => {
    const rig = Rig.with()
    rig.advance(5_000)

    for (const op of ['size', 'empty', 'full', 'isShutdown', 'stats'] as const) {
      expect(rig.peer('p').ask({ op }, 'other').status).to.equal('UNKNOWN_QUEUE')
    }
  })

  describe('inspect', () => {
    it('says who holds a task since when, and how its attempts ended', () => {
      const rig = Rig.with({ backoff: { type: 'fixed', delay: 10, maxDelay: 10, jitter: 0 } })
      const [putter, worker] = [rig.peer('putter'), rig.peer('worker')]
      const task = putter.put(bytes(5), { priority: 3 })
      rig.advance(100)
      worker.fail(worker.take().token)
      rig.advance(10)
      const { token } = worker.take()
      worker.progress(token, item(9))
      rig.advance(50)

      expect(putter.inspect(task)).to.deep.equal({
        id: task,
        state: 'LEASED',
        priority: 3,
        attempts: 2,
        maxAttempts: 3,
        ageMs: 160,
        stateMs: 50,
        holderPeer: 'id of worker',
        holderName: 'worker',
        token,
        itemBytes: 5,
        history: [{ attempt: 1, peer: 'id of worker', name: 'worker', outcome: 'failed', error: 'Error: boom', at: 60 }],
        progress: item(9)
      })
    })

    for (const [outcome, end] of [
      ['completed', (peer) => { peer.complete(peer.take().token) }],
      ['taken', (peer) => { peer.confirm(peer.get().token) }],
      ['cancelled', (peer, task) => {
        peer.take()
        peer.ask({ op: 'cancel', task })
      }]
    ] as Array<[string, (peer: Peer, task: string) => void]>) {
      it(`says of the last attempt that it was ${outcome}`, () => {
        const peer = Rig.with().peer('p')
        const task = peer.put(1)
        end(peer, task)

        expect(peer.inspect(task).history).to.deep.equal([{ attempt: 1, peer: 'id of p', name: 'p', outcome, error: '', at: 0 }])
      })
    }

    it('knows nothing of a task that is not there', () => {
      expect(Rig.with().peer('p').ask({ op: 'inspect', task: 'nobody' }).status).to.equal('RESULT_EXPIRED')
    })
  })

  describe('listTasks', () => {
    it('lists tasks in the order in which they were put', () => {
      const peer = Rig.with().peer('p')
      const ids = [3, 2, 1].map((priority) => peer.put(1, { priority }))

      expect(list(peer).map(({ id }) => id)).to.deep.equal(ids)
    })

    it('does so whichever of them have ended', () => {
      const peer = Rig.with().peer('p')
      const ids = [1, 2, 3, 4].map((priority) => peer.put(1, { priority, id: priority === 2 ? 'chosen' : undefined }))
      const orders = [0, 3, 1, 2].map((index) => {
        peer.ask({ op: 'cancel', task: ids[index] as string })
        return list(peer).map(({ id }) => id)
      })

      expect(orders).to.deep.equal([ids, ids, ids, ids])
    })

    it('picks by state', () => {
      const peer = Rig.with().peer('p')
      const [leased] = [peer.put(1), peer.put(2)]
      peer.take()

      expect(list(peer, { state: 'LEASED' }).map(({ id }) => id)).to.deep.equal([leased])
      expect(list(peer, { state: 'DEAD' })).to.deep.equal([])
    })

    it('picks by holder: peer id or name', () => {
      const rig = Rig.with()
      const [a, b] = [rig.peer('a'), rig.peer('b')]
      const ids = [a.put(1), a.put(2), a.put(3)]
      a.take()
      b.take()

      expect(list(a, { holder: 'b' }).map(({ id }) => id)).to.deep.equal([ids[1]])
      expect(list(a, { holder: 'id of a' }).map(({ id }) => id)).to.deep.equal([ids[0]])
      expect(list(a, { holder: 'nobody' })).to.deep.equal([])
    })

    it('gives pages, each after the last, of the size that is asked for or 256', () => {
      const peer = Rig.with().peer('p')
      const ids = Array.from({ length: 600 }, () => peer.put(1))
      const pages: string[][] = []

      for (let page = list(peer); page.length > 0; page = list(peer, { after: page.at(-1)?.id })) {
        pages.push(page.map(({ id }) => id))
      }

      expect(pages.map(({ length }) => length)).to.deep.equal([256, 256, 88])
      expect(pages.flat()).to.deep.equal(ids)
      expect(list(peer, { limit: 2, after: ids[3] }).map(({ id }) => id)).to.deep.equal(ids.slice(4, 6))
      expect(list(peer, { limit: 100_000 })).to.have.lengthOf(256)
    })

    it('says so when the task is gone with which the last page ended', () => {
      expect(Rig.with().peer('p').ask({ op: 'listTasks', state: undefined, holder: undefined, limit: 1, after: 'nobody' }).status).to.equal('RANGE')
    })
  })

  describe('stats', () => {
    it('count what is there and what there ever was', () => {
      const rig = Rig.with({ maxSize: 9, maxAttempts: 1 })
      const peer = rig.peer('p')
      peer.put(0, { ttl: 1 })
      rig.advance(1)
      peer.put(1)
      peer.fail(peer.take().token)
      peer.put(2)
      peer.complete(peer.take().token)
      peer.put(3)
      peer.confirm(peer.get().token)
      peer.ask({ op: 'cancel', task: peer.put(4) })
      peer.put(5)
      peer.ask({ op: 'purge' })
      peer.put(6)
      peer.take()
      peer.put(7, { delay: 50 })
      peer.put(8)

      expect(peer.stats()).to.deep.equal({
        ready: 1, delayed: 1, leased: 1, dead: 1, put: 9, done: 1, taken: 1, cancelled: 1, expired: 1, dropped: 1, evicted: 0,
        unfinished: 4, getters: 0, putters: 0, oldestReadyMs: 0, longestLeaseMs: 0, maxSize: 9, paused: false, shutdown: false
      })
    })

    it('say who waits', () => {
      const rig = Rig.with({ maxSize: 1 })
      rig.peer('p').send(takeCall())
      rig.peer('worker').consume({ concurrency: 2 })
      expect(rig.peer('p').stats()).to.include({ getters: 2, putters: 0 })
      rig.peer('p').put(1)
      rig.peer('p').put(2)
      rig.peer('p').put(3)
      rig.peer('p').put(4)
      rig.peer('p').send({ op: 'put', items: [item(5)], id: undefined, block: true, timeout: Infinity, priority: 0, delay: 0, ttl: Infinity, maxAttempts: undefined, leaseMs: undefined, maxRunMs: undefined })

      expect(rig.peer('p').stats()).to.include({ getters: 0, putters: 1 })
    })

    it('say how long the oldest waits and the longest lease lasts', () => {
      const rig = Rig.with()
      const peer = rig.peer('p')
      peer.put(1)
      rig.advance(10)
      peer.put(2)
      peer.put(3, { priority: -1 })
      rig.advance(10)
      peer.take()
      rig.advance(5)
      const { token } = peer.take()
      rig.advance(5)
      expect(peer.stats()).to.include({ oldestReadyMs: 20, longestLeaseMs: 10 })
      peer.release(token)

      expect(peer.stats()).to.include({ oldestReadyMs: 20, longestLeaseMs: 10 })
    })
  })
})
