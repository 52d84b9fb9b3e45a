/** Puts back into order what comes out of order: `next` values from 0, each with its own number. */
export class InOrder<T> {
  readonly #waiting = new Map<number, T>()
  readonly #tell: (value: T) => void
  #next = 0

  /** @param tell - called for each, in order */
  constructor (tell: (value: T) => void) {
    this.#tell = tell
  }

  add (number: number, value: T): void {
    this.#waiting.set(number, value)

    while (this.#waiting.has(this.#next)) {
      const value = this.#waiting.get(this.#next) as T
      this.#waiting.delete(this.#next++)
      this.#tell(value)
    }
  }
}
