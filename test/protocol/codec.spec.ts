import { expect } from 'chai'
import fc from 'fast-check'
import { concat } from 'uint8arrays/concat'
import * as wire from '../../src/protocol/generated/peerq.js'
import { decodeFrame, decodeMessage, encodeFrame, encodeFrameInParts, encodeMessageInParts, FrameDecoder, MAX_ITEMS, MAX_MESSAGES, validate } from '../../src/protocol/index.ts'
import { anyMessage, withoutAbsent } from './arbitrary.ts'
import type { Frame } from '../../src/protocol/index.ts'

const unhex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))

const frames: fc.Arbitrary<Frame> = fc.record({ messages: fc.array(anyMessage, { maxLength: 4 }), below: fc.maxSafeNat() })
  .filter(({ messages, below }) => messages.length > 0 || below > 0)

/** Takes the length off. */
function bodyOfFrame (bytes: Uint8Array): Uint8Array {
  const decoder = new FrameDecoder()
  decoder.write(bytes)
  const result = decoder.read()

  if (result.type !== 'frame') {
    throw new Error(`no frame but ${result.type}`)
  }

  return result.bytes
}

function bytesOf (...parts: Array<string | number[] | Uint8Array>): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => typeof part === 'string' ? [...unhex(part)] : [...part]))
}

describe('encoding frames', () => {
  it('writes what protons would write, behind its length', () => {
    fc.assert(fc.property(frames, (frame) => {
      const bytes = bodyOfFrame(encodeFrame(frame))

      expect(bytes).to.deep.equal(Uint8Array.from(wire.Frame.encode(frame as wire.Frame)))
    }))
  })

  it('reads what it has written', () => {
    fc.assert(fc.property(frames, (frame) => {
      expect(decodeFrame(bodyOfFrame(encodeFrame(frame)))).to.deep.equal({ ok: true, value: withoutAbsent(frame) })
    }))
  })

  it('reads what protons reads', () => {
    fc.assert(fc.property(frames, (frame) => {
      const bytes = bodyOfFrame(encodeFrame(frame))

      expect(decodeFrame(bytes)).to.deep.equal({ ok: true, value: wire.Frame.decode(bytes) })
    }))
  })

  it('writes a message by itself, and reads it', () => {
    fc.assert(fc.property(anyMessage, (message) => {
      const bytes = concat(encodeMessageInParts(message))

      expect(bytes).to.deep.equal(wire.Message.encode(message as wire.Message))
      expect(decodeMessage(bytes)).to.deep.equal({ ok: true, value: withoutAbsent(message) })
    }))
  })

  it('writes the same in parts, whatever is large', () => {
    // around the sizes at which payloads are no longer copied, and lengths become longer
    const anySize = fc.oneof(fc.nat(300), fc.integer({ min: 16_300, max: 16_500 }), fc.integer({ min: 2_097_000, max: 2_097_200 }))

    fc.assert(fc.property(fc.array(fc.array(anySize, { minLength: 1, maxLength: 3 }), { maxLength: 4 }), (puts) => {
      const messages = puts.map((sizes, index) => ({
        request: { number: index + 1, queue: 'q', put: { items: sizes.map((size) => new Uint8Array(size).fill(size)), id: '', noWait: false, priority: 0, delay: 0 } }
      }))
      const frame = { messages, below: 7 }

      expect(Buffer.compare(concat(encodeFrameInParts(frame)), encodeFrame(frame))).to.equal(0)
    }), { numRuns: 50 })
  })

  it('does not copy a large payload that it writes in parts', () => {
    const value = new Uint8Array(64 * 1024)

    expect(encodeFrameInParts({ messages: [{ progress: { token: 1, value } }], below: 0 })).to.include(value)
    expect(encodeMessageInParts({ progress: { token: 1, value } })).to.include(value)
  })

  it('hands out items as views of the frame', () => {
    const bytes = bodyOfFrame(encodeFrame({ messages: [{ progress: { token: 1, value: Uint8Array.of(1, 2, 3) } }], below: 0 }))
    const frame = decodeFrame(bytes)

    expect(frame.ok && frame.value.messages[0]!.progress!.value.buffer).to.equal(bytes.buffer)
  })
})

describe('decoding what another version sent', () => {
  it('skips unknown fields of a frame, a message, a request and a call', () => {
    // 1a = field 3, 9a01 = field 19 of bytes; f806 = field 111 of a varint
    const take = 'f806 01'
    const call = bytesOf('2a', [take.replaceAll(' ', '').length / 2], take)
    const request = bytesOf('08 05', '12 01 71', call, 'f806 02')
    const message = bytesOf('12', [request.length], request, 'f806 03')

    expect(decodeFrame(bytesOf('1a 01 ff', '0a', [message.length], message))).to.deep.equal({
      ok: true,
      value: { messages: [{ request: { number: 5, queue: 'q', take: { mode: 'LEASE', noWait: false } } }], below: 0 }
    })
  })

  it('makes an empty message of a body that it does not know', () => {
    expect(decodeFrame(unhex('0a 03 ba06 00'))).to.deep.equal({ ok: true, value: { messages: [{}], below: 0 } })
  })

  it('makes a request without a call of a call that it does not know', () => {
    expect(decodeFrame(unhex('0a 07 12 05 08 05 ba06 00'))).to.deep.equal({
      ok: true, value: { messages: [{ request: { number: 5, queue: '' } }], below: 0 }
    })
  })

  it('takes the last of several bodies, as protobuf has it', () => {
    expect(decodeFrame(unhex('0a 08 2a 02 08 05 2a 02 08 06'))).to.deep.equal({
      ok: true, value: { messages: [{ abandon: { number: 6 } }], below: 0 }
    })
  })
})

describe('decoding what is no frame', () => {
  const cases: Array<[name: string, bytes: Uint8Array]> = [
    ['a message that is longer than the frame', unhex('0a 05 2a 02')],
    ['a body that is longer than its message', unhex('0a 04 2a 04 08 05 10 05')],
    ['a call that is longer than its request', unhex('0a 04 12 02 2a 01 00')],
    ['a number beyond 53 bits', unhex('10 ff ff ff ff ff ff ff ff 7f')],
    ['a number without an end', unhex('10 ff')],
    ['a name that an enum does not have', unhex('0a 06 92 01 03 08 01 10 63')],
    ['a group that is never closed', unhex('0b')],
    ['groups inside groups without end', new Uint8Array(500_000).fill(0x0b)],
    ['a field of a type that does not exist', unhex('0e')],
    ['too many messages', bytesOf(Array.from({ length: 2 * (MAX_MESSAGES + 1) }, (_, index) => index % 2 === 0 ? 0x0a : 0))]
  ]

  for (const [name, bytes] of cases) {
    it(`refuses ${name}`, () => {
      const frame = decodeFrame(bytes)

      expect(frame.ok).to.equal(false)
      expect(!frame.ok && frame.message).to.be.a('string').that.is.not.empty
    })
  }

  it('takes as many messages as are allowed', () => {
    const bytes = bytesOf(Array.from({ length: 2 * MAX_MESSAGES }, (_, index) => index % 2 === 0 ? 0x0a : 0))

    expect(decodeFrame(bytes).ok).to.equal(true)
  })

  it('counts items while it reads them, not afterwards', () => {
    const items = new Uint8Array(2 * (MAX_ITEMS + 1))
    items.forEach((_, index) => { items[index] = index % 2 === 0 ? 0x0a : 0 })
    const varint = (value: number): number[] => [value & 0x7f | 0x80, value >> 7 & 0x7f | 0x80, value >> 14 & 0x7f | 0x80, value >> 21]
    const put = Buffer.concat([unhex('22'), Uint8Array.from(varint(items.length)), items])
    const message = Buffer.concat([unhex('12'), Uint8Array.from(varint(put.length)), put])

    expect(decodeMessage(message)).to.deep.include({ ok: false }).and.to.have.property('message').that.includes('items')
  })

  it('never throws, and lets nothing through that is not a message, whatever is done to a frame', function () {
    this.timeout(20_000)

    const mutation = fc.record({ at: fc.nat(), to: fc.nat(255), how: fc.constantFrom('set', 'cut', 'insert', 'repeat') })
    let read = 0

    fc.assert(fc.property(frames, fc.array(mutation, { minLength: 1, maxLength: 4 }), (frame, mutations) => {
      const bytes = mutations.reduce(mutate, bodyOfFrame(encodeFrame(frame)))
      const decoded = decodeFrame(bytes)

      if (decoded.ok) {
        read++

        for (const message of decoded.value.messages) {
          expect(Object.keys(message).length).to.be.at.most(1)
          expect(validate(message, 'coordinator')).to.have.property('ok')
          expect(validate(message, 'caller')).to.have.property('ok')
        }
      }
    }), { numRuns: 20_000 })

    expect(read, 'some mutants live').to.be.greaterThan(1_000)
  })
})

function mutate (bytes: Uint8Array, { at, to, how }: { at: number, to: number, how: string }): Uint8Array {
  const index = bytes.length === 0 ? 0 : at % bytes.length

  switch (how) {
    case 'set':
      return Uint8Array.from(bytes, (byte, position) => position === index ? to : byte)
    case 'cut':
      return bytes.slice(0, index)
    case 'insert':
      return Uint8Array.from([...bytes.slice(0, index), to, ...bytes.slice(index)])
    default:
      return Uint8Array.from([...bytes, ...bytes.slice(index)])
  }
}
