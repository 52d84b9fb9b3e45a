import type { Change } from '../engine/index.ts'
import type { QueueRates } from './replies.ts'

/** Over how many seconds rates are taken. */
const SECONDS = 10

const PUTS = 0
const ENDS = 1

/**
 * Puts and ends a second of each queue, over the last 10 s: a ring of one-second buckets,
 * two counts in each. What is counted costs an addition.
 */
export class Rates {
  readonly #windows = new Map<string, Window>()

  /** The window that was counted in last: changes of one queue come in runs. */
  #queue: string | undefined
  #window = new Window()

  /** @param from - the first of `changes` that was not counted yet */
  count (changes: Change[], now: number, from = 0): void {
    for (let index = from; index < changes.length; index++) {
      const change = changes[index] as Change

      if (change.type === 'task:put') {
        this.#of(change.queue).add(PUTS, now)
      } else if (change.type === 'task:move' && (change.event === 'complete' || change.event === 'confirm')) {
        this.#of(change.queue).add(ENDS, now)
      }
    }
  }

  of (queue: string, now: number): QueueRates {
    const window = this.#windows.get(queue)

    return { putRate: window?.rate(PUTS, now) ?? 0, doneRate: window?.rate(ENDS, now) ?? 0 }
  }

  #of (queue: string): Window {
    if (queue !== this.#queue) {
      this.#queue = queue
      this.#window = this.#windows.get(queue) ?? new Window()
      this.#windows.set(queue, this.#window)
    }

    return this.#window
  }
}

class Window {
  readonly #counts = new Float64Array(2 * SECONDS)

  /** The second of the newest bucket. */
  #second = 0

  add (what: number, now: number): void {
    this.#advance(now)
    const at = 2 * (this.#second % SECONDS) + what
    this.#counts[at] = (this.#counts[at] as number) + 1
  }

  /** A second, as if what happens came evenly. */
  rate (what: number, now: number): number {
    this.#advance(now)
    let sum = 0

    for (let at = what; at < this.#counts.length; at += 2) {
      sum += this.#counts[at] as number
    }

    // the newest bucket is not over yet
    return sum / (SECONDS - 1 + (now / 1_000) % 1)
  }

  /** Empties the buckets of the seconds that have passed since. */
  #advance (now: number): void {
    const second = Math.floor(now / 1_000)

    if (second - this.#second >= SECONDS) {
      this.#counts.fill(0)
    } else {
      for (let next = this.#second + 1; next <= second; next++) {
        this.#counts.fill(0, 2 * (next % SECONDS), 2 * (next % SECONDS) + 2)
      }
    }

    this.#second = second
  }
}
