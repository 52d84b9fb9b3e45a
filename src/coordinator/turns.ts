/** Stretches of numbers that are told apart. Above it the oldest are taken for one. */
const MAX_STRETCHES = 4_096

/**
 * Which requests a connection has brought. They come in the order of their numbers, some of
 * them left out. What was done before is known by its place in that order, so that one that
 * was left out and comes afterwards would pass for done: it is out of turn.
 */
export class Turns {
  readonly #stretches: Array<{ from: number, to: number }> = []

  /** The last of all; 0: there was none. */
  get last (): number {
    return this.#stretches[this.#stretches.length - 1]?.to ?? 0
  }

  /** Whether this one comes in its turn, or was here before. */
  take (number: number): boolean {
    const last = this.#stretches[this.#stretches.length - 1]

    if (last !== undefined && number <= last.to) {
      return this.#stretches.some(({ from, to }) => from <= number && number <= to)
    }

    if (last?.to === number - 1) {
      last.to = number
    } else {
      this.#stretches.push({ from: number, to: number })
      this.#limit()
    }

    return true
  }

  #limit (): void {
    if (this.#stretches.length > MAX_STRETCHES) {
      const [first, second] = this.#stretches.splice(0, 2)
      this.#stretches.unshift({ from: first?.from ?? 0, to: second?.to ?? 0 })
    }
  }
}
