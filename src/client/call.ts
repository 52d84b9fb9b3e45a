import { ConnectionError, TimeoutError } from '../errors.ts'
import { errorOf } from '../protocol/index.ts'
import { CALL_RULES } from './call-rules.ts'
import { quiet } from './quiet.ts'
import type { Clock } from '../clock.ts'
import type { Doubt } from '../errors.ts'
import type { CallContext, CallName, LostReason, Outcome, Reply, Request, Update } from '../protocol/index.ts'
import type { CallRule } from './call-rules.ts'
import type { Lane } from './window.ts'

/**
 * For how long a call goes on without a connection. `none`: until there was none for the
 * client's `timeout`. `wait`: it waits by nature, as long as its caller does; only
 * `offline: 'fail'` ends it. `endless`: nobody awaits it, it is the session's own.
 */
export type Patience = 'none' | 'wait' | 'endless'

/** What a coordinator still knows of a session: everything, or nothing and why. */
export type Memory = 'kept' | Extract<LostReason, 'LAPSED' | 'HISTORY'>

/** Calls that are given up together. A signal for each of them would take a third of the time of a `map`. */
export interface CallGroup {
  /** They are: why. Those that come later end as they are made. */
  left: { reason: unknown } | undefined
}

/** One call, as it is made. */
export interface CallSpec<T> {
  op: CallName

  /** Its number is given to it when it is sent. */
  request: Request

  /** Its name in the API, for errors. */
  name: string

  /** Makes the caller's value of an `OK`. */
  read (reply: Reply, number: number): T | Promise<T>

  /** There is no `OK`, and why. */
  failed? (reason: unknown): void

  /** An `OK` that came when the caller had given up. */
  late? (reply: Reply, number: number): void

  /** What is told before the answer. */
  update? (update: Update): void

  /** What came of one of the tasks of a collect. */
  outcome? (outcome: Outcome): void

  /** It is about to be sent again: the request says what is still wanted. */
  resending? (): void

  /** It was sent again: what was told in between is lost. */
  resent? (): void

  patience: Patience

  /**
   * Between parts of one process what is taken is taken: giving up waits for the answer,
   * which says whether it was in time.
   */
  isFinal?: boolean

  /** The part of the request that says how long the coordinator may wait: shortened when it is sent late. */
  limit?: { timeout?: number | undefined }
  signal?: AbortSignal | undefined
  group?: CallGroup | undefined

  /** The bytes that count against `maxPayloadBytes`. */
  bytes?: number

  /** The task that it is about; of a put, that of its request's number. */
  taskId?: string | ((number: number) => string | undefined)
}

/** One call on its way: what is known of it, and the promise of whoever made it. */
export class Call<T = unknown> {
  readonly spec: CallSpec<T>
  readonly lane: Lane<Call>
  readonly promise: Promise<T>

  /** Milliseconds that its caller gave it. */
  readonly timeout: number | undefined

  /** When they are up, on this machine's clock. */
  readonly deadline: number

  /** When it was sent for the first time; absent: it never was. */
  sentAt: number | undefined

  /** Its caller has its outcome. */
  isOver = false

  /** Its caller wants to abort it, and the coordinator was asked to; why. */
  aborting: { reason: unknown } | undefined

  /** Calls off the watch over its time. */
  calloff: (() => void) | undefined
  onAbort: (() => void) | undefined
  #resolve!: (value: T | Promise<T>) => void
  #reject!: (reason: unknown) => void

  constructor (spec: CallSpec<T>, lane: Lane<Call>, clock: Pick<Clock, 'now'>) {
    this.spec = spec
    this.lane = lane
    this.timeout = spec.limit?.timeout
    this.deadline = this.timeout === undefined ? Infinity : clock.now() + this.timeout
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  get rule (): CallRule {
    return CALL_RULES[this.spec.op]
  }

  get bytes (): number {
    return this.spec.bytes ?? 0
  }

  get number (): number {
    return this.spec.request.number
  }

  get taskId (): string | undefined {
    const { taskId } = this.spec

    return typeof taskId === 'function' ? (this.sentAt === undefined ? undefined : taskId(this.number)) : taskId
  }

  /** For words about it. */
  get context (): CallContext {
    const { name, request: { queue } } = this.spec

    return { call: name, queue, timeout: this.timeout, task: this.taskId }
  }

  /** Whether it may have had an effect that nobody was told of. */
  get doubt (): Doubt {
    return this.sentAt !== undefined && this.rule.inDoubt !== 'again' ? 'unknown' : 'none'
  }

  /** The coordinator may wait as long as the caller still does. */
  shortenLimit (now: number): void {
    const { limit } = this.spec

    // a limit below 0 is refused by the coordinator, which knows when
    if (limit?.timeout !== undefined && limit.timeout > 0) {
      limit.timeout = Math.min(limit.timeout, Math.max(0, Math.ceil(this.deadline - now)))
    }
  }

  succeed (reply: Reply): void {
    if (!this.#end()) {
      return
    }

    try {
      const value = this.spec.read(reply, this.number)

      if (value instanceof Promise) {
        void quiet(this.promise)
      }

      this.#resolve(value)
    } catch (err) {
      void quiet(this.promise)
      this.#reject(err)
    }
  }

  fail (reason: unknown): void {
    if (this.#end()) {
      this.spec.failed?.(reason)
      // only now: a promise that is kept costs nothing
      void quiet(this.promise)
      this.#reject(reason)
    }
  }

  /** No answer came, and none is waited for. */
  failUnanswered (because: string, cause?: unknown): void {
    const outcome = this.doubt
    const rest = outcome === 'none' ? 'it had no effect' : 'whether it took effect is not known'

    this.fail(new ConnectionError(`${this.#title} had no answer: ${because}; ${rest}`, { outcome, taskId: this.taskId, cause }))
  }

  /** The coordinator knows nothing of it any more. */
  failForgotten (reason: Exclude<Memory, 'kept'>): void {
    if (this.rule.inDoubt === 'lost') {
      this.fail(errorOf({ status: 'LEASE_LOST', reason }, this.context))
    } else {
      this.failUnanswered(reason === 'HISTORY' ? 'the coordinator was started anew without its old tasks' : 'the coordinator has forgotten this session')
    }
  }

  /** The caller's time is up, and the coordinator did not say so. */
  failLate (because: string): void {
    if (this.rule.timesOut === true) {
      this.fail(new TimeoutError(`${this.#title} had no answer within ${this.timeout} ms: ${because}`, { taskId: this.taskId }))
    } else {
      this.failUnanswered(`its ${this.timeout} ms are over, and ${because}`)
    }
  }

  get #title (): string {
    const { name, request: { queue } } = this.spec

    return queue === '' ? name : `${name} on queue '${queue}'`
  }

  /** The first end counts. */
  #end (): boolean {
    if (this.isOver) {
      return false
    }

    this.isOver = true
    this.calloff?.()

    if (this.onAbort !== undefined) {
      this.spec.signal?.removeEventListener('abort', this.onAbort)
    }

    return true
  }
}
