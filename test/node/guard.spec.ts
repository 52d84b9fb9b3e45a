import { expect } from 'chai'
import fc from 'fast-check'
import { Uint8ArrayList } from 'uint8arraylist'
import { concat } from 'uint8arrays/concat'
import { FrameGuard } from '../../src/node/guard.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import { yamuxHeader } from './support.ts'
import type { GuardLimits } from '../../src/node/guard.ts'

const [DATA, WINDOW, PING, GO_AWAY] = [0, 1, 2, 3]
const [SYN, ACK, FIN] = [1, 2, 4]

const limits: GuardLimits = { maxFrameBytes: 1_000, maxFramesPerSecond: 1_000, maxPingsPerSecond: 3, maxStreamsPerSecond: 2 }

const data = (length: number, flags = 0): Uint8Array => concat([yamuxHeader(DATA, flags, 1, length), new Uint8Array(length)])
const ping = (): Uint8Array => yamuxHeader(PING, SYN, 0, 7)
const open = (type = WINDOW): Uint8Array => yamuxHeader(type, SYN, 1, 0)

describe('FrameGuard', () => {
  const clock = new VirtualClock()
  let guard: FrameGuard

  beforeEach(() => {
    guard = new FrameGuard(limits, clock)
  })

  it('lets through what honest peers send', () => {
    for (const frame of [open(), data(1_000), data(0, FIN), yamuxHeader(WINDOW, ACK, 1, 2 ** 32 - 1), ping(), yamuxHeader(GO_AWAY, 0, 0, 0)]) {
      expect(guard.push(frame)).to.equal(undefined)
    }
  })

  it('finds a frame that is too long in its header, before any of its body came', () => {
    expect(guard.push(yamuxHeader(DATA, 0, 1, 1_000))).to.equal(undefined)
    expect(guard.push(new Uint8Array(1_000))).to.equal(undefined)
    expect(guard.push(yamuxHeader(DATA, 0, 1, 1_001))).to.equal('a frame of 1001 bytes, and 1000 are allowed')
    expect(new FrameGuard(limits, clock).push(yamuxHeader(DATA, 0, 1, 2 ** 32 - 1))).to.match(/4294967295 bytes/)
  })

  it('does not take for a header what is the body of a frame', () => {
    const body = concat(Array.from({ length: 50 }, ping))

    expect(guard.push(concat([yamuxHeader(DATA, 0, 1, body.byteLength), body]))).to.equal(undefined)
  })

  it('lets through as many pings a second as it should, answers counted too', () => {
    expect(guard.push(concat([ping(), yamuxHeader(PING, ACK, 0, 7), ping()]))).to.equal(undefined)
    expect(guard.push(ping())).to.equal('more than 3 pings a second')

    clock.stall(1_000)
    expect(guard.push(concat([ping(), ping(), ping()]))).to.equal(undefined)
    expect(guard.push(ping())).to.equal('more than 3 pings a second')
  })

  it('saves nothing up while it is quiet', () => {
    guard.push(concat([ping(), ping(), ping()]))
    clock.stall(1e9)

    expect(guard.push(concat([ping(), ping(), ping(), ping()]))).to.equal('more than 3 pings a second')
  })

  for (const [frame, type] of [['a window update', WINDOW], ['data', DATA]] as const) {
    it(`counts the streams that are opened with ${frame}`, () => {
      expect(guard.push(concat([open(type), open(type)]))).to.equal(undefined)
      expect(guard.push(open(type))).to.equal('more than 2 streams opened a second')
    })
  }

  it('counts frames of all kinds', () => {
    const many = concat(Array.from({ length: 1_000 }, () => yamuxHeader(WINDOW, 0, 1, 1)))

    expect(guard.push(many)).to.equal(undefined)
    expect(guard.push(yamuxHeader(GO_AWAY, 0, 0, 0))).to.equal('more than 1000 frames a second')
  })

  it('has no limit where there is none', () => {
    const free = new FrameGuard({ ...limits, maxPingsPerSecond: Infinity }, clock)

    expect(free.push(concat(Array.from({ length: 500 }, ping)))).to.equal(undefined)
  })

  it('sees the same in any chunking', () => {
    const frame = fc.oneof(
      fc.integer({ min: 0, max: 40 }).map((length) => data(length)),
      fc.integer({ min: 995, max: 1_005 }).map((length) => data(length)),
      fc.constant(ping()), fc.constant(open()), fc.constant(open(DATA))
    )

    const someSizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 })

    fc.assert(fc.property(fc.array(frame, { maxLength: 12 }), someSizes, fc.boolean(), (frames, sizes, lists) => {
      const bytes = concat(frames)
      const whole = new FrameGuard(limits, clock).push(bytes)

      const pieces = new FrameGuard(limits, clock)
      let found: string | undefined

      for (let at = 0, i = 0; at < bytes.byteLength && found == null; i++) {
        const size = sizes[i % sizes.length] as number
        const piece = bytes.subarray(at, at + size)
        found = pieces.push(lists ? new Uint8ArrayList(piece.subarray(0, 3), piece.subarray(3)) : piece)
        at += size
      }

      expect(found).to.equal(whole)
      expect(whole).to.equal(naive(frames))
    }))
  })
})

/** What a guard should find, by looking at whole frames. */
function naive (frames: Uint8Array[]): string | undefined {
  let [pings, streams] = [0, 0]

  for (const frame of frames) {
    const view = new DataView(frame.buffer, frame.byteOffset)
    const [type, flags, length] = [view.getUint8(1), view.getUint16(2), view.getUint32(8)]

    if (type === PING && ++pings > 3) {
      return 'more than 3 pings a second'
    }

    if (type === DATA && length > 1_000) {
      return `a frame of ${length} bytes, and 1000 are allowed`
    }

    if ((flags & SYN) !== 0 && type !== PING && ++streams > 2) {
      return 'more than 2 streams opened a second'
    }
  }
}
