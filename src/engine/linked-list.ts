/** What an entry of a linked list carries; the list alone writes it. */
export interface Linked<T extends Linked<T>> {
  list: LinkedList<T> | undefined
  before: T | undefined
  after: T | undefined
}

/** A list whose entries leave from anywhere in O(1) and cost no memory beside their own. */
export class LinkedList<T extends Linked<T>> {
  #first: T | undefined
  #last: T | undefined
  #size = 0

  get size (): number {
    return this.#size
  }

  get first (): T | undefined {
    return this.#first
  }

  /** At the end; it stands in no other list. */
  push (entry: T): void {
    entry.list = this
    entry.before = this.#last
    entry.after = undefined

    if (this.#last === undefined) {
      this.#first = entry
    } else {
      this.#last.after = entry
    }

    this.#last = entry
    this.#size++
  }

  /** Takes it out; one that is not in this list is left alone. */
  remove (entry: T): void {
    if (entry.list !== this) {
      return
    }

    const { before, after } = entry

    if (before === undefined) {
      this.#first = after
    } else {
      before.after = after
    }

    if (after === undefined) {
      this.#last = before
    } else {
      after.before = before
    }

    entry.list = undefined
    entry.before = undefined
    entry.after = undefined
    this.#size--
  }

  /** Puts `entry` where `former` is, which is in this list and leaves it. */
  replace (former: T, entry: T): void {
    const { before, after } = former

    entry.list = this
    entry.before = before
    entry.after = after

    if (before === undefined) {
      this.#first = entry
    } else {
      before.after = entry
    }

    if (after === undefined) {
      this.#last = entry
    } else {
      after.before = entry
    }

    former.list = undefined
    former.before = undefined
    former.after = undefined
  }

  /** From the first on; the present one may be taken out meanwhile. */
  * [Symbol.iterator] (): IterableIterator<T> {
    for (let entry = this.#first; entry !== undefined;) {
      const { after } = entry
      yield entry
      entry = after
    }
  }
}
