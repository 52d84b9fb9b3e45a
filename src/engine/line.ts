import { IndexedHeap } from './heap.ts'
import { IndexedDeque } from './indexed-deque.ts'
import type { Placed } from './heap.ts'
import type { Slotted } from './indexed-deque.ts'

/** What stands in a line. */
export interface Standing extends Slotted, Placed {
  /** Its place: grows with every one that comes. */
  seq: number
}

/**
 * A line by `seq`. Those that come stand at its end, which costs O(1) amortised; only those
 * that come back to their old place pay for a heap.
 */
export class Line<T extends Standing> {
  readonly #newestFirst: boolean

  /** In the order of `seq`, since new ones come with the largest. */
  readonly #fresh = new IndexedDeque<T>()
  readonly #back: IndexedHeap<T>

  constructor (newestFirst = false) {
    this.#newestFirst = newestFirst
    this.#back = new IndexedHeap<T>(newestFirst ? isNewer : isOlder)
  }

  get size (): number {
    return this.#fresh.size + this.#back.size
  }

  /** At the end; its `seq` is the largest yet. */
  add (entry: T): void {
    this.#fresh.push(entry)
  }

  /** To the place that its `seq` says. */
  giveBack (entry: T): void {
    this.#back.add(entry)
  }

  /** Takes it out, from wherever it stands; one that stands nowhere is left alone. */
  remove (entry: T): void {
    if (entry.slot >= 0) {
      this.#fresh.remove(entry)
    } else {
      this.#back.remove(entry)
    }
  }

  /** Whose turn it is. */
  first (): T | undefined {
    const fresh = this.#newestFirst ? this.#fresh.last() : this.#fresh.first()
    const back = this.#back.size === 0 ? undefined : this.#back.first()

    if (back === undefined || fresh === undefined) {
      return back ?? fresh
    }

    return (fresh.seq < back.seq) !== this.#newestFirst ? fresh : back
  }

  /** In no particular order. */
  * [Symbol.iterator] (): IterableIterator<T> {
    yield * this.#back
    yield * this.#fresh
  }

  /** Whoever has stood longest is one of these; they are few unless many came back. */
  * longest (): IterableIterator<T> {
    const first = this.#fresh.first()

    if (first !== undefined) {
      yield first
    }

    yield * this.#back
  }
}

function isOlder (a: Standing, b: Standing): boolean {
  return a.seq < b.seq
}

function isNewer (a: Standing, b: Standing): boolean {
  return a.seq > b.seq
}
