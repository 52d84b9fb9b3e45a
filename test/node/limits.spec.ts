import { expect } from 'chai'
import { defaultNodeLimits, resolveNodeLimits } from '../../src/node/limits.ts'

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

  for (const [name, value, range] of [
    ['maxConnections', 0, '1 to Infinity'],
    ['maxConnections', 1.5, '1 to Infinity'],
    ['maxConnections', NaN, '1 to Infinity'],
    ['maxConnections', '5', '1 to Infinity'],
    ['maxWindowBytes', 262_143, '262144 to 16777216'],
    ['maxWindowBytes', Infinity, '262144 to 16777216'],
    ['handshakeMs', Infinity, '1 to 2147483647'],
    ['maxWriteBufferBytes', 1_000, '65536 to Infinity']
  ] as const) {
    it(`refuses ${name} ${value}`, () => {
      expect(() => resolveNodeLimits({ [name]: value })).to.throw(RangeError, `limits.${name} is a whole number from ${range} and this is ${value}`)
    })
  }
})
