import type { QueueOptions } from './config.ts'
import type { Answer } from './effects.ts'
import type { Attempt, Failure, Mode } from './task.ts'
import type { TaskEvent } from './transitions.ts'

/**
 * Facts: what a journal keeps and `replay` needs. They carry outcomes (due time, token,
 * seq), never inputs, so that replay asks no clock and no chance. All times are on the
 * engine's clock.
 */
export type Change =
  | { type: 'queue:declare', queue: string, options: QueueOptions, at: number }
  | { type: 'queue:change', queue: string, options: QueueOptions }
  | { type: 'queue:shutdown', queue: string, immediate: boolean }
  | { type: 'queue:reopen', queue: string }
  | { type: 'queue:pause', queue: string, paused: boolean }
  | { type: 'queue:taskDone', queue: string }
  | { type: 'session:open', session: string, peer: string, name: string, keyName: string, local: boolean, at: number }
  | { type: 'session:forget', session: string, at: number }
  | SessionAnswer
  | { type: 'session:answered', session: string, below: number }
  | TaskPut
  | TaskMove
  | { type: 'task:extend', queue: string, task: string, until: number }
  | TasksForgotten

/**
 * A state-changing request was answered with OK: the same again gets that answer. One
 * without details may be joined to the next: the first `from` and the last `number`.
 */
export interface SessionAnswer {
  type: 'session:answer'
  session: string

  /** From here to `number` there are only requests whose answers are not kept, or that the caller has. */
  from: number
  number: number

  /** Absent: a plain OK. */
  answer?: Answer
}

/** A task came into the queue. */
export interface TaskPut {
  type: 'task:put'
  queue: string
  task: string

  /** Who put it: its handle counts as waiting for the result while that session lives. */
  session: string
  item: Uint8Array
  priority: number

  /** Its place among equals; 0 while it is delayed. */
  seq: number
  at: number

  /** When it becomes ready; 0: it is. */
  due: number

  /** When it is too late to start it; Infinity: never. */
  expires: number
  maxAttempts: number
  leaseMs: number
  maxRunMs: number

  /** Identifies item and options when the caller chose the id; 0 otherwise. */
  fingerprint: number
}

/** Ended tasks, oldest first: `evict` loses the outcome and keeps the id that a caller chose, `forget` loses both. */
export interface TasksForgotten {
  type: 'task:evict' | 'task:forget'
  queue: string
  tasks: string[]

  /** Outcomes had to make room, instead of having been kept for as long as was asked. */
  forced: boolean
}

/** A task went from one state to another, by one row of the transition table. */
export interface TaskMove {
  type: 'task:move'
  queue: string
  task: string
  event: TaskEvent
  at: number

  /** grant */
  lease?: { token: number, session: string, mode: Mode, consumer: number, request: number, attempt: number }

  /** due, redrive, requeue of a delayed task: its new place. */
  seq?: number

  /** retry, defer: when it becomes ready. */
  due?: number

  /** A lease ended here, and the task with it only by a drop: how, for the history. */
  ended?: Attempt

  /** retry, exhaust: it would not have been charged, had that not happened too often in a row. */
  habit?: boolean

  /** complete */
  result?: Uint8Array

  /** exhaust */
  failure?: Failure

  /** The ends: until when the outcome is kept for whoever asks for it later. */
  keptUntil?: number
}
