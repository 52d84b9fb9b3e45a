import { expect } from 'chai'
import { collectList, parseDuration, parseInteger } from '../../src/cli/options.ts'

describe('options', () => {
  for (const [text, ms] of [['0s', 0], ['500ms', 500], ['1.5s', 1_500], ['5m', 300_000], ['2h', 7_200_000], ['1d', 86_400_000], ['inf', Infinity]] as const) {
    it(`take ${text} as ${ms} ms`, () => {
      expect(parseDuration(text)).to.equal(ms)
    })
  }

  for (const text of ['10', '-1s', 's', '', '1 s', '1y', '1e3s']) {
    it(`refuse ${JSON.stringify(text)} as a time`, () => {
      expect(() => parseDuration(text)).to.throw('a time has a unit')
    })
  }

  it('take whole numbers from the least on', () => {
    expect(parseInteger(1)('1')).to.equal(1)
    expect(parseInteger(-5)('-5')).to.equal(-5)

    for (const text of ['0', '1.5', 'x', '', '1e3', '99999999999999999999']) {
      expect(() => parseInteger(1)(text), text).to.throw('1 or more')
    }
  })

  it('take lists with commas and again and again', () => {
    expect(collectList('c,, d', collectList('a,b'))).to.deep.equal(['a', 'b', 'c', 'd'])
  })
})
