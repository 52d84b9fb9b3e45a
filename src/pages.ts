/** Slots of a page: a power of two. */
const PAGE = 32

interface Page<T> {
  readonly at: number
  readonly slots: Array<T | undefined>
  count: number
}

/**
 * A map from integers that come in order and mostly go in order: request numbers, tokens.
 * Neighbours share a page, so a call costs an array access where a `Map` hashes (32 ns instead
 * of 185 to come and go again among 200,000).
 *
 * It is also what keeps garbage young. A `Map` that entries come to and go from all the
 * time is made anew again and again, and V8 chains the old tables, with all that was in
 * them, to the new: once one is old, whatever came after it lives until the next full
 * collection. A loop over 6 million short-lived entries took 6.5 s with a `Map`, 0.3 s with an array.
 */
export class Pages<T> {
  readonly #pages = new Map<number, Page<T>>()

  /** The page that was looked at last: mostly it is the one. */
  #latest: Page<T> | undefined

  #size = 0

  get size (): number {
    return this.#size
  }

  has (key: number): boolean {
    return this.get(key) !== undefined
  }

  get (key: number): T | undefined {
    return this.#page(key)?.slots[key & (PAGE - 1)]
  }

  set (key: number, value: T): void {
    const page = this.#page(key) ?? this.#open(key)
    const slot = key & (PAGE - 1)

    if (page.slots[slot] === undefined) {
      page.count++
      this.#size++
    }

    page.slots[slot] = value
  }

  /** Whether it was there. */
  delete (key: number): boolean {
    const page = this.#page(key)
    const slot = key & (PAGE - 1)

    if (page?.slots[slot] === undefined) {
      return false
    }

    page.slots[slot] = undefined
    page.count--
    this.#size--

    if (page.count === 0) {
      this.#pages.delete(page.at)
      this.#latest = undefined
    }

    return true
  }

  /** In the order of the keys, as long as those came in order. What comes or goes meanwhile does no harm. */
  * values (): IterableIterator<T> {
    for (const { slots } of this.#pages.values()) {
      for (let slot = 0; slot < PAGE; slot++) {
        const value = slots[slot]

        if (value !== undefined) {
          yield value
        }
      }
    }
  }

  #page (key: number): Page<T> | undefined {
    const at = Math.floor(key / PAGE)

    if (this.#latest?.at !== at) {
      // a miss leaves the page that is in use
      this.#latest = this.#pages.get(at) ?? this.#latest
    }

    return this.#latest?.at === at ? this.#latest : undefined
  }

  #open (key: number): Page<T> {
    const page = { at: Math.floor(key / PAGE), slots: new Array<T | undefined>(PAGE).fill(undefined), count: 0 }
    this.#pages.set(page.at, page)
    this.#latest = page

    return page
  }
}
