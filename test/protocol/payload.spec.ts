import { runInNewContext } from 'node:vm'
import { encode } from 'cborg'
import { expect } from 'chai'
import fc from 'fast-check'
import { PayloadError } from '../../src/errors.ts'
import { decodePayload, encodePayload } from '../../src/protocol/index.ts'
import { carried } from '../helpers/carried.ts'

const unhex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))
const thereAndBack = (value: unknown): unknown => decodePayload(encodePayload(value))

class Point {
  x = 1
}

describe('a payload', () => {
  const values: Array<[name: string, value: unknown]> = [
    ['null', null],
    ['undefined', undefined],
    ['booleans', [true, false]],
    ['integers of every size', [0, 1, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32, Number.MAX_SAFE_INTEGER, -1, -24, -25, Number.MIN_SAFE_INTEGER]],
    ['numbers that are no integers', [0.1, 1.5, 5e-324, Number.MAX_VALUE, 2 ** 60, -(2 ** 53)]],
    ['NaN', NaN],
    ['the infinities', [Infinity, -Infinity]],
    ['minus zero', -0],
    ['bigints of every size', [0n, 1n, -1n, 255n, 256n, -256n, -257n, 2n ** 53n, 2n ** 64n, -(2n ** 64n), 2n ** 4_000n]],
    ['an empty string', ''],
    ['strings of every size', ['a', 'ä'.repeat(12), 'x'.repeat(255), 'x'.repeat(70_000)]],
    ['a byte-order mark', ['\ufeff', '\ufeffabc', { '\ufeff': '\ufeff'.repeat(40) }]],
    ['a replacement character', 'a\ufffdb'],
    ['dates, before 1970 too', [new Date(0), new Date(-1), new Date(1_700_000_000_123), new Date(8.64e15), new Date(-8.64e15)]],
    ['a Map with any keys', new Map<unknown, unknown>([[1, 'a'], ['1', 'b'], [NaN, 'c'], [{ k: 1 }, new Map()]])],
    ['a Set', new Set<unknown>([1, '1', null, undefined])],
    ['arrays and objects', [[], {}, { a: { b: [{ c: 1 }] } }]],
    ['an undefined property', { a: undefined }],
    ['a property named constructor', { constructor: 'x', toString: 1, hasOwnProperty: null }]
  ]

  for (const [name, value] of values) {
    it(`carries ${name}`, () => {
      expect(thereAndBack(value)).to.deep.equal(value)
    })
  }

  it('carries bytes of every size', () => {
    for (const length of [0, 1, 23, 24, 255, 256, 65_535, 65_536, 100_000]) {
      const bytes = new Uint8Array(length).fill(7)

      expect(thereAndBack(bytes), `${length}`).to.deep.equal(bytes)
      expect(thereAndBack({ bytes }), `${length} inside`).to.deep.equal({ bytes })
    }
  })

  it('makes a plain Uint8Array of a Buffer', () => {
    const value = thereAndBack([Buffer.from('abc')]) as Uint8Array[]

    expect(value).to.deep.equal([Uint8Array.from([97, 98, 99])])
    expect(Object.getPrototypeOf(value[0])).to.equal(Uint8Array.prototype)
    expect(Object.getPrototypeOf(thereAndBack(Buffer.from('abc')))).to.equal(Uint8Array.prototype)
  })

  it('fills the holes of an array with undefined', () => {
    expect(thereAndBack([1, , 3])).to.deep.equal([1, undefined, 3]) // eslint-disable-line no-sparse-arrays
  })

  it('makes a plain object of one without a prototype, and of one from elsewhere', () => {
    expect(thereAndBack(Object.assign(Object.create(null) as object, { a: 1 }))).to.deep.equal({ a: 1 })
    expect(thereAndBack(runInNewContext('({ a: 1 })'))).to.deep.equal({ a: 1 })
  })

  it('keeps the order of keys', () => {
    expect(Object.keys(thereAndBack({ zebra: 1, b: 2, a: 3 }) as object)).to.deep.equal(['zebra', 'b', 'a'])
  })

  it('carries a date to the millisecond, in any year', () => {
    fc.assert(fc.property(fc.integer({ min: -8.64e15, max: 8.64e15 }), (ms) => {
      expect((thereAndBack(new Date(ms)) as Date).getTime()).to.equal(ms)
    }), { numRuns: 10_000, examples: [[-4_401_393_266_961_636]] })
  })

  it('does not let a key named __proto__ near a prototype', () => {
    const value = thereAndBack(JSON.parse('{"__proto__": {"polluted": true}}')) as Record<string, unknown>

    expect(Object.keys(value)).to.deep.equal(['__proto__'])
    expect(Object.getPrototypeOf(value)).to.equal(Object.prototype)
    expect(value.polluted).to.equal(undefined)
  })

  it('comes back as it was, whatever it is', function () {
    this.timeout(20_000)

    fc.assert(fc.property(carried(4), (value) => {
      // JSON-like texts of both, because Maps and Sets with equal objects for keys are not deep equal
      expect(describeValue(thereAndBack(value))).to.equal(describeValue(value))
    }), { numRuns: 2_000 })
  })

  it('keeps two apart that are equal and not the same', () => {
    for (const make of [() => new Uint8Array(), () => [], () => ({}), () => new Date(0), () => new Set(), () => new Map()]) {
      expect(thereAndBack(new Set([make(), make()]))).to.have.property('size', 2)
      expect(thereAndBack(new Map([[make(), 1], [make(), 2]]))).to.have.property('size', 2)
    }
  })

  it('is CBOR that others read: what only has the basic types is what cborg makes of it', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ minLength: 1_020, maxLength: 1_030 }), fc.uint8Array({ maxLength: 300 })), (value) => {
      expect(encodePayload(value)).to.deep.equal(Uint8Array.from(encode(value)))
    }))
  })

  it('is a copy: neither side sees what the other does to its bytes', () => {
    const bytes = new Uint8Array(300)
    const encoded = encodePayload(bytes)
    const decoded = decodePayload(encoded) as Uint8Array
    bytes.fill(1)
    encoded.fill(2)

    expect(decoded).to.deep.equal(new Uint8Array(300))
  })

  it('does not keep the frame alive that it came in', () => {
    const frame = Buffer.concat([Buffer.alloc(10), encodePayload([new Uint8Array(40)]), encodePayload(new Uint8Array(40))])
    const [inside] = decodePayload(frame.subarray(10, 53)) as Uint8Array[]
    const top = decodePayload(frame.subarray(53)) as Uint8Array

    expect([inside!.byteLength, top.byteLength]).to.deep.equal([40, 40])
    expect([inside!.buffer, top.buffer]).not.to.include(frame.buffer)
  })
})

describe('what cannot be carried', () => {
  const cyclic: Record<string, unknown> = { list: [] }
  ;(cyclic.list as unknown[]).push({ again: cyclic })

  let deep: unknown = 1

  for (let level = 0; level <= 1_001; level++) {
    deep = [deep]
  }

  const cases: Array<[name: string, value: unknown, complaint: string]> = [
    ['a function', { user: { callback () {} } }, 'item.user.callback is the function callback'],
    ['a function without a name', [(() => () => {})()], 'item[0] is a function'],
    ['a symbol', { a: [{ 'b c': Symbol('x') }] }, 'item.a[0]["b c"] is a symbol'],
    ['an instance of a class', { point: new Point() }, 'item.point is an instance of Point'],
    ['a subclass of what is carried', [new (class Scores extends Map {})()], 'item[0] is an instance of Scores'],
    ['an Error', new Error('x'), 'item is an instance of Error'],
    ['a URL', { url: new URL('http://localhost') }, 'item.url is an instance of URL'],
    ['a RegExp', [/x/], 'item[0] is an instance of RegExp'],
    ['a Promise', Promise.resolve(), 'item is an instance of Promise'],
    ['another typed array', { samples: new Float32Array(1) }, 'item.samples is an instance of Float32Array'],
    ['an invalid Date', { due: new Date(NaN) }, 'item.due is an invalid Date'],
    ['half a character', { text: 'a\ud800' }, 'item.text is text with half a character'],
    ['half a character in a key', { '\ud800': 1 }, 'item is text with half a character'],
    ['something in a Map', new Map([[1, 2], [3, Symbol('x')]] as Array<[unknown, unknown]>), 'item.values()[1] is a symbol'],
    ['something as a key of a Map', new Map([[Symbol('x'), 1]]), 'item.keys()[0] is a symbol'],
    ['something in a Set', { set: new Set([() => {}]) }, 'item.set.values()[0] is a function'],
    ['itself', cyclic, 'item.list[0].again is item again'],
    ['a thousand levels', deep, 'is nested more than 1000 levels deep']
  ]

  for (const [name, value, complaint] of cases) {
    it(`is ${name}`, () => {
      expect(() => encodePayload(value)).to.throw(PayloadError).with.property('message').that.includes(complaint)
    })
  }

  it('is named after what the caller calls it', () => {
    expect(() => encodePayload({ a: Symbol('x') }, 'result')).to.throw(PayloadError, /^result\.a is a symbol/)
  })

  it('is described in a message that stays short', () => {
    expect(() => encodePayload({ ['x'.repeat(10_000)]: Symbol('x') })).to.throw(PayloadError)
      .with.property('message').with.property('length').that.is.below(500)
  })

  it('is not the same object twice', () => {
    const shared = { a: 1 }

    expect(thereAndBack([shared, shared])).to.deep.equal([{ a: 1 }, { a: 1 }])
  })

  it('is an error of the getter itself, when a getter throws', () => {
    const cause = new Error('no')

    expect(() => encodePayload({ get a () { throw cause } })).to.throw(Error, 'no')
  })
})

describe('reading CBOR', () => {
  const foreign: Array<[name: string, bytes: string, value: unknown]> = [
    ['an array of indefinite length', '9f0102ff', [1, 2]],
    ['a map of indefinite length', 'bf616101ff', { a: 1 }],
    ['an integer that is longer than need be', '1b0000000000000001', 1],
    ['an integer beyond 53 bits as a bigint', '1b0020000000000000', 2n ** 53n],
    ['a float of half precision', 'f93e00', 1.5],
    ['a date as text', 'c074323031332d30332d32315432303a30343a30305a', new Date('2013-03-21T20:04:00Z')],
    ['a date of whole seconds', 'c11a514b67b0', new Date('2013-03-21T20:04:00Z')],
    ['a bignum of no bytes', 'c240', 0n],
    ['a string whose length is longer than need be', '780161', 'a'],
    ['bytes whose length is longer than need be', '5900016a', Uint8Array.of(0x6a)]
  ]

  for (const [name, bytes, value] of foreign) {
    it(`takes ${name}`, () => {
      expect(decodePayload(unhex(bytes))).to.deep.equal(value)
    })
  }

  const malformed: Array<[name: string, bytes: string]> = [
    ['nothing', ''],
    ['an array that is cut', '8101'.slice(0, 2)],
    ['text that is cut', '6261'],
    ['bytes that are cut', '5820aa'],
    ['two values', '0102'],
    ['something behind a text', '616100'],
    ['something behind bytes', '41aa00'],
    ['text that is no UTF-8', '61ff'],
    ['text that is no UTF-8 inside', '8161ff'],
    ['long text that is no UTF-8', `7828${'ff'.repeat(40)}`],
    ['a key twice', 'a2616101616102'],
    ['a key that is no text', 'a10102'],
    ['a tag that is not carried', 'd82501'],
    ['a date that is none', 'c1617a'],
    ['a date out of range', 'c11b7fffffffffffffff'],
    ['a bignum that is no bytes', 'c201'],
    ['a set that is no array', 'd9010201'],
    ['a map that is no map', 'd9010301'],
    ['a reserved length', '1c'],
    ['a break by itself', 'ff'],
    ['strings in pieces', '7f61616161ff'],
    ['a simple value that is not assigned', 'e0']
  ]

  for (const [name, bytes] of malformed) {
    it(`refuses ${name}`, () => {
      expect(() => decodePayload(unhex(bytes))).to.throw(PayloadError, /^the payload is not what peerq carries: ./)
    })
  }

  it('refuses nesting without end', () => {
    expect(() => decodePayload(new Uint8Array(1_000_000).fill(0x81))).to.throw(PayloadError)
  })

  it('does not believe a length that nothing follows', () => {
    for (const bytes of ['9b001fffffffffffff01', 'bb001fffffffffffff', '5b001fffffffffffff', '7b001fffffffffffff']) {
      expect(() => decodePayload(unhex(bytes)), bytes).to.throw(PayloadError)
    }
  })

  it('throws nothing but PayloadErrors, whatever it is given', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
      try {
        decodePayload(bytes)
      } catch (error) {
        expect(error).to.be.instanceOf(PayloadError)
      }
    }), { numRuns: 5_000 })
  })
})

/** A text that tells apart all that a payload can be. */
function describeValue (value: unknown): string {
  if (value instanceof Uint8Array) {
    return `bytes ${Buffer.from(value).toString('hex')}`
  }

  if (value instanceof Date) {
    return `date ${value.getTime()}`
  }

  if (value instanceof Map) {
    return `map {${[...value].map(([key, item]) => `${describeValue(key)} => ${describeValue(item)}`).join()}}`
  }

  if (value instanceof Set) {
    return `set {${[...value].map(describeValue).join()}}`
  }

  if (Array.isArray(value)) {
    return `[${value.map(describeValue).join()}]`
  }

  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${describeValue(item)}`).join()}}`
  }

  return Object.is(value, -0) ? 'number -0' : `${typeof value} ${String(value)}`
}
