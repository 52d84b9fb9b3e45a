import type { Handler, ProcessOptions, Worker } from '../worker/index.ts'
import type { Lease } from './lease.ts'
import type {
  Abortable, GetOptions, ItemsOptions, LeasesOptions, MapOptions, PutManyOptions, PutOptions, RedriveOptions,
  ReserveOptions, RunOptions, Settled, TasksOptions, WaitOptions
} from './options.ts'
import type { TaskHandle } from './task.ts'
import type { QueueStats, TaskEvent, TaskInfo } from './views.ts'

/** How to shut a queue down. */
export interface ShutdownOptions {
  /**
   * `true`: what waits is dropped, and blocked gets end. `false`: gets may drain the queue first.
   *
   * @default false
   */
  immediate?: boolean
}

/**
 * A queue, the same at its coordinator and at any client. `I` is what takers get, `O` what
 * `result` gives; `P` is what putters give and `R` what handlers return, which differ from
 * them only where a schema transforms.
 *
 * Every call may also reject with: `UnknownQueueError`; `PermissionError`, naming the role
 * that is missing; `LimitError`, naming the bound that was met; `StorageError`;
 * `ConnectionError`, whose `outcome` says whether the call may have taken effect. Arguments
 * of the wrong kind are a `TypeError`, out of range a `RangeError`. A promise that nobody
 * awaits never becomes an unhandled rejection: await what you need to know.
 */
export interface Queue<I = unknown, O = unknown, P = I, R = O> {
  readonly name: string

  /**
   * Puts one item; resolves when the coordinator has it (a durable one: on disk). An aborted
   * put puts nothing, unless a worker was faster.
   *
   * @throws FullError, ShutdownError, DuplicateIdError, PayloadError, PayloadTooLargeError.
   * A `ConnectionError` with outcome 'unknown' has a `taskId`: `put(item, { id: err.taskId })`
   * again is the same task.
   */
  put (item: P, options?: PutOptions): Promise<TaskHandle<O>>

  /**
   * Puts all of the items or none, in one round trip.
   *
   * @throws as `put`; RangeError for more items than `maxSize`
   */
  putMany (items: Iterable<P>, options?: PutManyOptions): Promise<Array<TaskHandle<O>>>

  /**
   * Puts one item and waits for its result. `signal` and `timeout` cover the whole task and
   * cancel it, also while it runs on another machine.
   *
   * @throws as `put` and as `TaskHandle.result`
   */
  run (item: P, options?: RunOptions): Promise<O>

  /**
   * Sends items through the queue and gives their results. The source is read only as fast as
   * results are taken; leaving the loop cancels the rest. Without `settled` the first failure
   * ends the loop with its error.
   */
  map (items: Iterable<P> | AsyncIterable<P>, options: MapOptions & { settled: true }): AsyncIterable<Settled<P, O>>
  map (items: Iterable<P> | AsyncIterable<P>, options?: MapOptions & { settled?: false }): AsyncIterable<O>

  /**
   * Takes one item for good. Aborted or out of time, it loses none.
   *
   * @throws EmptyError, ShutdownError
   */
  get (options?: GetOptions): Promise<I>

  /** `get` until the queue is shut down and empty. Leaving the loop gives back what was fetched ahead. */
  items (options?: ItemsOptions): AsyncIterable<I>

  /**
   * Takes one item on a lease.
   *
   * @throws EmptyError, ShutdownError
   */
  reserve (options?: ReserveOptions): Promise<Lease<I, R>>

  /** `reserve` until the queue is shut down and nothing can come back. Leaving the loop gives back what was fetched ahead. */
  leases (options?: LeasesOptions): AsyncIterable<Lease<I, R>>

  /**
   * Runs a handler over every item, on leases, until stopped. What it returns is the task's
   * result. Waits for a queue that is not declared yet.
   *
   * @param handler - A function, which runs in this thread; or the `file:` URL of a module whose
   * default export (or export `handler`) is one, which runs in a pool of `threads`: items, results
   * and progress are then cloned on their way, and one that does not heed its signal is ended
   * @throws TypeError, RangeError
   */
  process (handler: Handler<I, R> | URL, options?: ProcessOptions): Worker

  /** A handle for a task that was put here or elsewhere, at once; whether there is one is found out by its calls. */
  task (id: string): TaskHandle<O>

  /** Items that wait to be taken: Python's `qsize`. */
  size (): Promise<number>

  /** Whether nothing waits to be taken; it may be otherwise a moment later. */
  empty (): Promise<boolean>

  /** Whether a put would have to wait; never for an unbounded queue. */
  full (): Promise<boolean>

  /**
   * Python's `task_done`: one of the items that were put is dealt with. Settling a lease does this by itself.
   *
   * @throws RangeError when called more often than there were items
   */
  taskDone (): Promise<void>

  /**
   * Resolves when all that was ever put is dealt with.
   *
   * @throws TimeoutError
   */
  join (options?: WaitOptions): Promise<void>

  /** Python 3.13's `shutdown`: puts are refused from now on. It may be raised to immediate, never taken back. */
  shutdown (options?: ShutdownOptions): Promise<void>
  isShutdown (): Promise<boolean>

  /** Changes `maxSize`; 0 or less, and `Infinity`: unbounded. Nothing is dropped; puts wait while there is too much. */
  setMaxSize (maxSize: number): Promise<void>

  /** Hands out nothing until `resume`. Nothing else changes. */
  pause (): Promise<void>
  resume (): Promise<void>

  /** Drops all that waits, ready or delayed. How many that were. */
  purge (): Promise<number>

  /**
   * Moves a task out of its holder's hands, or out of its delay, so that it is handed out again.
   *
   * @throws RangeError when it is neither leased nor delayed
   */
  requeue (id: string): Promise<void>

  /**
   * Gives dead tasks another life, with all their attempts. How many got one.
   *
   * @throws ShutdownError
   */
  redrive (options?: RedriveOptions): Promise<number>

  /** The queue's tasks in the order in which they were put: who holds what since when, how every attempt ended. */
  tasks (options?: TasksOptions): AsyncIterable<TaskInfo>

  /** What happens to the queue's tasks, from the first step of the loop on. A `gap` stands for events that were left out. */
  watch (options?: Abortable): AsyncIterable<TaskEvent>
  stats (): Promise<QueueStats>
}
