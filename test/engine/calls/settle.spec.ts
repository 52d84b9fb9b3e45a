import { expect } from 'chai'
import { Rig, failCall, item, takeCall } from '../rig.ts'
import type { Call } from '../../../src/engine/index.ts'

const SETTLING: Array<[name: string, call: (token: number) => Call]> = [
  ['complete', (token) => ({ op: 'complete', token, result: undefined })],
  ['fail', (token) => failCall(token)],
  ['release', (token) => ({ op: 'release', token, delay: undefined })],
  ['extend', (token) => ({ op: 'extend', token, ms: 1_000 })]
]

describe('settling', () => {
  for (const [name, call] of SETTLING) {
    describe(name, () => {
      it('is answered with OK for a lease that stands', () => {
        const peer = Rig.with().peer('p')
        peer.put(1)

        expect(peer.ask(call(peer.take().token))).to.deep.equal({ status: 'OK' })
      })

      it('is refused for a token that was never given', () => {
        expect(Rig.with().peer('p').ask(call(99))).to.deep.equal({ status: 'LEASE_LOST', reason: 'LAPSED' })
      })

      it('is refused to another session, and changes nothing', () => {
        const rig = Rig.with()
        rig.peer('p').put(1)
        const { token, task } = rig.peer('p').take()

        expect(rig.peer('thief').ask(call(token)).status).to.equal('LEASE_LOST')
        expect(rig.peer('p').inspect(task)).to.include({ state: 'LEASED', token })
      })

      it('is refused for a token that is not the task’s last', () => {
        const peer = Rig.with().peer('p')
        peer.put(1)
        const first = peer.take()
        peer.release(first.token)
        const second = peer.take()

        expect(peer.ask(call(first.token)).status).to.equal('LEASE_LOST')
        expect(peer.inspect(second.task)).to.include({ state: 'LEASED', token: second.token })
      })

      it('is refused with the reason when the task was cancelled', () => {
        const peer = Rig.with().peer('p')
        const task = peer.put(1)
        const { token } = peer.take()
        peer.ask({ op: 'cancel', task })

        expect(peer.ask(call(token))).to.deep.equal({ status: 'LEASE_LOST', reason: 'CANCELLED' })
      })

      it('is refused with the reason when the lease ran out', () => {
        const rig = Rig.with()
        rig.peer('p').put(1)
        const { token } = rig.peer('p').take()
        rig.advance(30_000)

        expect(rig.peer('p').ask(call(token))).to.deep.equal({ status: 'LEASE_LOST', reason: 'LAPSED' })
      })

      it('is refused with the reason when the attempt ran for too long', () => {
        const rig = Rig.with({ maxRunMs: 1_000 })
        rig.peer('p').put(1)
        const { token } = rig.peer('p').take()
        rig.advance(1_000)

        expect(rig.peer('p').ask(call(token))).to.deep.equal({ status: 'LEASE_LOST', reason: 'MAX_RUN' })
      })
    })
  }

  describe('complete', () => {
    it('gives the result to whoever asks for it', () => {
      const peer = Rig.with().peer('p')
      const task = peer.put(1)
      peer.complete(peer.take().token, item(9))

      expect(peer.result(task)).to.deep.equal({ status: 'OK', payload: item(9) })
    })

    it('may have no result', () => {
      const peer = Rig.with().peer('p')
      const task = peer.put(1)
      peer.complete(peer.take().token)

      expect(peer.result(task)).to.deep.equal({ status: 'OK' })
    })

    it('counts once: the second has lost the lease', () => {
      const peer = Rig.with().peer('p')
      const task = peer.put(1)
      const { token } = peer.take()
      peer.complete(token, item(1))

      expect(peer.complete(token, item(2)).status).to.equal('LEASE_LOST')
      expect(peer.result(task).payload).to.deep.equal(item(1))
    })

    it('is not for an item that was taken with get', () => {
      const peer = Rig.with().peer('p')
      peer.put(1)
      const { token, task } = peer.get()

      for (const [, call] of SETTLING.filter(([name]) => name !== 'release')) {
        expect(peer.ask(call(token)).status).to.equal('RANGE')
      }

      expect(peer.inspect(task).state).to.equal('LEASED')
    })
  })

  describe('completeMany', () => {
    it('ends each of them, with its own result', () => {
      const peer = Rig.with().peer('p')
      const tasks = [peer.put(1), peer.put(2), peer.put(3)]
      const [a, b, c] = [peer.take().token, peer.take().token, peer.take().token]

      expect(peer.ask({ op: 'completeMany', done: [{ token: a, result: item(7) }, { token: b }, { token: c, result: item(9) }] })).to.deep.equal({ status: 'OK' })
      expect(tasks.map((task) => peer.result(task))).to.deep.equal([{ status: 'OK', payload: item(7) }, { status: 'OK' }, { status: 'OK', payload: item(9) }])
    })

    it('names those that are lost, with the reason, and ends the others', () => {
      const rig = Rig.with()
      const peer = rig.peer('p')
      const [kept, cancelled] = [peer.put(1), peer.put(2)]
      const [a, b] = [peer.take().token, peer.take().token]
      peer.ask({ op: 'cancel', task: cancelled })

      expect(peer.ask({ op: 'completeMany', done: [{ token: b, result: item(8) }, { token: a, result: item(7) }, { token: 99 }] })).to.deep.equal({
        status: 'OK', lost: [{ token: b, reason: 'CANCELLED' }, { token: 99, reason: 'LAPSED' }]
      })
      expect(peer.result(kept).payload).to.deep.equal(item(7))
      expect(peer.result(cancelled).status).to.equal('TASK_CANCELLED')
    })

    it('counts each once: the second has lost its lease', () => {
      const peer = Rig.with().peer('p')
      const task = peer.put(1)
      const { token } = peer.take()

      expect(peer.ask({ op: 'completeMany', done: [{ token, result: item(1) }, { token, result: item(2) }] })).to.deep.equal({ status: 'OK', lost: [{ token, reason: 'LAPSED' }] })
      expect(peer.result(task).payload).to.deep.equal(item(1))
    })

    it('ends none when one was taken with get', () => {
      const peer = Rig.with().peer('p')
      const task = peer.put(1)
      const { token } = peer.take()
      peer.put(2)

      expect(peer.ask({ op: 'completeMany', done: [{ token }, { token: peer.get().token }] }).status).to.equal('RANGE')
      expect(peer.inspect(task).state).to.equal('LEASED')
    })

    it('frees the slots of its consumer, of those that are lost as well', () => {
      const peer = Rig.with().peer('p')
      const tasks = [1, 2, 3, 4].map((n) => peer.put(n))
      peer.consume({ concurrency: 2 })
      const [a, b] = peer.grants.map(({ token }) => token) as [number, number]
      peer.ask({ op: 'cancel', task: tasks[0] as string })
      expect(peer.grants).to.have.lengthOf(2)
      peer.ask({ op: 'completeMany', done: [{ token: a }, { token: b }] })

      expect(peer.grants.slice(2).map(({ task }) => task)).to.deep.equal(tasks.slice(2))
    })
  })

  describe('fail', () => {
    it('lets the task be tried again after the queue’s backoff, which doubles', () => {
      const rig = Rig.with({ backoff: { type: 'exponential', delay: 100, maxDelay: 300, jitter: 0 }, maxAttempts: 9 })
      const peer = rig.peer('p')
      const task = peer.put(1)

      for (const delay of [100, 200, 300, 300]) {
        peer.fail(peer.take().token)
        rig.advance(delay - 1)
        expect(peer.inspect(task).state).to.equal('DELAYED')
        rig.advance(1)
        expect(peer.inspect(task).state).to.equal('READY')
      }
    })

    it('may wait the same each time', () => {
      const rig = Rig.with({ backoff: { type: 'fixed', delay: 100, maxDelay: 300, jitter: 0 } })
      const peer = rig.peer('p')
      peer.put(1)

      for (const attempt of [1, 2]) {
        const grant = peer.take()
        expect(grant.attempt).to.equal(attempt)
        peer.fail(grant.token)
        rig.advance(100)
      }

      expect(peer.take().attempt).to.equal(3)
    })

    it('leaves the share of the delay to chance that jitter says', () => {
      const rig = Rig.with({ backoff: { type: 'fixed', delay: 1_000, maxDelay: 1_000, jitter: 0.5 } })
      const peer = rig.peer('p')
      rig.chance = 0.5
      const task = peer.put(1)
      peer.fail(peer.take().token)
      rig.advance(749)
      expect(peer.inspect(task).state).to.equal('DELAYED')
      rig.advance(1)

      expect(peer.inspect(task).state).to.equal('READY')
    })

    it('keeps a backoff of 0 at 0 after however many attempts', () => {
      const rig = Rig.with({ backoff: { type: 'exponential', delay: 0, maxDelay: Infinity, jitter: 0.5 }, maxAttempts: Infinity })
      const peer = rig.peer('p')
      peer.put(1)

      for (let attempt = 1; attempt <= 1_100; attempt++) {
        peer.fail(peer.take().token)
      }

      expect(peer.stats().ready).to.equal(1)
    })

    it('may name the delay itself', () => {
      const rig = Rig.with()
      const peer = rig.peer('p')
      const task = peer.put(1)
      peer.fail(peer.take().token, { delay: 5 })
      rig.advance(5)

      expect(peer.inspect(task).state).to.equal('READY')
    })

    it('goes behind the others', () => {
      const peer = Rig.with().peer('p')
      peer.put(1)
      peer.put(2)
      peer.fail(peer.take().token, { delay: 0 })

      expect([peer.take().item[0], peer.take().item[0]]).to.deep.equal([2, 1])
    })

    it('ends a task without a retry at once, with what it failed of', () => {
      const peer = Rig.with().peer('p')
      const task = peer.put(1)
      peer.fail(peer.take().token, { retry: false })

      expect(peer.inspect(task)).to.include({ state: 'DEAD', attempts: 1 })
      expect(peer.result(task)).to.deep.equal({
        status: 'TASK_FAILED',
        failure: { name: 'Error', message: 'boom', stack: 'at boom', workerName: 'w', workerPeerId: 'id of w' }
      })
    })

    it('ends a task at its last attempt', () => {
      const rig = Rig.with({ maxAttempts: 2 })
      const peer = rig.peer('p')
      const task = peer.put(1)
      peer.fail(peer.take().token, { delay: 0 })
      peer.fail(peer.take().token, { delay: 0 })

      expect(peer.inspect(task)).to.include({ state: 'DEAD', attempts: 2, maxAttempts: 2 })
      expect(peer.stats()).to.include({ dead: 1, unfinished: 0 })
    })

    it('refuses a negative delay, and the lease stands', () => {
      const peer = Rig.with().peer('p')
      const task = peer.put(1)
      const { token } = peer.take()

      expect(peer.fail(token, { delay: -1 }).status).to.equal('RANGE')
      expect(peer.inspect(task).token).to.equal(token)
    })
  })

  describe('release', () => {
    it('puts the task back into its old place, uncharged', () => {
      const peer = Rig.with().peer('p')
      peer.put(1)
      peer.put(2)
      peer.release(peer.take().token)
      const again = peer.take()

      expect(again.item).to.deep.equal(item(1))
      expect(again.attempt).to.equal(1)
    })

    it('may keep the task back for a while, still uncharged', () => {
      const rig = Rig.with()
      const peer = rig.peer('p')
      const task = peer.put(1)
      peer.release(peer.take().token, 500)
      rig.advance(499)
      expect(peer.inspect(task)).to.include({ state: 'DELAYED', attempts: 0 })
      rig.advance(1)

      expect(peer.take()).to.include({ task, attempt: 1 })
    })

    it('refuses a delay that is not a number, and the lease stands', () => {
      const peer = Rig.with().peer('p')
      const task = peer.put(1)
      const { token } = peer.take()

      expect(peer.release(token, NaN).status).to.equal('RANGE')
      expect(peer.inspect(task).token).to.equal(token)
    })
  })

  describe('extend', () => {
    it('keeps the lease for at least that long', () => {
      const rig = Rig.with()
      const peer = rig.peer('p')
      const task = peer.put(1)
      const { token } = peer.take()
      peer.ask({ op: 'extend', token, ms: 90_000 })
      rig.advance(89_999)
      expect(peer.inspect(task).token).to.equal(token)
      rig.advance(1)

      expect(peer.inspect(task).state).to.equal('DELAYED')
    })

    it('never shortens it, and neither does a renewal', () => {
      const rig = Rig.with()
      const peer = rig.peer('p')
      const task = peer.put(1)
      const { token } = peer.take()
      peer.ask({ op: 'extend', token, ms: 60_000 })
      peer.ask({ op: 'extend', token, ms: 1 })
      peer.heartbeat([token])
      rig.advance(59_999)

      expect(peer.inspect(task).token).to.equal(token)
    })

    it('does not go beyond maxRunMs', () => {
      const rig = Rig.with({ maxRunMs: 40_000 })
      const peer = rig.peer('p')
      const task = peer.put(1)
      peer.ask({ op: 'extend', token: peer.take().token, ms: 90_000 })
      rig.advance(40_000)

      expect(peer.inspect(task).state).to.equal('DELAYED')
    })

    it('refuses no time at all', () => {
      const peer = Rig.with().peer('p')
      peer.put(1)
      const { token } = peer.take()

      expect(peer.ask({ op: 'extend', token, ms: 0 }).status).to.equal('RANGE')
      expect(peer.ask({ op: 'extend', token, ms: NaN }).status).to.equal('RANGE')
    })

    it('is a fact only beyond leaseMs', () => {
      const rig = Rig.with()
      const peer = rig.peer('p')
      peer.put(1)
      const { token } = peer.take()
      const extensions = (): number => rig.changes.filter(({ type }) => type === 'task:extend').length
      peer.ask({ op: 'extend', token, ms: 30_000 })
      expect(extensions()).to.equal(0)
      peer.ask({ op: 'extend', token, ms: 30_001 })

      expect(extensions()).to.equal(1)
    })
  })

  describe('confirm', () => {
    it('ends the task: it is taken', () => {
      const peer = Rig.with().peer('p')
      const task = peer.put(1)
      peer.confirm(peer.get().token)

      expect(peer.stats()).to.include({ taken: 1, leased: 0, unfinished: 1 })
      expect(peer.result(task)).to.deep.equal({ status: 'OK' })
    })

    it('confirms many at once', () => {
      const peer = Rig.with().peer('p')
      const tokens = [1, 2, 3].map((n) => {
        peer.put(n)
        return peer.get().token
      })
      peer.confirm(...tokens)

      expect(peer.stats().taken).to.equal(3)
    })

    it('is refused for a token that is unknown: whoever has not resolved yet learns that the item is not its own', () => {
      expect(Rig.with().peer('p').confirm(99)).to.deep.equal({ status: 'LEASE_LOST', reason: 'LAPSED' })
    })

    it('confirms the others all the same when one of them is refused', () => {
      const peer = Rig.with().peer('p')
      peer.put(1)
      const { token } = peer.get()

      expect(peer.confirm(99, token)).to.include({ status: 'LEASE_LOST' })
      expect(peer.stats().taken).to.equal(1)
    })

    it('does not touch what others got', () => {
      const rig = Rig.with()
      rig.peer('p').put(1)
      const { token, task } = rig.peer('p').get()
      rig.peer('thief').confirm(token)

      expect(rig.peer('p').inspect(task).state).to.equal('LEASED')
    })

    it('does not settle a lease', () => {
      const peer = Rig.with().peer('p')
      peer.put(1)
      const { token, task } = peer.take()
      peer.confirm(token)

      expect(peer.inspect(task).state).to.equal('LEASED')
    })
  })

  it('is told to whoever waits for the task, in the same step', () => {
    const rig = Rig.with()
    const [putter, worker] = [rig.peer('putter'), rig.peer('worker')]
    const task = putter.put(1)
    const waits = putter.send({ op: 'awaitResult', task, timeout: Infinity })
    const { grant } = worker.ask(takeCall())
    worker.complete(grant?.token ?? 0, item(3))

    expect(putter.answer(waits)).to.deep.equal({ status: 'OK', payload: item(3) })
  })
})
