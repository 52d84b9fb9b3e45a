import { defineQueue } from '../../src/client/index.ts'
import type { Client, Lease, Queue, QueueDefinition, Settled, StandardSchema, TaskHandle } from '../../src/client/index.ts'
import type { Coordinator } from '../../src/node/index.ts'

// Nothing of this file is run: the compiler is the test.

/** Whether two types are the same, not merely assignable. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false

declare function is<Expected> (): <Actual>(value: Actual, same: Same<Actual, Expected>) => void

interface Order { id: number, items: string[] }
interface Receipt { total: number }

/** Text comes in, an order is sent; a sum comes back and is sent as a receipt. */
declare const OrderSchema: StandardSchema<string, Order>
declare const ReceiptSchema: StandardSchema<number, Receipt>

declare const client: Client
declare const coordinator: Coordinator

export async function untyped (): Promise<void> {
  const queue = client.queue('q')
  is<Queue>()(queue, true)
  is<unknown>()(await queue.get(), true)
  await queue.put('anything')
  await queue.put({ at: [new Date()] })
  is<TaskHandle>()(await queue.put(1), true)
}

export async function named (): Promise<void> {
  const queue = client.queue<Uint8Array, { width: number }>('thumbs')
  is<Queue<Uint8Array, { width: number }>>()(queue, true)
  is<Queue<Uint8Array, { width: number }>>()(coordinator.queue<Uint8Array, { width: number }>('thumbs', { maxSize: 5 }), true)

  const handle = await queue.put(new Uint8Array(1))
  is<TaskHandle<{ width: number }>>()(handle, true)
  is<{ width: number }>()(await handle.result(), true)
  is<boolean>()(await handle.cancel(), true)
  is<TaskHandle<{ width: number }>>()(queue.task('id'), true)
  is<Array<TaskHandle<{ width: number }>>>()(await queue.putMany(new Set([new Uint8Array(1)])), true)
  is<{ width: number }>()(await queue.run(new Uint8Array(1), { timeout: 5 }), true)
  is<Uint8Array>()(await queue.get({ block: false }), true)

  for await (const item of queue.items({ prefetch: 1 })) {
    is<Uint8Array>()(item, true)
  }

  // @ts-expect-error - it takes bytes
  await queue.put('text')
  // @ts-expect-error - each of them
  await queue.putMany([new Uint8Array(1), 'text'])
  // @ts-expect-error - it takes bytes
  await queue.run('text')
  // @ts-expect-error - putMany names no ids
  await queue.putMany([new Uint8Array(1)], { id: 'x' })
  // @ts-expect-error - there is no such option
  await queue.put(new Uint8Array(1), { retries: 5 })
  // @ts-expect-error - nor such an order
  coordinator.queue('thumbs', { order: 'random' })
}

export async function leases (): Promise<void> {
  const queue = client.queue<Uint8Array, { width: number }>('thumbs')
  const lease = await queue.reserve({ autoExtend: true })
  is<Lease<Uint8Array, { width: number }>>()(lease, true)
  is<Uint8Array>()(lease.item, true)
  is<number>()(lease.token, true)
  await lease.complete({ width: 1 })
  // a holder may have nothing to say
  await lease.complete()
  // @ts-expect-error - the result is no number
  await lease.complete(5)
  // @ts-expect-error - and the item cannot be replaced
  lease.item = new Uint8Array(1)

  for await (const lease of queue.leases()) {
    is<Lease<Uint8Array, { width: number }>>()(lease, true)
  }

  await using kept = await queue.reserve()
  await kept.release({ delay: 5 })
}

export function handlers (): void {
  const queue = client.queue<Uint8Array, { width: number }>('thumbs')
  queue.process((item, { signal, attempt, token }) => {
    is<Uint8Array>()(item, true)
    is<AbortSignal>()(signal, true)
    is<number>()(attempt, true)
    is<number>()(token, true)
    return { width: item.length }
  })
  queue.process(async (item) => ({ width: item.length }), { concurrency: 4 })
  // @ts-expect-error - the result is no text
  queue.process(() => 'text')
  // @ts-expect-error - nor a promise of it
  queue.process(async () => 'text')
  // @ts-expect-error - the item is no text
  queue.process((item: string) => ({ width: item.length }))
  // @ts-expect-error - there is no such option
  queue.process(() => ({ width: 1 }), { retries: 5 })
}

export async function maps (): Promise<void> {
  const queue = client.queue<string, number>('lengths')

  for await (const result of queue.map(['a', 'b'], { window: 5 })) {
    is<number>()(result, true)
  }

  for await (const outcome of queue.map(['a', 'b'], { settled: true })) {
    is<Settled<string, number>>()(outcome, true)

    if (outcome.status === 'fulfilled') {
      is<number>()(outcome.value, true)
    } else {
      is<unknown>()(outcome.reason, true)
    }
  }

  // @ts-expect-error - the items are no numbers
  queue.map([1, 2])
}

export async function defined (): Promise<void> {
  const Thumbs = defineQueue<Uint8Array, { width: number }>('thumbs', { maxSize: 5 })
  is<QueueDefinition<Uint8Array, { width: number }>>()(Thumbs, true)
  is<Queue<Uint8Array, { width: number }>>()(client.queue(Thumbs), true)
  is<Queue<Uint8Array, { width: number }>>()(coordinator.queue(Thumbs), true)
  // @ts-expect-error - what was defined is not defined again
  client.queue(Thumbs, { maxSize: 6 })
}

export async function schemas (): Promise<void> {
  const Orders = defineQueue('orders', { input: OrderSchema, output: ReceiptSchema, maxAttempts: 5 })
  is<QueueDefinition<Order, Receipt, string, number>>()(Orders, true)
  const queue = client.queue(Orders)
  is<Queue<Order, Receipt, string, number>>()(queue, true)

  // putters give what the schema takes; takers get what it makes
  is<TaskHandle<Receipt>>()(await queue.put('5: apples'), true)
  is<Receipt>()(await queue.run('5: apples'), true)
  is<Order>()(await queue.get(), true)
  // @ts-expect-error - not what the schema makes
  await queue.put({ id: 5, items: [] })

  queue.process((order) => {
    is<Order>()(order, true)
    return order.items.length
  })
  // @ts-expect-error - handlers give what the schema takes, not what it makes
  queue.process(() => ({ total: 5 }))

  const lease = await queue.reserve()
  is<Lease<Order, number>>()(lease, true)
  await lease.complete(5)
  // @ts-expect-error - the same
  await lease.complete({ total: 5 })

  for await (const outcome of queue.map(['5: apples'], { settled: true })) {
    is<Settled<string, Receipt>>()(outcome, true)
  }
}

export async function halves (): Promise<void> {
  const In = client.queue(defineQueue('in', { input: OrderSchema }))
  is<Queue<Order, unknown, string, unknown>>()(In, true)
  await In.put('5: apples')
  // @ts-expect-error - the schema takes text
  await In.put(5)

  const Out = client.queue(defineQueue('out', { output: ReceiptSchema }))
  is<Queue<unknown, Receipt, unknown, number>>()(Out, true)
  await Out.put({ anything: 5 })
  // @ts-expect-error - the schema takes a number
  Out.process(() => 'five')

  // @ts-expect-error - that is no schema
  defineQueue('bad', { input: { parse: (value: string) => value } })
}

/** Whoever writes for any queue of some type takes one that is typed by a schema, too. */
export async function generic<I, O> (queue: Queue<I, O>, item: I): Promise<O> {
  is<TaskHandle<O>>()(await queue.put(item), true)

  return queue.run(item)
}
