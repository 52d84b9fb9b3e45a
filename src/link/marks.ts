/** With more than this many bytes waiting, a sender should pause (`pendingBytes`)… */
export const HIGH_WATER_BYTES = 8 * 1024 * 1024

/** …until at most this many are left (`drained()`). */
export const LOW_WATER_BYTES = 1024 * 1024

/** Milliseconds that an end has to go out and be answered, unless `close` is told otherwise. */
export const CLOSE_DEADLINE_MS = 2_000
