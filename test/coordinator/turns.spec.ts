import { expect } from 'chai'
import { Turns } from '../../src/coordinator/turns.ts'

describe('turns', () => {
  function taken (...numbers: number[]): number[] {
    const turns = new Turns()

    return numbers.filter((number) => turns.take(number))
  }

  it('are in order, with some left out', () => {
    expect(taken(1, 2, 3, 7, 9, 10)).to.deep.equal([1, 2, 3, 7, 9, 10])
  })

  it('may come again', () => {
    expect(taken(1, 2, 7, 7, 2, 1, 8, 2)).to.deep.equal([1, 2, 7, 7, 2, 1, 8, 2])
  })

  it('are not for those that were left out', () => {
    expect(taken(2, 1, 5, 4, 3, 6, 4, 2)).to.deep.equal([2, 5, 6, 2])
  })

  it('take bounded memory: of very many that were left out the oldest may come after all', () => {
    const turns = new Turns()

    for (let number = 2; number <= 20_000; number += 2) {
      turns.take(number)
    }

    expect(turns.last).to.equal(20_000)
    expect([turns.take(3), turns.take(19_999)]).to.deep.equal([true, false])
  })
})
