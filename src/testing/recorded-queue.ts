import { overlay } from './overlay.ts'
import type { Lease, Queue, TaskHandle } from '../client/index.ts'
import type { Handler, HandlerContext, ProcessOptions, Worker } from '../worker/index.ts'
import type { EndEvent, History } from './history.ts'

/** Calls that only ask something of the queue as a whole; they are noted, and no more. */
const ADMINISTRATION = ['taskDone', 'join', 'shutdown', 'setMaxSize', 'pause', 'resume', 'purge', 'requeue', 'redrive'] as const

/** Whose handle it is, and where its calls are noted. */
export interface RecordedInit {
  history: History
  who: string
}

/** A queue as it is, each of whose calls is noted with what came of it. */
export function recordedQueue (queue: Queue, init: RecordedInit): Queue {
  const note = new Notes(queue.name, init)

  return overlay<Queue>(queue, {
    put: (...args: Parameters<Queue['put']>) => note.put(queue, args),
    putMany: (items: Iterable<unknown>, ...rest: unknown[]) => note.putMany(queue, items, rest),
    run: (...args: Parameters<Queue['run']>) => note.ends('run', queue.run(...args), (value) => ({ value }), { item: args[0] }),
    map: (items: Iterable<unknown> | AsyncIterable<unknown>, ...rest: unknown[]) => note.map(queue, items, rest),
    get: (...args: Parameters<Queue['get']>) => note.ends('get', queue.get(...args), (value) => ({ value })),
    items: (...args: Parameters<Queue['items']>) => note.each('get', queue.items(...args), (value) => value),
    reserve: (...args: Parameters<Queue['reserve']>) => note.reserve(queue.reserve(...args)),
    leases: (...args: Parameters<Queue['leases']>) => note.each('reserve', queue.leases(...args), (lease) => note.lease(lease)),
    process: (handler: Handler, options?: ProcessOptions) => note.process(queue, handler, options),
    task: (id: string) => note.handle(queue.task(id)),
    ...Object.fromEntries(ADMINISTRATION.map((op) => [op, (...args: unknown[]) => note.ends(op, callOf(queue, op, args), (value) => ({ value }))]))
  })
}

function callOf (queue: Queue, op: typeof ADMINISTRATION[number], args: unknown[]): Promise<unknown> {
  return (queue[op] as (...args: unknown[]) => Promise<unknown>).apply(queue, args)
}

type About = { id?: string, token?: number, attempt?: number, item?: unknown }
type End = Pick<EndEvent, 'id' | 'token' | 'value'>

/** Notes the calls of one queue's handles. */
class Notes {
  readonly #queue: string
  readonly #history: History
  readonly #who: string

  constructor (queue: string, { history, who }: RecordedInit) {
    this.#queue = queue
    this.#history = history
    this.#who = who
  }

  /** Notes that a call begins, and how it ends. It is the same promise to whoever made the call: a rejection that nobody awaits stays quiet. */
  ends<T> (op: string, promise: Promise<T>, end: (value: T) => End, about: About = {}): Promise<T> {
    const done = this.#history.begin({ who: this.#who, queue: this.#queue, op, ...about })
    promise.then((value) => { done(end(value)) }, (error: unknown) => { done({ error }) })

    return promise
  }

  put (queue: Queue, args: Parameters<Queue['put']>): Promise<TaskHandle> {
    return quiet(this.ends('put', queue.put(...args), ({ id }) => ({ id }), { item: args[0] }).then((handle) => this.handle(handle)))
  }

  putMany (queue: Queue, given: Iterable<unknown>, rest: unknown[]): Promise<TaskHandle[]> {
    const items = isIterable(given) ? Array.from(given) : undefined
    const put = queue.putMany(items ?? given, ...rest as [])
    items?.forEach((item, index) => { void this.ends('put', put, (handles) => ({ id: handles[index]?.id }), { item }) })

    return quiet(put.then((handles) => handles.map((handle) => this.handle(handle))))
  }

  /** What is wrong with the arguments is said at once, as by the queue itself. */
  map (queue: Queue, items: Iterable<unknown> | AsyncIterable<unknown>, rest: unknown[]): AsyncGenerator<unknown> {
    return this.#mapped(queue.map(isIterable(items) ? this.#source(items) : items, ...rest as []))
  }

  async * #mapped (loop: AsyncIterable<unknown>): AsyncGenerator<unknown> {
    for await (const value of loop) {
      this.#history.begin({ who: this.#who, queue: this.#queue, op: 'map' })({ value })
      yield value
    }
  }

  /** Notes what is taken of a loop. */
  async * each<T, U> (op: string, loop: AsyncIterable<T>, see: (value: T) => U): AsyncGenerator<U> {
    for await (const value of loop) {
      const seen = see(value)
      this.#history.begin({ who: this.#who, queue: this.#queue, op })(endOf(value))
      yield seen
    }
  }

  reserve (reserved: Promise<Lease>): Promise<Lease> {
    return quiet(this.ends('reserve', reserved, endOf).then((lease) => this.lease(lease)))
  }

  lease (lease: Lease): Lease {
    const { id, token } = lease
    this.#onLost(lease)
    const settle = (op: 'complete' | 'fail' | 'release' | 'extend') => (...args: unknown[]): Promise<void> =>
      this.ends(op, (lease[op] as (...args: unknown[]) => Promise<void>).apply(lease, args), () => ({}), { id, token, ...op === 'complete' && { item: args[0] } })

    return overlay<Lease>(lease, {
      complete: settle('complete'),
      fail: settle('fail'),
      release: settle('release'),
      extend: settle('extend'),
      [Symbol.asyncDispose]: () => lease[Symbol.asyncDispose]()
    })
  }

  handle (handle: TaskHandle): TaskHandle {
    const { id } = handle

    return overlay<TaskHandle>(handle, {
      result: (...args: Parameters<TaskHandle['result']>) => this.ends('result', handle.result(...args), (value) => ({ value }), { id }),
      cancel: () => this.ends('cancel', handle.cancel(), (value) => ({ value }), { id })
    })
  }

  process (queue: Queue, handler: Handler | URL, options?: ProcessOptions): Worker {
    if (typeof handler !== 'function') {
      throw new TypeError('there are no threads in a bottle: give process the function itself')
    }

    return queue.process(async (item: unknown, context: HandlerContext) => {
      const { id, token, attempt } = context
      this.#onLost(context)
      const done = this.#history.begin({ who: this.#who, queue: this.#queue, op: 'handler', id, token, attempt, item })

      try {
        const value = await handler(item, context)
        done({ value })
        return value
      } catch (error) {
        done({ error })
        throw error
      }
    }, options)
  }

  #onLost ({ id, token, signal }: Pick<Lease, 'id' | 'token' | 'signal'>): void {
    signal.addEventListener('abort', () => {
      this.#history.add({ type: 'lost', who: this.#who, queue: this.#queue, id, token, reason: signal.reason })
    })
  }

  async * #source (items: Iterable<unknown> | AsyncIterable<unknown>): AsyncGenerator<unknown> {
    for await (const item of items) {
      this.#history.begin({ who: this.#who, queue: this.#queue, op: 'put by map', item })({})
      yield item
    }
  }
}

function isIterable (items: unknown): boolean {
  const loop = Object(items) as Partial<Iterable<unknown> & AsyncIterable<unknown>>

  return (loop[Symbol.asyncIterator] ?? loop[Symbol.iterator]) !== undefined
}

/** What was taken: a lease by its id and token, an item as it is. */
function endOf (value: unknown): End {
  if (typeof value === 'object' && value !== null && 'token' in value && 'complete' in value) {
    const { id, token, item } = value as Lease

    return { id, token, value: item }
  }

  return { value }
}

/** A rejection that nobody awaits is nobody's, as with the queue itself. */
function quiet<T> (promise: Promise<T>): Promise<T> {
  promise.catch(() => {})

  return promise
}
