import type { Clock } from '../../src/clock.ts'

interface Alarm {
  at: number
  order: number
  callback: () => void
}

/**
 * A clock that stands still until it is told to go on. `advance` runs what is due, one
 * alarm after the other in the order of their times, and lets everything that follows from
 * it happen in between. The same seed gives the same chance.
 */
export class VirtualClock implements Clock {
  #now = 0
  #order = 0
  #state: number
  readonly #epoch: number
  #alarms: Alarm[] = []
  #soon: Array<() => void> = []

  constructor (seed = 1, epoch = 1_700_000_000_000) {
    this.#state = seed >>> 0
    this.#epoch = epoch
  }

  now (): number {
    return this.#now
  }

  wall (): number {
    return this.#epoch + this.#now
  }

  /** Mulberry32. */
  random (): number {
    this.#state = this.#state + 0x6d2b79f5 >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ mixed >>> 15, mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61)

    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32
  }

  randomBytes (length: number): Uint8Array {
    return Uint8Array.from({ length }, () => Math.floor(this.random() * 256))
  }

  alarm (callback: () => void, ms: number): () => void {
    const alarm = { at: this.#now + Math.min(Math.max(ms, 0), 2 ** 31 - 1), order: this.#order++, callback }
    this.#alarms.push(alarm)

    return () => { this.#alarms = this.#alarms.filter((each) => each !== alarm) }
  }

  soon (callback: () => void): void {
    this.#soon.push(callback)
  }

  /** How many alarms are set. */
  get pending (): number {
    return this.#alarms.length
  }

  /** Lets `ms` milliseconds pass. */
  async advance (ms: number): Promise<void> {
    const until = this.#now + ms
    await this.settle()

    for (let next = this.#first(until); next !== undefined; next = this.#first(until)) {
      this.#alarms = this.#alarms.filter((each) => each !== next)
      this.#now = Math.max(this.#now, next.at)
      next.callback()
      await this.settle()
    }

    this.#now = until
  }

  /** Time passes, and nothing is run: the event loop stands still. */
  stall (ms: number): void {
    this.#now += ms
  }

  /** Lets everything happen that needs no time to pass. */
  async settle (): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet++) {
      const due = this.#soon
      this.#soon = []

      for (const callback of due) {
        callback()
        quiet = 0
      }

      await new Promise<void>((resolve) => { setImmediate(resolve) })
    }
  }

  #first (until: number): Alarm | undefined {
    const due = this.#alarms.filter(({ at }) => at <= until)

    return due.sort((a, b) => a.at - b.at || a.order - b.order)[0]
  }
}
