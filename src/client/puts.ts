import { MAX_ITEMS } from '../protocol/index.ts'
import { automaticTaskId } from '../task-id.ts'
import { checkOptions, checkTask, checkTaskId, checkWait, kindOf } from './arguments.ts'
import { PutHandle } from './put-handle.ts'
import { patienceOf } from './queue-calls.ts'
import { ignore, quiet } from './quiet.ts'
import type { Put, Reply } from '../protocol/index.ts'
import type { CallGroup, Patience } from './call.ts'
import type { Codec } from './codec.ts'
import type { PutManyOptions, PutOptions } from './options.ts'
import type { QueueCalls } from './queue-calls.ts'
import type { TaskHandle } from './task.ts'

/** What a put makes of its answer. */
interface Putting<T> {
  name: string
  signal: AbortSignal | undefined
  group?: CallGroup | undefined
  patience: Patience

  /** The ids of its tasks, once its request has a number. */
  idsOf: (number: number) => string[]
  read: (reply: Reply, number: number) => T
}

/** Puts items into one queue. */
export class Puts {
  readonly #calls: QueueCalls
  readonly #codec: Codec
  readonly #session: string

  /** The last put whose schema takes its time: those that come after wait for it, to keep their order. */
  #latest: Promise<void> | undefined

  constructor (calls: QueueCalls, codec: Codec, session: string) {
    this.#calls = calls
    this.#codec = codec
    this.#session = session
  }

  /** @throws PayloadError */
  encode (item: unknown): Uint8Array | Promise<Uint8Array> {
    return this.#codec.encodeItem(item)
  }

  /**
   * @param item - encoded
   * @throws TypeError, RangeError
   */
  one<O> (item: Uint8Array | Promise<Uint8Array>, options: PutOptions = {}, group?: CallGroup): Promise<PutHandle<O>> {
    const { put, signal } = putOf(options)
    const idOf = (number: number): string => put.id === '' ? automaticTaskId(this.#session, number) : put.id

    return this.#inOrder(item, (encoded) => this.#make([encoded], put, {
      name: 'put',
      signal,
      group,
      patience: patienceOf(put),
      idsOf: (number) => [idOf(number)],
      read: (reply, number) => new PutHandle<O>(this.#calls, idOf(number), !reply.flag)
    }))
  }

  /**
   * Items of a map that go together, if there is room for all of them at once: the ids of their tasks.
   *
   * @param items - encoded, two or more
   * @throws TypeError, RangeError
   */
  lot (items: Uint8Array[], options: PutManyOptions, group: CallGroup): Promise<string[]> {
    const { put } = putOf({ ...options, block: false })
    const idsOf = (number: number): string[] => this.#idsOf(number, items.length)

    return this.#inOrder(items, (encoded) => this.#make(encoded, put, {
      name: 'put',
      signal: undefined,
      group,
      // for a connection, not for room
      patience: 'wait',
      idsOf,
      read: (_, number) => idsOf(number)
    }))
  }

  /** @throws TypeError, RangeError, PayloadError */
  many<O> (items: Iterable<unknown>, options: PutManyOptions = {}): Promise<Array<TaskHandle<O>>> {
    if (typeof (items as Iterable<unknown> | undefined)?.[Symbol.iterator] !== 'function') {
      throw new TypeError(`putMany takes an iterable of items, not ${kindOf(items)}`)
    }

    const { put, signal } = putOf(options)

    if (put.id !== '') {
      throw new TypeError('putMany takes no id, as its tasks are several: put each by itself, or give map a function that makes ids')
    }

    const encoding = Array.from(items, (item, index) => this.#codec.encodeItem(item, `items[${index}]`))
    const count = encoding.length

    if (count > MAX_ITEMS) {
      throw new RangeError(`${count} items: ${MAX_ITEMS} are the most that one putMany takes`)
    }

    if (count === 0) {
      return Promise.resolve([])
    }

    const idsOf = (number: number): string[] => this.#idsOf(number, count)

    return this.#inOrder(together(encoding), (encoded) => this.#make(encoded, put, {
      name: 'putMany',
      signal,
      patience: patienceOf(put),
      idsOf,
      read: (_, number) => idsOf(number).map((id) => new PutHandle<O>(this.#calls, id, true))
    }))
  }

  #idsOf (number: number, count: number): string[] {
    return Array.from({ length: count }, (_, index) => automaticTaskId(this.#session, number, index, count))
  }

  #make<T> (items: Uint8Array[], put: Put, { name, signal, group, patience, idsOf, read }: Putting<T>): Promise<T> {
    put.items = items

    return this.#calls.make('put', put, {
      name,
      signal,
      group,
      read,
      patience,
      limit: put,
      bytes: items.reduce((sum, { byteLength }) => sum + byteLength, 0),
      taskId: (number) => items.length === 1 ? idsOf(number)[0] : undefined,
      // aborted, and put all the same: a moment later it is not
      late: (reply, number) => {
        if (!reply.flag) {
          idsOf(number).forEach((id) => { void this.#calls.callOff(id) })
        }
      }
    })
  }

  #inOrder<E, T> (encoded: E | Promise<E>, send: (encoded: E) => Promise<T>): Promise<T> {
    if (this.#latest === undefined && !(encoded instanceof Promise)) {
      return send(encoded)
    }

    // the one before may fail: that is its own affair
    // it may fail before its turn comes
    const checked = quiet(Promise.resolve(encoded))
    const turn = (this.#latest ?? Promise.resolve()).then(() => checked)
    const done = turn.then(ignore, ignore).then(() => {
      if (this.#latest === done) {
        this.#latest = undefined
      }
    })

    this.#latest = done

    return quiet(turn.then(send))
  }
}

/** All of them, as soon as all are there. */
function together<T> (values: Array<T | Promise<T>>): T[] | Promise<T[]> {
  return values.some((value) => value instanceof Promise) ? Promise.all(values) : values as T[]
}

/** What is put, but for the items. */
function putOf (given: PutOptions): { put: Put, signal: AbortSignal | undefined } {
  const options = checkOptions(given)
  const { noWait, timeout, signal } = checkWait(options)
  const id = options.id === undefined ? '' : checkTaskId(options.id)

  return { put: { items: [], id, noWait, timeout, ...checkTask(options) }, signal }
}
