import { expect } from 'chai'
import { defineQueue } from '../../src/client/index.ts'
import { PayloadError } from '../../src/errors.ts'
import { decodePayload, encodePayload } from '../../src/protocol/index.ts'
import { outcomeOf, started } from './support.ts'
import type { Client, Lease, Queue, QueueDefinition, Settled, StandardSchema } from '../../src/client/index.ts'

interface Order { id: string, count: number }
interface OrderForm { id: string, count: string }
interface Receipt { total: number }

type MaybePromise<T> = T | Promise<T>

function schema<Input, Output> (validate: (value: Input) => MaybePromise<Output>): StandardSchema<Input, Output> {
  const failed = (err: unknown) => ({ issues: (err as { issues: Array<{ message: string, path?: PropertyKey[] }> }).issues })

  return {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value) => {
        try {
          const output = validate(value as Input)
          return output instanceof Promise ? output.then((value) => ({ value }), failed) : { value: output }
        } catch (err) {
          return failed(err)
        }
      }
    }
  }
}

const refuse = (message: string, path?: PropertyKey[]): never => { throw Object.assign(new Error(message), { issues: [{ message, path }] }) }

const OrderSchema = schema<OrderForm, Order>(({ id, count }) => {
  const number = Number(count)
  return Number.isNaN(number) ? refuse('is no number', ['count']) : { id, count: number }
})

const ReceiptSchema = schema<Receipt, Receipt>((receipt) => receipt.total < 0 ? refuse('is negative', ['total']) : receipt)

describe('defineQueue', () => {
  it('keeps what it was told', () => {
    const definition = defineQueue('thumbs', { maxSize: 10_000, input: OrderSchema })
    expect(definition).to.deep.equal({ name: 'thumbs', options: { maxSize: 10_000 }, input: OrderSchema, output: undefined })
  })

  it('refuses a bad name and bad options at once', () => {
    expect(() => defineQueue('a b')).to.throw(RangeError)
    expect(() => defineQueue('a', { leaseMs: 5 })).to.throw(RangeError)
    expect(() => defineQueue('a', { input: 5 as unknown as StandardSchema, output: ReceiptSchema })).to.throw(TypeError)
  })

  describe('with schemas', () => {
    const Orders = defineQueue('orders', { input: OrderSchema, output: ReceiptSchema })

    it('sends what the schema makes of the item', async () => {
      const rig = await started()
      void rig.client.queue(Orders).put({ id: 'a', count: '3' })
      await rig.clock.settle()
      await rig.end.reply(1)
      expect(rig.end.requests[1]?.put?.items).to.deep.equal([encodePayload({ id: 'a', count: 3 })])
    })

    it('sends nothing that the schema refuses, and names where', async () => {
      const rig = await started()
      const queue = rig.client.queue(Orders)
      const put = outcomeOf(queue.put({ id: 'a', count: 'x' }))
      const many = outcomeOf(queue.putMany([{ id: 'a', count: '1' }, { id: 'b', count: 'x' }]))
      await rig.clock.settle()
      expect(put.error).to.be.instanceOf(PayloadError).with.property('message', 'item.count: is no number')
      expect(many.error).to.be.instanceOf(PayloadError).with.property('message', 'items[1].count: is no number')
      expect(rig.end.calls).to.deep.equal(['declare'])
    })

    it('fails a task for good whose result the schema refuses', async () => {
      const rig = await started()
      const worker = rig.client.queue(Orders).process(async ({ count }) => ({ total: -count }))
      worker.addEventListener('task:fail', () => {})
      await rig.clock.settle()
      await rig.end.reply(1)
      await rig.end.grant(1, 5, { id: 'a', count: 3 })
      expect(rig.end.settles).to.deep.equal([{
        token: 5, verb: 'FAIL', noRetry: true, delay: undefined, failure: { name: 'PayloadError', message: 'result.total: is negative', stack: '', workerName: '', workerPeerId: '' }
      }])
    })

    it('keeps the order of puts, also when a schema takes its time', async () => {
      const rig = await started()
      const waiting: Array<() => void> = []
      const Slow = defineQueue('slow', {
        input: schema<string, string>((value) => new Promise((resolve, reject) => {
          waiting.push(() => { value === 'bad' ? reject(Object.assign(new Error(), { issues: [{ message: 'is bad' }] })) : resolve(value) })
        }))
      })
      const queue = rig.client.queue(Slow)
      await rig.clock.settle()
      await rig.end.reply(1)
      const outcomes = ['a', 'bad', 'c'].map((item) => outcomeOf(queue.put(item)))
      // the last is checked first, and so is the bad one before its turn comes
      waiting[2]?.()
      waiting[1]?.()
      await rig.clock.settle()
      expect(rig.end.calls).to.deep.equal(['declare'])
      waiting[0]?.()
      await rig.clock.settle()
      expect(rig.end.requests.slice(1).map(({ put }) => decodePayload(put?.items[0] as Uint8Array))).to.deep.equal(['a', 'c'])
      expect(outcomes[1]?.error).to.have.property('message', 'item: is bad')
    })
  })
})

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false

/** Compiles only if the value is exactly of this type. */
function is<T> (): <V>(value: V, same: Same<V, T>) => void {
  return (value, same) => { expect([value, same]).to.have.lengthOf(2) }
}

/** Compiles, or the types are wrong. It does not run. */
export async function types (client: Client): Promise<void> {
  is<Queue>()(client.queue('q'), true)

  const typed = client.queue<string, number>('q', { maxSize: 5 })
  is<Queue<string, number>>()(typed, true)
  is<string>()(await typed.get(), true)

  const Thumbs = defineQueue<Uint8Array, { width: number }>('thumbs', { maxSize: 10_000 })
  is<QueueDefinition<Uint8Array, { width: number }>>()(Thumbs, true)
  const thumbs = client.queue(Thumbs)
  is<{ width: number }>()(await thumbs.run(new Uint8Array()), true)
  thumbs.process(async (bytes) => ({ width: bytes.byteLength }))
  // @ts-expect-error a handler has to return what the queue says
  thumbs.process(async () => 'wide')
  // @ts-expect-error only what the queue says may be put
  void thumbs.put('text')

  const orders = client.queue(defineQueue('orders', { input: OrderSchema, output: ReceiptSchema, maxAttempts: 5 }))
  // putters give what the schema takes, takers get what it makes of it
  void orders.put({ id: 'a', count: '3' })
  // @ts-expect-error takers, not putters, have a number here
  void orders.put({ id: 'a', count: 3 })
  is<Order>()(await orders.get(), true)
  is<Lease<Order, Receipt>>()(await orders.reserve(), true)
  is<Receipt>()(await orders.run({ id: 'a', count: '3' }), true)

  const half = client.queue(defineQueue('half', { output: ReceiptSchema }))
  is<unknown>()(await half.get(), true)
  is<Receipt>()(await half.run('x'), true)

  for await (const result of typed.map(['a'])) {
    is<number>()(result, true)
  }

  for await (const outcome of typed.map(['a'], { settled: true })) {
    is<Settled<string, number>>()(outcome, true)
  }

  const handle = await typed.put('a')
  is<number>()(await handle.result(), true)
}
