import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { DEFAULT_LIMITS, defaultNodeLimits, resolveLimits, resolveNodeLimits, resolveServiceLimits } from '../../src/node/limits.ts'
import type { Limits } from '../../src/node/limits.ts'

describe('resolveNodeLimits', () => {
  it('has a default for each, and all defaults are in range', () => {
    expect(resolveNodeLimits()).to.deep.equal(defaultNodeLimits)
    expect(resolveNodeLimits({ maxConnections: undefined })).to.deep.equal(defaultNodeLimits)
  })

  it('takes what is given, up to no limit', () => {
    expect(resolveNodeLimits({ maxConnections: 1, maxPingsPerSecond: Infinity })).to.deep.equal({
      ...defaultNodeLimits, maxConnections: 1, maxPingsPerSecond: Infinity
    })
  })

  it('leaves the names of others alone', () => {
    expect(resolveNodeLimits({ maxResultBytes: 0 } as Partial<Limits>)).to.deep.equal(defaultNodeLimits)
  })

  it('says its defaults in its doc comments', () => {
    const source = readFileSync(join(import.meta.dirname, '../../src/node/limits.ts'), 'utf8')
    const documented = [...source.matchAll(/@default ([\d_]+)\s+\*\/\s+(\w+): number/g)]
      .map(([, value = '', name]) => [name, Number(value.replaceAll('_', ''))] as const)

    expect(Object.fromEntries(documented)).to.deep.equal(defaultNodeLimits)
  })

  for (const [name, value, range] of [
    ['maxConnections', 0, '1 to Infinity'],
    ['maxConnections', 1.5, '1 to Infinity'],
    ['maxConnections', NaN, '1 to Infinity'],
    ['maxConnections', '5', '1 to Infinity'],
    ['maxWindowBytes', 262_143, '262144 to 16777216'],
    ['maxWindowBytes', Infinity, '262144 to 16777216'],
    ['handshakeMs', Infinity, '1 to 2147483647'],
    ['idleMs', 0, '1 to 2147483647'],
    ['maxWriteBufferBytes', 1_048_575, '1048576 to Infinity']
  ] as const) {
    it(`refuses ${name} ${value}`, () => {
      expect(() => resolveNodeLimits({ [name]: value })).to.throw(RangeError, `limits.${name} is ${value}: it must be an integer from ${range}`)
    })
  }
})

describe('resolveLimits', () => {
  it('has every bound, with its default', () => {
    expect(resolveLimits()).to.deep.equal(DEFAULT_LIMITS)
    expect(resolveLimits(DEFAULT_LIMITS)).to.deep.equal(DEFAULT_LIMITS)
    expect(Object.keys(DEFAULT_LIMITS)).to.include.members(['maxQueues', 'maxSessions', 'maxConnections', 'idleMs'])
  })

  it('takes each bound with its own range', () => {
    expect(resolveLimits({ maxResultBytes: 0, maxConnections: 7 })).to.deep.equal({ ...DEFAULT_LIMITS, maxResultBytes: 0, maxConnections: 7 })
    expect(() => resolveLimits({ maxQueues: 0 })).to.throw(RangeError, 'limits.maxQueues is 0')
    expect(() => resolveLimits({ maxConnections: 0 })).to.throw(RangeError, 'limits.maxConnections is 0')
  })

  it('refuses a name that is none, and tells which there are', () => {
    for (const name of ['maxQueue', 'maxqueues', 'constructor', '']) {
      expect(() => resolveLimits({ [name]: 5 }), name).to.throw(TypeError, new RegExp(`^limits\\.${name} is not a limit; these are: .*maxQueues.*maxStreams`))
    }
  })

  it('refuses what is no number, and takes what is not there for the default', () => {
    for (const value of ['5', null, {}, 5n]) {
      expect(() => resolveLimits({ maxQueues: value as never })).to.throw(TypeError, 'limits.maxQueues is a number')
    }

    expect(resolveLimits({ maxQueues: undefined })).to.deep.equal(DEFAULT_LIMITS)
  })

  it('refuses what is no object', () => {
    for (const given of [null, 5, 'maxQueues', [1]]) {
      expect(() => resolveLimits(given as never)).to.throw(TypeError, 'limits is an object')
    }
  })
})

describe('resolveServiceLimits', () => {
  it('has the bounds of sessions, and of the streams that they are on', () => {
    const { maxStreams, maxQueues } = resolveServiceLimits({ maxStreams: 3, maxQueues: 2 })

    expect({ maxStreams, maxQueues }).to.deep.equal({ maxStreams: 3, maxQueues: 2 })
    expect(resolveServiceLimits()).to.include({ maxStreams: 4 }).and.not.have.property('maxConnections')
  })

  it('refuses a bound of the node, which it could not hold', () => {
    expect(() => resolveServiceLimits({ maxConnections: 5 } as object)).to.throw(TypeError, 'limits.maxConnections is a bound of the libp2p node')
    expect(() => resolveServiceLimits({ typo: 5 } as object)).to.throw(TypeError, 'limits.typo is not a limit')
    expect(() => resolveServiceLimits({ maxStreams: 0 })).to.throw(RangeError, 'limits.maxStreams is 0')
  })
})
