/**
 * The server side: sessions over links, around one commit loop. `createCoordinatorCore`
 * knows nothing of libp2p, and a simulation plugs its links straight into it;
 * `coordinatorService` is what a libp2p node runs.
 */
import { Core } from './core.ts'
import type { TypedEventTarget } from 'main-event'
import type { Clock } from '../clock.ts'
import type { Link } from '../link/index.ts'
import type { Journal } from '../storage/journal.ts'
import type { Access } from './access.ts'
import type { CoordinatorEvents, Watcher } from './events.ts'
import type { CoordinatorLimits } from './limits.ts'
import type { PeerInfo } from './peers.ts'
import type { WatchEvent } from './watch.ts'

export interface CoordinatorCoreInit {
  /**
   * Where time and chance come from.
   *
   * @default the machine's
   */
  clock?: Clock

  /**
   * Where what happens is kept. It is opened by `start` and closed by `stop`.
   *
   * @default in memory, for as long as the coordinator lives
   */
  journal?: Journal

  /**
   * Who may do what. A `TypeError` for anything but roles.
   *
   * @default a key without a name may do everything, one that is named after a role has that role
   */
  access?: Access

  /** Bounds that differ from `DEFAULT_LIMITS`. A `RangeError` for one out of its range. */
  limits?: Partial<CoordinatorLimits>

  /**
   * Whether a client may open a queue that was not declared here.
   *
   * @default false
   */
  autoCreate?: boolean
}

export interface StopOptions {
  /**
   * Milliseconds after which it is over, whatever peers do.
   *
   * @default 5_000
   */
  deadline?: number
}

/** What to look at, and for how long. */
export interface WatchOptions {
  /**
   * The queue to look at.
   *
   * @default all of them
   */
  queue?: string

  /** Ends the loop: it throws `signal.reason`. */
  signal?: AbortSignal
}

/** A coordinator without a network. */
export interface CoordinatorCore {
  /** What happens, told once it is durable. */
  readonly events: TypedEventTarget<CoordinatorEvents>

  /** Reads the journal; then it serves. May be called twice, but not after `stop`. Rejects with a `StorageError`. */
  start (): Promise<void>

  /**
   * Serves a connection until it ends. One whose `remote.local` is set comes from this
   * process: it may do everything, and needs no heartbeats, receipts or copies.
   */
  accept (link: Link): void

  /** All sessions, connected or away. */
  peers (): PeerInfo[]

  /** The names of all queues. */
  queues (): string[]

  /** What happens to tasks from now on. Where a slow loop missed something there is a `gap`. */
  watch (options?: WatchOptions): AsyncGenerator<WatchEvent>

  /** Calls `watcher` with the same, those of a batch at a time, as soon as they are durable: for what keeps up by nature. Returns how to stop. */
  onTasks (watcher: Watcher): () => void

  /**
   * Takes no more connections nor requests, but for up to 1 s the settlements of what was handed out;
   * says goodbye, sends what is waiting and ends. May be called twice. A `RangeError` for a deadline below 0.
   */
  stop (options?: StopOptions): Promise<void>
}

/** Not started yet. */
export function createCoordinatorCore (init: CoordinatorCoreInit = {}): CoordinatorCore {
  return new Core(init)
}

export { checkAccess } from './access.ts'
export type { Access, Role } from './access.ts'
export { checkJournal } from './check.ts'
export type { JournalReport } from './check.ts'
export type { CoordinatorEvents, PeerDetail, RefusalDetail } from './events.ts'
export type { QueueHappening, TaskEventName, TaskHappening } from './happenings.ts'
export { localDialer } from './local-dialer.ts'
export type { LocalDialer } from './local-dialer.ts'
export { DEFAULT_LIMITS, resolveLimits } from './limits.ts'
export type { CoordinatorLimits } from './limits.ts'
export type { PeerInfo } from './peers.ts'
export { decodeRecord } from './record.ts'
export { coordinatorService } from './service.ts'
export type { Admission, CoordinatorService, CoordinatorServiceComponents, CoordinatorServiceInit } from './service.ts'
export type { WatchEvent } from './watch.ts'
