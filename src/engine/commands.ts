import type { Order, QueueOptions } from './config.ts'
import type { Failure, Mode, TaskState } from './task.ts'

/**
 * What the engine can be told. A command is checked before it changes anything, so a
 * malformed one from a peer costs an answer and nothing else. Times are milliseconds.
 */
export type Command =
  | OpenCommand
  | DetachCommand
  | ThrottleCommand
  | GoodbyeCommand
  | HeartbeatCommand
  | ConsumeCommand
  | AbandonCommand
  | AnsweredCommand
  | ProgressCommand
  | CallCommand

/** A session says hello, for the first time or again over a new stream. */
export interface OpenCommand {
  type: 'open'
  session: string

  /** Proved by the handshake: a session belongs to one peer for its whole life. */
  peer: string

  /** A label, proves nothing. */
  name: string

  /** The key that let it in. */
  keyName: string

  /** The coordinator's own handles: no receipts, no heartbeats, no answers kept. */
  local: boolean

  /** Tokens that the caller still holds, from before. */
  held: number[]
}

/** A stream ended without goodbye, or nothing was heard on it for too long. */
export interface DetachCommand { type: 'detach', session: string, cause: 'closed' | 'silent' }

/** Whether the session's outbox is over its mark: nothing is handed out to it while it is. */
export interface ThrottleCommand { type: 'throttle', session: string, throttled: boolean }

/** A clean end: what the session holds goes back at once, uncharged. */
export interface GoodbyeCommand { type: 'goodbye', session: string }

export interface HeartbeatCommand { type: 'heartbeat', session: string, sequence: number, tokens: number[], started: number[] }

/** What a standing consumer wants, as a level. Slots at 0 and `close` want nothing. */
export interface ConsumeCommand {
  type: 'consume'
  session: string
  consumer: number
  queue: string
  mode: Mode
  concurrency: number
  prefetch: number
  close: boolean
}

/** The caller no longer waits for this request; it is answered `ABANDONED` unless it was answered before. */
export interface AbandonCommand { type: 'abandon', session: string, number: number }

/** The caller has the answers to all requests below this number: they need not be kept. */
export interface AnsweredCommand { type: 'answered', session: string, below: number }

export interface ProgressCommand { type: 'progress', session: string, token: number, value: Uint8Array }

/** A numbered request. The same number again gets the same answer and has no other effect. */
export interface CallCommand { type: 'call', session: string, number: number, queue: string, call: Call }

export type Call =
  | DeclareCall
  | PutCall
  | { op: 'take', mode: Mode, block: boolean, timeout: number }
  | { op: 'complete', token: number, result: Uint8Array | undefined }
  | { op: 'completeMany', done: Completion[] }
  | { op: 'fail', token: number, failure: Failure, retry: boolean, delay: number | undefined }
  | { op: 'release', token: number, delay: number | undefined }
  | { op: 'confirm', tokens: number[] }
  | { op: 'extend', token: number, ms: number }
  | { op: 'cancel', task: string }
  | { op: 'awaitResult', task: string, timeout: number }
  | { op: 'collect', tasks: string[] }
  | { op: 'follow', task: string }
  | { op: 'inspect', task: string }
  | { op: 'size' } | { op: 'empty' } | { op: 'full' } | { op: 'isShutdown' }
  | { op: 'taskDone' }
  | { op: 'join', timeout: number }
  | { op: 'shutdown', immediate: boolean }
  | { op: 'setMaxSize', maxSize: number }
  | { op: 'pause' } | { op: 'resume' } | { op: 'purge' }
  | { op: 'requeue', task: string }
  | { op: 'redrive', tasks: string[], limit: number }
  | { op: 'listTasks', state: TaskState | undefined, holder: string | undefined, limit: number, after: string | undefined }
  | { op: 'stats' }

/** A task is done, with what its handler returned. */
export interface Completion {
  token: number
  result?: Uint8Array | undefined
}

export interface DeclareCall {
  op: 'declare'
  options: Partial<QueueOptions>

  /** Opens a queue again that was shut down. */
  reopen: boolean

  /**
   * Whether a queue that is not there is made. Otherwise the call waits for it as any other does.
   *
   * @default true
   */
  create?: boolean
}

/** Infinity: no limit. `undefined`: as the queue says. */
export interface PutCall {
  op: 'put'
  items: Uint8Array[]
  id: string | undefined
  block: boolean
  timeout: number
  priority: number
  delay: number
  ttl: number
  maxAttempts: number | undefined
  leaseMs: number | undefined
  maxRunMs: number | undefined
}

export type { Order, QueueOptions }
