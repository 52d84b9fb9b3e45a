import type { Clock } from '../clock.ts'
import type { LeaseLostReason } from '../errors.ts'
import type { FailOptions, Lease } from '../client/lease.ts'

/** How many tasks a worker wants in its hands: worked on at once, and fetched beyond that. */
export interface Demand {
  concurrency: number
  prefetch: number
}

/** A task in the worker's hands. Reading `item` throws a `PayloadError` when it cannot be decoded. */
export interface Assignment extends Lease {
  /** The size of the item as it came. */
  readonly bytes: number

  /** Where the worker keeps it; the worker alone writes it. 0: nowhere yet. */
  place: number

  /** Why it is no longer the worker's; absent: it is. */
  readonly lostReason: LeaseLostReason | undefined

  /** Its handler begins. */
  start (): void
  fail (error: unknown, options?: FailOptions): Promise<void>

  /** Ends `signal`, for a reason that is not the coordinator's. */
  abort (reason: Error): void
}

/** What a worker is told. */
export interface Demander {
  assigned (assignment: Assignment): void
  lost (assignment: Assignment, reason: LeaseLostReason): void

  /** Nothing more will come; without an error because the queue was shut down, or the client ended. */
  ended (error?: Error): void

  /** What it wants now: asked when a new connection begins. */
  demand (): Demand
}

/** A standing wish for tasks. */
export interface Supply {
  want (demand: Demand): void

  /** Wants nothing more. */
  close (): void
}

/** What a worker needs of its client. */
export interface Supplier {
  readonly queue: string
  readonly clock: Clock
  supply (demander: Demander): Supply

  /** Says something about the queue that nobody listens for; once for each queue. */
  warn (message: string): void
}
