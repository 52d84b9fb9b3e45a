import { expect } from 'chai'
import { ConnectionError } from '../../src/errors.ts'
import { automaticTaskId } from '../../src/task-id.ts'
import { outcomeOf, sessionOf, started } from './support.ts'

describe('the calls of a session', () => {
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
})
