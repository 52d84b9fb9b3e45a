import { expect } from 'chai'
import { formatMs, formatTable, printable, toJson } from '../../src/cli/output.ts'

describe('output', () => {
  it('is a table without a frame, numbers to the right', () => {
    expect(formatTable(['queue', 'ready'], [['a', 1], ['bcdefg', 12_345]])).to.equal('queue   ready\na           1\nbcdefg  12345')
  })

  it('lets nobody who chose a name write to the terminal', () => {
    expect(printable('\x1b[2Ja\nb\u202ec\x9b1m')).to.equal('\u{fffd}[2Ja\u{fffd}b\u{fffd}c\u{fffd}1m')
    expect(formatTable(['name'], [['\x1b]0;title\x07mill']])).to.equal('name\n\u{fffd}]0;title\u{fffd}mill')
    expect(printable('müller 工作 🐝')).to.equal('müller 工作 🐝')
  })

  it('is one line of JSON, also where JSON has no word', () => {
    expect(toJson({ max: Infinity, big: 2n ** 64n, bytes: Uint8Array.of(1, 2), map: new Map([['a', 1]]), text: 'a\nb' }))
      .to.equal('{"max":"Infinity","big":"18446744073709551616","bytes":"AQI=","map":[["a",1]],"text":"a\\nb"}')
    expect(toJson(undefined)).to.equal('null')
  })

  for (const [ms, text] of [[0, '0ms'], [999, '999ms'], [59_990, '59.9s'], [60_000, '1m00s'], [7_500_000, '2h05m'], [360_000_000, '4d04h']] as const) {
    it(`says ${ms} ms as ${text}`, () => {
      expect(formatMs(ms)).to.equal(text)
    })
  }
})
