import type { Clock } from '../clock.ts'

/**
 * Tells the coordinator which items their getters have: those of one turn of the event
 * loop together, after the getters' own code has run.
 */
export class Confirmations {
  readonly #clock: Clock
  readonly #send: (queue: string, tokens: number[]) => void
  #tokens = new Map<string, number[]>()

  constructor (clock: Clock, send: (queue: string, tokens: number[]) => void) {
    this.#clock = clock
    this.#send = send
  }

  add (queue: string, token: number): void {
    if (this.#tokens.size === 0) {
      this.#clock.soon(() => { this.flush() })
    }

    const tokens = this.#tokens.get(queue)

    if (tokens === undefined) {
      this.#tokens.set(queue, [token])
    } else {
      tokens.push(token)
    }
  }

  /** At once, where there will be no end of this turn. */
  flush (): void {
    const turn = this.#tokens
    this.#tokens = new Map()

    for (const [queue, tokens] of turn) {
      this.#send(queue, tokens)
    }
  }
}
