import { expect } from 'chai'
import fc from 'fast-check'
import { FrameDecoder } from '../../src/protocol/index.ts'

const LIMIT = 300

/** What a stream comes to: the frames before its end, and why it ended. */
interface Outcome {
  frames: string[]
  refused: boolean
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const unhex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))

/** The twin: sees all the bytes at once, byte by byte, and takes its time. */
function decodeNaively (bytes: Uint8Array): Outcome {
  const frames: string[] = []

  for (let offset = 0; offset < bytes.byteLength;) {
    const prefix: number[] = []

    do {
      if (offset === bytes.byteLength) {
        return { frames, refused: prefix.length >= 2 && prefix.every((byte) => byte >= 128) }
      }

      prefix.push(bytes[offset++]!)
    } while (prefix.at(-1)! >= 128 && prefix.length < 2)

    const length = prefix.reduce((sum, byte, index) => sum + (byte % 128) * 128 ** index, 0)

    if (prefix.at(-1)! >= 128 || prefix.at(-1) === 0 || length > LIMIT) {
      return { frames, refused: true }
    }

    if (offset + length <= bytes.byteLength) {
      frames.push(hex(bytes.slice(offset, offset + length)))
    }

    offset += length
  }

  return { frames, refused: false }
}

function decode (chunks: Uint8Array[]): Outcome {
  const decoder = new FrameDecoder(LIMIT)
  const frames: string[] = []

  for (const chunk of chunks) {
    decoder.write(chunk)

    for (let result = decoder.read(); result.type !== 'more'; result = decoder.read()) {
      if (result.type === 'refused') {
        return { frames, refused: true }
      }

      frames.push(hex(result.bytes))
    }
  }

  return { frames, refused: false }
}

function cut (bytes: Uint8Array, lengths: number[]): Uint8Array[] {
  const chunks: Uint8Array[] = []
  let offset = 0

  for (const length of lengths) {
    chunks.push(bytes.subarray(offset, offset + length))
    offset += length
  }

  return [...chunks, bytes.subarray(offset)]
}

describe('finding frames', () => {
  const cases: Array<[name: string, stream: string, frames: string[], refused: boolean]> = [
    ['nothing in nothing', '', [], false],
    ['a frame of one byte', '01 aa', ['aa'], false],
    ['two frames behind each other', '01 aa 02 bb cc', ['aa', 'bbcc'], false],
    ['no frame before its last byte', '03 aa bb', [], false],
    ['no frame behind a length that is cut in two', '80', [], false],
    ['a length of two bytes', '80 01' + '00'.repeat(128), ['00'.repeat(128)], false],
    ['the largest frame', 'ac 02' + '11'.repeat(300), ['11'.repeat(300)], false],
    ['a frame that is a byte too large', 'ad 02', [], true],
    ['a length of too many bytes', 'ff ff', [], true],
    ['a frame of no bytes', '00', [], true],
    ['a length with needless bytes', '81 00 aa', [], true],
    ['the frames before what is wrong', '01 aa 00 01 bb', ['aa'], true]
  ]

  for (const [name, stream, frames, refused] of cases) {
    it(`${refused ? 'refuses' : 'finds'} ${name}`, () => {
      const bytes = unhex(stream)

      expect(decode([bytes])).to.deep.equal({ frames, refused })
      expect(decode([...bytes].map((byte) => Uint8Array.of(byte))), 'byte by byte').to.deep.equal({ frames, refused })
      expect(decodeNaively(bytes), 'the twin').to.deep.equal({ frames, refused })
    })
  }

  it('finds what its twin finds, however the stream is cut', () => {
    const piece = fc.oneof(
      fc.integer({ min: 1, max: LIMIT }).chain((length) => fc.uint8Array({ minLength: length, maxLength: length })
        .map((body) => Uint8Array.from([...(length < 128 ? [length] : [length & 0x7f | 0x80, length >> 7]), ...body]))),
      fc.uint8Array({ maxLength: 4 })
    )

    fc.assert(fc.property(fc.array(piece, { maxLength: 6 }), fc.array(fc.nat(400), { maxLength: 12 }), (pieces, lengths) => {
      const stream = Uint8Array.from(pieces.flatMap((bytes) => [...bytes]))

      expect(decode(cut(stream, lengths))).to.deep.equal(decodeNaively(stream))
    }), { numRuns: 500 })
  })

  it('does not copy a frame that lies whole in one chunk', () => {
    const decoder = new FrameDecoder()
    const chunk = unhex('02 aa bb')
    decoder.write(chunk)
    const result = decoder.read()

    expect(result.type === 'frame' && result.bytes.buffer).to.equal(chunk.buffer)
  })

  it('copies a frame that spans chunks, so that it keeps none of them alive', () => {
    const decoder = new FrameDecoder()
    const chunks = [unhex('04 aa bb'), unhex('cc dd')]
    decoder.write(chunks[0]!)
    expect(decoder.read()).to.deep.equal({ type: 'more' })
    decoder.write(chunks[1]!)
    const result = decoder.read()

    expect(result).to.deep.equal({ type: 'frame', bytes: unhex('aa bb cc dd') })
    expect(result.type === 'frame' && chunks.some(({ buffer }) => buffer === result.bytes.buffer)).to.equal(false)
  })

  it('says how large a frame would have been, and how large it may be', () => {
    const decoder = new FrameDecoder()
    decoder.write(unhex('81 80 40'))

    expect(decoder.read()).to.deep.equal({ type: 'refused', message: 'a frame of 1048577 bytes; 1048576 are allowed' })
  })

  it('stays refused', () => {
    const decoder = new FrameDecoder()
    decoder.write(unhex('00'))
    expect(decoder.read().type).to.equal('refused')
    decoder.write(unhex('01 aa'))

    expect(decoder.read().type).to.equal('refused')
  })

  it('does not let a chunk be written over one that is not read', () => {
    const decoder = new FrameDecoder()
    decoder.write(unhex('01 aa'))

    expect(() => { decoder.write(unhex('01 bb')) }).to.throw('read the frames of one chunk')
  })
})
