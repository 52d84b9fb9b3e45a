import { expect } from 'chai'
import { Heartbeat } from '../../src/client/heartbeat.ts'
import { Holdings } from '../../src/client/holdings.ts'
import { ConnectionError } from '../../src/errors.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import { outcomeOf, started } from './support.ts'
import type { Link } from '../../src/link/index.ts'
import type { Welcome } from '../../src/protocol/index.ts'

describe('the heartbeat', () => {
  it('begins at once, and goes on at the coordinator\'s pace, also without leases', async () => {
    const rig = await started({}, { heartbeatMs: 2_000 })
    expect(rig.end.heartbeats).to.deep.equal([{ sequence: 1, tokens: [], started: [] }])
    await rig.clock.advance(1_999)
    expect(rig.end.heartbeats).to.have.lengthOf(1)
    await rig.clock.advance(2_001)
    await rig.end.beat()
    await rig.clock.advance(2_000)
    expect(rig.end.heartbeats.map(({ sequence }) => sequence)).to.deep.equal([1, 2, 3, 4])
  })

  it('is faster for a short lease', async () => {
    const rig = await started()
    rig.client.queue('q').process(() => new Promise(() => {}))
    await rig.clock.settle()
    await rig.end.grant(1, 5, 'x', { leaseMs: 600 })
    const { length } = rig.end.heartbeats
    await rig.clock.advance(1_000)
    expect(rig.end.heartbeats.length - length).to.equal(5)
  })

  it('names what was begun until that is known to have arrived', async () => {
    const rig = await started()
    rig.client.queue('q').process(() => new Promise(() => {}))
    await rig.clock.settle()
    await rig.end.grant(1, 5)
    await rig.clock.advance(3_000)
    // whatever comes, if it is no answer to this
    await rig.end.send({ revoke: { token: 999, reason: 'LAPSED' } })
    await rig.clock.advance(3_000)
    expect(rig.end.heartbeats.slice(1)).to.deep.equal([
      { sequence: 2, tokens: [5], started: [5] },
      { sequence: 3, tokens: [5], started: [5] }
    ])
    await rig.end.beat()
    await rig.clock.advance(3_000)
    expect(rig.end.heartbeats.at(-1)).to.deep.equal({ sequence: 4, tokens: [5], started: [] })
  })

  it('renews only what it named', async () => {
    const rig = await started()
    const worker = rig.client.queue('q').process((_, { signal }) => new Promise((resolve) => { signal.addEventListener('abort', resolve) }), { concurrency: 2 })
    const lost: number[] = []
    worker.addEventListener('task:abort', ({ detail }) => { lost.push(detail.token) })
    await rig.clock.settle()
    await rig.end.grant(1, 5, 'x', { leaseMs: 10_000, heartbeat: 1 })
    await rig.clock.advance(3_000)
    await rig.end.grant(1, 6, 'x', { leaseMs: 10_000, heartbeat: 1 })
    // the second heartbeat was sent before the second grant came
    await rig.end.beat()
    await rig.clock.advance(6_000)
    expect(lost).to.deep.equal([6])
    await rig.clock.advance(3_000)
    expect(lost).to.deep.equal([6, 5])
  })

  it('counts a lease from its arrival where heartbeats were too rare for it', async () => {
    const rig = await started()
    await rig.clock.advance(2_900)
    const worker = rig.client.queue('q').process((_, { signal }) => new Promise((resolve) => { signal.addEventListener('abort', resolve) }))
    const lost: number[] = []
    worker.addEventListener('task:abort', ({ detail }) => { lost.push(detail.token) })
    await rig.clock.settle()
    await rig.end.grant(1, 5, 'x', { leaseMs: 1_000, heartbeat: 1 })
    await rig.clock.advance(899)
    expect(lost).to.deep.equal([])
    await rig.clock.advance(1)
    expect(lost).to.deep.equal([5])
  })

  it('begins nothing that came too late, because the event loop stood still', async () => {
    const rig = await started()
    let runs = 0
    rig.client.queue('q').process(() => { runs++ })
    await rig.clock.settle()
    await rig.end.beat()
    rig.clock.stall(30_000)
    await rig.end.grant(1, 5, 'x', { heartbeat: 1 })
    expect(runs).to.equal(0)
    expect(rig.end.settles).to.deep.equal([{ token: 5, verb: 'RELEASE', noRetry: false }])
    await rig.end.beat()
    await rig.end.grant(1, 6, 'x', { heartbeat: 2 })
    expect(runs).to.equal(1)
  })

  it('begins nothing that the network held back for longer than its lease, although the connection outlived that', async () => {
    const rig = await started({}, { silentMs: 60_000 })
    const begun: unknown[] = []
    rig.client.queue('q').process((item) => { begun.push(item) })
    await rig.clock.settle()
    await rig.end.beat()
    await rig.end.grant(1, 5, 'in time', { leaseMs: 5_000, heartbeat: 1 })
    await rig.clock.advance(2_000)
    await rig.end.beat()
    // granted now; nothing gets through for a while
    await rig.clock.advance(6_000)
    await rig.end.grant(1, 6, 'late', { leaseMs: 5_000, heartbeat: 2 })
    await rig.end.beat()
    expect(begun).to.deep.equal(['in time'])
    expect(rig.end.settles.at(-1)).to.deep.equal({ token: 6, verb: 'RELEASE', noRetry: false })
  })

  it('begins nothing of a first short lease that was held back either, once a heartbeat was not answered', async () => {
    const rig = await started()
    let runs = 0
    rig.client.queue('q').process(() => { runs++ })
    await rig.clock.settle()
    await rig.end.beat()
    await rig.clock.advance(5_000)
    await rig.end.grant(1, 5, 'x', { leaseMs: 2_000, heartbeat: 1 })
    expect(runs).to.equal(0)
    await rig.end.beat()
    await rig.end.grant(1, 6, 'x', { leaseMs: 2_000, heartbeat: 2 })
    expect(runs).to.equal(1)
  })

  it('begins nothing again that has ended here, when a coordinator that does not know of that sends it again', async () => {
    const rig = await started()
    const begun: number[] = []
    rig.client.queue('q').process((_, { token, signal }) => new Promise((resolve) => {
      begun.push(token)
      signal.addEventListener('abort', resolve)
    }))
    await rig.clock.settle()
    await rig.end.grant(1, 5, 'x', { heartbeat: 1 })
    await rig.end.cut()
    await rig.clock.advance(30_000)
    await rig.resume()
    await rig.end.grant(1, 5, 'x', { heartbeat: 1 })
    expect(begun).to.deep.equal([5])
    expect(rig.end.settles).to.deep.equal([{ token: 5, verb: 'RELEASE', noRetry: false }])

    await rig.end.reply(rig.end.requests.find(({ settle }) => settle !== undefined)?.number ?? 0)
    await rig.end.beat()
    await rig.end.grant(1, 6, 'x', { heartbeat: 2 })
    expect(begun).to.deep.equal([5, 6])
  })

  it('ends what its answer refuses', async () => {
    const rig = await started()
    let reason: unknown
    rig.client.queue('q').process((_, { signal }) => new Promise((resolve) => {
      signal.addEventListener('abort', () => { reason = signal.reason; resolve(undefined) })
    }))
    await rig.clock.settle()
    await rig.end.grant(1, 5)
    await rig.clock.advance(3_000)
    await rig.end.beat([5])
    expect(reason).to.include({ name: 'LeaseLostError', reason: 'lapsed' })
  })

  it('names what is held over a new connection at once, after all was asked for again', async () => {
    const rig = await started()
    rig.client.queue('q').process(() => new Promise(() => {}))
    void rig.client.queue('q').get()
    await rig.clock.settle()
    await rig.end.grant(1, 5)
    await rig.end.cut()
    await rig.resume()
    expect(rig.end.messages.map((message) => Object.keys(message)[0])).to.deep.equal(['hello', 'request', 'consume', 'heartbeat'])
    expect(rig.end.heartbeats[0]?.tokens).to.deep.equal([5])
  })

  it('cuts the connection when the coordinator is silent for too long', async () => {
    const rig = await started({}, { silentMs: 10_000 })
    const get = outcomeOf(rig.client.queue('q').get())
    await rig.clock.advance(4_999)
    expect(rig.ends).to.have.lengthOf(1)
    expect(rig.ends[0]?.ended).to.equal(undefined)
    await rig.clock.advance(1)
    expect(rig.ends[0]?.ended).to.be.instanceOf(ConnectionError)
    await rig.clock.advance(200)
    expect(rig.ends).to.have.lengthOf(2)
    expect(get).to.deep.equal({})
  })

  it('cuts it no later when other things came until then, nor before an answer is due', async () => {
    const rig = await started({}, { silentMs: 10_000 })
    await rig.end.beat()
    await rig.clock.advance(2_900)
    await rig.end.send({ revoke: { token: 999, reason: 'LAPSED' } })
    await rig.clock.advance(4_999)
    expect(rig.ends[0]?.ended).to.equal(undefined)
    await rig.clock.advance(1)
    expect(rig.ends[0]?.ended).to.be.instanceOf(ConnectionError)

    const slow = await started({}, { heartbeatMs: 60_000, silentMs: 10_000 })
    await slow.end.beat()
    await slow.clock.advance(60_000)
    expect(slow.end.heartbeats).to.have.lengthOf(2)
    await slow.clock.advance(2_499)
    expect(slow.ends[0]?.ended).to.equal(undefined)
    await slow.clock.advance(1)
    expect(slow.ends[0]?.ended).to.be.instanceOf(ConnectionError)
  })

  it('does not when anything comes', async () => {
    const rig = await started({}, { silentMs: 10_000 })

    for (let seconds = 0; seconds < 60; seconds += 4) {
      await rig.clock.advance(4_000)
      await rig.end.send({ revoke: { token: 999, reason: 'LAPSED' } })
    }

    expect(rig.ends).to.have.lengthOf(1)
  })

  it('does not while the coordinator takes what it is sent, though no answer gets through', async () => {
    const clock = new VirtualClock()
    const silent: number[] = []
    const heartbeat = new Heartbeat(clock, new Holdings(clock), () => { silent.push(clock.now()) })
    const link = { remote: { local: false }, pendingBytes: 64_000_000, send () {} }
    heartbeat.start(link as unknown as Link, { heartbeatMs: 3_000, silentMs: 10_000 } as Welcome, 0, true)

    for (let seconds = 0; seconds < 30; seconds++) {
      link.pendingBytes -= 100_000
      await clock.advance(1_000)
    }

    expect(silent).to.deep.equal([])
    await clock.advance(8_000)
    expect(silent).to.have.lengthOf(1)
  })

  it('does not blame the coordinator for its own event loop\'s standing still', async () => {
    const rig = await started({}, { silentMs: 10_000 })
    rig.clock.stall(20_000)
    await rig.clock.advance(1_000)
    expect(rig.ends).to.have.lengthOf(1)
    await rig.end.beat()
    await rig.clock.advance(4_000)
    expect(rig.ends).to.have.lengthOf(1)
  })

  it('stops with the client', async () => {
    const rig = await started()
    const stop = rig.client.stop()
    await rig.clock.advance(2_000)
    await stop
    expect(rig.clock.pending).to.equal(0)
  })
})
