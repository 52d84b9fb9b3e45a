import type { Answer } from './effects.ts'

/** Requests that were done, without gaps that matter. */
interface Run {
  from: number
  to: number
}

/** All of it in plain values. */
export interface AnswersValues {
  runs: Array<[from: number, to: number]>
  told: Array<[number: number, answer: Answer]>
}

/** What most requests are answered with. */
export const DONE: Answer = Object.freeze({ status: 'OK' })

/**
 * The answers of one session to its state-changing requests, kept until it is known to
 * have them (RIFL's completion records). Requests are numbered in the order in which they
 * are made and most answers say nothing but OK, so that almost all of them are one run of
 * numbers: a caller with one call that waits for ever makes this no larger.
 */
export class Answers {
  /** In order, apart from each other. */
  readonly #runs: Run[] = []

  /** Those that say more than OK. */
  readonly #told = new Map<number, Answer>()

  /** What it takes, in entries. */
  get size (): number {
    return this.#runs.length + this.#told.size
  }

  /** The largest request that was answered; 0: none. */
  get last (): number {
    return this.#runs[this.#runs.length - 1]?.to ?? 0
  }

  /**
   * Keeps the answer to `number`; absent: a plain OK. From `from` on there are only requests
   * that are not kept, or that the caller has the answers to.
   */
  add (from: number, number: number, answer?: Answer): void {
    const last = this.#runs[this.#runs.length - 1]

    if (answer !== undefined) {
      this.#told.set(number, answer)
    }

    if (last === undefined || from > last.to + 1) {
      this.#runs.push({ from, to: number })
    } else if (number > last.to) {
      last.to = number
    } else {
      this.#fill(from, number)
    }
  }

  /** The answer to a state-changing request; `undefined`: it was not answered with OK. */
  get (number: number): Answer | undefined {
    if (number > this.last) {
      return undefined
    }

    const run = this.#runs[this.#after(number) - 1]

    return run !== undefined && number <= run.to ? this.#told.get(number) ?? DONE : undefined
  }

  /** The caller has the answers to all requests below. */
  forget (below: number): void {
    const [first] = this.#runs

    if (first !== undefined && first.to < below) {
      const gone = this.#runs.findIndex(({ to }) => to >= below)
      this.#runs.splice(0, gone < 0 ? this.#runs.length : gone)
    }

    for (const number of this.#told.keys()) {
      if (number >= below) {
        // one that was answered out of turn goes when it comes first
        break
      }

      this.#told.delete(number)
    }
  }

  /** In plain values. */
  dump (): AnswersValues {
    return { runs: this.#runs.map(({ from, to }) => [from, to]), told: [...this.#told] }
  }

  /** What `dump` gave; into one that is empty. */
  restore ({ runs, told }: AnswersValues): void {
    this.#runs.push(...runs.map(([from, to]) => ({ from, to })))
    told.forEach(([number, answer]) => { this.#told.set(number, answer) })
  }

  /** A request that was made before others that are answered already. */
  #fill (from: number, number: number): void {
    const index = this.#after(number)
    const left = this.#runs[index - 1]
    const right = this.#runs[index]

    if (left !== undefined && left.to >= from - 1) {
      left.to = Math.max(left.to, number)
    } else {
      this.#runs.splice(index, 0, { from, to: number })
    }

    const filled = left !== undefined && left.to >= number ? left : this.#runs[index] as Run

    if (right !== undefined && right.from <= filled.to + 1) {
      filled.to = Math.max(filled.to, right.to)
      this.#runs.splice(this.#runs.indexOf(right), 1)
    }
  }

  /** Index of the first run that begins after `number`. */
  #after (number: number): number {
    let low = 0
    let high = this.#runs.length

    while (low < high) {
      const middle = (low + high) >> 1

      if ((this.#runs[middle] as Run).from <= number) {
        low = middle + 1
      } else {
        high = middle
      }
    }

    return low
  }
}
