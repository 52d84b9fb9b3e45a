import { expect } from 'chai'
import { PayloadTooLargeError } from '../../src/errors.ts'
import { encodePayload } from '../../src/protocol/index.ts'
import { outcomeOf, started } from './support.ts'
import type { Queue } from '../../src/client/index.ts'

describe('the calls of a session', () => {
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
