import { expect } from 'chai'
import fc from 'fast-check'
import { Answers, DONE } from '../../src/engine/answers.ts'
import type { Answer } from '../../src/engine/index.ts'

describe('the answers of a session', () => {
  it('are not known before they were given', () => {
    const answers = new Answers()

    expect(answers.get(1)).to.equal(undefined)
    expect(answers.last).to.equal(0)
    expect(answers.size).to.equal(0)
  })

  it('take the room of one while they are a plain OK in a row', () => {
    const answers = new Answers()

    for (let number = 1; number <= 100_000; number++) {
      answers.add(number, number)
    }

    expect(answers.size).to.equal(1)
    expect(answers.get(1)).to.equal(DONE)
    expect(answers.get(100_000)).to.equal(DONE)
    expect(answers.get(100_001)).to.equal(undefined)
  })

  it('keep what is more than a plain OK', () => {
    const answers = new Answers()
    answers.add(1, 1, { status: 'OK', flag: true })
    answers.add(2, 2)

    expect(answers.get(1)).to.deep.equal({ status: 'OK', flag: true })
    expect(answers.get(2)).to.equal(DONE)
  })

  it('close up when a request is answered that waited', () => {
    const answers = new Answers()
    answers.add(1, 1)
    answers.add(3, 5)
    answers.add(8, 8)
    expect(answers.get(2)).to.equal(undefined)
    expect(answers.size).to.equal(3)

    answers.add(2, 2)
    answers.add(6, 7)
    expect(answers.get(2)).to.equal(DONE)
    expect(answers.size).to.equal(1)
  })

  it('are forgotten below what the caller has', () => {
    const answers = new Answers()
    answers.add(1, 3)
    answers.add(5, 5, { status: 'OK', count: 1 })
    answers.add(7, 7)
    answers.forget(6)

    expect(answers.size).to.equal(1)
    expect(answers.get(7)).to.equal(DONE)
    answers.forget(8)
    expect(answers.size).to.equal(0)
  })

  it('do as a map does', () => {
    // requests in the order in which they are answered, each with what it covers
    const requests = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 40 })
    const told: Answer = { status: 'OK', flag: true }

    fc.assert(fc.property(requests, fc.func(fc.boolean()), fc.integer({ min: 1, max: 40 }), (requests, isTold, below) => {
      const answers = new Answers()
      const naive = new Map<number, Answer>()

      for (const number of requests) {
        answers.add(number, number, isTold(number) ? told : undefined)
        naive.set(number, isTold(number) ? told : DONE)

        for (let each = 1; each <= 41; each++) {
          expect(answers.get(each)).to.equal(naive.get(each))
        }
      }

      answers.forget(below)

      for (let each = below; each <= 41; each++) {
        expect(answers.get(each)).to.equal(naive.get(each))
      }

      expect(answers.last).to.equal(Math.max(0, ...[...naive.keys()].filter((number) => answers.get(number) !== undefined)))
    }))
  })
})
