import { inspect } from 'node:util'
import { expect } from 'chai'
import fc from 'fast-check'
import { defineQueue } from '../../src/client/index.ts'
import { PayloadError, TaskFailedError } from '../../src/errors.ts'
import { carried } from '../helpers/carried.ts'
import { createFarm, outcomeOf } from './farm.ts'
import type { Queue, SchemaIssue, SchemaResult, StandardSchema } from '../../src/client/index.ts'
import type { Farm } from './farm.ts'

interface Order { id: number, email: string }

/** A schema that speaks Standard Schema and nothing else. */
function schemaOf<I, O> (validate: (value: I) => SchemaResult<O> | Promise<SchemaResult<O>>): StandardSchema<I, O> {
  return { '~standard': { version: 1, vendor: 'test', validate: (value) => validate(value as I) } }
}

/** Takes an order whose address may be in any case, and sends it in lower case. */
function checkOrder (order: Order): SchemaResult<Order> {
  const issues: SchemaIssue[] = []

  if (typeof order.id !== 'number') {
    issues.push({ message: 'is no number', path: ['id'] })
  }

  if (typeof order.email !== 'string' || !order.email.includes('@')) {
    issues.push({ message: 'is no address', path: [{ key: 'email' }] })
  }

  return issues.length > 0 ? { issues } : { value: { ...order, email: order.email.toLowerCase() } }
}

const checkTotal = (total: number): SchemaResult<string> =>
  total >= 0 ? { value: `${total} EUR` } : { issues: [{ message: 'is negative' }] }

const Orders = defineQueue('orders', { input: schemaOf(checkOrder), output: schemaOf(checkTotal), maxAttempts: 3 })

const GOOD: Order = { id: 1, email: 'Ada@Example.org' }
const BAD = { id: 'one', email: 'ada' } as unknown as Order

/** All of a value: Maps and Sets with equal objects for keys are not deep equal. */
function inWords (value: unknown): string {
  return inspect(value, { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity })
}

describe('a typed queue', () => {
  let farm: Farm
  let orders: Queue<Order, string, Order, number>

  beforeEach(async () => {
    farm = await createFarm()
    await farm.now(farm.local.queue(Orders).size())
    orders = farm.peer('a').client.queue(Orders)
  })

  describe('checks what is put', () => {
    it('and sends what its schema makes of it', async () => {
      await farm.now(orders.put(GOOD))
      await farm.now(orders.putMany([GOOD, { ...GOOD, id: 2 }]))
      const got = [await farm.now(orders.get()), await farm.now(orders.get()), await farm.now(orders.get())]
      expect(got).to.deep.equal([1, 1, 2].map((id) => ({ id, email: 'ada@example.org' })))
    })

    it('and puts nothing when something is wrong, naming all of it and where it is', async () => {
      const error = await farm.refusal(orders.put(BAD))
      expect(error).to.be.instanceOf(PayloadError)
      expect(error.message).to.equal('item.id: is no number; item.email: is no address')
      expect((await farm.refusal(orders.putMany([GOOD, { ...GOOD, email: '' }]))).message).to.equal('items[1].email: is no address')
      expect(await farm.refusal(orders.run(BAD))).to.be.instanceOf(PayloadError)
      expect(await farm.conserves('orders')).to.include({ put: 0 })
    })

    it('also in its own time, and without changing the order of what is put', async () => {
      const slow = Promise.withResolvers<void>()
      const queue = farm.peer('a').client.queue(defineQueue('orders', {
        input: schemaOf(async (order: Order) => {
          await (order.id === 1 ? slow.promise : undefined)
          return checkOrder(order)
        })
      }))
      const puts = [queue.put(GOOD), queue.put(BAD), queue.put({ ...GOOD, id: 2 })].map((put) => outcomeOf(put))
      await farm.settle()
      expect(puts.map(({ state }) => state)).to.deep.equal(['waiting', 'waiting', 'waiting'])
      slow.resolve()
      await farm.settle()
      expect(puts.map(({ state }) => state)).to.deep.equal(['done', 'failed', 'done'])
      expect([(await farm.now(queue.get())).id, (await farm.now(queue.get())).id]).to.deep.equal([1, 2])
    })

    it('where it is put, with the putter’s own copy: nothing of a schema travels', async () => {
      const free = farm.peer('b').queue<unknown>('orders')
      await farm.now(free.put('no order at all'))
      expect(await farm.now(free.get())).to.equal('no order at all')
    })

    it('and passes on what a schema throws', async () => {
      const broken = farm.peer('a').client.queue(defineQueue('orders', { input: schemaOf(() => { throw new TypeError('broken') }) }))
      expect(await farm.refusal(broken.put(GOOD))).to.be.instanceOf(TypeError).with.property('message', 'broken')
      expect(await farm.conserves('orders')).to.include({ put: 0 })
    })
  })

  describe('checks what a handler returns', () => {
    it('and sends what its schema makes of it', async () => {
      farm.peer('b').client.queue(Orders).process((order) => order.id * 10)
      expect(await farm.now(orders.run(GOOD))).to.equal('10 EUR')
    })

    it('and fails the task without retry when something is wrong', async () => {
      let calls = 0
      const failed: unknown[] = []
      const worker = farm.peer('b').client.queue(Orders).process(() => {
        calls++
        return -1
      })
      worker.addEventListener('task:fail', ({ detail }) => { failed.push(detail.error, detail.retry) })
      const handle = await farm.now(orders.put(GOOD))
      const error = await farm.refusal(handle.result())
      expect(error).to.be.instanceOf(TaskFailedError)
      expect(error.remote).to.include({ remoteName: 'PayloadError', remoteMessage: 'result: is negative', workerName: 'b' })
      await farm.advance(60_000)
      expect(calls).to.equal(1)
      expect(failed).to.have.lengthOf(2)
      expect(failed[1]).to.equal(false)
      expect(await farm.conserves('orders')).to.include({ dead: 1 })
    })

    it('or a holder completes with, who still holds the lease then', async () => {
      await farm.now(orders.put(GOOD))
      const lease = await farm.now(orders.reserve())
      expect(await farm.refusal(lease.complete(-1))).to.be.instanceOf(PayloadError)
      expect(await farm.stats('orders')).to.include({ leased: 1 })
      await farm.now(lease.complete(5))
      expect(await farm.now(orders.task(lease.id).result())).to.equal('5 EUR')
    })
  })
})

describe('an item', () => {
  let farm: Farm
  let queue: Queue

  beforeEach(async () => {
    farm = await createFarm()
    queue = farm.peer('a').queue('q')
  })

  it('of any type that is carried comes out as it went in, as item and as result', async function () {
    this.timeout(10_000)
    await fc.assert(fc.asyncProperty(fc.array(carried(3), { minLength: 1, maxLength: 20 }), async (items) => {
      const handles = await farm.now(queue.putMany(items))
      const echo = farm.peer('b').queue('q').process((item) => item)
      const results = await farm.now(Promise.all(handles.map((handle) => handle.result())))
      await farm.now(echo.stop())
      expect(inWords(results)).to.equal(inWords(items))

      await farm.now(queue.putMany(items))
      const got = []

      for (let count = 0; count < items.length; count++) {
        got.push(await farm.now(farm.peer('b').queue('q').get()))
      }

      expect(inWords(got)).to.equal(inWords(items))
    }), { numRuns: 20 })
  })

  it('that is a Buffer comes out as a Uint8Array', async () => {
    await farm.now(queue.put(Buffer.from('abc')))
    const got = await farm.now(queue.get())
    expect(got).to.deep.equal(Uint8Array.of(97, 98, 99))
    expect(Object.getPrototypeOf(got)).to.equal(Uint8Array.prototype)
  })

  it('larger than a frame comes out as it went in', async () => {
    const bytes = Uint8Array.from({ length: 3_000_000 }, (_, i) => i % 251)
    await farm.now(queue.put({ bytes }))
    expect(await farm.now(farm.peer('b').queue('q').get())).to.deep.equal({ bytes })
  })

  const cyclic: Record<string, unknown> = {}
  cyclic.self = cyclic

  for (const [what, value, path] of [
    ['a function', { user: { callback: () => {} } }, 'item.user.callback'],
    ['a symbol', [{ kind: Symbol('x') }], 'item[0].kind'],
    ['an instance of a class', { a: new (class Point {})() }, 'item.a'],
    ['an Error', { error: new Error('x') }, 'item.error'],
    ['a URL', new URL('http://localhost/'), 'item'],
    ['a RegExp', { a: [1, /x/] }, 'item.a[1]'],
    ['a Promise', { later: Promise.resolve() }, 'item.later'],
    ['itself', cyclic, 'item.self']
  ] as const) {
    it(`with ${what} is a PayloadError that says where: ${path}`, async () => {
      const error = await farm.refusal(queue.put(value))
      expect(error).to.be.instanceOf(PayloadError)
      expect(error.message.startsWith(`${path} is `), error.message).to.equal(true)
      expect((await farm.refusal(queue.putMany([1, value]))).message.startsWith(path.replace('item', 'items[1]'))).to.equal(true)
      expect(await farm.conserves()).to.include({ put: 0 })
    })
  }

  it('whose handler returns what cannot be carried is dead, and says where', async () => {
    farm.peer('b').queue('q').process(() => ({ page: { render: () => {} } }))
    const error = await farm.refusal(queue.run('x'))
    expect(error).to.be.instanceOf(TaskFailedError)
    expect(error.remote?.remoteMessage).to.contain('result.page.render')
    expect(await farm.conserves()).to.include({ dead: 1 })
  })
})
