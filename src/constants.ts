/** How long to wait before a failed task is tried again, where a queue does not say. Milliseconds. */
export const DEFAULT_BACKOFF = { type: 'exponential', delay: 1_000, maxDelay: 300_000, jitter: 0.5 } as const
