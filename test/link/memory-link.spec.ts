import { expect } from 'chai'
import { systemClock } from '../../src/clock.ts'
import { ConnectionError } from '../../src/errors.ts'
import { createLinkPair, HIGH_WATER_BYTES, LOW_WATER_BYTES } from '../../src/link/index.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import { goodbye, heartbeat, nameOf, putOf, readMessages, readToTheEnd, remoteOf, turns } from './support.ts'
import type { Clock } from '../../src/clock.ts'
import type { Batch, Link } from '../../src/link/index.ts'

const KIB = 1024

const createPair = (clock: Clock = systemClock): [caller: Link, coordinator: Link] =>
  createLinkPair({ clock, remotes: [remoteOf('coordinator'), remoteOf('caller')] })

describe('a link within the process', () => {
  it('knows who is at its other end', () => {
    const [caller, coordinator] = createPair()

    expect([caller.remote.peerId, coordinator.remote.peerId]).to.deep.equal(['coordinator', 'caller'])
  })

  it('hands over the messages of a turn together, by reference, urgent ones first', async () => {
    const [caller, coordinator] = createPair()
    const put = putOf(1)
    caller.answeredBelow = 7
    caller.send(put)
    caller.send(heartbeat(1), true)
    const { value } = await coordinator.incoming[Symbol.asyncIterator]().next() as { value: Batch }

    expect(value.messages.map(nameOf)).to.deep.equal(['heartbeat 1', 'put 1'])
    expect(value.messages[1]).to.equal(put)
    expect(value.below).to.equal(7)
  })

  it('hands over nothing before the turn is over', async () => {
    const clock = new VirtualClock()
    const [caller, coordinator] = createPair(clock)
    let arrived = 0
    void readMessages(coordinator.incoming[Symbol.asyncIterator](), 1).then(() => { arrived++ })
    caller.send(putOf(1))
    await Promise.resolve()
    expect(arrived).to.equal(0)
    await clock.settle()

    expect(arrived).to.equal(1)
  })

  it('holds the sender back while nobody reads, and lets go when somebody does', async () => {
    const [caller, coordinator] = createPair()
    let sent = 0

    while (caller.pendingBytes <= HIGH_WATER_BYTES) {
      caller.send(putOf(++sent, 64 * KIB))
      await turns(1)
    }

    let low = false
    const drained = caller.drained().then(() => { low = true })
    await turns()
    expect(low).to.equal(false)
    const batches = coordinator.incoming[Symbol.asyncIterator]()

    while (!low) {
      await batches.next()
      await turns(1)
    }

    await drained
    expect(caller.pendingBytes).to.be.within(1, LOW_WATER_BYTES)
  })

  it('does not make one wait who has little waiting', async () => {
    const [caller] = createPair()
    caller.send(putOf(1))
    await caller.drained()

    expect(caller.pendingBytes).to.be.greaterThan(0)
  })

  it('is read to its end after a goodbye', async () => {
    const [caller, coordinator] = createPair()
    caller.send(putOf(1))
    caller.send(goodbye)
    const closed = caller.close()
    const { messages, error } = await readToTheEnd(coordinator)
    await coordinator.close()
    await closed

    expect(messages.map(nameOf)).to.deep.equal(['put 1', 'goodbye'])
    expect(error).to.equal(undefined)
  })

  it('is cut when it ends without one', async () => {
    const [caller, coordinator] = createPair()
    caller.send(putOf(1))
    const closed = caller.close()
    const { messages, error } = await readToTheEnd(coordinator)
    await coordinator.close()
    await closed

    expect(messages.map(nameOf)).to.deep.equal(['put 1'])
    expect(error).to.be.instanceOf(ConnectionError)
  })

  it('drops what has not been read when it is aborted, and tells both sides', async () => {
    const [caller, coordinator] = createPair()
    const reason = new Error('enough')
    caller.send(putOf(1))
    await turns()
    const reading = readToTheEnd(caller)
    caller.abort(reason)

    expect((await reading).error).to.equal(reason)
    expect(await readToTheEnd(coordinator)).to.deep.include({ messages: [] }).and.to.have.property('error').that.is.instanceOf(ConnectionError)
  })

  it('lets go of who waits when it is aborted, on either side', async () => {
    const [caller, coordinator] = createPair()
    caller.send(putOf(1, 20 * KIB * KIB))
    const drained = caller.drained()
    coordinator.abort(new Error('enough'))
    await drained

    expect(caller.pendingBytes).to.equal(0)
  })

  it('ends its own reader when it closes', async () => {
    const [caller, coordinator] = createPair()
    coordinator.send(heartbeat(1))
    const reading = readToTheEnd(caller)
    await Promise.all([caller.close(), coordinator.close()])

    expect((await reading).error).to.equal(undefined)
  })

  it('waits for the other side to close, but not for longer than it was told', async () => {
    const clock = new VirtualClock()
    const [caller] = createPair(clock)
    let closed = false
    const closing = caller.close(500).then(() => { closed = true })
    await clock.advance(499)
    expect(closed).to.equal(false)
    await clock.advance(1)
    await closing

    expect(clock.pending).to.equal(0)
  })

  it('makes later sends do nothing, on either side', async () => {
    const [caller, coordinator] = createPair()
    await Promise.all([caller.close(), coordinator.close()])
    caller.send(putOf(1))
    coordinator.send(heartbeat(1))
    await turns()

    expect([caller.pendingBytes, coordinator.pendingBytes]).to.deep.equal([0, 0])
  })

  it('does not keep what is sent to a side that has closed', async () => {
    const [caller, coordinator] = createPair()
    const closed = coordinator.close()
    caller.send(putOf(1))
    await turns()
    expect(caller.pendingBytes).to.equal(0)
    await Promise.all([caller.close(), closed])
  })
})
