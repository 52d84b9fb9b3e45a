/**
 * What an entry of a deque carries: its slot, so that it can leave from the middle.
 * The deque alone writes it. −1: in no deque.
 */
export interface Slotted {
  slot: number
}

const SMALLEST = 16

/**
 * A double-ended queue on a ring, whose entries know where they are: `push` and `remove`,
 * from either end or from the middle, are O(1) amortised. What left from the middle is a
 * hole until the ring is next fitted; neither end is ever one. It shrinks as it empties.
 */
export class IndexedDeque<T extends Slotted> {
  #ring: Array<T | undefined> = new Array<T | undefined>(SMALLEST)

  /** Slots count on for ever; the ring holds those from `head` up to, not including, `tail`. */
  #head = 0
  #tail = 0
  #size = 0

  /** Entries, without the holes. */
  get size (): number {
    return this.#size
  }

  first (): T | undefined {
    return this.#size === 0 ? undefined : this.#at(this.#head)
  }

  last (): T | undefined {
    return this.#size === 0 ? undefined : this.#at(this.#tail - 1)
  }

  push (entry: T): void {
    const { length } = this.#ring

    if (this.#tail - this.#head === length) {
      // half of it may be holes
      this.#fit(this.#size > length / 2 ? length * 2 : length)
    }

    this.#ring[this.#tail & (this.#ring.length - 1)] = entry
    entry.slot = this.#tail++
    this.#size++
  }

  /** Takes the entry out; one that is in no deque is left alone. */
  remove (entry: T): void {
    const { slot } = entry

    if (slot < 0) {
      return
    }

    this.#ring[slot & (this.#ring.length - 1)] = undefined
    entry.slot = -1
    this.#size--
    this.#trim()

    if (this.#ring.length > SMALLEST && this.#size < this.#ring.length / 4) {
      this.#fit(this.#ring.length / 2)
    }
  }

  * [Symbol.iterator] (): IterableIterator<T> {
    for (let slot = this.#head; slot < this.#tail; slot++) {
      const entry = this.#at(slot)

      if (entry !== undefined) {
        yield entry
      }
    }
  }

  /** The length is a power of two, so a mask is the remainder, also of a slot beyond 32 bits. */
  #at (slot: number): T | undefined {
    return this.#ring[slot & (this.#ring.length - 1)]
  }

  /** Cuts the holes off both ends. */
  #trim (): void {
    if (this.#size === 0) {
      this.#head = this.#tail
      return
    }

    while (this.#at(this.#head) === undefined) {
      this.#head++
    }

    while (this.#at(this.#tail - 1) === undefined) {
      this.#tail--
    }
  }

  /** Moves everything to a ring of another length, closed up. */
  #fit (length: number): void {
    const ring = new Array<T | undefined>(length)
    let slot = 0

    for (const entry of this) {
      ring[slot] = entry
      entry.slot = slot++
    }

    this.#ring = ring
    this.#head = 0
    this.#tail = slot
  }
}
