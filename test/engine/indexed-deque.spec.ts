import { expect } from 'chai'
import fc from 'fast-check'
import { IndexedDeque } from '../../src/engine/indexed-deque.ts'
import { Counted } from './counted.ts'

interface Entry { slot: number, value: number }

function entry (value: number): Entry {
  return { slot: -1, value }
}

describe('the indexed deque', () => {
  it('is empty at first', () => {
    const deque = new IndexedDeque<Entry>()

    expect(deque.size).to.equal(0)
    expect(deque.first()).to.equal(undefined)
    expect(deque.last()).to.equal(undefined)
    expect([...deque]).to.deep.equal([])
  })

  it('leaves an entry alone that is in no deque', () => {
    const deque = new IndexedDeque<Entry>()
    const stranger = entry(1)
    deque.push(entry(2))
    deque.remove(stranger)

    expect(deque.size).to.equal(1)
    expect(stranger.slot).to.equal(-1)
  })

  it('takes an entry again that has left it, in its new place only', () => {
    const deque = new IndexedDeque<Entry>()
    const [a, b, c] = [1, 2, 3].map(entry) as [Entry, Entry, Entry]
    deque.push(a)
    deque.push(b)
    deque.push(c)
    deque.remove(b)
    deque.push(b)

    expect([...deque]).to.deep.equal([a, c, b])
  })

  it('does as an array does, from both ends and from the middle', () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.constant('push' as const) },
      { weight: 1, arbitrary: fc.constantFrom('shift', 'pop') },
      { weight: 1, arbitrary: fc.nat() }
    )

    fc.assert(fc.property(fc.array(step, { maxLength: 300, size: 'max' }), (steps) => {
      const deque = new IndexedDeque<Entry>()
      const naive: Entry[] = []
      let next = 0

      for (const step of steps) {
        if (step === 'push') {
          const pushed = entry(next++)
          naive.push(pushed)
          deque.push(pushed)
        } else {
          const index = step === 'shift' ? 0 : step === 'pop' ? naive.length - 1 : step % Math.max(1, naive.length)
          const [gone] = naive.splice(index, 1)

          if (gone !== undefined) {
            deque.remove(gone)
            expect(gone.slot).to.equal(-1)
          }
        }

        expect(deque.size).to.equal(naive.length)
        expect(deque.first()).to.equal(naive[0])
        expect(deque.last()).to.equal(naive.at(-1))
      }

      expect([...deque]).to.deep.equal(naive)
    }))
  })

  it('costs the same for each entry, however many there are', () => {
    const perEntry = (n: number): number => Counted.in(() => {
      const deque = new IndexedDeque<Counted>()

      for (let i = 0; i < n; i++) {
        deque.push(new Counted(i))
      }

      for (let first = deque.first(); first !== undefined; first = deque.first()) {
        deque.remove(first)
      }
    }) / n

    expect(perEntry(100_000)).to.be.below(perEntry(1_000) * 1.5)
  })

  it('does not grow behind an entry that stays while others come and go', () => {
    const deque = new IndexedDeque<Counted>()
    const work = Counted.in(() => {
      deque.push(new Counted(0))

      for (let i = 1; i <= 100_000; i++) {
        const passing = new Counted(i)
        deque.push(passing)
        deque.push(new Counted(i))
        deque.remove(passing)
        deque.remove(deque.last() as Counted)
      }
    })

    expect([...deque]).to.have.lengthOf(1)
    expect(work).to.be.below(20 * 100_000)
  })
})
