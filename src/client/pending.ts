import { ProtocolError } from '../errors.ts'
import { Pages } from '../pages.ts'
import type { Reply } from '../protocol/index.ts'
import type { Call } from './call.ts'

/** The requests of a session that were sent and not answered. It gives each its number. */
export class Pending {
  readonly #calls = new Pages<Call>()

  /** The number of the next request, and the first that is not answered. */
  #next = 1
  #below = 1

  /** All requests with a number below this one were answered. */
  get below (): number {
    return this.#below
  }

  /** Takes in a call that is about to be sent for the first time. */
  add (call: Call): void {
    call.spec.request.number = this.#next++
    this.#calls.set(call.number, call)
  }

  get (number: number): Call | undefined {
    return this.#calls.get(number)
  }

  delete (call: Call): void {
    this.#calls.delete(call.number)

    while (this.#below < this.#next && !this.#calls.has(this.#below)) {
      this.#below++
    }
  }

  /**
   * Calls back with each call that a reply answers.
   *
   * @throws ProtocolError when one of them was never made
   */
  eachAnswered ({ number, through }: Reply, onAnswered: (call: Call) => void): void {
    const last = Math.max(number, through)

    if (last >= this.#next) {
      throw new ProtocolError(`the coordinator answered request ${last}, which was never made`)
    }

    for (let answered = Math.max(number, this.#below); answered <= last; answered++) {
      const call = this.#calls.get(answered)

      if (call !== undefined) {
        onAnswered(call)
      }
    }
  }

  /** In the order of their numbers. */
  [Symbol.iterator] (): IterableIterator<Call> {
    return this.#calls.values()
  }
}
