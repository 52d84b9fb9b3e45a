import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { MUTANTS, mutate } from './mutants.ts'

const src = join(import.meta.dirname, '../../src')

describe('a mistake that the simulation is to find', () => {
  for (const [name, mutant] of Object.entries(MUTANTS)) {
    it(`can be made: ${name}`, () => {
      const source = readFileSync(join(src, mutant.file), 'utf8')

      expect(mutate(source, mutant)).to.not.equal(source)
    })
  }

  it('cannot be made where the code has changed', () => {
    expect(() => mutate('a b a', { file: 'some.ts', changes: [['a', 'c']] })).to.throw('this is not once in some.ts: a')
    expect(() => mutate('b', { file: 'some.ts', changes: [['a', 'c']] })).to.throw('this is not once in some.ts: a')
  })
})
