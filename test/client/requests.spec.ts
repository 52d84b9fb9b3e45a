import { expect } from 'chai'
import { ConnectionError, LeaseLostError, TimeoutError } from '../../src/errors.ts'
import { automaticTaskId } from '../../src/task-id.ts'
import { OTHER_HISTORY, outcomeOf, sessionOf, started } from './support.ts'
import type { Queue } from '../../src/client/index.ts'
import type { Outcome, Rig } from './support.ts'

describe('the calls of a session', () => {
  describe('numbers', () => {
    it('begin at 1, grow by one and go on over a cut', async () => {
      const rig = await started()
      const queue = rig.client.queue('q')
      void queue.size()
      void queue.put('x')
      await rig.clock.settle()
      expect(rig.end.numbers).to.deep.equal([1, 2])
      await rig.end.reply(1, { count: 0, through: 2 })
      await rig.end.cut()
      const end = await rig.resume()
      void queue.size()
      await rig.clock.settle()
      expect(end.numbers).to.deep.equal([3])
    })

    it('are given when a call is sent, not when it is made', async () => {
      const rig = await started()
      const queue = rig.client.queue('q')
      const leave = new AbortController()
      await rig.end.cut()
      const put = outcomeOf(queue.put('x', { signal: leave.signal }))
      void queue.size()
      leave.abort(new Error('enough'))
      const end = await rig.resume()
      expect(end.calls).to.deep.equal(['ask'])
      expect(end.numbers).to.deep.equal([1])
      expect(put.error).to.have.property('message', 'enough')
    })

    it('below which all is answered are reported', async () => {
      const rig = await started()
      const queue = rig.client.queue('q')
      const size = async (): Promise<void> => {
        void queue.size()
        await rig.clock.settle()
      }

      await size()
      await size()
      await size()
      await rig.end.reply(2)
      await size()
      expect(rig.end.below).to.equal(1)
      await rig.end.reply(1)
      await size()
      expect(rig.end.below).to.equal(3)
      await rig.end.reply(3, { through: 5 })
      await size()
      expect(rig.end.below).to.equal(6)
    })

    it('of a row are answered at once', async () => {
      const rig = await started()
      const queue = rig.client.queue('q')
      const puts = outcomeOf(Promise.all(['a', 'b', 'c'].map((item) => queue.put(item))))
      await rig.clock.settle()
      await rig.end.reply(1, { through: 3 })
      expect(puts.value?.map(({ id }) => id)).to.deep.equal([1, 2, 3].map((number) => automaticTaskId(sessionOf(rig), number)))
    })

    it('that were never given end the connection', async () => {
      const rig = await started()
      await rig.end.reply(1)
      expect(rig.end.ended).to.be.instanceOf(ConnectionError)
    })
  })

  describe('over a cut', () => {
    it('are sent again in their order, before new ones', async () => {
      const rig = await started()
      const queue = rig.client.queue('q')
      const size = outcomeOf(queue.size())
      const put = outcomeOf(queue.put('x'))
      const get = outcomeOf(queue.get())
      await rig.clock.settle()
      await rig.end.cut()
      const full = outcomeOf(queue.full())
      const end = await rig.resume()
      expect(end.numbers).to.deep.equal([1, 2, 3, 4])
      expect(end.calls).to.deep.equal(['ask', 'put', 'take', 'ask'])
      await end.reply(1, { count: 1 })
      await end.reply(2)
      await end.hand(3, 9)
      await end.reply(4, { flag: true })
      // what came with a grant may be old: it is confirmed before it is given
      expect(end.confirmed).to.deep.equal([[9]])
      await end.reply(5)
      expect([size.value, put.value?.isNew, get.value, full.value]).to.deep.equal([1, true, 'item 9', true])
    })

    it('are not sent again when they were answered', async () => {
      const rig = await started()
      const queue = rig.client.queue('q')
      void queue.put('a')
      void queue.put('b')
      await rig.clock.settle()
      await rig.end.reply(1)
      await rig.end.cut()
      const end = await rig.resume()
      expect(end.numbers).to.deep.equal([2])
      expect(end.below).to.equal(2)
    })

    it('wait for what is left of their time', async () => {
      const rig = await started()
      void rig.client.queue('q').get({ timeout: 5_000 })
      await rig.clock.advance(2_000)
      await rig.end.cut()
      await rig.clock.advance(500)
      await rig.end.welcome({ resumed: true })
      expect(rig.end.requests[0]?.take?.timeout).to.equal(5_000 - 2_500)
    })

    it('are in doubt when nobody can know any more whether they were made', async () => {
      const rig = await started()
      const queue = rig.client.queue('q')
      const put = outcomeOf(queue.put('x'))
      const get = outcomeOf(queue.get())
      await rig.clock.settle()
      await rig.end.cut()
      rig.isSilent = true
      await rig.clock.advance(300_001)
      rig.isSilent = false
      const end = await rig.resume()
      expect(put.error).to.be.instanceOf(ConnectionError)
      expect(put.error).to.include({ outcome: 'unknown', taskId: automaticTaskId(sessionOf(rig), 1) })
      expect(end.calls).to.deep.equal(['take'])
      await rig.end.hand(2, 5)
      await rig.end.reply(3)
      expect(get.value).to.equal('item 5')
    })

    it('that were aborted are not asked for again', async () => {
      const rig = await started()
      const leave = new AbortController()
      const get = outcomeOf(rig.client.queue('q').get({ signal: leave.signal }))
      await rig.clock.settle()
      leave.abort(new Error('enough'))
      await rig.clock.settle()
      expect(get.error).to.have.property('message', 'enough')
      await rig.end.cut()
      const end = await rig.resume()
      expect(end.calls).to.deep.equal([])
    })
  })

  for (const [memory, welcome, because] of [
    ['another history', { resumed: false, history: OTHER_HISTORY }, /started anew/],
    ['a coordinator that has forgotten the session', { resumed: false }, /forgotten this session/]
  ] as const) {
    describe(`with ${memory}`, () => {
      async function meet (call: (queue: Queue) => Promise<unknown>): Promise<{ rig: Rig, outcome: Outcome<unknown> }> {
        const rig = await started()
        const outcome = outcomeOf(call(rig.client.queue('q')))
        await rig.clock.settle()
        await rig.end.cut()
        await rig.resume(welcome)

        return { rig, outcome }
      }

      const changes: Array<[name: string, (queue: Queue) => Promise<unknown>]> = [
        ['put', (queue) => queue.put('x')],
        ['cancel', (queue) => queue.task('t').cancel()],
        ['taskDone', (queue) => queue.taskDone()],
        ['shutdown', (queue) => queue.shutdown()],
        ['setMaxSize', (queue) => queue.setMaxSize(1)],
        ['pause', (queue) => queue.pause()],
        ['purge', (queue) => queue.purge()],
        ['requeue', (queue) => queue.requeue('t')],
        ['redrive', (queue) => queue.redrive()]
      ]

      for (const [name, call] of changes) {
        it(`leaves a ${name} in doubt`, async () => {
          const { rig, outcome } = await meet(call)
          expect(outcome.error).to.be.instanceOf(ConnectionError).with.property('message').that.matches(because)
          expect(outcome.error).to.have.property('outcome', 'unknown')
          expect(rig.end.calls).to.deep.equal([])
        })
      }

      const waits: Array<[name: string, (queue: Queue) => Promise<unknown>]> = [
        ['get', (queue) => queue.get()],
        ['reserve', (queue) => queue.reserve()],
        ['result', (queue) => queue.task('t').result()],
        ['join', (queue) => queue.join()],
        ['size', (queue) => queue.size()],
        ['stats', (queue) => queue.stats()]
      ]

      for (const [name, call] of waits) {
        it(`asks for a ${name} again`, async () => {
          const { rig, outcome } = await meet(call)
          expect(outcome).to.deep.equal({})
          expect(rig.end.calls).to.have.lengthOf(1)
        })
      }

      it('sends what was never sent', async () => {
        const rig = await started()
        await rig.end.cut()
        const put = outcomeOf(rig.client.queue('q').put('x'))
        await rig.resume(welcome)
        await rig.end.reply(1)
        expect(put.value).to.have.property('isNew', true)
      })

      it('loses what it settles', async () => {
        const rig = await started()
        const reserve = outcomeOf(rig.client.queue('q').reserve())
        await rig.clock.settle()
        await rig.end.hand(1, 7)
        const complete = outcomeOf(reserve.value?.complete() ?? Promise.resolve())
        await rig.clock.settle()
        await rig.end.cut()
        await rig.resume(welcome)
        expect(complete.error).to.be.instanceOf(LeaseLostError)
      })
    })
  }

  describe('without a connection', () => {
    it('wait on if they wait by nature, and reject after the timeout of connect otherwise', async () => {
      const rig = await started({ timeout: 4_000 })
      const queue = rig.client.queue('q')
      const sent = outcomeOf(queue.put('sent', { block: false }))
      await rig.clock.settle()
      await rig.end.cut()
      rig.isSilent = true
      const size = outcomeOf(queue.size())
      const unsent = outcomeOf(queue.put('unsent', { block: false }))
      const put = outcomeOf(queue.put('patient'))
      const get = outcomeOf(queue.get())
      await rig.clock.advance(3_999)
      expect([sent, size, unsent]).to.deep.equal([{}, {}, {}])
      await rig.clock.advance(1)
      expect(sent.error).to.include({ name: 'ConnectionError', outcome: 'unknown', taskId: automaticTaskId(sessionOf(rig), 1) })
      expect(size.error).to.include({ name: 'ConnectionError', outcome: 'none' })
      expect(unsent.error).to.include({ name: 'ConnectionError', outcome: 'none', taskId: undefined })
      const late = outcomeOf(queue.size())
      await rig.clock.settle()
      expect(late.error).to.be.instanceOf(ConnectionError)
      await rig.clock.advance(60_000)
      expect([put, get]).to.deep.equal([{}, {}])
      rig.isSilent = false
      const end = await rig.resume()
      expect(end.calls).to.deep.equal(['put', 'take'])
    })

    it('wait a fresh time after each connection', async () => {
      const rig = await started({ timeout: 4_000 })
      await rig.end.cut()
      await rig.clock.advance(3_000)
      await rig.end.welcome({ resumed: true })
      await rig.end.cut()
      rig.isSilent = true
      const size = outcomeOf(rig.client.queue('q').size())
      await rig.clock.advance(3_000)
      expect(size).to.deep.equal({})
      await rig.clock.advance(1_000)
      expect(size.error).to.be.instanceOf(ConnectionError)
    })

    it('all reject at once if so asked', async () => {
      const rig = await started({ offline: 'fail' })
      const queue = rig.client.queue('q')
      const get = outcomeOf(queue.get())
      await rig.clock.settle()
      await rig.end.cut()
      expect(get.error).to.include({ name: 'ConnectionError', outcome: 'none' })
      const put = outcomeOf(queue.put('x'))
      await rig.clock.settle()
      expect(put.error).to.include({ name: 'ConnectionError', outcome: 'none' })
      await rig.resume()
      void queue.put('x')
      await rig.clock.settle()
      expect(rig.end.calls).to.deep.equal(['put'])
    })

    const timed: Array<[name: string, (queue: Queue) => Promise<unknown>, error: typeof ConnectionError | typeof TimeoutError]> = [
      ['get', (queue) => queue.get({ timeout: 5_000 }), ConnectionError],
      ['reserve', (queue) => queue.reserve({ timeout: 5_000 }), ConnectionError],
      ['put', (queue) => queue.put('x', { timeout: 5_000 }), ConnectionError],
      ['result', (queue) => queue.task('t').result({ timeout: 5_000 }), TimeoutError],
      ['join', (queue) => queue.join({ timeout: 5_000 }), TimeoutError]
    ]

    for (const [name, call, error] of timed) {
      it(`a ${name} with a timeout ends in a ${error.name} soon after it`, async () => {
        const rig = await started()
        await rig.end.cut()
        rig.isSilent = true
        const outcome = outcomeOf(call(rig.client.queue('q')))
        await rig.clock.advance(5_000)
        expect(outcome).to.deep.equal({})
        await rig.clock.advance(1_000)
        expect(outcome.error).to.be.instanceOf(error).with.property('message').that.matches(/5000 ms/)
        expect(outcome.error).to.have.property('outcome', 'none')
      })
    }

    it('a put with a timeout that was sent is in doubt', async () => {
      const rig = await started()
      const put = outcomeOf(rig.client.queue('q').put('x', { timeout: 5_000 }))
      await rig.clock.settle()
      await rig.end.cut()
      rig.isSilent = true
      await rig.clock.advance(6_000)
      expect(put.error).to.include({ outcome: 'unknown', taskId: automaticTaskId(sessionOf(rig), 1) })
    })
  })
})
