/** Ends a wait early: the call rejects with `signal.reason`. */
export interface Abortable {
  signal?: AbortSignal
}

/** For calls that may wait for something to happen in the queue. */
export interface WaitOptions extends Abortable {
  /**
   * Milliseconds, 0 or more. `Infinity`: no limit.
   *
   * @default Infinity
   */
  timeout?: number
}

/** How to take one item. */
export interface GetOptions extends WaitOptions {
  /**
   * Whether to wait for an item. `false`: an `EmptyError` at once, and `timeout` is not looked at.
   *
   * @default true
   */
  block?: boolean
}

/** How to take one item on a lease. */
export interface ReserveOptions extends GetOptions {
  /**
   * Renews the lease until it is settled, for as long as this process lives. It needs
   * `maxRunMs` (of the queue or the task), which then is all that ends a hung holder's lease:
   * without it the item goes back and the call rejects with a `RangeError`.
   *
   * @default false
   */
  autoExtend?: boolean
}

/** What one task may have of its own. */
export interface TaskOptions {
  /**
   * An integer of 32 bits with its sign. The smallest is served first, equal ones in their order.
   *
   * @default 0
   */
  priority?: number

  /**
   * Milliseconds, 0 or more, before the task can be handed out.
   *
   * @default 0
   */
  delay?: number

  /**
   * Milliseconds, above `delay`, after which a task that nobody has begun expires. `Infinity`: never.
   *
   * @default Infinity
   */
  ttl?: number

  /**
   * How often the task is handed out before it is dead: 1 or more. `Infinity`: no limit.
   *
   * @default the queue's
   */
  maxAttempts?: number

  /**
   * Milliseconds, 100 or more: how long a worker may be silent about the task before somebody else gets it.
   *
   * @default the queue's
   */
  leaseMs?: number

  /**
   * Milliseconds, 1 or more, that one attempt may take, however often its lease is renewed. `Infinity`: no limit.
   *
   * @default the queue's
   */
  maxRunMs?: number
}

/** How to put several items. */
export interface PutManyOptions extends TaskOptions, Abortable {
  /**
   * Whether to wait for room in a full queue. `false`: a `FullError` at once, and `timeout` is not looked at.
   *
   * @default true
   */
  block?: boolean

  /**
   * Milliseconds to wait for room, 0 or more. As in Python it is looked at only where the
   * queue has a `maxSize`. `Infinity`: no limit.
   *
   * @default Infinity
   */
  timeout?: number
}

/** How to put one item. */
export interface PutOptions extends PutManyOptions {
  /**
   * An id of your own, 1 to 256 bytes. While such a task lives, and the queue's `dedupTtl`
   * longer, another put with it changes nothing (`isNew` is false); with another item or
   * other options it is a `DuplicateIdError`.
   *
   * @default made up, and unique
   */
  id?: string
}

/** How to put one item and wait for what comes of it. */
export interface RunOptions extends PutOptions {
  /**
   * Milliseconds for the whole task, waiting for room and for a worker included. When they
   * are over the task is cancelled, wherever it runs. `Infinity`: no limit.
   *
   * @default Infinity
   */
  timeout?: number
}

/** How to send a stream of items through a queue. */
export interface MapOptions extends TaskOptions, Abortable {
  /**
   * How many tasks are out at once, 1 or more. The source is read no further than that.
   *
   * @default 1_000
   */
  window?: number

  /**
   * Whether results come in the order of the items. `false`: as they are ready.
   *
   * @default true
   */
  ordered?: boolean

  /**
   * `true`: every item yields a `Settled`, and failures do not end the loop.
   *
   * @default false
   */
  settled?: boolean

  /**
   * Gives each task an id of your own, as in `PutOptions`, from its item and its number from 0.
   *
   * @default made up, and unique
   */
  id?: (item: unknown, index: number) => string
}

/** What came of one item of `map` with `settled: true`. */
export type Settled<P, O> =
  | { index: number, item: P, status: 'fulfilled', value: O }
  | { index: number, item: P, status: 'rejected', reason: unknown }

/** How to take items one after another. */
export interface ItemsOptions extends Abortable {
  /**
   * How many items are fetched ahead of the loop, 0 to 65_536. They are given back when the loop is left.
   *
   * @default as many as the loop takes in about 100 ms; none for a loop that is slower
   */
  prefetch?: number
}

/** How to take leases one after another. */
export interface LeasesOptions extends ItemsOptions {
  /**
   * As in `ReserveOptions`.
   *
   * @default false
   */
  autoExtend?: boolean
}

/** Which tasks to list. */
export interface TasksOptions extends Abortable {
  /** Only those in this state. */
  state?: TaskState

  /** Only those that this peer id, or a worker of this name, holds. */
  holder?: string

  /**
   * How many at most, 0 or more.
   *
   * @default Infinity
   */
  limit?: number

  /** Only those that were put after the task of this id. */
  after?: string
}

/** Which dead tasks to give another life. */
export interface RedriveOptions {
  /** These; those that are not dead are passed over. */
  ids?: string[]

  /**
   * How many at most, oldest first; 0 or more.
   *
   * @default Infinity
   */
  limit?: number
}

/**
 * `ready` waits to be handed out, `delayed` waits until it is due, `leased` is in somebody's
 * hands, `dead` failed too often and waits for a redrive. The others are ends.
 */
export type TaskState = 'ready' | 'delayed' | 'leased' | 'done' | 'dead' | 'cancelled' | 'expired' | 'dropped'
