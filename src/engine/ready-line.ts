import { IndexedHeap } from './heap.ts'
import { Line } from './line.ts'
import type { Order } from './config.ts'
import type { Placed } from './heap.ts'
import type { Standing } from './line.ts'

/** What a ready line needs to know of a task. */
export interface InLine extends Standing {
  readonly priority: number
}

/** All that waits at one priority. */
interface Bucket<T extends InLine> extends Placed {
  readonly priority: number
  readonly line: Line<T>
}

/**
 * The tasks that are ready, in the order in which they are to be handed out: smallest
 * priority, then smallest `seq` (LIFO: largest). New tasks at one priority cost O(1) amortised.
 */
export class ReadyLine<T extends InLine> {
  readonly #newestFirst: boolean
  readonly #buckets = new Map<number, Bucket<T>>()
  readonly #order = new IndexedHeap<Bucket<T>>((a, b) => a.priority < b.priority)

  /** The one bucket that may be empty: a queue that is always nearly so does not make one for each task. */
  #idle: Bucket<T> | undefined

  /** The bucket that was looked up last: mostly there is but one. */
  #latest: Bucket<T> | undefined
  #size = 0

  constructor (order: Order) {
    this.#newestFirst = order === 'lifo'
  }

  get size (): number {
    return this.#size
  }

  /** Behind all others of its priority; its `seq` is the largest yet. */
  add (task: T): void {
    this.#size++
    this.#open(task.priority).line.add(task)
  }

  /** To the place that its `seq` says. */
  giveBack (task: T): void {
    this.#size++
    this.#open(task.priority).line.giveBack(task)
  }

  /** The next to be handed out. */
  first (): T | undefined {
    if (this.#size === 0) {
      return undefined
    }

    if (this.#order.first() === this.#idle) {
      this.#drop()
    }

    return this.#order.first()?.line.first()
  }

  /** Takes a task out, from wherever it stands. */
  remove (task: T): void {
    if (task.slot < 0 && task.place < 0) {
      return
    }

    const bucket = this.#find(task.priority) as Bucket<T>
    this.#size--
    bucket.line.remove(task)

    if (bucket.line.size === 0) {
      this.#drop()
      this.#idle = bucket
    }
  }

  /** In no particular order. */
  * [Symbol.iterator] (): IterableIterator<T> {
    for (const { line } of this.#buckets.values()) {
      yield * line
    }
  }

  /** Whichever has been ready longest is one of these. */
  * longest (): IterableIterator<T> {
    for (const { line } of this.#buckets.values()) {
      yield * line.longest()
    }
  }

  /** The bucket of a priority, which is about to be filled. */
  #open (priority: number): Bucket<T> {
    let bucket = this.#find(priority)

    if (bucket === undefined) {
      bucket = { priority, place: -1, line: new Line(this.#newestFirst) }
      this.#buckets.set(priority, bucket)
      this.#order.add(bucket)
      this.#latest = bucket
    }

    if (bucket === this.#idle) {
      this.#idle = undefined
    }

    return bucket
  }

  #find (priority: number): Bucket<T> | undefined {
    if (this.#latest?.priority !== priority) {
      this.#latest = this.#buckets.get(priority)
    }

    return this.#latest
  }

  /** The empty bucket goes. */
  #drop (): void {
    if (this.#idle !== undefined) {
      this.#order.remove(this.#idle)
      this.#buckets.delete(this.#idle.priority)
      this.#latest = this.#latest === this.#idle ? undefined : this.#latest
      this.#idle = undefined
    }
  }
}
