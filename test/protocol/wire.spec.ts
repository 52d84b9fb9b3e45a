import { expect } from 'chai'
import fc from 'fast-check'
import { reader, writer } from 'protons-runtime'
import { concat } from 'uint8arrays/concat'
import { WireReader } from '../../src/protocol/wire-reader.ts'
import { WireWriter } from '../../src/protocol/wire-writer.ts'

/** A field, or a message of fields. */
type Piece =
  | { how: 'uint32' | 'sint32' | 'uint64Number' | 'sint64Number' | 'double', value: number }
  | { how: 'bool', value: boolean }
  | { how: 'string', value: string }
  | { how: 'bytes', value: Uint8Array }
  | { how: 'message', value: Piece[] }

const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string({ maxLength: 300 }), fc.constant('x'.repeat(127)), fc.constant('x'.repeat(128)))

const { piece } = fc.letrec<{ piece: Piece, message: Piece }>((tie) => ({
  piece: fc.oneof(
    { depthSize: 'small' },
    fc.record({ how: fc.constant('uint32' as const), value: fc.integer({ min: 0, max: 2 ** 32 - 1 }) }),
    fc.record({ how: fc.constant('sint32' as const), value: fc.integer() }),
    fc.record({ how: fc.constant('uint64Number' as const), value: fc.maxSafeNat() }),
    fc.record({ how: fc.constant('sint64Number' as const), value: fc.maxSafeInteger() }),
    fc.record({ how: fc.constant('double' as const), value: fc.double() }),
    fc.record({ how: fc.constant('bool' as const), value: fc.boolean() }),
    fc.record({ how: fc.constant('string' as const), value: text }),
    fc.record({ how: fc.constant('bytes' as const), value: fc.uint8Array({ maxLength: 300 }) }),
    tie('message')
  ),
  message: fc.record({ how: fc.constant('message' as const), value: fc.array(tie('piece'), { maxLength: 5 }) })
}))

const pieces = fc.array(piece, { maxLength: 8 })

function write (to: WireWriter, pieces: Piece[]): void {
  for (const { how, value } of pieces) {
    if (how === 'message') {
      to.fork()
      write(to, value)
      to.ldelim()
    } else {
      (to[how] as (value: unknown) => void)(value)
    }
  }
}

/** Reads what is there, as it was written. */
function read (from: WireReader, pieces: Piece[]): Piece[] {
  return pieces.map(({ how, value }) => {
    if (how === 'message') {
      const end = from.uint32() + from.pos
      const inner = read(from, value)
      expect(from.pos).to.equal(end)

      return { how, value: inner }
    }

    return { how, value: from[how]() } as Piece
  })
}

describe('the wire', () => {
  const ours = new WireWriter()
  const finish = (): Uint8Array => concat(ours.finishInParts())

  it('is written as protons writes it, message after message', () => {
    fc.assert(fc.property(pieces, (pieces) => {
      const theirs = writer()
      write(theirs as unknown as WireWriter, pieces)
      write(ours, pieces)

      expect(finish()).to.deep.equal(Uint8Array.from(theirs.finish()))
    }))
  })

  it('is read as it was written', () => {
    fc.assert(fc.property(pieces, (pieces) => {
      write(ours, pieces)
      const bytes = finish()
      const from = new WireReader(bytes)

      expect(read(from, pieces)).to.deep.equal(pieces)
      expect(from.pos).to.equal(bytes.byteLength)
    }))
  })

  it('is read as protons reads it', () => {
    fc.assert(fc.property(pieces, (pieces) => {
      write(ours, pieces)
      const bytes = finish()

      expect(read(new WireReader(bytes), pieces)).to.deep.equal(read(reader(bytes) as unknown as WireReader, pieces))
    }))
  })

  it('has a length in front of any number of bytes', () => {
    for (const length of [0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152]) {
      ours.fork()
      ours.bytes(new Uint8Array(length))
      ours.ldelim()
      const delimited = ours.finishDelimited()
      const from = new WireReader(delimited)

      expect(from.uint32() + from.pos).to.equal(delimited.byteLength)
      expect(from.uint32() + from.pos).to.equal(delimited.byteLength)
      expect(from.bytes().byteLength).to.equal(length)
    }
  })

  it('is written anew after something that could not be', () => {
    ours.fork()
    expect(() => { ours.uint64Number(2 ** 53) }).to.throw(RangeError)
    ours.reset()
    ours.uint32(1)

    expect(finish()).to.deep.equal(Uint8Array.of(1))
  })

  it('is read from a slice of a buffer', () => {
    expect(new WireReader(Buffer.from([9, 2, 65, 66, 9]).subarray(1, 4)).string()).to.equal('AB')
  })

  it('passes over what is not known', () => {
    const from = new WireReader(Uint8Array.of(0xff, 1, 1, 2, 3, 4, 5, 6, 7, 8, 2, 0, 0, 1, 2, 3, 4, 7))
    from.skipType(0)
    from.skipType(1)
    from.skipType(2)
    from.skipType(5)

    expect(from.uint32()).to.equal(7)
  })

  const broken: Array<[name: string, bytes: number[], read: (from: WireReader) => void]> = [
    ['a number without an end', [0x80], (from) => { from.uint32() }],
    ['a number of more than ten bytes', [...new Array<number>(11).fill(0x80), 0], (from) => { from.uint64Number() }],
    ['a number of more than 53 bits', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f], (from) => { from.uint64Number() }],
    ['bytes that are not there', [2, 1], (from) => { from.bytes() }],
    ['a text that is not there', [0xff, 0xff, 0xff, 0xff, 0x0f, 1], (from) => { from.string() }],
    ['half a number of eight bytes', [1, 2, 3, 4], (from) => { from.double() }],
    ['a group', [], (from) => { from.skipType(3) }],
    ['nothing', [], (from) => { from.uint32() }]
  ]

  broken.forEach(([name, bytes, read]) => {
    it(`refuses ${name}`, () => {
      expect(() => { read(new WireReader(Uint8Array.from(bytes))) }).to.throw(RangeError)
    })
  })
})
