import { expect } from 'chai'
import fc from 'fast-check'
import { concat } from 'uint8arrays/concat'
import { ChunkCutter, ChunkJoiner, CHUNK_BYTES, encodeMessageInParts } from '../../src/protocol/index.ts'
import type { Chunk, JoinResult } from '../../src/protocol/index.ts'

function cut (bytes: Uint8Array, chunkBytes: number): Chunk[] {
  const cutter = new ChunkCutter([bytes], chunkBytes)
  const chunks: Chunk[] = []

  while (cutter.remaining > 0) {
    chunks.push(cutter.next())
  }

  return chunks
}

describe('cutting a message into chunks', () => {
  it('gives pieces of the given size, the last one marked', () => {
    expect(cut(Uint8Array.of(1, 2, 3, 4, 5), 2)).to.deep.equal([
      { data: Uint8Array.of(1, 2), last: false },
      { data: Uint8Array.of(3, 4), last: false },
      { data: Uint8Array.of(5), last: true }
    ])
  })

  it('gives one piece of what fits exactly', () => {
    expect(cut(Uint8Array.of(1, 2), 2)).to.deep.equal([{ data: Uint8Array.of(1, 2), last: true }])
  })

  it('copies nothing but what spans several parts', () => {
    const parts = [Uint8Array.of(1), Uint8Array.of(2, 3, 4, 5, 6), Uint8Array.of(7)]
    const body = parts[1]!
    const cutter = new ChunkCutter(parts, 2)

    expect(cutter.next()).to.deep.equal({ data: Uint8Array.of(1, 2), last: false })
    const { data } = cutter.next()
    expect(data).to.deep.equal(Uint8Array.of(3, 4))
    expect(data.buffer).to.equal(body.buffer)
    expect(cutter.next()).to.deep.equal({ data: Uint8Array.of(5, 6), last: false })
    expect(cutter.next()).to.deep.equal({ data: Uint8Array.of(7), last: true })
  })

  it('cuts at 256 KiB unless told otherwise', () => {
    expect(new ChunkCutter([new Uint8Array(CHUNK_BYTES + 1)]).next().data.byteLength).to.equal(256 * 1024)
  })
})

describe('joining chunks', () => {
  it('gives back what was cut', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 500 }), fc.integer({ min: 1, max: 600 }), (bytes, chunkBytes) => {
      const joiner = new ChunkJoiner(500)
      const results = cut(bytes, chunkBytes).map((chunk) => joiner.add(chunk))

      expect(results.pop()).to.deep.equal({ type: 'message', bytes })
      expect(results.every(({ type }) => type === 'more')).to.equal(true)
    }))
  })

  it('starts again after a message', () => {
    const joiner = new ChunkJoiner(2)
    const message: JoinResult = { type: 'message', bytes: Uint8Array.of(1, 2) }

    expect(joiner.add({ data: Uint8Array.of(1, 2), last: true })).to.deep.equal(message)
    expect(joiner.add({ data: Uint8Array.of(1), last: false })).to.deep.equal({ type: 'more' })
    expect(joiner.add({ data: Uint8Array.of(2), last: true })).to.deep.equal(message)
  })

  it('refuses the piece that makes a message too large, before it keeps it', () => {
    const joiner = new ChunkJoiner(2)
    joiner.add({ data: Uint8Array.of(1, 2), last: false })

    expect(joiner.add({ data: Uint8Array.of(3), last: true })).to.deep.equal({ type: 'refused', message: 'a message of more than 2 bytes' })
  })

  it('refuses a piece of nothing: an endless row of them would be no message', () => {
    expect(new ChunkJoiner(2).add({ data: new Uint8Array(0), last: false })).to.deep.equal({ type: 'refused', message: 'a chunk of no bytes' })
  })

  it('copies, so that no frame is kept alive', () => {
    const data = Uint8Array.of(1)
    const result = new ChunkJoiner(1).add({ data, last: true })

    expect(result.type === 'message' && result.bytes.buffer).not.to.equal(data.buffer)
  })

  it('takes no more memory than a message needs that says how long it is', () => {
    const bytes = concat(encodeMessageInParts({ progress: { token: 1, value: new Uint8Array(1_000_000) } }))
    const joiner = new ChunkJoiner(2_000_000)
    const result = cut(bytes, 50_000).map((chunk) => joiner.add(chunk)).pop()

    expect(result?.type === 'message' && result.bytes.buffer.byteLength).to.equal(bytes.byteLength)
    expect(result?.type === 'message' && Buffer.compare(result.bytes, bytes)).to.equal(0)
  })

  it('takes a larger message once the bound is raised', () => {
    const joiner = new ChunkJoiner(1)
    joiner.maxBytes = 2

    expect(joiner.add({ data: Uint8Array.of(1, 2), last: true }).type).to.equal('message')
  })
})
