/**
 * Time and chance, injected. This file and the alarm that it hands out are the only
 * places that ask the machine for either; everything else is given a `Clock`, so that a
 * test can run a day in a millisecond and replay it from a seed.
 */
export interface Clock {
  /** Milliseconds on a monotonic clock: never steps back, its zero means nothing. */
  now (): number

  /** Milliseconds since the Unix epoch: may step, is never used to measure. */
  wall (): number

  /** A number in [0, 1). */
  random (): number

  /** `length` bytes that nobody can guess. */
  randomBytes (length: number): Uint8Array

  /**
   * Calls `callback` once, `ms` milliseconds from now (clamped to 0 … 2^31−1), and
   * returns how to call that off. The process is not kept alive by it when `keepAlive` is false.
   *
   * @default keepAlive true
   */
  alarm (callback: () => void, ms: number, keepAlive?: boolean): () => void

  /** Calls `callback` once, at the end of the current turn of the event loop. */
  soon (callback: () => void): void
}

/** Node's timers count in a signed 32-bit integer; beyond it they fire at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  random: () => Math.random(),
  randomBytes: (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)),

  alarm (callback, ms, keepAlive = true) {
    const timer = setTimeout(callback, Math.min(Math.max(ms, 0), MAX_TIMER_MS))

    if (!keepAlive) {
      timer.unref()
    }

    return () => { clearTimeout(timer) }
  },

  soon: (callback) => { setImmediate(callback) }
}
