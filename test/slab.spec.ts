import { expect } from 'chai'
import { Slab } from '../src/slab.ts'

describe('a slab', () => {
  it('gives pieces that share their memory and nothing of it', () => {
    const slab = new Slab()
    const [first, second] = [slab.take(3), slab.take(2)]
    first.fill(1)
    second.fill(2)

    expect([...first, ...second]).to.deep.equal([1, 1, 1, 2, 2])
    expect(first.buffer).to.equal(second.buffer)
  })

  it('gives what is large memory of its own', () => {
    const slab = new Slab()
    const small = slab.take(1)

    expect(slab.take(8 * 1024).buffer.byteLength).to.equal(8 * 1024)
    expect(slab.take(1).buffer).to.equal(small.buffer)
  })

  it('begins anew when it is used up, with zeros', () => {
    const slab = new Slab()
    const pieces = Array.from({ length: 100 }, () => slab.take(1_000))

    for (const piece of pieces) {
      expect(piece.every((byte) => byte === 0)).to.equal(true)
      piece.fill(1)
    }

    expect(new Set(pieces.map(({ buffer }) => buffer)).size).to.equal(2)
  })
})
