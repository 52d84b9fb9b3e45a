import { expect } from 'chai'
import fc from 'fast-check'
import { Deque } from '../src/deque.ts'

/** The ends and all between them. */
function seen (deque: Deque<number>): unknown {
  return { size: deque.size, first: deque.first(), last: deque.last(), all: [...deque] }
}

describe('a deque', () => {
  it('is empty at first, and gives nothing then', () => {
    const deque = new Deque<number>()

    expect(seen(deque)).to.deep.equal({ size: 0, first: undefined, last: undefined, all: [] })
    expect([deque.shift(), deque.pop(), deque.size]).to.deep.equal([undefined, undefined, 0])
  })

  it('does as an array does, from both ends', () => {
    const steps = fc.array(fc.oneof(
      { weight: 3, arbitrary: fc.constant('push' as const) },
      { weight: 2, arbitrary: fc.constantFrom('shift' as const, 'pop' as const) },
      { weight: 1, arbitrary: fc.constantFrom(2, 3, 100) }
    ), { maxLength: 300, size: 'max' })

    fc.assert(fc.property(steps, (steps) => {
      const deque = new Deque<number>()
      let naive: number[] = []
      let next = 0

      for (const step of steps) {
        if (step === 'push') {
          deque.push(next)
          naive.push(next++)
        } else if (step === 'shift' || step === 'pop') {
          expect(deque[step]()).to.equal(naive[step]())
        } else {
          // now and then all that are divisible go, or nearly all
          const passes = (value: number): boolean => value % step !== 0
          deque.keep(passes)
          naive = naive.filter(passes)
        }

        expect(seen(deque)).to.deep.equal({ size: naive.length, first: naive[0], last: naive.at(-1), all: naive })
      }
    }))
  })

  it('keeps values that are undefined', () => {
    const deque = new Deque<undefined>()
    deque.push(undefined)

    expect([...deque]).to.deep.equal([undefined])
    expect(deque.size).to.equal(1)
    deque.shift()
    expect(deque.size).to.equal(0)
  })
})
