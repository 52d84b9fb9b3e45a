import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { DEFAULT_LIMITS, resolveLimits } from '../../src/coordinator/limits.ts'
import type { CoordinatorLimits } from '../../src/coordinator/limits.ts'

const names = Object.keys(DEFAULT_LIMITS) as Array<keyof CoordinatorLimits>

describe('limits', () => {
  it('have defaults that are in their own ranges', () => {
    expect(resolveLimits()).to.deep.equal(DEFAULT_LIMITS)
    expect(resolveLimits(DEFAULT_LIMITS)).to.deep.equal(DEFAULT_LIMITS)
  })

  it('are the defaults but for those given', () => {
    expect(resolveLimits({ maxQueues: 7, maxTasks: undefined })).to.deep.equal({ ...DEFAULT_LIMITS, maxQueues: 7 })
  })

  it('leave names that are not theirs to others', () => {
    expect(resolveLimits({ maxConnections: 1 } as Partial<CoordinatorLimits>)).to.deep.equal(DEFAULT_LIMITS)
  })

  it('say their defaults in their doc comments', () => {
    const source = readFileSync(join(import.meta.dirname, '../../src/coordinator/limits.ts'), 'utf8')
    const documented = [...source.matchAll(/@default ([\d_]+)\s+\*\/\s+(\w+): number/g)]
      .map(([, value = '', name]) => [name, Number(value.replaceAll('_', ''))] as const)

    expect(Object.fromEntries(documented)).to.deep.equal(DEFAULT_LIMITS)
  })

  for (const name of names) {
    it(`refuse ${name} that is no integer, or none at all`, () => {
      for (const value of [-1, 1.5, NaN, Infinity]) {
        expect(() => resolveLimits({ [name]: value }), String(value)).to.throw(RangeError, `limits.${name}`)
      }

      for (const value of ['5', null, {}, 5n, Symbol('5')]) {
        expect(() => resolveLimits({ [name]: value as unknown as number }), typeof value).to.throw(TypeError, `limits.${name} must be a number`)
      }
    })
  }

  it('hold at their edges', () => {
    const edges: Array<[name: keyof CoordinatorLimits, inside: number, outside: number]> = [
      ['maxQueues', 1, 0],
      ['maxQueues', 2 ** 24, 2 ** 24 + 1],
      ['maxResultBytes', 0, -1],
      ['maxPayloadBytes', 2 ** 30, 2 ** 30 + 1],
      ['maxFrameBytes', 1_024, 1_023],
      ['maxFrameBytes', 1024 * 1024, 1024 * 1024 + 1],
      ['maxOutboxBytes', 1024 * 1024, 1024 * 1024 - 1],
      ['maxSessions', 1, 0]
    ]

    for (const [name, inside, outside] of edges) {
      expect(resolveLimits({ [name]: inside })[name]).to.equal(inside)
      expect(() => resolveLimits({ [name]: outside })).to.throw(RangeError, `limits.${name} is ${outside}`)
    }
  })

  it('refuse more tasks, results and ids than fit into a Map together', () => {
    expect(() => resolveLimits({ maxTasks: 2 ** 24, maxResults: 1, maxIds: 1 })).to.throw(RangeError, '16777216')
    expect(resolveLimits({ maxTasks: 2 ** 24 - 2, maxResults: 1, maxIds: 1 }).maxTasks).to.equal(2 ** 24 - 2)
  })
})
