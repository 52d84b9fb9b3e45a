import { inspect } from 'node:util'
import { expect } from 'chai'
import { defineQueue } from '../../src/client/index.ts'
import { checkFarmInit } from '../../src/node/coordinator-init.ts'

const refused: Array<[init: object, error: typeof TypeError | typeof RangeError, message: string]> = [
  [{ queues: { thumbs: {} } }, TypeError, "queues must be an array of what defineQueue() makes, like [defineQueue('thumbs')], not object"],
  [{ queues: 'thumbs' }, TypeError, 'queues must be an array'],
  [{ queues: null }, TypeError, 'queues must be an array'],
  [{ queues: [5] }, TypeError, 'a queue is a name, or what defineQueue() makes, not number'],
  [{ queues: [null] }, TypeError, 'a queue is a name, or what defineQueue() makes, not null'],
  [{ queues: [{}] }, TypeError, "a queue's name must be a string, not undefined"],
  [{ queues: [{ name: 'q', options: { maxSize: '5' } }] }, TypeError, 'maxSize must be a number, not string'],
  [{ queues: [{ name: 'a b' }] }, RangeError, "queue name 'a b' must be"],
  [{ autoCreate: 'false' }, TypeError, 'autoCreate must be true or false, not string'],
  [{ farm: '' }, TypeError, 'farm is a name: a string that is not empty, and this is empty'],
  [{ farm: null }, TypeError, 'farm is a name: a string that is not empty, and this is null'],
  // as no access list at all they would let everybody do everything
  ...[null, false, '', 0].map((access): typeof refused[number] => [{ access }, TypeError, 'access is an object like'])
]

describe('checkFarmInit', () => {
  for (const [init, error, message] of refused) {
    it(`refuses ${inspect(init)}`, () => {
      expect(() => checkFarmInit(init)).to.throw(error, message)
    })
  }

  it('takes definitions, and names', () => {
    const { queues } = checkFarmInit({ queues: [defineQueue('a', { maxSize: 3 }), 'b' as unknown as ReturnType<typeof defineQueue>] })
    expect(queues.map(({ name, options }) => [name, options.maxSize])).to.deep.equal([['a', 3], ['b', undefined]])
  })

  it('says how it is where nothing is said', () => {
    expect(checkFarmInit({})).to.deep.equal({ farm: undefined, queues: [], autoCreate: false, access: undefined })
  })
})
