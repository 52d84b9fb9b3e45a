import type { Mode, TaskMove, TaskState } from '../../engine/index.ts'

// What is here is on disk: add at the end, change nothing, or count up VERSION in record.ts.

/** What a change begins with. Those without a form of their own are seldom, and CBOR. */
export const SELDOM = 0
export const PUT = 1
export const MOVE = 2
export const ANSWER = 3
export const ANSWERED = 4
export const EVICT = 5
export const FORGET = 6

/** What a put says only where it is not as usual. */
export const PUT_PRIORITY = 1
export const PUT_DUE = 2
export const PUT_EXPIRES = 4
export const PUT_TERMS = 8
export const PUT_FINGERPRINT = 16

/** What only some moves carry. */
export const MOVE_LEASE = 1
export const MOVE_SEQ = 2
export const MOVE_DUE = 4
export const MOVE_ENDED = 8
export const MOVE_RESULT = 16
export const MOVE_KEPT = 32
export const MOVE_FAILURE = 64
export const MOVE_HABIT = 128
export const MOVE_NO_HABIT = 256

/** What a piece of a snapshot begins with. Those without a form of their own are CBOR. */
export const PIECE_OTHER = 0
export const PIECE_TASKS = 1

/** What a task in a snapshot says only where it is not as usual. */
export const TASK_PRIORITY = 1
export const TASK_TIMES = 2
export const TASK_TERMS = 4
export const TASK_FINGERPRINT = 8
export const TASK_ITEM = 16
export const TASK_PAST = 32
export const TASK_LEASE = 64
export const TASK_OUTCOME = 128
export const TASK_RESULT = 256
export const TASK_AWAITED = 512
export const TASK_KEPT = 1_024
export const TASK_FAILURE = 2_048

export const MODES: readonly Mode[] = ['LEASE', 'RECEIPT']
export const STATES: readonly TaskState[] = ['READY', 'DELAYED', 'LEASED', 'DONE', 'DEAD', 'CANCELLED', 'EXPIRED', 'DROPPED']
export const EVENTS: ReadonlyArray<TaskMove['event']> = [
  'grant', 'due', 'complete', 'confirm', 'return', 'retry', 'defer', 'exhaust', 'cancel', 'expire', 'drop', 'redrive', 'requeue'
]

/** How tasks are handed out; most as the one before. */
export interface Terms {
  maxAttempts: number
  leaseMs: number
  maxRunMs: number
}

export const NO_TERMS: Terms = { maxAttempts: 0, leaseMs: 0, maxRunMs: 0 }

export function sameTerms (a: Terms, b: Terms): boolean {
  return a.maxAttempts === b.maxAttempts && a.leaseMs === b.leaseMs && a.maxRunMs === b.maxRunMs
}
