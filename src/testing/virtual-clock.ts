import { MAX_TIMER_MS, systemClock } from '../clock.ts'
import { Chance } from './chance.ts'
import type { Clock } from '../clock.ts'

interface Alarm {
  at: number
  order: number

  /** `undefined`: it was called off. */
  callback: (() => void) | undefined
}

/** More alarms at one moment than this is somebody who goes round in circles. */
const MAX_AT_ONCE = 5_000_000

/** Off since long, alarms are only in the way: above so many of them, and a half of all, they are swept out. */
const SWEEP_AFTER = 64

/**
 * A clock that stands still until it is told to go on. `advance` runs what is due, one
 * alarm after the other in the order of their times, and lets everything that follows from
 * it happen in between. What needs no time happens by itself. The same seed gives the same chance.
 */
export class VirtualClock implements Clock {
  #now = 0
  #order = 0
  readonly #chance: Chance
  #epoch: number

  /** The next one last. */
  #alarms: Alarm[] = []
  #off = 0
  #soon: Array<() => void> = []

  /** Somebody lets time pass. */
  #isDriven = false
  #isPumping = false

  constructor (seed = 1, epoch = 1_700_000_000_000) {
    this.#chance = new Chance(seed)
    this.#epoch = epoch
  }

  now (): number {
    return this.#now
  }

  wall (): number {
    return this.#epoch + this.#now
  }

  random (): number {
    return this.#chance.next()
  }

  randomBytes (length: number): Uint8Array {
    return Uint8Array.from({ length }, () => Math.floor(this.random() * 256))
  }

  alarm (callback: () => void, ms: number): () => void {
    const alarm: Alarm = { at: this.#now + Math.min(Math.max(ms, 0), MAX_TIMER_MS), order: this.#order++, callback }
    this.#alarms.splice(this.#placeOf(alarm), 0, alarm)

    return () => {
      if (alarm.callback !== undefined) {
        alarm.callback = undefined
        this.#off++
        this.#sweep()
      }
    }
  }

  soon (callback: () => void): void {
    this.#soon.push(callback)
    this.#pump()
  }

  /** How many alarms are set. */
  get pending (): number {
    return this.#alarms.length - this.#off
  }

  /** Lets `ms` milliseconds pass. While somebody else lets time pass, waits for so long. */
  async advance (ms: number): Promise<void> {
    if (this.#isDriven) {
      await new Promise<void>((resolve) => { this.alarm(resolve, ms) })
    } else {
      const until = this.#now + ms
      await this.#drive(() => this.#next(until))
      this.#now = Math.max(this.#now, until)
    }
  }

  /** Lets time pass until something has come of `promise`, or it would take more than `atMost` milliseconds. Whether it has. */
  async until (promise: PromiseLike<unknown>, atMost: number): Promise<boolean> {
    let isOver = false
    const over = (): void => { isOver = true }
    promise.then(over, over)

    if (this.#isDriven) {
      const late = Promise.withResolvers<void>()
      const calloff = this.alarm(late.resolve, atMost)
      await Promise.race([promise.then(over, over), late.promise])
      calloff()
    } else {
      const end = this.#now + atMost
      await this.#drive(() => isOver ? undefined : this.#next(end))
    }

    return isOver
  }

  /** The wall clock is set by so much; time goes on as before. */
  step (ms: number): void {
    this.#epoch += ms
  }

  /** Time passes, and nothing is run: the event loop stands still. */
  stall (ms: number): void {
    this.#now += ms
  }

  /** Lets everything happen that needs no time to pass. */
  async settle (): Promise<void> {
    if (this.#isDriven) {
      // time goes on only when everything has happened
      await new Promise<void>((resolve) => { this.alarm(resolve, 0) })
    } else {
      await this.#quiet()
    }
  }

  /** Runs alarms as long as `next` has one, and all that follows from them. */
  async #drive (next: () => Alarm | undefined): Promise<void> {
    this.#isDriven = true

    try {
      await this.#quiet()

      for (let alarm = next(), at = -1, count = 0; alarm !== undefined; alarm = next()) {
        count = this.#now === at ? count + 1 : 0
        at = this.#now
        this.#now = Math.max(this.#now, alarm.at)

        if (count > MAX_AT_ONCE) {
          throw new Error(`${count} alarms have rung at ${at} ms, and time does not go on`)
        }

        const { callback } = alarm
        alarm.callback = undefined
        callback?.()
        await this.#quiet()
      }
    } finally {
      this.#isDriven = false
    }
  }

  /** A turn of the event loop comes after all promises of the one before; what it makes due soon, happens in it. */
  async #quiet (): Promise<void> {
    let turns = 0

    do {
      this.#runSoon()
      await new Promise<void>((resolve) => { systemClock.soon(resolve) })

      if (++turns > MAX_AT_ONCE) {
        throw new Error(`the event loop has turned ${turns} times at ${this.#now} ms, and does not come to rest`)
      }
    } while (this.#soon.length > 0)
  }

  #runSoon (): void {
    const due = this.#soon
    this.#soon = []

    for (const callback of due) {
      callback()
    }
  }

  /** Nobody may ever call `settle`: whoever awaits something that takes no time need not know that the clock stands still. */
  #pump (): void {
    if (!this.#isPumping) {
      this.#isPumping = true
      systemClock.soon(() => {
        this.#isPumping = false
        this.#runSoon()
      })
    }
  }

  /** Takes out the next alarm, if it is due by then. */
  #next (until: number): Alarm | undefined {
    for (let next = this.#alarms.at(-1); next !== undefined && (next.at <= until || next.callback === undefined); next = this.#alarms.at(-1)) {
      this.#alarms.pop()

      if (next.callback !== undefined) {
        return next
      }

      this.#off--
    }

    return undefined
  }

  /** Where it belongs among those that come later and those that come before it. */
  #placeOf ({ at }: Alarm): number {
    let low = 0
    let high = this.#alarms.length

    while (low < high) {
      const middle = low + high >>> 1

      if ((this.#alarms[middle] as Alarm).at > at) {
        low = middle + 1
      } else {
        high = middle
      }
    }

    return low
  }

  #sweep (): void {
    if (this.#off > SWEEP_AFTER && this.#off > this.#alarms.length / 2) {
      this.#alarms = this.#alarms.filter(({ callback }) => callback !== undefined)
      this.#off = 0
    }
  }
}
