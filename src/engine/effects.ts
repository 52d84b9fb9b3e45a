import type { Counts } from './records.ts'
import type { Failure, TaskInfo } from './task.ts'

/** How a request ended; the names are the wire's. */
export type Status =
  | 'OK' | 'EMPTY' | 'FULL' | 'SHUTDOWN' | 'UNKNOWN_QUEUE' | 'LEASE_LOST'
  | 'TASK_FAILED' | 'TASK_CANCELLED' | 'TASK_EXPIRED' | 'RESULT_EXPIRED'
  | 'DUPLICATE_ID' | 'LIMIT' | 'TIMEOUT' | 'RANGE' | 'ABANDONED'

export type LostReason = 'CANCELLED' | 'LAPSED' | 'MAX_RUN' | 'HISTORY'

/** A lease that is no more. */
export interface Lost {
  token: number
  reason: LostReason
}

/** The answer to a request. Only `status` is always there. */
export interface Answer {
  status: Status

  /** What happened and what to do, where the engine knows more than the caller. */
  message?: string

  /** put: known already; cancel, empty, full, isShutdown: yes. */
  flag?: boolean

  /** size, purge, redrive. */
  count?: number

  /** A result. */
  payload?: Uint8Array

  /** completeMany: what was not the caller's any more; the rest is done. */
  lost?: Lost[]

  grant?: Grant
  failure?: Failure
  reason?: LostReason
  stats?: QueueStats
  tasks?: TaskInfo[]
}

/** A task in the hands of a session. */
export interface Grant {
  token: number
  task: string
  item: Uint8Array

  /** 1 the first time. */
  attempt: number
  leaseMs: number
  maxRunMs: number

  /** The last heartbeat of the session that was read when this was granted. */
  heartbeat: number
}

/** Messages for sessions. None is kept: each follows again from the state when a session comes back. */
export type Effect =
  | { type: 'welcome', session: string, resumed: boolean, voided: number[] }
  | { type: 'refuse', session: string, message: string }
  | { type: 'reply', session: string, number: number, answer: Answer }
  | { type: 'grant', session: string, consumer: number, grant: Grant }
  | { type: 'revoke', session: string, token: number, reason: LostReason }
  | { type: 'heartbeat', session: string, sequence: number, refused: number[] }
  | { type: 'outcome', session: string, number: number, index: number, answer: Answer }
  | { type: 'update', session: string, number: number, value: Uint8Array }
  | { type: 'consumerEnd', session: string, consumer: number, status: Status, message: string }
  | { type: 'goodbye', session: string }
  | { type: 'forgotten', session: string }

/** What a queue has, and what came of all it ever had. Rates are the coordinator's to add. */
export interface QueueStats extends Counts {
  unfinished: number
  getters: number
  putters: number
  oldestReadyMs: number
  longestLeaseMs: number
  maxSize: number
  paused: boolean
  shutdown: boolean
}
