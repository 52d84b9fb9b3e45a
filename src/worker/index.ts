/**
 * A worker takes tasks of one queue on leases, runs a handler over them and settles them
 * with what comes of that. What it works on it is handed by a client, through `Supply`.
 */
import type { LeaseLostReason } from '../errors.ts'
import type { TypedEventTarget } from 'main-event'

/** What a handler is told beside the item. */
export interface HandlerContext {
  /** The task's id. */
  readonly id: string

  /** The queue's name. */
  readonly queue: string

  /** 1 the first time. */
  readonly attempt: number

  /** Grows strictly with every hand-out: fence side effects with it. */
  readonly token: number

  /**
   * Aborts when the work is for nothing: with a `LeaseLostError` when the task was cancelled
   * or given to somebody else, with an `AbortError` when the worker's `stop` is out of time.
   */
  readonly signal: AbortSignal

  /**
   * Tells those who follow the task's progress. Under load only the latest value is sent.
   *
   * @throws PayloadError
   */
  progress (value: unknown): void

  /**
   * Makes the lease last at least this long from now. Needed only by a handler that blocks
   * the event loop: while it turns, the lease is renewed.
   *
   * @param ms - milliseconds, 1 or more
   */
  extend (ms: number): Promise<void>
}

/**
 * What runs over each item. What it returns is the task's result. What it throws fails the
 * attempt, and another follows as the queue says; a `TaskError` decides otherwise.
 */
export type Handler<I = unknown, R = unknown> = (item: I, context: HandlerContext) => R | Promise<R>

/** How a worker works. */
export interface ProcessOptions {
  /**
   * Threads for a handler that is a module's URL, 1 to 1_024. Each runs one task at a time.
   *
   * @default as many as the machine runs in parallel
   */
  threads?: number

  /**
   * Tasks that are worked on at once, 1 to 65_536.
   *
   * @default 1; with threads, as many as there are
   */
  concurrency?: number

  /**
   * Tasks that are fetched beyond those, 0 to 65_536. They are handed out only while no other
   * worker of the queue is idle, and given back by `stop`.
   *
   * @default as many as this worker begins in about 100 ms, measured as it goes; none where one takes longer
   */
  prefetch?: number

  /**
   * Whether the stacks of errors travel to whoever waits for the result, cut at 4 KiB.
   * They tell others about this machine's files.
   *
   * @default false
   */
  stack?: boolean
}

/** How to stop. */
export interface StopOptions {
  /**
   * Milliseconds, 0 or more, until handlers that still run are aborted and their tasks handed
   * back. `Infinity`: they may finish.
   */
  deadline?: number
}

/** A task in the events of a worker. */
export interface WorkerTask {
  id: string
  queue: string
  attempt: number
  token: number
}

/** What a worker tells. */
export interface WorkerEvents {
  /** A handler begins. */
  'task:start': CustomEvent<WorkerTask>

  /** A handler returned, and its result is on its way. */
  'task:complete': CustomEvent<WorkerTask & { result: unknown }>

  /** A handler threw, its item could not be read, or its result could not be sent. */
  'task:fail': CustomEvent<WorkerTask & { error: unknown, retry: boolean }>

  /** The lease was lost while the handler ran, or before its outcome was recorded. */
  'task:abort': CustomEvent<WorkerTask & { reason: LeaseLostReason }>
}

/** A running worker. */
export interface Worker extends TypedEventTarget<WorkerEvents>, AsyncDisposable {
  /** Handlers that run now. */
  readonly active: number

  /**
   * Resolves when it takes nothing more and all its handlers have returned: after `stop`, a
   * shutdown of the queue, or the end of its client. Rejects when the coordinator refuses it.
   */
  readonly ended: Promise<void>

  /**
   * Takes nothing new, hands back what was fetched ahead, lets handlers finish until the
   * deadline (`Infinity` unless given), then aborts them and hands their tasks back. May be called again.
   */
  stop (options?: StopOptions): Promise<void>
}

export { threadedHandler } from './threads.ts'
export { createWorker } from './worker.ts'
export type { Assignment, Demand, Supplier, Supply } from './supply.ts'
