/**
 * The queue itself: a pure state machine over a log.
 *
 * `execute` checks a command, changes the state and says what happened (changes, facts
 * for the journal) and whom to tell (effects). `replay` rebuilds the state from facts
 * alone. `tick` does all that is due. Nothing else moves the state, nothing here waits,
 * and time and chance come in as values.
 */
import type { Change } from './changes.ts'
import type { Command } from './commands.ts'
import type { EngineLimits } from './config.ts'
import type { Effect } from './effects.ts'
import type { Counts } from './records.ts'
import type { Snapshot, SnapshotPiece } from './snapshot.ts'

export interface EngineInit {
  /** A number in [0, 1), for the jitter of backoffs. */
  random (): number

  /**
   * The first token is greater than this; wall-clock milliseconds × 1,000, so that tokens
   * grow over restarts even when the journal was lost.
   */
  tokenFloor: number

  /**
   * Whether a call on a queue that is not declared declares it.
   *
   * @default false
   */
  autoCreate?: boolean
  limits?: Partial<EngineLimits>
}

/** What came of a command. Both lists are the caller's to keep; effects leave only when the changes are durable. */
export interface Output {
  changes: Change[]
  effects: Effect[]
}

/** What can be said of a session without asking it. */
export interface SessionView {
  session: string
  peer: string
  name: string
  keyName: string
  local: boolean
  connected: boolean

  /** When it was opened, on the engine's clock. */
  since: number
  leases: number
  consumers: number
}

export interface Engine {
  /**
   * Does what one session asks for at `now`, a time that never steps back. With the first
   * command, or tick, it begins to serve: for 5 s after that a queue that is not declared is waited for.
   *
   * @param into - where to add what comes of it; absent: to lists of its own
   */
  execute (command: Command, now: number, into?: Output): Output

  /** Does all that is due at `now`; `into` likewise. */
  tick (now: number, into?: Output): Output

  /** When `tick` has something to do next; Infinity: never, as things stand. */
  nextDeadline (): number

  /** Rebuilds the state from a fact. Only before the first `execute`. */
  replay (change: Change): void

  /**
   * The durable state as it is now. It is read piece by piece while the engine goes on. One
   * at a time: it has to be read to its end, or released, before the next.
   */
  snapshot (): Snapshot

  /** Rebuilds the state from the pieces of a snapshot, all of them and in order, before any `replay`. */
  restore (piece: SnapshotPiece): void

  /** About how many bytes a snapshot comes to. */
  weight (): number

  /** What has become of the tasks of each queue. */
  counts (): Record<string, Counts>

  /** Where the state contradicts itself, the conservation law included, in words; none: nowhere. Looks at every task. */
  audit (): string[]

  /** From here on puts are answered with LIMIT and this reason; `undefined`: no more. */
  refusePuts (reason: string | undefined): void

  /** The coordinator stood still for `ms`: every deadline that a peer could not meet meanwhile moves by that much. */
  stoodStill (ms: number): void

  sessions (): IterableIterator<SessionView>

  /** The names of the queues. */
  queues (): string[]

  /** All that a journal must bring back, in plain values: two engines with the same history give the same. */
  dump (): unknown
}

export { DONE } from './answers.ts'
export { createEngine } from './engine.ts'
export type { Change, SessionAnswer, TaskMove, TaskPut, TasksForgotten } from './changes.ts'
export type { Call, Command, DeclareCall, PutCall } from './commands.ts'
export { DEFAULT_ENGINE_LIMITS, DEFAULT_QUEUE_OPTIONS } from './config.ts'
export type { Backoff, EngineLimits, Grace, Order, QueueOptions } from './config.ts'
export type { Answer, Effect, Grant, LostReason, QueueStats, Status } from './effects.ts'
export type { OutcomeValues, QueueValues, SessionValues, Snapshot, SnapshotPiece, TaskValues } from './snapshot.ts'
export type { Counts } from './records.ts'
export type { Attempt, Failure, Mode, TaskInfo, TaskState } from './task.ts'
