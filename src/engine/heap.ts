/**
 * What an entry of an indexed heap carries: its place, so that it can leave from the middle.
 * The heap alone writes it. −1: in no heap.
 */
export interface Placed {
  place: number
}

/**
 * A binary heap whose entries know where they are. `add`, `remove` and `update` are
 * O(log n), `first` is O(1). In the manner of beanstalkd's heap.c.
 */
export class IndexedHeap<T extends Placed> {
  readonly #entries: T[] = []
  readonly #before: (a: T, b: T) => boolean

  constructor (before: (a: T, b: T) => boolean) {
    this.#before = before
  }

  get size (): number {
    return this.#entries.length
  }

  first (): T | undefined {
    return this.#entries[0]
  }

  /** In no particular order. */
  [Symbol.iterator] (): IterableIterator<T> {
    return this.#entries.values()
  }

  add (entry: T): void {
    this.#set(this.#entries.length, entry)
    this.#rise(entry.place)
  }

  /** Takes the entry out; one that is in no heap is left alone. */
  remove (entry: T): void {
    const place = entry.place

    if (place < 0) {
      return
    }

    const last = this.#entries.pop() as T
    entry.place = -1

    if (last !== entry) {
      this.#set(place, last)
      this.update(last)
    }
  }

  /** The entry's rank has changed: finds its place again. */
  update (entry: T): void {
    this.#rise(entry.place)
    this.#sink(entry.place)
  }

  #set (place: number, entry: T): void {
    this.#entries[place] = entry
    entry.place = place
  }

  #rise (start: number): void {
    const entries = this.#entries
    const entry = entries[start] as T
    let place = start

    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = entries[above] as T

      if (!this.#before(entry, parent)) {
        break
      }

      this.#set(place, parent)
      place = above
    }

    this.#set(place, entry)
  }

  #sink (start: number): void {
    const entries = this.#entries
    const entry = entries[start] as T
    let place = start

    for (;;) {
      let below = 2 * place + 1

      if (below >= entries.length) {
        break
      }

      if (below + 1 < entries.length && this.#before(entries[below + 1] as T, entries[below] as T)) {
        below++
      }

      const child = entries[below] as T

      if (!this.#before(child, entry)) {
        break
      }

      this.#set(place, child)
      place = below
    }

    this.#set(place, entry)
  }
}
