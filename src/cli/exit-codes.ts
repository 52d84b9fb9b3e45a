/** How the commands end; docs/cli.md has the same table. `map` has its own, GNU parallel's. */
export const EXIT = {
  /** Done; or stopped by a signal, for a command that runs until it is stopped. */
  ok: 0,

  /** It went wrong in a way that has no number of its own. */
  failed: 1,

  /** The command line, a file that it names, or the environment is not right. */
  usage: 2,

  /** No coordinator was reached, or the connection to it was lost. */
  connection: 3,

  /** The key was refused, or it may not do that. */
  access: 4,

  /** There is no such queue or task, or nothing is known of it any more. */
  unknown: 5,

  /** There was nothing to take, no room to put, or no answer in time; or the queue is shut down. */
  unavailable: 6,

  /** The task failed, was cancelled or expired. */
  task: 7,

  /** The disk of the coordinator failed, or its data directory is damaged or in use. */
  storage: 8,

  /** A bound was met, or what was to be sent is too large or cannot be sent. */
  limit: 9,

  /** Stopped by SIGINT or SIGTERM before it was done; by a second signal, at once. */
  interrupted: 130,
  terminated: 143
} as const

/** As GNU parallel: up to 100 is how many jobs failed. */
export const MAP_EXIT = { ok: 0, mostFailed: 100, moreFailed: 101, other: 255 } as const
