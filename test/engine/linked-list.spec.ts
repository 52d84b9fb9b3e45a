import { expect } from 'chai'
import fc from 'fast-check'
import { LinkedList } from '../../src/engine/linked-list.ts'
import type { Linked } from '../../src/engine/linked-list.ts'

interface Entry extends Linked<Entry> { value: number }

function entry (value: number): Entry {
  return { value, list: undefined, before: undefined, after: undefined }
}

describe('the linked list', () => {
  it('leaves an entry alone that is in another list', () => {
    const [one, other] = [new LinkedList<Entry>(), new LinkedList<Entry>()]
    const each = entry(1)
    one.push(each)
    other.remove(each)

    expect(one.first).to.equal(each)
    expect([one.size, other.size]).to.deep.equal([1, 0])
  })

  for (const [which, place] of [['first', 0], ['middle', 1], ['last', 2]] as const) {
    it(`gives the place of its ${which} entry to another`, () => {
      const list = new LinkedList<Entry>()
      const entries = [1, 2, 3].map(entry)
      entries.forEach((each) => { list.push(each) })
      const former = entries[place] as Entry
      const other = entry(9)
      list.replace(former, other)
      const expected = entries.with(place, other)

      expect([...list]).to.deep.equal(expected)
      expect([list.size, list.first]).to.deep.equal([3, expected[0]])
      list.remove(former)
      expected.forEach((each) => { list.remove(each) })
      expect([list.size, list.first]).to.deep.equal([0, undefined])
    })
  }

  it('can be walked while entries leave it', () => {
    const list = new LinkedList<Entry>()
    const entries = [1, 2, 3, 4].map(entry)
    entries.forEach((each) => { list.push(each) })
    const seen: number[] = []

    for (const each of list) {
      seen.push(each.value)
      list.remove(each)
    }

    expect(seen).to.deep.equal([1, 2, 3, 4])
    expect(list.size).to.equal(0)
  })

  it('does as an array does', () => {
    fc.assert(fc.property(fc.array(fc.option(fc.nat()), { maxLength: 100 }), (steps) => {
      const list = new LinkedList<Entry>()
      const naive: Entry[] = []

      for (const step of steps) {
        if (step === null) {
          const pushed = entry(naive.length)
          naive.push(pushed)
          list.push(pushed)
        } else {
          const [gone] = naive.splice(step % Math.max(1, naive.length), 1)

          if (gone !== undefined) {
            list.remove(gone)
          }
        }

        expect([...list]).to.deep.equal(naive)
        expect(list.size).to.equal(naive.length)
        expect(list.first).to.equal(naive[0])
      }
    }))
  })
})
