/**
 * The caller's half of peerq: a session with a coordinator that outlives its connections,
 * and the queues seen through it. A coordinator's own queues are seen through one, too.
 */
import { QueueClient } from './client.ts'
import type { Clock } from '../clock.ts'
import type { StopOptions } from '../worker/index.ts'
import type { QueueDefinition, QueueOptions } from './definition.ts'
import type { Dialer } from './dialer.ts'
import type { Queue } from './queue.ts'
import type { PeerInfo, QueueStats } from './views.ts'
import type { TypedEventTarget } from 'main-event'

/** What a client is made of. */
export interface ClientInit {
  /** The way to the coordinator. */
  dialer: Dialer
  clock: Clock

  /** This client's own peer id, in text. */
  peerId: string

  /** A label in errors, histories and lists; it proves nothing. Cut at 256 bytes. */
  name: string

  /**
   * Milliseconds for the first connection, 0 or more; later, how long calls that do not wait
   * by nature wait for a connection. `Infinity`: no limit.
   *
   * @default 10_000
   */
  timeout?: number

  /**
   * What calls do while there is no connection: those that wait by nature wait on, the others
   * for `timeout`; or all of them reject at once.
   *
   * @default 'wait'
   */
  offline?: 'wait' | 'fail'

  /**
   * Which handles declare their queue: those that were given options or a definition, or all.
   *
   * @default 'given'
   */
  declare?: 'given' | 'always'
}

export interface ClientEvents {
  /** The first connection is there. */
  'session:open': CustomEvent<{ coordinatorId: string, address: string }>

  /** The connection is gone; another is being made, for as long as it takes, unless `isFinal`. */
  'session:lost': CustomEvent<{ error: Error, isFinal: boolean }>

  /** Connected again. `kept`: the coordinator still knew the session; otherwise all leases are lost. */
  'session:resume': CustomEvent<{ coordinatorId: string, address: string, kept: boolean }>
}

/** A session with a coordinator. It dials out only, and need not be reachable. */
export interface Client extends TypedEventTarget<ClientEvents>, AsyncDisposable {
  /** This client's own peer id. */
  readonly peerId: string

  /** The coordinator's peer id, proved by the handshake; '' until there was a connection. */
  readonly coordinatorId: string

  /** This client's label. */
  readonly name: string

  /**
   * A handle for a queue, at once. Given options, or a definition, it declares the queue at
   * the coordinator; a refusal of that rejects its calls.
   *
   * @param name - 1 to 128 of `A-Z a-z 0-9 . _ / -`
   * @throws TypeError, RangeError
   */
  queue<I = unknown, O = unknown> (name: string, options?: QueueOptions): Queue<I, O>
  queue<I, O, P, R> (definition: QueueDefinition<I, O, P, R>): Queue<I, O, P, R>

  /** The sessions at the coordinator, this one included. */
  peers (): Promise<PeerInfo[]>

  /** The statistics of every queue, by name. It needs the role `observe` on all of them. */
  stats (): Promise<Record<string, QueueStats>>

  /**
   * Stops its workers as `worker.stop` does (after 10_000 ms their handlers are aborted, unless
   * `deadline` says otherwise), ends what waits, says goodbye and has it answered: what is
   * still held goes back at once. May be called again. Afterwards nothing keeps the process alive.
   */
  stop (options?: StopOptions): Promise<void>
}

/** A client, and how it begins. */
export interface StartableClient extends Client {
  /**
   * Resolves with the first connection. May be called again.
   *
   * @throws ConnectionError, naming the addresses; TimeoutError when nothing answered at all;
   * AuthenticationError, ProtocolError; `signal.reason`. The client is of no use then.
   */
  start (options?: { signal?: AbortSignal }): Promise<void>
}

/**
 * A client that is not connected yet.
 *
 * @throws TypeError, RangeError
 */
export function createClient (init: ClientInit): StartableClient {
  return new QueueClient(init)
}

export { checkDefinition, defineQueue } from './definition.ts'
export type { Backoff, Grace, QueueDefinition, QueueOptions, QueueSchemas } from './definition.ts'
export type { Dialer } from './dialer.ts'
export type { FailOptions, Lease, ReleaseOptions } from './lease.ts'
export type {
  Abortable, GetOptions, ItemsOptions, LeasesOptions, MapOptions, PutManyOptions, PutOptions, RedriveOptions,
  ReserveOptions, RunOptions, Settled, TaskOptions, TasksOptions, TaskState, WaitOptions
} from './options.ts'
export type { Queue, ShutdownOptions } from './queue.ts'
export type { InputOf, OutputOf, SchemaIssue, SchemaResult, StandardSchema } from './standard-schema.ts'
export type { TaskHandle } from './task.ts'
export type { AttemptInfo, Gap, Holder, PeerInfo, QueueStats, TaskEvent, TaskHappening, TaskInfo } from './views.ts'
