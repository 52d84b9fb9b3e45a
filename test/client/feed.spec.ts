import { expect } from 'chai'
import { outcomeOf, started } from './support.ts'
import type { Lease } from '../../src/client/index.ts'
import type { Rig } from './support.ts'

function iterate<T> (items: AsyncIterable<T>): AsyncIterator<T> {
  return items[Symbol.asyncIterator]()
}

/** What the consumer wants now. */
function wanted (rig: Rig): [concurrency: number, prefetch: number] | undefined {
  const last = rig.end.consumes.at(-1)
  return last && [last.concurrency, last.prefetch]
}

describe('items', () => {
  it('ask for nothing before the loop begins', async () => {
    const rig = await started()
    rig.client.queue('q').items()
    await rig.clock.settle()
    expect(rig.end.consumes).to.deep.equal([])
  })

  it('ask for one when the loop waits, and for none while it works', async () => {
    const rig = await started()
    const items = iterate(rig.client.queue('q').items())
    const first = outcomeOf(items.next())
    await rig.clock.settle()
    expect(rig.end.consumes).to.deep.equal([{ consumer: 1, queue: 'q', mode: 'RECEIPT', concurrency: 1, prefetch: 0, close: false }])
    await rig.end.grant(1, 5)
    expect(first.value).to.deep.equal({ done: false, value: 'item 5' })
    expect(wanted(rig)).to.deep.equal([0, 0])
    expect(rig.end.confirmed).to.deep.equal([[5]])
    // so that the coordinator does not hand out another when the confirmation frees a place
    expect(rig.end.messages.findIndex(({ request }) => request?.confirm !== undefined))
      .to.be.greaterThan(rig.end.messages.findLastIndex(({ consume }) => consume !== undefined))
    await rig.clock.advance(1_000)
    void items.next()
    await rig.clock.settle()
    expect(wanted(rig)).to.deep.equal([1, 0])
  })

  it('ask for more when the loop is quick, and give back what it leaves', async () => {
    const rig = await started()
    const items = iterate(rig.client.queue('q').items())

    for (let token = 1; token <= 3; token++) {
      const next = items.next()
      await rig.clock.settle()
      await rig.end.grant(1, token)
      await next
      await rig.clock.advance(1)
    }

    void items.next()
    await rig.clock.settle()
    const [concurrency, prefetch] = wanted(rig) ?? []
    expect(concurrency).to.equal(1)
    expect(prefetch).to.be.within(50, 200)
    await rig.end.grant(1, 4)
    await rig.end.grant(1, 5)
    await rig.end.grant(1, 6)
    await items.return?.()
    await rig.clock.settle()
    expect(rig.end.settles).to.deep.equal([{ token: 6, verb: 'RELEASE', noRetry: false }, { token: 5, verb: 'RELEASE', noRetry: false }])
    expect(rig.end.consumes.at(-1)).to.include({ close: true })
    expect(await items.next()).to.deep.equal({ done: true, value: undefined })
  })

  it('keep alive what was fetched ahead, and forget what was lost', async () => {
    const rig = await started()
    const items = iterate(rig.client.queue('q').items({ prefetch: 2 }))
    const first = items.next()
    await rig.clock.settle()
    expect(wanted(rig)).to.deep.equal([1, 2])
    await rig.end.grant(1, 1)
    await first
    await rig.end.grant(1, 2)
    await rig.end.grant(1, 3)
    await rig.end.reply(1)
    await rig.clock.advance(3_000)
    expect(rig.end.heartbeats.at(-1)?.tokens).to.deep.equal([2, 3])
    await rig.end.beat([2])
    expect((await items.next()).value).to.equal('item 3')
  })

  it('give back what a slow loop holds up', async () => {
    const rig = await started()
    const items = iterate(rig.client.queue('q').items())

    for (let token = 1; token <= 3; token++) {
      const next = items.next()
      await rig.clock.settle()
      await rig.end.grant(1, token)
      await next
    }

    void items.next()
    await rig.clock.settle()
    await rig.end.grant(1, 4)
    await rig.end.grant(1, 5)
    await rig.clock.advance(2_000)
    expect(rig.end.settles.map(({ token }) => token)).to.deep.equal([5])
    expect(wanted(rig)).to.deep.equal([0, 0])
  })

  it('confirm first what may be old, and pass over what is no longer theirs', async () => {
    const rig = await started()
    const items = iterate(rig.client.queue('q').items({ prefetch: 2 }))
    const first = outcomeOf(items.next())
    await rig.clock.settle()
    await rig.end.cut()
    await rig.resume()
    await rig.end.grant(1, 1)
    await rig.end.grant(1, 2)
    expect(first).to.deep.equal({})
    await rig.end.reply(1, { status: 'LEASE_LOST', reason: 'LAPSED' })
    await rig.end.reply(2)
    expect(first.value).to.deep.equal({ done: false, value: 'item 2' })
  })

  it('end with the queue', async () => {
    const rig = await started()
    const next = outcomeOf(iterate(rig.client.queue('q').items()).next())
    await rig.clock.settle()
    await rig.end.send({ consumerEnd: { consumer: 1, status: 'SHUTDOWN', message: '' } })
    expect(next.value).to.deep.equal({ done: true, value: undefined })
  })

  it('throw what the coordinator refuses them with', async () => {
    const rig = await started()
    const next = outcomeOf(iterate(rig.client.queue('q').items()).next())
    await rig.clock.settle()
    await rig.end.send({ consumerEnd: { consumer: 1, status: 'PERMISSION', message: 'no' } })
    expect(next.error).to.have.property('name', 'PermissionError')
  })

  it('throw the reason of their signal, and give back what was fetched', async () => {
    const rig = await started()
    const leave = new AbortController()
    const items = iterate(rig.client.queue('q').items({ signal: leave.signal, prefetch: 1 }))
    const first = items.next()
    await rig.clock.settle()
    await rig.end.grant(1, 1)
    await first
    await rig.end.grant(1, 2)
    leave.abort(new Error('enough'))
    const next = outcomeOf(items.next())
    await rig.clock.settle()
    expect(next.error).to.have.property('message', 'enough')
    expect(rig.end.settles.map(({ token }) => token)).to.deep.equal([2])
  })

  it('give back what was on its way when the loop was left', async () => {
    const rig = await started()
    const items = iterate(rig.client.queue('q').items())
    void items.next()
    await rig.clock.settle()
    await items.return?.()
    await rig.end.grant(1, 9)
    expect(rig.end.settles).to.deep.equal([{ token: 9, verb: 'RELEASE', noRetry: false }])
    expect(rig.end.requests.at(-1)?.queue).to.equal('q')
  })

  it('are asked for again over a new connection, and closed ones are not', async () => {
    const rig = await started()
    const items = iterate(rig.client.queue('q').items())
    void items.next()
    const others = iterate(rig.client.queue('other').items())
    void others.next()
    await rig.clock.settle()
    await others.return?.()
    await rig.end.cut()
    await rig.resume()
    expect(rig.end.consumes).to.deep.equal([{ consumer: 1, queue: 'q', mode: 'RECEIPT', concurrency: 1, prefetch: 0, close: false }])
  })

  it('end with an error when the client has stopped, before or since', async () => {
    const rig = await started()
    const queue = rig.client.queue('q')
    const next = outcomeOf(iterate(queue.items()).next())
    await rig.clock.settle()
    const stop = rig.client.stop()
    await rig.clock.advance(2_000)
    await stop
    expect(next.error).to.have.property('name', 'ConnectionError')
    const late = outcomeOf(iterate(queue.items()).next())
    await rig.clock.settle()
    expect(late.error).to.have.property('name', 'ConnectionError')
  })

  for (const prefetch of [-1, 0.5, NaN, 65_537]) {
    it(`refuse a prefetch of ${prefetch}`, async () => {
      const rig = await started()
      expect(() => rig.client.queue('q').items({ prefetch })).to.throw(RangeError)
    })
  }
})

describe('leases', () => {
  it('come one by one, also when the last was not settled', async () => {
    const rig = await started()
    const leases = iterate(rig.client.queue('q').leases())
    const first = leases.next()
    await rig.clock.settle()
    expect(wanted(rig)).to.deep.equal([1, 0])
    await rig.end.grant(1, 1)
    expect((await first).value).to.include({ token: 1, item: 'item 1' })
    expect(wanted(rig)).to.deep.equal([1, 0])
    await rig.clock.advance(1_000)
    const second = leases.next()
    await rig.clock.settle()
    expect(wanted(rig)).to.deep.equal([2, 0])
    await rig.end.grant(1, 2)
    expect((await second).value).to.include({ token: 2 })
  })

  it('free their place before they are settled, so that nothing comes that nobody asked for', async () => {
    const rig = await started()
    const leases = iterate(rig.client.queue('q').leases())
    const first = leases.next()
    await rig.clock.settle()
    await rig.end.grant(1, 1)
    const lease = (await first).value as Lease
    await rig.clock.advance(1_000)
    void lease.complete()
    await rig.clock.settle()
    expect(rig.end.messages.slice(-2).map((message) => Object.keys(message)[0])).to.deep.equal(['consume', 'request'])
    expect(wanted(rig)).to.deep.equal([0, 0])
  })

  it('are reported as begun when the loop has them', async () => {
    const rig = await started()
    const leases = iterate(rig.client.queue('q').leases({ prefetch: 1 }))
    const first = leases.next()
    await rig.clock.settle()
    await rig.end.grant(1, 1)
    await rig.end.grant(1, 2)
    await first
    await rig.clock.advance(3_000)
    expect(rig.end.heartbeats.at(-1)).to.deep.include({ tokens: [2], started: [1] })
  })

  it('are passed over when they were lost before the loop had them, and their place is freed', async () => {
    const rig = await started()
    const leases = iterate(rig.client.queue('q').leases({ prefetch: 2 }))
    const first = leases.next()
    await rig.clock.settle()
    await rig.end.grant(1, 1)
    await first
    await rig.end.grant(1, 2)
    await rig.end.grant(1, 3)
    await rig.end.send({ revoke: { token: 2, reason: 'CANCELLED' } })
    expect(rig.end.settles).to.deep.equal([{ token: 2, verb: 'RELEASE', noRetry: false }])
    expect((await leases.next()).value).to.include({ token: 3 })
  })

  it('that were handed to the loop stay with it when it is left; the others go back', async () => {
    const rig = await started()
    const leases = iterate(rig.client.queue('q').leases({ prefetch: 1 }))
    const first = leases.next()
    await rig.clock.settle()
    await rig.end.grant(1, 1)
    const lease = (await first).value as Lease
    await rig.end.grant(1, 2)
    await leases.return?.()
    await rig.clock.settle()
    expect(rig.end.settles).to.deep.equal([{ token: 2, verb: 'RELEASE', noRetry: false }])
    void lease.complete()
    await rig.clock.settle()
    expect(rig.end.settles.at(-1)).to.include({ token: 1, verb: 'COMPLETE' })
  })

  it('are renewed with autoExtend, which needs maxRunMs', async () => {
    const rig = await started()
    const leases = iterate(rig.client.queue('q').leases({ autoExtend: true }))
    const first = leases.next()
    await rig.clock.settle()
    await rig.end.grant(1, 1, 'x', { maxRunMs: 60_000 })
    await first
    await rig.clock.advance(3_000)
    expect(rig.end.heartbeats.at(-1)?.tokens).to.deep.equal([1])
    const second = outcomeOf(leases.next())
    await rig.clock.settle()
    await rig.end.grant(1, 2)
    expect(second.error).to.be.instanceOf(RangeError)
    expect(rig.end.settles.map(({ token }) => token)).to.deep.equal([2])
  })
})
