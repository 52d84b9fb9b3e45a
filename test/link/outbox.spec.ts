import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect } from 'chai'
import fc from 'fast-check'
import { Inbox } from '../../src/link/inbox.ts'
import { Outbox } from '../../src/link/outbox.ts'
import { createReply, FrameDecoder, MAX_FRAME_BYTES } from '../../src/protocol/index.ts'
import { fromCaller, withoutAbsent } from '../protocol/arbitrary.ts'
import { heartbeat, nameOf, putOf, turns } from './support.ts'
import type { Message } from '../../src/protocol/index.ts'

const KIB = 1024

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** All frames that are in `outbox`, without their lengths. */
function * framesOf (outbox: Outbox): Generator<Uint8Array> {
  const decoder = new FrameDecoder()

  while (!outbox.empty) {
    decoder.write(outbox.next(0).subarray())
    const result = decoder.read()

    if (result.type === 'frame') {
      yield result.bytes
    }

    expect(decoder.read().type, 'one frame at a time').to.equal('more')
  }
}

/** What the other side makes of it, frame by frame. */
function read (outbox: Outbox, role: 'caller' | 'coordinator' = 'coordinator'): string[][] {
  const inbox = new Inbox({ role, maxPayloadBytes: MAX_FRAME_BYTES * 100 })

  return Array.from(framesOf(outbox), (bytes) => {
    const frame = inbox.read(bytes)

    return frame.ok ? frame.value.messages.map(nameOf) : [frame.message]
  })
}

describe('the outbox', () => {
  it('makes one frame of what fits', () => {
    const outbox = new Outbox()
    outbox.push(putOf(1))
    outbox.push(heartbeat(1))
    outbox.push(putOf(2))

    expect(read(outbox)).to.deep.equal([['put 1', 'heartbeat 1', 'put 2']])
  })

  it('puts urgent messages before the others', () => {
    const outbox = new Outbox()
    outbox.push(putOf(1))
    outbox.push(heartbeat(1), true)
    outbox.push(heartbeat(2), true)

    expect(read(outbox)).to.deep.equal([['heartbeat 1', 'heartbeat 2', 'put 1']])
  })

  it('makes several frames of what does not fit in one', () => {
    const outbox = new Outbox()
    outbox.push(putOf(1, 100 * KIB))
    outbox.push(putOf(2, 100 * KIB))
    outbox.push(putOf(3, 100 * KIB))

    expect(read(outbox)).to.deep.equal([['put 1', 'put 2'], ['put 3']])
  })

  it('cuts a message that is larger than a chunk, and keeps the others in order behind it', () => {
    const outbox = new Outbox()
    outbox.push(putOf(1))
    outbox.push(putOf(2, 600 * KIB))
    outbox.push(putOf(3))

    expect(read(outbox)).to.deep.equal([['put 1'], [], [], ['put 2'], ['put 3']])
  })

  it('lets urgent messages go between the pieces', () => {
    const outbox = new Outbox()
    const inbox = new Inbox({ role: 'coordinator', maxPayloadBytes: MAX_FRAME_BYTES })
    const seen: string[] = []
    outbox.push(putOf(1, 600 * KIB))
    let sequence = 0

    for (const bytes of framesOf(outbox)) {
      const frame = inbox.read(bytes)
      seen.push(...frame.ok ? frame.value.messages.map(nameOf) : [frame.message])

      if (sequence < 2) {
        outbox.push(heartbeat(++sequence), true)
      }
    }

    expect(seen).to.deep.equal(['heartbeat 1', 'heartbeat 2', 'put 1'])
  })

  it('does not treat a large message as urgent: it would stand in the way of those that are', () => {
    const outbox = new Outbox()
    outbox.push(putOf(1))
    outbox.push(putOf(2, 600 * KIB), true)
    outbox.push(heartbeat(1), true)

    expect(read(outbox).flat()).to.deep.equal(['heartbeat 1', 'put 1', 'put 2'])
  })

  it('never makes a frame that is larger than the other side takes', () => {
    for (const maxFrameBytes of [16 * KIB, 64 * KIB, MAX_FRAME_BYTES]) {
      const outbox = new Outbox(maxFrameBytes)

      for (let number = 1; number <= 60; number++) {
        outbox.push(putOf(number, number * KIB))
        outbox.push(putOf(number, 15 * KIB), true)
      }

      for (const bytes of framesOf(outbox)) {
        expect(bytes.byteLength).to.be.at.most(maxFrameBytes)
      }
    }
  })

  it('never puts more messages into a frame than may be in one', () => {
    const outbox = new Outbox()

    for (let number = 1; number <= 20_000; number++) {
      outbox.push({ abandon: { number } })
      outbox.push({ abandon: { number } }, true)
    }

    expect(read(outbox).flat()).to.have.length(40_000)
  })

  it('knows about how much waits, and when nothing does', () => {
    const outbox = new Outbox()
    expect([outbox.bytes, outbox.empty]).to.deep.equal([0, true])
    outbox.push(putOf(1, 700 * KIB))
    outbox.push(heartbeat(1), true)
    expect(outbox.bytes).to.be.within(700 * KIB, 702 * KIB)
    outbox.next(0)
    expect(outbox.bytes).to.be.within(443 * KIB, 446 * KIB)
    expect(Array.from(framesOf(outbox))).to.have.length(2)
    expect([outbox.bytes, outbox.empty]).to.deep.equal([0, true])
  })

  it('forgets everything when it is cleared', () => {
    const outbox = new Outbox()
    outbox.push(putOf(1, 700 * KIB))
    outbox.next(0)
    outbox.push(putOf(2))
    outbox.push(heartbeat(1), true)
    outbox.clear()

    expect([outbox.bytes, outbox.empty]).to.deep.equal([0, true])
  })

  it('hands over what was put in, in order, whatever its sizes', () => {
    const sized = fc.oneof({ weight: 3, arbitrary: fromCaller }, { weight: 1, arbitrary: fc.nat(40 * KIB).map((bytes) => putOf(9, bytes)) })

    fc.assert(fc.property(fc.array(sized, { maxLength: 8 }), (messages) => {
      const outbox = new Outbox(32 * KIB)
      const inbox = new Inbox({ role: 'coordinator', maxPayloadBytes: MAX_FRAME_BYTES })
      messages.forEach((message) => { outbox.push(message) })

      const arrived = Array.from(framesOf(outbox)).flatMap((bytes) => {
        const frame = inbox.read(bytes)

        return frame.ok ? frame.value.messages : []
      })

      expect(arrived).to.deep.equal(withoutAbsent(messages))
    }), { numRuns: 50 })
  })

  it('lets go of what it has sent, even when it is never empty', async () => {
    const outbox = new Outbox(16 * KIB)
    outbox.push(putOf(1, 3 * KIB))
    const sent = new WeakRef(putOf(2, 3 * KIB))
    outbox.push(sent.deref()!)

    for (let number = 3; number < 5_000; number++) {
      outbox.push(putOf(number, 3 * KIB))
      outbox.next(0)
    }

    expect(outbox.empty).to.equal(false)
    await turns(1)
    collectGarbage()
    expect(sent.deref()).to.equal(undefined)
  })
})

describe('replies that only say OK', () => {
  /** Numbers stand for plain OKs. */
  const replies = (...messages: Array<Message | number>): string[][] => {
    const outbox = new Outbox()

    for (const message of messages) {
      if (typeof message === 'number') {
        outbox.done(message)
      } else {
        outbox.push(message)
      }
    }

    return read(outbox, 'caller')
  }

  it('become one, for numbers that follow each other', () => {
    expect(replies(1, 2, 3)).to.deep.equal([['reply 1-3']])
  })

  it('stay apart across a gap', () => {
    expect(replies(1, 3, 4, 2)).to.deep.equal([['reply 1', 'reply 3-4', 'reply 2']])
  })

  it('stay apart across anything else, so that order is kept', () => {
    const revoke: Message = { revoke: { token: 1, reason: 'LAPSED' } }

    expect(replies(1, revoke, 2)).to.deep.equal([['reply 1', 'something else', 'reply 2']])
  })

  it('do not take in a reply that says more', () => {
    const others = [{ flag: true }, { count: 1 }, { payload: new Uint8Array(0) }, { status: 'EMPTY' as const }, { message: 'x' }, { queues: ['q'] }]

    for (const fields of others) {
      expect(replies(1, { reply: createReply(2, fields) }, 3)).to.deep.equal([['reply 1', 'reply 2', 'reply 3']])
    }
  })

  it('start a new row in a new frame', () => {
    const outbox = new Outbox()
    outbox.done(1)
    outbox.next(0)
    outbox.done(2)

    expect(read(outbox, 'caller')).to.deep.equal([['reply 2']])
  })
})
