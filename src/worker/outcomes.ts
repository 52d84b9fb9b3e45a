import { LeaseLostError, PayloadError, PayloadTooLargeError, TaskError } from '../errors.ts'
import { textOfThrown } from '../thrown.ts'
import type { WorkerEvents, WorkerTask } from './index.ts'
import type { Assignment, Supplier } from './supply.ts'

/** What an event adds to its task. */
export type Details<K extends keyof WorkerEvents> = Omit<WorkerEvents[K]['detail'], keyof WorkerTask>

/** Tells those who listen; false: nobody does. */
export type Emit = <K extends keyof WorkerEvents>(type: K, assignment: Assignment, details: Details<K>) => boolean

/** Settles tasks with what came of their handlers, and says so. Nothing here throws or rejects. */
export class Outcomes {
  readonly #supplier: Supplier
  readonly #withStack: boolean
  readonly #emit: Emit

  /** How many are on their way, and what to do when none is. */
  #settling = 0
  #onNoted: (() => void) | undefined

  constructor (supplier: Supplier, withStack: boolean, emit: Emit) {
    this.#supplier = supplier
    this.#withStack = withStack
    this.#emit = emit
  }

  completed (assignment: Assignment, result: unknown): void {
    const onEnd = (): void => { this.#emit('task:complete', assignment, { result }) }

    this.#settle(assignment, assignment.complete(result), onEnd, (err) => {
      if (err instanceof PayloadError || err instanceof PayloadTooLargeError) {
        // another attempt would end the same
        this.failed(assignment, err, false)
      }
    })
  }

  /** `retry` is false where another attempt would end the same. */
  failed (assignment: Assignment, error: unknown, retry = true): void {
    const options = error instanceof TaskError ? { retry: retry && error.retry, delay: error.delay } : { retry }

    this.#settle(assignment, assignment.fail(error, { ...options, stack: this.#withStack }), () => {
      if (!this.#emit('task:fail', assignment, { error, retry: options.retry })) {
        this.#warn(error)
      }
    }, (err) => {
      if (err instanceof RangeError || err instanceof TypeError) {
        // the delay that the handler named is none, or its error cannot be sent
        this.failed(assignment, err, retry)
      }
    })
  }

  /** Nothing came of it: somebody else may have it. */
  handedBack (assignment: Assignment): void {
    this.#settle(assignment, assignment.release(), ignore, ignore)
  }

  /** Resolves when the coordinator has answered to all of them, one way or the other. */
  async noted (): Promise<void> {
    if (this.#settling > 0) {
      await new Promise<void>((resolve) => { this.#onNoted = resolve })
    }
  }

  #settle (assignment: Assignment, settling: Promise<void>, onEnd: () => void, onError: (err: unknown) => void): void {
    // a lost lease was told of when it was lost
    const wasOurs = assignment.lostReason === undefined
    this.#settling++

    settling.then(() => {
      onEnd()
      this.#settled()
    }, (err) => {
      if (!(err instanceof LeaseLostError)) {
        onError(err)
      } else if (wasOurs) {
        this.#emit('task:abort', assignment, { reason: err.reason })
      }

      this.#settled()
    })
  }

  #settled (): void {
    if (--this.#settling === 0) {
      this.#onNoted?.()
    }
  }

  #warn (error: unknown): void {
    const what = textOfThrown(() => error instanceof Error ? `${error.name}: ${error.message}` : 'something that is no Error was thrown')
    this.#supplier.warn(`a task of queue '${this.#supplier.queue}' failed (${what}); listen to the worker's 'task:fail' to hear of all of them`)
  }
}

function ignore (): void {}
