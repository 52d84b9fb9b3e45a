import { noise } from '@chainsafe/libp2p-noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { expect } from 'chai'
import { createLibp2p } from 'libp2p'
import { systemClock } from '../../src/clock.ts'
import { ConnectionError } from '../../src/errors.ts'
import { createFramedLink, HIGH_WATER_BYTES, LOW_WATER_BYTES, streamToDuplex } from '../../src/link/index.ts'
import { PROTOCOL_ID } from '../../src/protocol/index.ts'
import { goodbye, heartbeat, nameOf, putOf, readMessages, readToTheEnd, remoteOf } from './support.ts'
import type { Stream } from '@libp2p/interface'
import type { Libp2p } from 'libp2p'
import type { Link } from '../../src/link/index.ts'

const KIB = 1024
const MIB = 1024 * KIB

async function createNode (): Promise<Libp2p> {
  return createLibp2p({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux({ streamOptions: { maxStreamWindowSize: MIB } })],
    connectionMonitor: { enabled: false }
  })
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms) })

/** Waits until `condition` holds; the timeout of the test is its limit. */
async function until (condition: () => boolean): Promise<void> {
  while (!condition()) {
    await wait(5)
  }
}

describe('a libp2p stream as a duplex', () => {
  let server: Libp2p
  let client: Libp2p
  let inbound: Stream
  let outbound: Stream

  beforeEach(async () => {
    server = await createNode()
    client = await createNode()
    const accepted = Promise.withResolvers<Stream>()
    await server.handle(PROTOCOL_ID, (stream) => { accepted.resolve(stream) })
    outbound = await client.dialProtocol(server.getMultiaddrs(), PROTOCOL_ID)
    inbound = await accepted.promise
  })

  afterEach(async () => {
    await Promise.all([client.stop(), server.stop()])
  })

  it('does not say after every small frame that there is room for more', async () => {
    const sent: number[] = []
    const yamux = inbound as unknown as { sendFrame: (frame: { type: number }) => void }
    const { sendFrame } = yamux
    yamux.sendFrame = (frame) => {
      sent.push(frame.type)
      sendFrame.call(inbound, frame)
    }

    const { source } = streamToDuplex(inbound)
    const chunks = source[Symbol.asyncIterator]()

    for (let round = 0; round < 20; round++) {
      outbound.send(new Uint8Array(100))
      await chunks.next()
    }

    // 1 is a window update; the first may be what accepts the stream
    expect(sent.filter((type) => type === 1)).to.have.lengthOf.at.most(1)
  })

  const createLinks = (): [caller: Link, coordinator: Link] => [
    createFramedLink({ duplex: streamToDuplex(outbound), remote: remoteOf('coordinator'), clock: systemClock, role: 'caller' }),
    createFramedLink({ duplex: streamToDuplex(inbound), remote: remoteOf('caller'), clock: systemClock, role: 'coordinator' })
  ]

  it('carries messages, large ones and urgent ones too', async () => {
    const [caller, coordinator] = createLinks()
    const batches = coordinator.incoming[Symbol.asyncIterator]()
    caller.send(putOf(1, 5 * MIB))
    caller.send(putOf(2))
    await batches.next()
    caller.send(heartbeat(1), true)
    const messages = await readMessages(batches, 3)

    expect(messages.map(nameOf)).to.deep.equal(['heartbeat 1', 'put 1', 'put 2'])
    expect(Buffer.compare(messages[1]!.request!.put!.items[0]!, new Uint8Array(5 * MIB).fill(1))).to.equal(0)
  })

  it('carries 256 MiB with back-pressure: neither side holds more than a few', async function () {
    this.timeout(60_000)

    const [caller, coordinator] = createLinks()
    const total = 4_096
    let received = 0
    let held = 0

    const reading = (async () => {
      for await (const { messages } of coordinator.incoming) {
        received += messages.length
        held = Math.max(held, inbound.readBufferLength, outbound.writeBufferLength)

        if (received === total) {
          return
        }
      }
    })()

    for (let number = 1; number <= total; number++) {
      caller.send(putOf(number, 64 * KIB))

      if (caller.pendingBytes > HIGH_WATER_BYTES) {
        await caller.drained()
      }
    }

    await reading
    expect(held).to.be.below(4 * MIB)
  })

  it('holds the sender back while nobody reads, and loses nothing when somebody does', async () => {
    const [caller, coordinator] = createLinks()
    const batches = coordinator.incoming[Symbol.asyncIterator]()
    let sent = 0

    while (caller.pendingBytes <= HIGH_WATER_BYTES) {
      caller.send(putOf(++sent, 64 * KIB))
    }

    let low = false
    const drained = caller.drained().then(() => { low = true })
    const first = await readMessages(batches, 1)
    await until(() => inbound.readStatus === 'paused' && outbound.writableNeedsDrain)
    await wait(200)
    expect(low, 'the sender waits').to.equal(false)
    expect(inbound.readBufferLength, 'within the window').to.be.at.most(MIB)
    expect(outbound.writeBufferLength, 'within a frame').to.be.at.most(MIB)
    expect(inbound.status).to.equal('open')

    const rest = await readMessages(batches, sent - first.length)
    await drained
    expect(first.length + rest.length).to.equal(sent)
    expect(rest.map(({ request }) => request!.number)).to.deep.equal(Array.from(rest, (_, index) => first.length + index + 1))
    expect(caller.pendingBytes).to.be.at.most(LOW_WATER_BYTES)
  })

  it('waits for room again and again, not just once', async function () {
    this.timeout(30_000)

    const [caller, coordinator] = createLinks()
    const batches = coordinator.incoming[Symbol.asyncIterator]()

    for (let round = 0; round < 5; round++) {
      for (let number = 1; number <= 160; number++) {
        caller.send(putOf(number, 64 * KIB))
      }

      await until(() => outbound.writableNeedsDrain && inbound.readStatus === 'paused')
      await wait(20)
      expect(outbound.writeBufferLength, `round ${round}`).to.be.at.most(MIB)
      expect(await readMessages(batches, 160)).to.have.length(160)
    }
  })

  it('ends for both sides after a goodbye, and takes the stream with it', async () => {
    const [caller, coordinator] = createLinks()
    caller.send(putOf(1))
    caller.send(goodbye)
    const reading = readToTheEnd(coordinator)
    const closed = caller.close()
    const { messages, error } = await reading
    await Promise.all([closed, coordinator.close()])

    expect(messages.map(nameOf)).to.deep.equal(['put 1', 'goodbye'])
    expect(error).to.equal(undefined)
    expect([inbound.status, outbound.status]).to.deep.equal(['closed', 'closed'])
  })

  it('delivers what was sent before a close, also to one who starts to read late', async () => {
    const [caller, coordinator] = createLinks()

    for (let number = 1; number <= 40; number++) {
      caller.send(putOf(number, 64 * KIB))
    }

    caller.send(goodbye)
    const closed = caller.close(20_000)
    await until(() => inbound.readStatus === 'paused')
    await wait(50)
    const { messages, error } = await readToTheEnd(coordinator)
    await Promise.all([coordinator.close(), closed])

    expect(error).to.equal(undefined)
    expect(messages).to.have.length(41)
  })

  const cuts: Array<[name: string, cut: () => void | Promise<void>]> = [
    ['the other side resets it', () => { inbound.abort(new Error('no more')) }],
    ['the connection closes', () => client.hangUp(server.peerId)],
    ['the other node stops', async () => { await server.stop() }]
  ]

  for (const [name, cut] of cuts) {
    it(`fails to be read when ${name}`, async () => {
      const [caller] = createLinks()
      const reading = readToTheEnd(caller)
      await wait(20)
      await cut()

      expect((await reading).error).to.be.instanceOf(ConnectionError)
        .and.to.have.property('message').that.matches(/^the stream to coordinator was cut: ./)
    })
  }

  it('lets go of a sender that waits for room when it is reset', async () => {
    const [caller] = createLinks()
    caller.send(putOf(1, 20 * MIB))
    await until(() => outbound.writableNeedsDrain)
    const drained = caller.drained()
    inbound.abort(new Error('no more'))
    await drained

    expect(caller.pendingBytes).to.equal(0)
  })

  it('gives a reader that comes after a reset an error, not an end', async () => {
    inbound.abort(new Error('no more'))
    await until(() => outbound.status !== 'open')
    const [caller] = createLinks()

    expect((await readToTheEnd(caller)).error).to.be.instanceOf(ConnectionError)
  })

  it('ends at the deadline when the other side does not', async () => {
    const [caller] = createLinks()
    caller.send(goodbye)
    await caller.close(50)

    expect(outbound.status).to.equal('aborted')
  })
})
