import { expect } from 'chai'
import fc from 'fast-check'
import { systemClock } from '../../src/clock.ts'
import { ConnectionError, ProtocolError } from '../../src/errors.ts'
import { createBytePair, createFramedLink, HIGH_WATER_BYTES, LOW_WATER_BYTES } from '../../src/link/index.ts'
import { createReply, encodeFrame, FrameDecoder, decodeFrame, MAX_FRAME_BYTES } from '../../src/protocol/index.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import { createFramedPair, goodbye, heartbeat, nameOf, putOf, readMessages, readToTheEnd, remoteOf, turns } from './support.ts'
import type { ByteDuplex, Link } from '../../src/link/index.ts'
import type { Message, Welcome } from '../../src/protocol/index.ts'

const KIB = 1024
const MIB = 1024 * KIB

const welcome: Welcome = {
  history: new Uint8Array(16),
  resumed: false,
  voided: [],
  heartbeatMs: 3_000,
  silentMs: 10_000,
  maxFrameBytes: MAX_FRAME_BYTES,
  maxPayloadBytes: 64 * MIB,
  maxRequests: 1,
  maxWaiters: 1,
  keyName: ''
}

/** A coordinator's link whose other end writes bytes of its own. */
function createLinkToBytes (): { link: Link, raw: ByteDuplex } {
  const [raw, duplex] = createBytePair()

  return { raw, link: createFramedLink({ duplex, remote: { ...remoteOf('12D3'), address: '/ip4/127.0.0.1/tcp/1' }, clock: systemClock, role: 'coordinator' }) }
}

async function * bytesOf (...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield * chunks
}

describe('a framed link', () => {
  it('carries messages both ways, in order', async () => {
    const [caller, coordinator] = createFramedPair()
    caller.send(putOf(1))
    caller.send(heartbeat(1))
    coordinator.send({ welcome })
    coordinator.send({ reply: createReply(1) })

    expect((await readMessages(coordinator.incoming[Symbol.asyncIterator](), 2)).map(nameOf)).to.deep.equal(['put 1', 'heartbeat 1'])
    expect((await readMessages(caller.incoming[Symbol.asyncIterator](), 2)).map(nameOf)).to.deep.equal(['welcome', 'reply 1'])
  })

  it('makes one frame of what one turn sends, and the next of the next', async () => {
    const [caller, coordinator] = createFramedPair()
    const batches = coordinator.incoming[Symbol.asyncIterator]()
    await turns(1)
    caller.send(putOf(1))
    caller.send(putOf(2))
    await turns(2)
    caller.send(putOf(3))

    const seen = [await batches.next(), await batches.next()].map(({ value }) => (value as { messages: Message[] }).messages.map(nameOf))
    expect(seen).to.deep.equal([['put 1', 'put 2'], ['put 3']])
  })

  it('sends at most one long frame a turn, so that others have theirs', async () => {
    const { link, raw } = createLinkToBytes()
    const frames: number[] = []
    let count = 0
    const reading = (async () => {
      for await (const { byteLength } of raw.source) {
        count += byteLength > 0 ? 1 : 0
      }
    })().catch(() => {})

    link.send(putOf(1, MIB))

    for (let turn = 0; turn < 10; turn++) {
      await turns(1)
      frames.push(count)
      count = 0
    }

    link.abort(new Error('the test is over'))
    await reading
    expect(Math.max(...frames)).to.equal(1)
    expect(frames.reduce((sum, each) => sum + each, 0)).to.equal(5)
  })

  it('tells what the caller has answered, with the next frame after it has changed', async () => {
    const [caller, coordinator] = createFramedPair()
    const batches = coordinator.incoming[Symbol.asyncIterator]()
    const below: number[] = []

    for (const answeredBelow of [0, 5, 5, 9]) {
      caller.answeredBelow = answeredBelow
      caller.send(heartbeat(1))
      const batch = await batches.next()
      below.push(batch.done === true ? -1 : batch.value.below)
    }

    expect(below).to.deep.equal([0, 5, 0, 9])
  })

  it('carries a message of 5 MiB in pieces, and urgent ones between them', async () => {
    const [caller, coordinator] = createFramedPair()
    const batches = coordinator.incoming[Symbol.asyncIterator]()
    caller.send(putOf(1, 5 * MIB))
    caller.send(putOf(2))
    await batches.next()
    caller.send(heartbeat(1), true)
    const messages = await readMessages(batches, 3)

    expect(messages.map(nameOf)).to.deep.equal(['heartbeat 1', 'put 1', 'put 2'])
    expect(messages[1]!.request!.put!.items[0]).to.deep.equal(new Uint8Array(5 * MIB).fill(1))
  })

  it('keeps to the frames that the coordinator takes, once it has said so', async () => {
    const [raw, duplex] = createBytePair()
    const link = createFramedLink({ duplex, remote: remoteOf('coordinator'), clock: systemClock, role: 'caller' })
    void raw.sink(bytesOf(encodeFrame({ messages: [{ welcome: { ...welcome, maxFrameBytes: 4 * KIB } }], below: 0 })))
    await readMessages(link.incoming[Symbol.asyncIterator](), 1)
    link.send(putOf(1, 100 * KIB))
    const decoder = new FrameDecoder(4 * KIB)
    let bytes = 0

    for await (const chunk of raw.source) {
      decoder.write(chunk)

      for (let result = decoder.read(); result.type !== 'more'; result = decoder.read()) {
        expect(result.type).to.equal('frame')
      }

      bytes += chunk.byteLength

      if (bytes > 100 * KIB) {
        break
      }
    }

    link.abort(new Error('enough'))
  })

  it('takes payloads as large as the welcome says, and no larger', async () => {
    const [raw, duplex] = createBytePair()
    const link = createFramedLink({ duplex, remote: remoteOf('coordinator'), clock: systemClock, role: 'caller', limits: { maxPayloadBytes: 1 } })
    const piece = encodeFrame({ messages: [{ chunk: { data: new Uint8Array(1000 * KIB), last: false } }], below: 0 })
    const hello = encodeFrame({ messages: [{ welcome: { ...welcome, maxPayloadBytes: MIB } }], below: 0 })
    void raw.sink(bytesOf(hello, ...Array.from({ length: 6 }, () => piece)))
    const { messages, error } = await readToTheEnd(link)

    expect(messages.map(nameOf)).to.deep.equal(['welcome'])
    expect(error).to.be.instanceOf(ProtocolError).and.to.have.property('message').that.includes('a message of more than 5242880 bytes')
    link.abort(error!)
  })

  it('skips messages of a later version', async () => {
    const { link, raw } = createLinkToBytes()
    void raw.sink(bytesOf(encodeFrame({ messages: [{}, heartbeat(1)], below: 0 })))

    expect((await readMessages(link.incoming[Symbol.asyncIterator](), 1)).map(nameOf)).to.deep.equal(['heartbeat 1'])
    link.abort(new Error('enough'))
  })
})

describe('back-pressure of a framed link', () => {
  it('holds the sender back while nobody reads, and lets go when somebody does', async () => {
    const [caller, coordinator] = createFramedPair()
    let sent = 0

    while (caller.pendingBytes <= HIGH_WATER_BYTES) {
      caller.send(putOf(++sent, 64 * KIB))
    }

    await turns()
    let low = false
    const drained = caller.drained().then(() => { low = true })
    await turns()
    expect(caller.pendingBytes, 'nothing moves').to.be.greaterThan(HIGH_WATER_BYTES - MIB)
    expect(low).to.equal(false)

    const batches = coordinator.incoming[Symbol.asyncIterator]()

    while (!low) {
      await batches.next()
      await turns(1)
    }

    await drained
    expect(caller.pendingBytes).to.be.at.most(LOW_WATER_BYTES)
    caller.abort(new Error('enough'))
  })

  it('does not make one wait who has little waiting', async () => {
    const [caller] = createFramedPair()
    caller.send(putOf(1))
    await caller.drained()

    expect(caller.pendingBytes).to.be.greaterThan(0)
    caller.abort(new Error('enough'))
  })

  it('lets go of who waits when the link ends', async () => {
    const [caller] = createFramedPair()
    caller.send(putOf(1, 20 * MIB))
    const drained = caller.drained()
    caller.abort(new Error('enough'))
    await drained

    expect(caller.pendingBytes).to.equal(0)
  })
})

describe('the end of a framed link', () => {
  it('is clean after a goodbye: both sides read to the end', async () => {
    const [caller, coordinator] = createFramedPair()
    caller.send(putOf(1))
    caller.send(goodbye)
    const reading = readToTheEnd(coordinator)
    await turns()
    coordinator.send({ goodbye: { reason: 'ANSWER', status: 'OK', message: '' } })
    const read = readToTheEnd(caller)
    await turns()
    await Promise.all([caller.close(), coordinator.close()])

    expect((await reading).messages.map(nameOf)).to.deep.equal(['put 1', 'goodbye'])
    expect((await reading).error).to.equal(undefined)
    expect((await read).messages.map(nameOf)).to.deep.equal(['goodbye'])
    expect((await read).error).to.equal(undefined)
  })

  it('sends what is waiting before it closes', async () => {
    const [caller, coordinator] = createFramedPair()
    caller.send(putOf(1, 3 * MIB))
    caller.send(goodbye)
    const closed = caller.close()
    caller.send(putOf(2))
    const { messages, error } = await readToTheEnd(coordinator)
    await Promise.all([closed, coordinator.close()])

    expect(messages.map(nameOf)).to.deep.equal(['put 1', 'goodbye'])
    expect(error).to.equal(undefined)
  })

  it('drops what arrives once it closes, and does not wait for somebody to read it', async () => {
    const [caller, coordinator] = createFramedPair()
    const batches = coordinator.incoming[Symbol.asyncIterator]()
    caller.send(putOf(1))
    await batches.next()
    const closed = coordinator.close()
    caller.send(putOf(2, 3 * MIB))
    const theirs = caller.close()
    await Promise.all([closed, theirs])

    expect(await batches.next()).to.deep.equal({ done: true, value: undefined })
  })

  it('is a cut without a goodbye, even when the stream ends in good order', async () => {
    const [caller, coordinator] = createFramedPair()
    caller.send(putOf(1))
    const closed = caller.close()
    const { messages, error } = await readToTheEnd(coordinator)
    await closed

    expect(messages.map(nameOf)).to.deep.equal(['put 1'])
    expect(error).to.be.instanceOf(ConnectionError)
      .and.to.have.property('message', 'the stream to caller was cut: it ended without goodbye')
  })

  it('is a cut when the other side aborts', async () => {
    const [caller, coordinator] = createFramedPair()
    const reading = readToTheEnd(coordinator)
    caller.abort(new Error('lost my mind'))

    expect((await reading).error).to.be.instanceOf(ConnectionError)
      .and.to.have.property('message', 'the stream to caller was cut: lost my mind')
  })

  it('gives the reader the reason of an abort', async () => {
    const [caller] = createFramedPair()
    const reading = readToTheEnd(caller)
    const reason = new Error('enough')
    caller.abort(reason)

    expect((await reading).error).to.equal(reason)
  })

  it('comes at the deadline if the other side does not end', async () => {
    const clock = new VirtualClock()
    const [caller] = createFramedPair({ clock })
    caller.send(goodbye)
    let closed = false
    const closing = caller.close(500).then(() => { closed = true })
    await clock.advance(499)
    expect(closed).to.equal(false)
    await clock.advance(1)
    await closing

    expect(clock.pending).to.equal(0)
  })

  it('leaves no alarm behind when it comes in time', async () => {
    const clock = new VirtualClock()
    const [caller, coordinator] = createFramedPair({ clock })
    const closed = Promise.all([caller.close(), coordinator.close()])
    await clock.settle()
    await closed

    expect(clock.pending).to.equal(0)
  })

  it('may be asked for twice, and after an abort', async () => {
    const [caller, coordinator] = createFramedPair()
    await Promise.all([caller.close(), caller.close(), coordinator.close()])
    caller.abort(new Error('late'))
    await caller.close()

    const [other] = createFramedPair()
    other.abort(new Error('early'))
    await other.close()
  })

  it('makes later sends do nothing', async () => {
    const [caller, coordinator] = createFramedPair()
    await Promise.all([caller.close(), coordinator.close()])
    caller.send(putOf(1))

    expect(caller.pendingBytes).to.equal(0)
  })
})

describe('what is no protocol', () => {
  const cases: Array<[name: string, bytes: Uint8Array, problem: string]> = [
    ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\n\r\n'.repeat(9)), 'a frame that cannot be read'],
    ['an oversized frame', Uint8Array.of(0xff, 0xff, 0x7f), 'a frame of 2097151 bytes; 1048576 are allowed'],
    ['an empty frame', Uint8Array.of(0), 'a frame of no bytes'],
    ['a malformed message', encodeFrame({ messages: [heartbeat(0)], below: 0 }), 'a malformed message: heartbeat.sequence must be'],
    ['a message for the other side', encodeFrame({ messages: [{ reply: createReply(1) }], below: 0 }), 'a malformed message: a coordinator does not take reply'],
    ['a chunk of chunks', encodeFrame({ messages: [{ chunk: { data: Uint8Array.of(0x8a, 0x02, 0x00), last: true } }], below: 0 }), 'a chunk of chunks'],
    ['chunks of nonsense', encodeFrame({ messages: [{ chunk: { data: Uint8Array.of(0x0a, 0x05), last: true } }], below: 0 }),
      'chunks of a message that cannot be read']
  ]

  for (const [name, bytes, problem] of cases) {
    it(`is ${name}: a ProtocolError that names the peer`, async () => {
      const { link, raw } = createLinkToBytes()
      void raw.sink(bytesOf(encodeFrame({ messages: [heartbeat(1)], below: 0 }), bytes)).catch(() => {})
      const { messages, error } = await readToTheEnd(link)

      expect(messages.map(nameOf), 'what came before it').to.deep.equal(['heartbeat 1'])
      expect(error).to.be.instanceOf(ProtocolError)
      expect(error!.message).to.match(/^12D3 at \/ip4\/127\.0\.0\.1\/tcp\/1 sent /).and.to.include(problem)
      link.abort(error!)
    })
  }

  it('is never anything but a ProtocolError or a cut, whatever is done to the bytes', async () => {
    const stream = [heartbeat(1), putOf(1, 40), heartbeat(2), goodbye].map((message) => encodeFrame({ messages: [message], below: 1 }))
    const bytes = Buffer.concat(stream)
    const mutation = fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) })
    const outcomes = new Set<string>()

    await fc.assert(fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), fc.nat(bytes.length), async (mutations, cut) => {
      const mutant = Uint8Array.from(bytes)
      mutations.forEach(({ at, to }) => { mutant[at] = to })
      const { link, raw } = createLinkToBytes()
      const sink = raw.sink(bytesOf(mutant.subarray(0, cut), mutant.subarray(cut))).catch(() => {})
      const { error } = await readToTheEnd(link)
      link.abort(new Error('enough'))
      await sink

      expect(error === undefined || error instanceof ProtocolError || error instanceof ConnectionError, String(error)).to.equal(true)
      outcomes.add(error?.name ?? 'a clean end')
    }), { numRuns: 500 })

    expect([...outcomes].sort()).to.deep.equal(['ConnectionError', 'ProtocolError', 'a clean end'])
  })

  it('can still be answered with a goodbye', async () => {
    const { link, raw } = createLinkToBytes()
    void raw.sink(bytesOf(Uint8Array.of(0)))
    const { error } = await readToTheEnd(link)
    link.send({ goodbye: { reason: 'REFUSED', status: 'PROTOCOL', message: error!.message } })
    const closed = link.close()
    const chunks: Uint8Array[] = []

    for await (const chunk of raw.source) {
      chunks.push(chunk)
    }

    await closed
    const frame = decodeFrame(chunks[0]!.subarray(1))
    expect(frame.ok && frame.value.messages[0]!.goodbye).to.include({ reason: 'REFUSED', status: 'PROTOCOL' })
  })
})
