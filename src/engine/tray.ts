/** A tray that held more than this is not used again: it would keep what it held from being collected. */
const LARGE = 256

/**
 * Takes what a command comes to, mostly one or two things, and hands it out in an array of
 * just that length. A new array's first `push` makes room for 17, four times a task.
 */
export class Tray<T> {
  #items: T[] = []
  #count = 0

  push (item: T): void {
    this.#items[this.#count++] = item
  }

  /** All that was pushed, which is the caller's to keep; the tray is empty. */
  take (): T[] {
    const taken = this.#items.slice(0, this.#count)

    if (this.#count > LARGE) {
      this.#items = []
    }

    this.#count = 0

    return taken
  }
}
