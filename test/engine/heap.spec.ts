import { expect } from 'chai'
import fc from 'fast-check'
import { IndexedHeap } from '../../src/engine/heap.ts'

interface Entry { place: number, rank: number }

function makeHeap (): IndexedHeap<Entry> {
  return new IndexedHeap<Entry>((a, b) => a.rank < b.rank)
}

function entry (rank: number): Entry {
  return { place: -1, rank }
}

describe('the indexed heap', () => {
  it('is empty at first', () => {
    const heap = makeHeap()

    expect(heap.first()).to.equal(undefined)
    expect(heap.size).to.equal(0)
    expect([...heap]).to.deep.equal([])
  })

  it('leaves an entry alone that is in no heap', () => {
    const heap = makeHeap()
    const stranger = entry(1)
    heap.add(entry(2))
    heap.remove(stranger)

    expect(heap.size).to.equal(1)
    expect(stranger.place).to.equal(-1)
  })

  it('knows for every entry where it is, and takes one from the middle', () => {
    const heap = makeHeap()
    const entries = [5, 3, 8, 1, 9, 2].map(entry)
    entries.forEach((each) => { heap.add(each) })
    heap.remove(entries[1] as Entry)

    const left: number[] = []

    for (let first = heap.first(); first !== undefined; first = heap.first()) {
      left.push(first.rank)
      heap.remove(first)
    }

    expect(left).to.deep.equal([1, 2, 5, 8, 9])
    expect(entries.map(({ place }) => place)).to.deep.equal([-1, -1, -1, -1, -1, -1])
  })

  it('does as a sorted array does', () => {
    const step = fc.oneof(
      fc.record({ type: fc.constant('add' as const), value: fc.integer({ min: 0, max: 20 }) }),
      fc.record({ type: fc.constant('remove' as const), value: fc.nat() }),
      fc.record({ type: fc.constant('update' as const), value: fc.nat() }),
      fc.record({ type: fc.constant('shift' as const), value: fc.nat() })
    )

    fc.assert(fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const heap = makeHeap()
      const naive: Entry[] = []

      for (const { type, value } of steps) {
        const index = naive.length === 0 ? -1 : value % naive.length
        const picked = naive[index]

        if (type === 'add') {
          const added = entry(value)
          naive.push(added)
          heap.add(added)
        } else if (picked !== undefined && type === 'remove') {
          naive.splice(index, 1)
          heap.remove(picked)
        } else if (picked !== undefined && type === 'update') {
          picked.rank = value % 20
          heap.update(picked)
        } else if (picked !== undefined) {
          const first = heap.first() as Entry
          naive.splice(naive.indexOf(first), 1)
          heap.remove(first)
          naive.forEach(({ rank }) => { expect(rank).to.be.at.least(first.rank) })
        }

        expect(heap.size).to.equal(naive.length)
        expect(heap.first()?.rank).to.equal(naive.length === 0 ? undefined : Math.min(...naive.map(({ rank }) => rank)))
        expect([...heap]).to.have.members(naive)
      }
    }))
  })
})
