const SMALLEST = 16

/** A double-ended queue on a ring: every call is O(1) amortised, and it shrinks as it empties. */
export class Deque<T> {
  #ring = new Array<T | undefined>(SMALLEST)
  #head = 0
  #size = 0

  get size (): number {
    return this.#size
  }

  first (): T | undefined {
    return this.#ring[this.#head]
  }

  last (): T | undefined {
    return this.#size === 0 ? undefined : this.#ring[this.#at(this.#size - 1)]
  }

  push (value: T): void {
    if (this.#size === this.#ring.length) {
      this.#resize(this.#ring.length * 2)
    }

    this.#ring[this.#at(this.#size)] = value
    this.#size++
  }

  shift (): T | undefined {
    const value = this.first()

    if (this.#size > 0) {
      this.#ring[this.#head] = undefined
      this.#head = this.#at(1)
      this.#size--
      this.#shrink()
    }

    return value
  }

  pop (): T | undefined {
    const value = this.last()

    if (this.#size > 0) {
      this.#size--
      this.#ring[this.#at(this.#size)] = undefined
      this.#shrink()
    }

    return value
  }

  /** Keeps only what passes, in order. O(n). */
  keep (passes: (value: T) => boolean): void {
    const kept = [...this].filter(passes)
    let length = SMALLEST

    while (length < kept.length) {
      length *= 2
    }

    this.#head = 0
    this.#size = kept.length
    kept.length = length
    this.#ring = kept
  }

  * [Symbol.iterator] (): IterableIterator<T> {
    for (let i = 0; i < this.#size; i++) {
      yield this.#ring[this.#at(i)] as T
    }
  }

  /** The length is a power of two, so a mask is the remainder. */
  #at (index: number): number {
    return (this.#head + index) & (this.#ring.length - 1)
  }

  #shrink (): void {
    if (this.#ring.length > SMALLEST && this.#size < this.#ring.length / 4) {
      this.#resize(this.#ring.length / 2)
    }
  }

  #resize (length: number): void {
    const ring = new Array<T | undefined>(length)

    for (let i = 0; i < this.#size; i++) {
      ring[i] = this.#ring[this.#at(i)]
    }

    this.#ring = ring
    this.#head = 0
  }
}
