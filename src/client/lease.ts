/** What becomes of a failed attempt. */
export interface FailOptions {
  /**
   * Whether another attempt may be made while `maxAttempts` allows it.
   *
   * @default true
   */
  retry?: boolean

  /** Milliseconds until the next attempt, 0 or more, instead of the queue's `backoff`. */
  delay?: number

  /**
   * Whether the error's stack travels too, cut at 4 KiB. It tells others about this machine's files.
   *
   * @default false
   */
  stack?: boolean
}

/** When a task that is given back can be handed out again. */
export interface ReleaseOptions {
  /**
   * Milliseconds, 0 or more.
   *
   * @default 0
   */
  delay?: number
}

/**
 * A task in this process's hands. It carries its verbs: `complete`, `fail` and `release`
 * settle it, and the first of them wins; later ones change nothing and end as the first
 * did. They reject with a `LeaseLostError` (its `reason` says why) when the lease was no
 * longer ours, with a `ConnectionError` (outcome 'unknown') when the answer never came;
 * after the latter the same verb may be tried again.
 *
 * `await using lease = await queue.reserve()` gives the task back unless it was settled.
 */
export interface Lease<I = unknown, R = unknown> extends AsyncDisposable {
  /** The task's id. */
  readonly id: string
  readonly item: I

  /** 1 the first time. */
  readonly attempt: number

  /** Grows strictly with every hand-out: fence side effects with it. */
  readonly token: number

  /**
   * Aborts with a `LeaseLostError` when the lease is lost: cancelled, lapsed (on this
   * machine's own clock, a tenth before the coordinator's), out of `maxRunMs`. The refusal
   * of what comes later is the guarantee; this is a courtesy that comes as early as it can.
   */
  readonly signal: AbortSignal

  /**
   * The task is done, with this result.
   *
   * @throws PayloadError, PayloadTooLargeError: the lease is still held then.
   */
  complete (result?: R): Promise<void>

  /** The attempt failed. Of the error its name and message travel, cut at 4 KiB. */
  fail (error: unknown, options?: FailOptions): Promise<void>

  /** Gives the task back to its place; the attempt does not count. */
  release (options?: ReleaseOptions): Promise<void>

  /**
   * Makes the lease last at least this long from now.
   *
   * @param ms - milliseconds, 1 or more
   */
  extend (ms: number): Promise<void>

  /**
   * Tells those who follow the task's progress. Sent when there is room, not answered;
   * under load only the latest value is.
   *
   * @throws PayloadError
   */
  progress (value: unknown): void
}
