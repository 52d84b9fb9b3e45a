/** A session sends a heartbeat at least this often, in milliseconds. */
export const HEARTBEAT_MS = 3_000

/** A session that nothing was heard of for longer than this is away, in milliseconds. */
export const SILENT_MS = 10_000

/** A connection says hello within this time, in milliseconds. */
export const HELLO_MS = 5_000

/** Whether the other end of a connection still lives, as far as one can tell from here. */
export class Vigil {
  /** When it was last known to. */
  #aliveAt: number

  /** It has shown it since. */
  #shown = false
  #pendingBytes = 0

  constructor (now: number) {
    this.#aliveAt = now
  }

  /** Something was heard of it. */
  hear (): void {
    this.#shown = true
  }

  /** The process did not run for `ms`: that nothing was heard then proves nothing. */
  stoodStill (ms: number): void {
    this.#aliveAt += ms
  }

  /** For how long nothing has come. Taking bytes out of a full outbox is a sign of life: such a one is not read. */
  silence (now: number, pendingBytes: number): number {
    if (this.#shown || pendingBytes < this.#pendingBytes) {
      this.#shown = false
      this.#aliveAt = now
    }

    this.#pendingBytes = pendingBytes

    return now - this.#aliveAt
  }
}
