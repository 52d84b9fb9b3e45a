import { Deque } from '../deque.ts'
import type { Clock } from '../clock.ts'

/** What is fetched ahead should be begun within this time; what would not be within the other goes back. Milliseconds. */
const SOON_MS = 100
const LATE_MS = 1_000

/** The most that is fetched ahead without being told how much: tasks, and bytes. */
const MAX_AHEAD = 8_192
const MAX_AHEAD_BYTES = 16 * 1024 * 1024

/** What a measurement counts at least against all before it. One that took long counts for more. */
const WEIGHT = 1 / 1_024

export interface ShelfInit<T> {
  clock: Clock

  /** How many to fetch ahead; absent: as many as are used up soon. */
  prefetch: number | undefined

  /** How many are used at once. */
  concurrency: number

  /** Hands back what stands here for too long. */
  giveBack (item: T): void

  /** `prefetch` has changed. */
  changed (): void
}

/**
 * What was fetched ahead and waits to be used. Fetching ahead hides the way to the
 * coordinator, and hides tasks from others who may be idle. So the shelf measures: it asks for
 * as much as is used up in a moment, and hands back what a slow task would hold up.
 */
export class Shelf<T extends { readonly bytes: number }> {
  readonly #init: ShelfInit<T>
  readonly #items = new Deque<T>()

  /** What was used, and the time it took: older ones count for less. */
  #used = 0
  #usedMs = 0

  /** The average of what came. */
  #bytes = 0
  #usedSinceLook = false
  #calloff: (() => void) | undefined

  /** How many to fetch ahead. */
  prefetch: number

  constructor (init: ShelfInit<T>) {
    this.#init = init
    this.prefetch = init.prefetch ?? 0
  }

  get size (): number {
    return this.#items.size
  }

  push (item: T): void {
    this.#items.push(item)
    this.#bytes += (item.bytes - this.#bytes) / 8

    if (this.#calloff === undefined && this.#init.prefetch === undefined) {
      this.#lookLater()
    }
  }

  shift (): T | undefined {
    return this.#items.shift()
  }

  /** Takes out one that can no longer be used. */
  remove (item: T): boolean {
    const size = this.#items.size
    this.#items.keep((each) => each !== item)

    return this.#items.size < size
  }

  /** Hands everything back. */
  clear (): void {
    this.#calloff?.()
    this.#calloff = undefined
    this.#trim(0)
  }

  /**
   * One was used, and took this long. The past fades with the time that was used, so that one
   * slow task is felt at once, and a pause in the middle of many quick ones hardly.
   */
  took (ms: number): void {
    const fading = Math.max(0, 1 - Math.max(WEIGHT, ms / (SOON_MS * this.#init.concurrency)))

    this.#usedSinceLook = true
    this.#used = this.#used * fading + 1
    this.#usedMs = this.#usedMs * fading + ms
    this.#adapt()
  }

  /** Changes by steps of two, since every change is a message. */
  #adapt (): void {
    if (this.#init.prefetch !== undefined) {
      return
    }

    const wanted = Math.floor(Math.min(this.#within(SOON_MS), MAX_AHEAD, MAX_AHEAD_BYTES / Math.max(this.#bytes, 1)))
    this.#trim(this.#within(LATE_MS))

    if (wanted >= 2 * this.prefetch + 1 || wanted * 2 < this.prefetch) {
      this.prefetch = wanted
      this.#init.changed()
    }
  }

  /** How many are used within a time. */
  #within (ms: number): number {
    return this.#init.concurrency * ms * this.#used / Math.max(this.#usedMs, 1e-3)
  }

  #lookLater (): void {
    this.#calloff = this.#init.clock.alarm(() => { this.#look() }, LATE_MS, false)
  }

  /** Whoever uses nothing for so long is slow, whatever was measured before. */
  #look (): void {
    this.#calloff = undefined

    if (!this.#usedSinceLook) {
      this.took(LATE_MS * this.#init.concurrency)
      this.#trim(0)
    }

    this.#usedSinceLook = false

    if (this.#items.size > 0) {
      this.#lookLater()
    }
  }

  /** Hands back the last that came, down to `size`. */
  #trim (size: number): void {
    while (this.#items.size > size) {
      this.#init.giveBack(this.#items.pop() as T)
    }
  }
}
