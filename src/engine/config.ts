/** Which waiting item of the smallest priority goes first: the oldest, or the newest. */
export type Order = 'fifo' | 'lifo'

/** How long to wait before a failed task is tried again. */
export interface Backoff {
  /** `exponential`: doubles with each attempt; `fixed`: is the same each time. */
  type: 'exponential' | 'fixed'

  /** Milliseconds before the second attempt. */
  delay: number

  /** Milliseconds, the most that doubling comes to. */
  maxDelay: number

  /** 0 to 1: the share of the delay that is left to chance, so that failures spread out. */
  jitter: number
}

/** How long a session that went away keeps its leases, in milliseconds. */
export interface Grace {
  /** After its connection was closed without goodbye. */
  closed: number

  /** After it fell silent. */
  silent: number
}

/** All that a queue can be told to do otherwise. Times are milliseconds; `Infinity` is no limit. */
export interface QueueOptions {
  /** The most tasks that wait (ready and delayed); 0 or less: unbounded. */
  maxSize: number
  order: Order

  /** How long a worker may be silent about a task before somebody else gets it. 100 or more. */
  leaseMs: number

  /** How long one attempt may take, however often its lease is renewed. */
  maxRunMs: number

  /** How often a task is handed out before it is dead; 1 or more. */
  maxAttempts: number
  backoff: Backoff

  /** How long a result is kept once nobody waits for it. */
  resultTtl: number

  /** How long an id that a caller chose is known after its task has ended. */
  dedupTtl: number
  grace: Grace
}

export const DEFAULT_QUEUE_OPTIONS: Readonly<QueueOptions> = {
  maxSize: 0,
  order: 'fifo',
  leaseMs: 30_000,
  maxRunMs: Infinity,
  maxAttempts: 3,
  backoff: { type: 'exponential', delay: 1_000, maxDelay: 300_000, jitter: 0.5 },
  resultTtl: 600_000,
  dedupTtl: 600_000,
  grace: { closed: 2_000, silent: 10_000 }
}

/** Bounds of the engine's own memory; the coordinator's `Limits` sets them. */
export interface EngineLimits {
  /** Queues in all. */
  maxQueues: number

  /** Calls of one session that may wait at once; its standing consumers have the same bound. */
  maxWaiters: number

  /** Tasks of all queues that wait, are leased or are dead. */
  maxTasks: number

  /** Ended tasks whose outcome is kept; the oldest that nobody waits for goes first. */
  maxResults: number

  /**
   * Bytes of kept outcomes, with what surrounds them: about 240 for each, 100 for its result,
   * 150 for an id that was chosen, 120 for each attempt that failed.
   */
  maxResultBytes: number

  /** Ids of ended tasks, kept for `dedupTtl`. */
  maxIds: number

  /** Sessions that went away and may come back; the oldest is forgotten first. */
  maxAway: number

  /** Bytes of items of puts of one session that wait, for room or for their queue. */
  maxWaitingBytes: number

  /**
   * Answers of one session that are kept until it is known to have them, counting as one
   * those in a row that say nothing but OK.
   */
  maxAnswers: number
}

export const DEFAULT_ENGINE_LIMITS: Readonly<EngineLimits> = {
  maxQueues: 1_024,
  maxWaiters: 2_048,
  maxTasks: 10_000_000,
  maxResults: 100_000,
  maxResultBytes: 64 * 1024 * 1024,
  maxIds: 4_000_000,
  maxAway: 10_000,
  maxWaitingBytes: 64 * 1024 * 1024,
  maxAnswers: 65_536
}
