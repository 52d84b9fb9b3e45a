import { expect } from 'chai'
import { ConnectionError, LeaseLostError, PayloadTooLargeError, TimeoutError } from '../../src/errors.ts'
import { encodePayload } from '../../src/protocol/index.ts'
import { automaticTaskId } from '../../src/task-id.ts'
import { OTHER_HISTORY, outcomeOf, started } from './support.ts'
import type { Queue } from '../../src/client/index.ts'
import type { Outcome, Rig } from './support.ts'

/** The session's id, as the coordinator knows it. */
function sessionOf (rig: Rig): string {
  return Buffer.from(rig.ends[0]?.hello?.session ?? []).toString('base64url')
}

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

  describe('with a timeout', () => {
    it('leave it to the coordinator to say that it is over', async () => {
      const rig = await started()
      const get = outcomeOf(rig.client.queue('q').get({ timeout: 5_000 }))
      await rig.clock.advance(3_000)
      await rig.end.beat()
      await rig.clock.advance(2_500)
      expect(get).to.deep.equal({})
      await rig.end.reply(1, { status: 'EMPTY' })
      expect(get.error).to.have.property('name', 'EmptyError')
      expect(get.error?.message).to.match(/5000 ms/)
    })

    it('do not wait for ever for it to say so', async () => {
      const rig = await started()
      const get = outcomeOf(rig.client.queue('q').get({ timeout: 5_000 }))

      for (let seconds = 0; seconds < 15; seconds++) {
        await rig.clock.advance(1_000)
        await rig.end.beat()
      }

      expect(get).to.deep.equal({})
      await rig.clock.advance(1_000)
      expect(get.error).to.be.instanceOf(ConnectionError).with.property('message').that.matches(/5000 ms/)
      expect(rig.end.abandoned).to.deep.equal([1])
    })

    it('of many weeks are not over sooner', async () => {
      const rig = await started({}, { heartbeatMs: 2 ** 31, silentMs: 2 ** 33 })
      const join = outcomeOf(rig.client.queue('q').join({ timeout: 2 ** 32 }))
      await rig.clock.advance(2 ** 31 + 10_000)
      expect(join).to.deep.equal({})
      expect(rig.ends).to.have.lengthOf(1)
    })
  })

  describe('that are aborted', () => {
    it('reject at once with the reason, and the coordinator waits no more', async () => {
      const rig = await started()
      const leave = new AbortController()
      const get = outcomeOf(rig.client.queue('q').get({ signal: leave.signal }))
      await rig.clock.settle()
      leave.abort(new Error('enough'))
      await rig.clock.settle()
      expect(get.error).to.have.property('message', 'enough')
      expect(rig.end.abandoned).to.deep.equal([1])
      await rig.end.reply(1, { status: 'ABANDONED' })
      expect(rig.end.settles).to.deep.equal([])
    })

    it('give back an item that was on its way', async () => {
      const rig = await started()
      const leave = new AbortController()
      void rig.client.queue('q').get({ signal: leave.signal })
      await rig.clock.settle()
      leave.abort()
      await rig.end.hand(1, 42)
      expect(rig.end.settles).to.deep.equal([{ token: 42, verb: 'RELEASE', noRetry: false }])
      expect(rig.end.requests.at(-1)?.queue).to.equal('q')
    })

    it('cancel a task that was put all the same, and no one else\'s', async () => {
      const rig = await started()
      const queue = rig.client.queue('q')
      const leave = new AbortController()
      const put = outcomeOf(queue.put('x', { signal: leave.signal }))
      void queue.put('y', { signal: leave.signal, id: 'mine' })
      await rig.clock.settle()
      leave.abort(new Error('enough'))
      await rig.end.reply(1)
      await rig.end.reply(2, { flag: true })
      expect(put.error).to.have.property('message', 'enough')
      expect(rig.end.requests.flatMap(({ cancel }) => cancel?.task ?? [])).to.deep.equal([automaticTaskId(sessionOf(rig), 1)])
    })

    it('are not even sent when the signal was aborted before', async () => {
      const rig = await started()
      const put = outcomeOf(rig.client.queue('q').put('x', { signal: AbortSignal.abort(new Error('enough')) }))
      await rig.clock.settle()
      expect(put.error).to.have.property('message', 'enough')
      expect(rig.end.requests).to.deep.equal([])
    })

    it('leave no listener behind', async () => {
      const rig = await started()
      const { signal } = new AbortController()
      let listeners = 0
      const { addEventListener, removeEventListener } = EventTarget.prototype
      signal.addEventListener = (...args: Parameters<typeof addEventListener>) => { listeners++; addEventListener.apply(signal, args) }
      signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => { listeners--; removeEventListener.apply(signal, args) }
      void rig.client.queue('q').put('x', { signal })
      await rig.clock.settle()
      expect(listeners).to.equal(1)
      await rig.end.reply(1)
      expect(listeners).to.equal(0)
    })

    it('wait for the answer where both ends are in one process: what is taken is taken', async () => {
      const rig = await started({ local: true })
      const queue = rig.client.queue('q')
      const leave = new AbortController()
      const late = outcomeOf(queue.get({ signal: leave.signal }))
      const early = outcomeOf(queue.get({ signal: leave.signal }))
      await rig.clock.settle()
      leave.abort(new Error('enough'))
      await rig.clock.settle()
      expect(rig.end.abandoned).to.deep.equal([1, 2])
      await rig.end.hand(1, 5)
      await rig.end.reply(2, { status: 'ABANDONED' })
      expect(late.value).to.equal('item 5')
      expect(early.error).to.have.property('message', 'enough')
    })
  })

  describe('of which there are many', () => {
    it('wait their turn, in order', async () => {
      const rig = await started({}, { maxRequests: 16, maxWaiters: 16 })
      const queue = rig.client.queue('q')
      const puts = outcomeOf(Promise.all(Array.from({ length: 100 }, (_, i) => queue.put(i))))
      await rig.clock.settle()

      for (let answered = 0; puts.value === undefined && answered < 100;) {
        const last = rig.end.numbers.at(-1) as number
        expect(last - answered).to.be.at.most(12)
        await rig.end.reply(answered + 1, { through: last })
        answered = last
      }

      expect(puts.value).to.have.lengthOf(100)
      expect(rig.end.requests.map(({ put }) => put?.items[0])).to.deep.equal(Array.from({ length: 100 }, (_, i) => encodePayload(i)))
    })

    it('do not keep other queues, or settlements, from their turn', async () => {
      const rig = await started({}, { maxRequests: 16, maxWaiters: 16 })
      const queue = rig.client.queue('full')
      const reserve = outcomeOf(rig.client.queue('other').reserve())
      await rig.clock.settle()
      await rig.end.hand(1, 1)

      for (let i = 0; i < 100; i++) {
        void queue.put(i)
      }

      void rig.client.queue('other').put('x')
      void reserve.value?.complete()
      void queue.shutdown()
      await rig.clock.settle()
      // the question is the shutdown's: whether the puts before it get on
      expect(rig.end.calls.slice(-3)).to.deep.equal(['put', 'settle', 'ask'])
      expect(rig.end.requests.at(-3)?.queue).to.equal('other')
    })

    for (const [name, call] of [
      ['shutdown', (queue: Queue) => queue.shutdown()], ['join', (queue: Queue) => queue.join()], ['size', (queue: Queue) => queue.size()]
    ] as const) {
      it(`puts go before a ${name} that was called after them`, async () => {
        const rig = await started({}, { maxRequests: 16, maxWaiters: 16 })
        const queue = rig.client.queue('q')
        const order: string[] = []

        for (let i = 0; i < 20; i++) {
          void queue.put(i)
        }

        void call(queue)
        void queue.put('late')

        for (let i = 0; i < 30; i++) {
          await rig.clock.settle()
          const { number } = rig.end.requests[i] ?? {}
          await (number === undefined ? undefined : rig.end.reply(number))
        }

        rig.end.requests.forEach(({ put, ask }) => { order.push(put === undefined ? ask === undefined ? name : 'ask' : 'put') })
        expect(order.filter((each) => each === 'put')).to.have.lengthOf(21)
        expect(order.lastIndexOf(name === 'size' ? 'ask' : name)).to.be.greaterThan(order.indexOf('put') + 19)
      })

      it(`puts that wait for room do not keep a ${name} waiting`, async () => {
        const rig = await started({}, { maxRequests: 16, maxWaiters: 16 })
        const queue = rig.client.queue('q')

        for (let i = 0; i < 20; i++) {
          void queue.put(i)
        }

        void call(queue)
        await rig.clock.settle()
        expect(rig.end.calls.at(-1)).to.equal('ask')
        const { length } = rig.end.requests
        await rig.end.reply(rig.end.numbers.at(-1) as number)
        expect(rig.end.calls.slice(length)).to.deep.equal([name === 'size' ? 'ask' : name])
      })
    }

    it('wait while the connection does not take what was sent', async () => {
      const rig = await started()
      const queue = rig.client.queue('q')
      const bytes = new Uint8Array(3 * 2 ** 20)

      for (let i = 0; i < 6; i++) {
        void queue.put(bytes)
      }

      void queue.size()
      // in one turn, so that nothing was taken yet
      rig.clock.soon(() => { expect(rig.end.calls).to.deep.equal([]) })
      await rig.clock.settle()
      expect(rig.end.calls.slice(0, 4)).to.deep.equal(['put', 'put', 'put', 'ask'])
      expect(rig.end.calls).to.have.lengthOf(7)
    })
  })

  it('carry no more than the coordinator takes', async () => {
    const rig = await started({}, { maxPayloadBytes: 1_000 })
    const queue = rig.client.queue('q')
    const put = outcomeOf(queue.put(new Uint8Array(1_000)))
    const many = outcomeOf(queue.putMany([new Uint8Array(600), new Uint8Array(600)]))
    await rig.clock.settle()
    expect(put.error).to.be.instanceOf(PayloadTooLargeError).with.property('message').that.matches(/1003 bytes.*1000/)
    expect(many.error).to.be.instanceOf(PayloadTooLargeError)
    void queue.put(new Uint8Array(900))
    await rig.clock.settle()
    expect(rig.end.numbers).to.deep.equal([1])
  })
})
