import { expect } from 'chai'
import fc from 'fast-check'
import { decodeFrame, encodeFrame, FrameDecoder, validate } from '../../src/protocol/index.ts'
import { size } from '../faults/sizes.ts'
import { fromCaller } from './arbitrary.ts'
import { mutants, seeded } from './mutants.ts'

/** For more, or other ones, set these. */
const FRAMES = Number(process.env.PEERQ_FUZZ ?? size(300_000, 100_000_000))
const RUNS = size(5_000, 1_000_000)
const SEED = Number(process.env.PEERQ_SEED ?? size(7, Date.now() % 1_000_000))

/** Reads all of a stream of bytes as a session would, chunk after chunk: what it came to. */
function read (chunks: Uint8Array[]): 'refused' | 'garbled' | 'invalid' | 'taken' {
  const decoder = new FrameDecoder()
  let outcome: 'invalid' | 'taken' = 'taken'

  for (const chunk of chunks) {
    decoder.write(chunk)

    for (let found = decoder.read(); found.type !== 'more'; found = decoder.read()) {
      if (found.type === 'refused') {
        expect(decoder.read(), 'it stays so').to.equal(found)

        return 'refused'
      }

      const decoded = decodeFrame(found.bytes)

      if (!decoded.ok) {
        expect(decoded.message).to.be.a('string').that.is.not.equal('')

        return 'garbled'
      }

      for (const message of decoded.value.messages) {
        for (const reader of ['coordinator', 'caller'] as const) {
          outcome = validate(message, reader).ok || reader === 'caller' ? outcome : 'invalid'
        }
      }

      // what was understood can be said again, and comes to the same
      if (outcome === 'taken') {
        const again = encodeFrame(decoded.value)
        expect(Buffer.from(encodeFrame(onlyFrame(again))).equals(again)).to.equal(true)
      }
    }
  }

  return outcome
}

function onlyFrame (bytes: Uint8Array): Parameters<typeof encodeFrame>[0] {
  const decoder = new FrameDecoder()
  decoder.write(bytes)
  const found = decoder.read()
  const decoded = decodeFrame(found.type === 'frame' ? found.bytes : new Uint8Array())

  if (!decoded.ok) {
    throw new Error(decoded.message)
  }

  return decoded.value
}

describe('the decoder, given what nobody should send', function () {
  this.timeout(0)

  it(`takes or refuses each of ${FRAMES} frames with changed bytes, however they are cut, and throws at none (seed ${SEED})`, () => {
    const random = seeded(SEED)
    const frames = mutants(SEED)
    const outcomes = { refused: 0, garbled: 0, invalid: 0, taken: 0 }

    for (let sent = 0; sent < FRAMES; sent++) {
      const frame = frames.next().value
      const cut = random(frame.length + 1)

      try {
        outcomes[read([frame.subarray(0, cut), frame.subarray(cut)])]++
      } catch (err) {
        throw new Error(`frame ${sent} of seed ${SEED}, ${Buffer.from(frame).toString('hex')}: ${(err as Error).message}`, { cause: err })
      }
    }

    console.log(`        ${JSON.stringify(outcomes)}`)

    for (const [outcome, count] of Object.entries(outcomes)) {
      expect(count, outcome).to.be.greaterThan(FRAMES / 1_000)
    }
  })

  it(`does so with one change anywhere in any frame: the smallest that fails is shown (${RUNS} runs)`, () => {
    const some = fc.array(fromCaller, { minLength: 1, maxLength: 3 })

    fc.assert(fc.property(some, fc.nat(), fc.integer({ min: 0, max: 255 }), fc.nat(), (messages, at, byte, cut) => {
      const frame = Uint8Array.from(encodeFrame({ messages, below: 0 }))
      frame[at % frame.length] = byte
      read([frame.subarray(0, cut % frame.length), frame.subarray(cut % frame.length)])
    }), { numRuns: RUNS, seed: SEED })
  })

  it(`does so with bytes that were never a frame (${RUNS} runs)`, () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 5 }), (chunks) => { read(chunks) }), { numRuns: RUNS, seed: SEED })
  })
})
