import { expect } from 'chai'
import {
  checkBoolean, checkCount, checkDuration, checkInteger, checkMaxDuration, checkNames, checkNumber, checkOneOf, checkOptions, checkSignal, checkString, kindOf
} from '../src/arguments.ts'

const ANYTHING = [null, 0, NaN, '', 'x', {}, [], () => {}, Symbol('s'), 5n, true, new Date(0), Object.create(null)] as unknown[]

const checks: Record<string, (value: unknown) => unknown> = {
  checkOptions: (value) => checkOptions(value as object, 'it'),
  checkSignal: (value) => checkSignal({ signal: value as AbortSignal }),
  checkBoolean: (value) => checkBoolean('it', value, false),
  checkString: (value) => checkString('it', value),
  checkOneOf: (value) => checkOneOf('it', value as never, { a: 1, b: 2 }),
  checkDuration: (value) => checkDuration('it', value, 1),
  checkMaxDuration: (value) => checkMaxDuration('it', value, 1),
  checkInteger: (value) => checkInteger('it', value, 1, 5),
  checkCount: (value) => checkCount('it', value, 1),
  checkNumber: (value) => checkNumber('it', value)
}

describe('checks of arguments', () => {
  for (const [name, check] of Object.entries(checks)) {
    it(`say whose value is wrong, whatever it is: ${name}`, () => {
      for (const value of ANYTHING) {
        try {
          check(value)
        } catch (err) {
          expect(err, kindOf(value)).to.be.instanceOf(Error).with.property('message').that.matches(/^(it|signal) (must be|is)/)
          expect([TypeError, RangeError], kindOf(value)).to.include((err as Error).constructor)
        }
      }
    })
  }

  it('say what was given, and what it should be', () => {
    expect(() => checkOptions(['x'])).to.throw(TypeError, 'options must be an object, not an array')
    expect(() => checkOptions(null as unknown as object)).to.throw(TypeError, 'options must be an object, not null')
    expect(() => checkOneOf('order', 'up' as never, { fifo: 1, lifo: 2 })).to.throw(TypeError, "order must be 'fifo' or 'lifo', not 'up'")
    expect(() => checkOneOf('order', 'toString' as never, { fifo: 1, lifo: 2 })).to.throw(TypeError)
    expect(() => checkDuration('leaseMs', Infinity, 100)).to.throw(RangeError, 'leaseMs is Infinity ms: it must be from 100 to 9007199254740991')
    expect(() => checkMaxDuration('ttl', -1, 0)).to.throw(RangeError, 'ttl is -1 ms: it must be from 0 to 9007199254740991, or Infinity')
    expect(() => checkInteger('threads', 1.5, 1, 5)).to.throw(RangeError, 'threads is 1.5: it must be an integer from 1 to 5')
  })

  it('give what is right', () => {
    const { signal } = new AbortController()
    expect(checkOptions(undefined)).to.deep.equal({})
    expect(checkSignal({ signal })).to.equal(signal)
    expect(checkBoolean('it', undefined, true)).to.equal(true)
    expect(checkOneOf('it', 'a', { a: 1, b: 2 })).to.equal(1)
    expect(checkDuration('it', 1.2, 1)).to.equal(2)
    expect(checkMaxDuration('it', Infinity, 1)).to.equal(Infinity)
    expect(checkCount('it', Infinity, 1)).to.equal(Infinity)
  })

  it('name what is in a table', () => {
    expect(() => { checkNames('limits', { b: 1 }, { a: 1, b: 2 }, 'a limit') }).not.to.throw()
    expect(() => { checkNames('limits', { c: 1 }, { a: 1, b: 2 }, 'a limit') }).to.throw(TypeError, 'limits.c is not a limit; these are: a, b')
  })
})
