/** An entry of a line that counts how often it is looked at or written to: operations, not time. */
export class Counted {
  static count = 0

  readonly priority: number
  #seq: number
  #slot = -1
  #place = -1

  constructor (seq: number, priority = 0) {
    this.#seq = seq
    this.priority = priority
  }

  get seq (): number { return Counted.#did(this.#seq) }
  set seq (value: number) { this.#seq = Counted.#did(value) }
  get slot (): number { return Counted.#did(this.#slot) }
  set slot (value: number) { this.#slot = Counted.#did(value) }
  get place (): number { return Counted.#did(this.#place) }
  set place (value: number) { this.#place = Counted.#did(value) }

  static #did (value: number): number {
    Counted.count++

    return value
  }

  /** How many operations `work` takes. */
  static in (work: () => void): number {
    const before = Counted.count
    work()

    return Counted.count - before
  }
}
