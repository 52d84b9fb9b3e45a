import { createWorker } from '../worker/index.ts'
import {
  checkBoolean, checkCount, checkLimit, checkMaxSize, checkOptions, checkPrefetch, checkSignal, checkTaskId, kindOf
} from './arguments.ts'
import { Codec } from './codec.ts'
import { declareOf } from './declare.ts'
import { listTasks, watchTasks } from './look.ts'
import { Mapping } from './mapping.ts'
import { PutHandle } from './put-handle.ts'
import { Puts } from './puts.ts'
import { patienceOf, QueueCalls } from './queue-calls.ts'
import { promised, quiet } from './quiet.ts'
import { run } from './run.ts'
import { runnerOf } from './runner.ts'
import { QueueSupplier } from './supplier.ts'
import { Takes } from './takes.ts'
import type { Clock } from '../clock.ts'
import type { Ask, Administer } from '../protocol/index.ts'
import type { Handler, ProcessOptions, Worker } from '../worker/index.ts'
import type { QueueDefinition } from './definition.ts'
import type { Lease } from './lease.ts'
import type * as options from './options.ts'
import type { Queue, ShutdownOptions } from './queue.ts'
import type { Session } from './session.ts'
import type { TaskHandle } from './task.ts'
import type { QueueStats, TaskEvent, TaskInfo } from './views.ts'

/** What the queues of one client share. */
export interface QueueHost {
  session: Session
  clock: Clock

  /** A worker was started. */
  began (worker: Worker): void

  /** Says something about a queue, once. */
  warn (queue: string, message: string): void
}

/** One queue, as seen by one session. */
export class QueueHandle<I, O, P, R> implements Queue<I, O, P, R> {
  readonly name: string
  readonly #host: QueueHost
  readonly #codec: Codec
  readonly #calls: QueueCalls
  readonly #puts: Puts
  readonly #takes: Takes

  /** @param isDeclared - whether the definition's options are to take effect */
  constructor (host: QueueHost, definition: QueueDefinition<I, O, P, R>, isDeclared: boolean) {
    const { session, clock } = host

    this.name = definition.name
    this.#host = host
    this.#codec = new Codec(definition.input, definition.output)
    this.#calls = new QueueCalls(session, this.name, isDeclared ? declareOf(definition.options) : undefined)
    this.#puts = new Puts(this.#calls, this.#codec, session.id)
    this.#takes = new Takes(session, clock, this.#calls, this.#codec)
  }

  put (item: P, options?: options.PutOptions): Promise<TaskHandle<O>> {
    return promised(() => this.#puts.one(this.#puts.encode(item), options))
  }

  putMany (items: Iterable<P>, options?: options.PutManyOptions): Promise<Array<TaskHandle<O>>> {
    return promised(() => this.#puts.many(items, options))
  }

  run (item: P, options?: options.RunOptions): Promise<O> {
    return quiet(run<O>(this.#puts, this.#calls, this.#host.clock, item, options))
  }

  map (items: Iterable<P> | AsyncIterable<P>, options: options.MapOptions & { settled: true }): AsyncIterable<options.Settled<P, O>>
  map (items: Iterable<P> | AsyncIterable<P>, options?: options.MapOptions & { settled?: false }): AsyncIterable<O>
  map (items: Iterable<P> | AsyncIterable<P>, options?: options.MapOptions): AsyncIterable<unknown> {
    return new Mapping(this.#puts, this.#calls, this.#host.clock, items, options)
  }

  get (options?: options.GetOptions): Promise<I> {
    return promised(() => this.#takes.get(options) as Promise<I>)
  }

  items (options?: options.ItemsOptions): AsyncIterable<I> {
    return this.#takes.items(options) as AsyncIterable<I>
  }

  reserve (options?: options.ReserveOptions): Promise<Lease<I, R>> {
    return promised(() => this.#takes.reserve(options) as Promise<Lease<I, R>>)
  }

  leases (options?: options.LeasesOptions): AsyncIterable<Lease<I, R>> {
    return this.#takes.leases(options) as AsyncIterable<Lease<I, R>>
  }

  process (handler: Handler<I, R> | URL, options?: ProcessOptions): Worker {
    const { prefetch, stack, ...rest } = checkOptions(options)
    const { handler: runs, ...runner } = runnerOf(handler as Handler | URL, rest, this.#host.clock)

    const worker = createWorker(new QueueSupplier(this.#host, this.#calls, this.#codec), runs, {
      ...runner,
      prefetch: checkPrefetch(prefetch),
      stack: checkBoolean('stack', stack, false)
    })
    this.#host.began(worker)

    return worker
  }

  task (id: string): TaskHandle<O> {
    return new PutHandle<O>(this.#calls, checkTaskId(id), false)
  }

  size (): Promise<number> {
    return this.#calls.ask('ask', { what: 'SIZE' }, 'size', ({ count }) => count)
  }

  empty (): Promise<boolean> {
    return this.#whether('EMPTY', 'empty')
  }

  full (): Promise<boolean> {
    return this.#whether('FULL', 'full')
  }

  isShutdown (): Promise<boolean> {
    return this.#whether('IS_SHUTDOWN', 'isShutdown')
  }

  taskDone (): Promise<void> {
    return this.#calls.ask('taskDone', {}, 'taskDone', () => {})
  }

  join (options?: options.WaitOptions): Promise<void> {
    return promised(() => {
      const checked = checkOptions(options)
      const body = { timeout: checkLimit(checked) }

      return this.#calls.make('join', body, {
        name: 'join', patience: patienceOf(body), limit: body, signal: checkSignal(checked), read: () => {}
      })
    })
  }

  shutdown (options?: ShutdownOptions): Promise<void> {
    return promised(() => {
      const immediate = checkBoolean('immediate', checkOptions(options).immediate, false)
      return this.#calls.ask('shutdown', { immediate }, 'shutdown', () => {})
    })
  }

  setMaxSize (maxSize: number): Promise<void> {
    return promised(() => this.#calls.ask('setMaxSize', { maxSize: checkMaxSize(maxSize) }, 'setMaxSize', () => {}))
  }

  pause (): Promise<void> {
    return this.#administer('PAUSE', 'pause', () => {})
  }

  resume (): Promise<void> {
    return this.#administer('RESUME', 'resume', () => {})
  }

  purge (): Promise<number> {
    return this.#administer('PURGE', 'purge', (count) => count)
  }

  requeue (id: string): Promise<void> {
    return promised(() => this.#calls.ask('requeue', { task: checkTaskId(id) }, 'requeue', () => {}))
  }

  redrive (options?: options.RedriveOptions): Promise<number> {
    return promised(() => {
      const { ids, limit = Infinity } = checkOptions(options)
      const most = checkCount('limit', limit, 0)

      if (ids !== undefined && !Array.isArray(ids)) {
        throw new TypeError(`ids must be an array of ids, not ${kindOf(ids)}`)
      }

      // to the wire, none means all
      if (ids?.length === 0 || most === 0) {
        return Promise.resolve(0)
      }

      const body = { tasks: Array.from(ids ?? [], checkTaskId), ...most < Infinity && { limit: most } }
      return this.#calls.ask('redrive', body, 'redrive', ({ count }) => count)
    })
  }

  tasks (options?: options.TasksOptions): AsyncIterable<TaskInfo> {
    return listTasks(this.#calls, options)
  }

  watch (options?: options.Abortable): AsyncIterable<TaskEvent> {
    return watchTasks(this.#calls, options)
  }

  stats (): Promise<QueueStats> {
    return this.#calls.ask('getStats', {}, 'stats', ({ stats }) => stats as QueueStats)
  }

  #whether (what: Ask['what'], name: string): Promise<boolean> {
    return this.#calls.ask('ask', { what }, name, ({ flag }) => flag)
  }

  #administer<T> (verb: Administer['verb'], name: string, read: (count: number) => T): Promise<T> {
    return this.#calls.ask('administer', { verb }, name, ({ count }) => read(count))
  }
}
