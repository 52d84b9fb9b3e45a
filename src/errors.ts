import { checkOptions } from './arguments.ts'

/**
 * One class per condition. `name` is the class name, `code` is `ERR_` and that name in
 * capitals; both are stable, messages are not. docs/errors.md has a heading for each.
 */

/** Whether the call took effect: `none` is a promise that it did not, `unknown` that nobody can say. */
export type Doubt = 'none' | 'unknown'

/** Why a lease is no longer its holder's. */
export type LeaseLostReason = 'cancelled' | 'lapsed' | 'maxRun' | 'history'

/** What every error of this package is. */
export abstract class PeerqError extends Error {
  /** Stable and machine-readable: `ERR_EMPTYERROR`, … */
  readonly code: string

  constructor (message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.code = `ERR_${new.target.name.toUpperCase()}`
  }
}

/** `get` found nothing, at once or within its `timeout`. It proves that nothing was taken. */
export class EmptyError extends PeerqError {}

/** `put` found no room, at once or within its `timeout`. It proves that nothing was put. */
export class FullError extends PeerqError {}

/** The queue was shut down: it takes no more items, or has none left to give. */
export class ShutdownError extends PeerqError {}

/** The coordinator has no such queue, and makes none for clients. */
export class UnknownQueueError extends PeerqError {}

/** The pre-shared key was refused, or what answered is not the coordinator that was asked for. */
export class AuthenticationError extends PeerqError {}

/** The key or peer lacks the role that the call needs; the message names it. */
export class PermissionError extends PeerqError {}

/** The lease is no longer the caller's: whatever it would have settled is not settled by it. */
export class LeaseLostError extends PeerqError {
  readonly reason: LeaseLostReason

  constructor (message: string, reason: LeaseLostReason, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

/** How a handler says what should happen to its failed attempt. */
export interface TaskErrorOptions extends ErrorOptions {
  /**
   * Whether another attempt may be made while `maxAttempts` allows it.
   *
   * @default true
   */
  retry?: boolean

  /** Milliseconds until the next attempt, instead of the queue's `backoff`. */
  delay?: number
}

/** Thrown by a handler to decide what happens to its failed attempt. */
export class TaskError extends PeerqError {
  readonly retry: boolean
  readonly delay: number | undefined

  constructor (message: string, options?: TaskErrorOptions) {
    super(message, options)
    const { retry, delay } = checkOptions(options)
    this.retry = retry ?? true
    this.delay = delay
  }
}

/** What is known of an error that was thrown on another machine. */
export interface RemoteFailure {
  /** The remote error's `name`. */
  remoteName: string

  /** The remote error's `message`, cut at 4 KiB. */
  remoteMessage: string

  /** The remote error's `stack`, where the worker sends it. */
  remoteStack?: string

  /** The label of the worker; it proves nothing. */
  workerName?: string

  /** The peer id of the worker, proved by the handshake. */
  workerPeerId?: string
}

/** The task is dead: its attempts are used up, or its last failure forbade another. */
export class TaskFailedError extends PeerqError {
  readonly remote: RemoteFailure

  constructor (message: string, remote: RemoteFailure, options?: ErrorOptions) {
    super(message, options)
    this.remote = remote
  }
}

/** The task was cancelled, purged, or dropped by an immediate shutdown. */
export class TaskCancelledError extends PeerqError {}

/** The task's `ttl` ran out before anybody started it. */
export class TaskExpiredError extends PeerqError {}

/** The coordinator knows no such task, or no longer: its result was not kept. */
export class ResultExpiredError extends PeerqError {}

/** The `id` is taken by a task with another payload or other options. */
export class DuplicateIdError extends PeerqError {}

/** The item or result cannot be carried; the message names the path in it. */
export class PayloadError extends PeerqError {}

/** The item or result is larger than `maxPayloadBytes`. */
export class PayloadTooLargeError extends PeerqError {}

/** A bound of the coordinator was met; the message names it. */
export class LimitError extends PeerqError {}

/** What an error can say of a call whose answer never came. */
export interface DoubtOptions extends ErrorOptions {
  outcome?: Doubt

  /** For a put: the id that its task has, if there is one. */
  taskId?: string
}

/** There is no connection, or it ended before the answer came. */
export class ConnectionError extends PeerqError {
  readonly outcome: Doubt
  readonly taskId: string | undefined

  constructor (message: string, options: DoubtOptions = {}) {
    super(message, options)
    this.outcome = options.outcome ?? 'none'
    this.taskId = options.taskId
  }
}

/** The answer did not come in time. */
export class TimeoutError extends PeerqError {
  readonly outcome: Doubt
  readonly taskId: string | undefined

  constructor (message: string, options: DoubtOptions = {}) {
    super(message, options)
    this.outcome = options.outcome ?? 'none'
    this.taskId = options.taskId
  }
}

/** The other side said something that the protocol does not allow, or speaks another version of it. */
export class ProtocolError extends PeerqError {}

/** The coordinator's disk failed: it refuses everything until it is started again. */
export class StorageError extends PeerqError {
  readonly outcome: Doubt

  constructor (message: string, options: DoubtOptions = {}) {
    super(message, options)
    this.outcome = options.outcome ?? 'unknown'
  }
}
