import { expect } from 'chai'
import fc from 'fast-check'
import { Pages } from '../src/pages.ts'

describe('pages', () => {
  /** Keys that mostly come in order, near each other and far apart. */
  const steps = fc.array(fc.record({
    key: fc.oneof(fc.nat({ max: 100 }), fc.integer({ min: 2 ** 50, max: 2 ** 50 + 100 })),
    how: fc.constantFrom('set', 'set', 'delete')
  }), { maxLength: 200 })

  it('hold what a map holds', () => {
    fc.assert(fc.property(steps, (steps) => {
      const pages = new Pages<string>()
      const map = new Map<number, string>()

      steps.forEach(({ key, how }, index) => {
        if (how === 'set') {
          pages.set(key, `value ${index}`)
          map.set(key, `value ${index}`)
        } else {
          expect(pages.delete(key)).to.equal(map.delete(key))
        }

        expect(pages.size).to.equal(map.size)
        expect(pages.get(key)).to.equal(map.get(key))
        expect(pages.has(key)).to.equal(map.has(key))
      })

      expect([...pages.values()]).to.have.members([...map.values()])
    }))
  })

  it('give their values in order, when the keys came in order', () => {
    const pages = new Pages<number>()

    for (let key = 0; key < 200; key++) {
      pages.set(key * 7, key)
    }

    expect([...pages.values()]).to.deep.equal(Array.from({ length: 200 }, (_, key) => key))
  })

  it('may be emptied and added to while their values are looked at', () => {
    const pages = new Pages<number>()
    const seen: number[] = []

    for (let key = 0; key < 100; key++) {
      pages.set(key, key)
    }

    for (const value of pages.values()) {
      seen.push(value)
      pages.delete(value)

      if (value < 100) {
        pages.set(value + 100, value + 100)
      }
    }

    expect(seen).to.deep.equal(Array.from({ length: 200 }, (_, key) => key))
    expect(pages.size).to.equal(0)
  })
})
