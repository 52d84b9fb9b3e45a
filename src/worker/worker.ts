import { TypedEventEmitter } from 'main-event'
import { checkMaxDuration, checkOptions } from '../arguments.ts'
import { Pages } from '../pages.ts'
import { within } from '../within.ts'
import { Context } from './context.ts'
import { Outcomes } from './outcomes.ts'
import { Shelf } from './shelf.ts'
import type { LeaseLostReason } from '../errors.ts'
import type { Handler, StopOptions, Worker, WorkerEvents } from './index.ts'
import type { Details } from './outcomes.ts'
import type { Assignment, Demand, Supplier, Supply } from './supply.ts'

/**
 * Handlers that need no waiting run one after the other for this long, then everything else has its turn:
 * milliseconds. What they made travels while the next ones run (25 ms: a tenth fewer of the smallest tasks a second).
 */
const TURN_MS = 1

/** What `stop` waits at most for the coordinator to have noted the last outcomes: milliseconds. */
const NOTED_MS = 1_000

/** Options that were checked and filled in. */
export interface CheckedOptions {
  concurrency: number
  prefetch: number | undefined
  stack: boolean

  /** Lets go of what the handler needed; called once, when no handler will run any more. */
  release?: () => Promise<void>
}

/** Starts a worker. */
export function createWorker (supplier: Supplier, handler: Handler, options: CheckedOptions): Worker {
  return new QueueWorker(supplier, handler, options)
}

class QueueWorker extends TypedEventEmitter<WorkerEvents> implements Worker {
  readonly #supplier: Supplier
  readonly #handler: Handler
  readonly #concurrency: number
  readonly #shelf: Shelf<Assignment>
  readonly #outcomes: Outcomes
  readonly #supply: Supply

  /** Tasks whose handlers have begun and not returned, by their places. */
  readonly #running = new Pages<Assignment>()
  #lastPlace = 0

  /** Those of them that the coordinator has forgotten: lost, and over an earlier connection. */
  readonly #orphans = new Set<Assignment>()
  readonly #end = Promise.withResolvers<void>()

  /** What the handler needed is gone. */
  readonly #released: Promise<void>

  /** It takes nothing more. */
  #isClosed = false

  /** Why it was refused. */
  #error: Error | undefined

  /** When handlers began to run in this turn of the event loop. */
  #turnAt: number | undefined

  /** When the handler that began last ended, if it has. */
  #now: number | undefined

  constructor (supplier: Supplier, handler: Handler, { concurrency, prefetch, stack, release = nothing }: CheckedOptions) {
    super()
    this.#supplier = supplier
    this.#handler = handler
    this.#concurrency = concurrency
    this.#outcomes = new Outcomes(supplier, stack, (type, assignment, details) => this.#emit(type, assignment, details))
    this.#shelf = new Shelf({
      clock: supplier.clock,
      prefetch,
      concurrency,
      giveBack: (assignment) => { this.#outcomes.handedBack(assignment) },
      changed: () => { this.#supply.want(this.#demand()) }
    })
    // it rejects for those who ask
    this.#released = this.#end.promise.catch(() => {}).then(release)

    this.#supply = supplier.supply({
      assigned: (assignment) => { this.#assigned(assignment) },
      lost: (assignment, reason) => { this.#lost(assignment, reason) },
      ended: (error) => { this.#close(error) },
      demand: () => this.#demandAnew()
    })
  }

  get active (): number {
    return this.#running.size
  }

  get ended (): Promise<void> {
    return this.#end.promise
  }

  async stop (options?: StopOptions): Promise<void> {
    const { deadline = Infinity } = checkOptions(options)
    checkMaxDuration('deadline', deadline, 0)
    this.#supply.close()
    this.#shelf.clear()
    this.#close()
    const ended = this.#end.promise.catch(() => {})

    if (deadline < Infinity) {
      await within(this.#supplier.clock, deadline, ended)
      this.#abandon()
    }

    await ended
    await within(this.#supplier.clock, NOTED_MS, this.#outcomes.noted())
    await this.#released
  }

  async [Symbol.asyncDispose] (): Promise<void> {
    await this.stop()
  }

  #assigned (assignment: Assignment): void {
    if (assignment.lostReason === undefined) {
      this.#shelf.push(assignment)
      this.#fill()
    } else {
      // it came too late
      this.#outcomes.handedBack(assignment)
    }
  }

  #lost (assignment: Assignment, reason: LeaseLostReason): void {
    if (this.#running.has(assignment.place)) {
      // its place is free when its handler returns
      this.#emit('task:abort', assignment, { reason })
    } else if (this.#shelf.remove(assignment)) {
      this.#outcomes.handedBack(assignment)
    }
  }

  #demand (): Demand {
    return { concurrency: this.#concurrency - this.#orphans.size, prefetch: this.#shelf.prefetch }
  }

  /** Over a new connection the coordinator does not count what still runs without a lease; we do. */
  #demandAnew (): Demand {
    for (const assignment of this.#running.values()) {
      if (assignment.lostReason !== undefined) {
        this.#orphans.add(assignment)
      }
    }

    return this.#demand()
  }

  /** Begins what there is room for. */
  #fill (): void {
    // one look at the clock for each task: where one ends the next begins
    let now = this.#supplier.clock.now()

    while (this.#running.size < this.#concurrency && this.#shelf.size > 0 && this.#hasTime(now)) {
      this.#begin(this.#shelf.shift() as Assignment, now)
      now = this.#now ?? this.#supplier.clock.now()
    }
  }

  /** Whether this turn of the event loop may go on; if not, there is another. */
  #hasTime (now: number): boolean {
    if (this.#turnAt === undefined) {
      this.#turnAt = now

      this.#supplier.clock.soon(() => {
        this.#turnAt = undefined
        this.#fill()
      })
    }

    return now - this.#turnAt <= TURN_MS
  }

  #begin (assignment: Assignment, begunAt: number): void {
    let item: unknown

    this.#now = undefined
    assignment.place = ++this.#lastPlace
    this.#running.set(assignment.place, assignment)
    assignment.start()
    this.#emit('task:start', assignment, {})

    try {
      item = assignment.item
    } catch (err) {
      this.#threw(assignment, begunAt, err, false)
      return
    }

    try {
      const returned = this.#handler(item, new Context(this.#supplier.queue, assignment))

      if (isPromise(returned)) {
        returned.then((result) => {
          this.#returned(assignment, begunAt, result)
          this.#fill()
        }, (error) => {
          this.#threw(assignment, begunAt, error)
          this.#fill()
        })
      } else {
        this.#returned(assignment, begunAt, returned)
      }
    } catch (err) {
      this.#threw(assignment, begunAt, err)
    }
  }

  #returned (assignment: Assignment, begunAt: number, result: unknown): void {
    // `stop` may not have waited for it
    if (this.#running.delete(assignment.place)) {
      this.#outcomes.completed(assignment, result)
      this.#ended(assignment, begunAt)
    }
  }

  #threw (assignment: Assignment, begunAt: number, error: unknown, retry = true): void {
    if (this.#running.delete(assignment.place)) {
      this.#outcomes.failed(assignment, error, retry)
      this.#ended(assignment, begunAt)
    }
  }

  /** A handler is done: its place is free. */
  #ended (assignment: Assignment, begunAt: number): void {
    if (this.#orphans.delete(assignment)) {
      this.#supply.want(this.#demand())
    }

    this.#now = this.#supplier.clock.now()
    this.#shelf.took(this.#now - begunAt)
    this.#endIfIdle()
  }

  /** Nothing more comes. */
  #close (error?: Error): void {
    this.#isClosed = true
    this.#error ??= error
    this.#endIfIdle()
  }

  #endIfIdle (): void {
    if (!this.#isClosed || this.#running.size > 0 || this.#shelf.size > 0) {
      return
    }

    if (this.#error === undefined) {
      this.#end.resolve()
    } else {
      this.#end.reject(this.#error)
    }
  }

  /** The time is up: whoever still runs is told so, and somebody else may have the task. */
  #abandon (): void {
    const reason = new DOMException('the worker was stopped', 'AbortError')

    for (const assignment of [...this.#running.values()]) {
      this.#running.delete(assignment.place)
      assignment.abort(reason)
      this.#outcomes.handedBack(assignment)
    }

    this.#endIfIdle()
  }

  #emit<K extends keyof WorkerEvents> (type: K, { id, attempt, token }: Assignment, details: Details<K>): boolean {
    if (this.listenerCount(type) === 0) {
      return false
    }

    this.safeDispatchEvent(type, { detail: { id, queue: this.#supplier.queue, attempt, token, ...details } })

    return true
  }
}

function isPromise (value: unknown): value is Promise<unknown> {
  return typeof (value as Promise<unknown> | null | undefined)?.then === 'function'
}

async function nothing (): Promise<void> {}
