import { expect } from 'chai'
import { Keeper } from '../../src/coordinator/keeper.ts'

const KIB = 1024

/** An item of `bytes` bytes somewhere in a frame of `frameBytes`. */
function itemIn (frameBytes: number, bytes: number): Uint8Array {
  return new Uint8Array(frameBytes).fill(bytes % 251).subarray(3, 3 + bytes)
}

describe('the keeper', () => {
  it('copies items of any size out of their frames', () => {
    const { keep } = new Keeper()

    for (const bytes of [0, 1, 64, 4 * KIB, 8 * KIB - 1, 8 * KIB, 100 * KIB]) {
      const item = itemIn(300 * KIB, bytes)
      const kept = keep(item)

      expect(Buffer.compare(kept, item), `${bytes} bytes`).to.equal(0)
      expect(kept.buffer, `${bytes} bytes`).to.not.equal(item.buffer)
      item.fill(255)
      expect(kept.includes(255), `${bytes} bytes`).to.equal(false)
    }
  })

  it('leaves an item where it is when most of its frame is that item', () => {
    const item = itemIn(100 * KIB, 60 * KIB)

    expect(new Keeper().keep(item)).to.equal(item)
  })

  it('keeps small items together, and apart from each other', () => {
    const { keep } = new Keeper()
    const kept = Array.from({ length: 1_000 }, (_, index) => keep(itemIn(10 * KIB, index % 300)))

    expect(new Set(kept.map(({ buffer }) => buffer)).size).to.be.lessThan(10)
    kept.forEach((bytes, index) => { expect(Buffer.compare(bytes, itemIn(10 * KIB, index % 300))).to.equal(0) })
  })

  it('gives plain bytes, not a Buffer', () => {
    expect(Object.getPrototypeOf(new Keeper().keep(Buffer.alloc(KIB).subarray(0, 10)))).to.equal(Uint8Array.prototype)
  })
})
