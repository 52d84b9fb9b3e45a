import type { HandlerContext } from './index.ts'
import type { Assignment } from './supply.ts'

/** What a handler is told of its task; its functions may be taken off it (`({ progress }) => …`). */
export class Context implements HandlerContext {
  readonly queue: string
  readonly #assignment: Assignment

  constructor (queue: string, assignment: Assignment) {
    this.queue = queue
    this.#assignment = assignment
  }

  get id (): string {
    return this.#assignment.id
  }

  get attempt (): number {
    return this.#assignment.attempt
  }

  get token (): number {
    return this.#assignment.token
  }

  get signal (): AbortSignal {
    return this.#assignment.signal
  }

  get progress (): (value: unknown) => void {
    return (value) => { this.#assignment.progress(value) }
  }

  get extend (): (ms: number) => Promise<void> {
    return (ms) => this.#assignment.extend(ms)
  }
}
