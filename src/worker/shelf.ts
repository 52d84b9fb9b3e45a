import { Deque } from '../deque.ts'
import type { Clock } from '../clock.ts'

/** What is fetched ahead should be begun within this time: milliseconds. */
const HORIZON_MS = 100

/** The most that is fetched ahead without being told how much: tasks, and bytes. */
const MAX_AHEAD = 4_096
const MAX_AHEAD_BYTES = 16 * 1024 * 1024

/** How much one measurement counts against all before it. */
const WEIGHT = 1 / 8

/** How often a shelf that is not emptied is looked at: milliseconds. */
const LOOK_MS = 1_000

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

  /** Averages of what was used: milliseconds that one took, and its bytes. */
  #tookMs: number | undefined
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
    this.#bytes += (item.bytes - this.#bytes) * WEIGHT

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

  /** One was used, and took this long. */
  took (ms: number): void {
    this.#usedSinceLook = true
    this.#tookMs = this.#tookMs === undefined ? ms : this.#tookMs + (ms - this.#tookMs) * WEIGHT
    this.#adapt()
  }

  /** Changes by steps of two, since every change is a message. */
  #adapt (): void {
    const { concurrency, prefetch } = this.#init

    if (prefetch !== undefined) {
      return
    }

    const soon = concurrency * HORIZON_MS / Math.max(this.#tookMs ?? Infinity, 1e-3)
    const fits = MAX_AHEAD_BYTES / Math.max(this.#bytes, 1)
    const wanted = Math.floor(Math.min(soon, fits, MAX_AHEAD))

    if (wanted >= 2 * this.prefetch + 1 || wanted * 2 < this.prefetch) {
      this.prefetch = wanted
      this.#trim(wanted)
      this.#init.changed()
    }
  }

  #lookLater (): void {
    this.#calloff = this.#init.clock.alarm(() => { this.#look() }, LOOK_MS, false)
  }

  /** Whoever uses nothing for so long is slow, whatever was measured before. */
  #look (): void {
    this.#calloff = undefined

    if (!this.#usedSinceLook && this.#items.size > 0) {
      this.#tookMs = LOOK_MS * this.#init.concurrency
      this.#adapt()
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
