import { LinkedList } from './linked-list.ts'
import type { Outcome, Session } from './records.ts'

/**
 * What is known of ended tasks, in the order in which it may be forgotten: first the
 * outcome, then, where a caller chose it, the id.
 */
export class Outcomes {
  /** Somebody's handles count as waiting for them. */
  readonly awaited = new LinkedList<Outcome>()

  /** Nobody waits for them: kept for `resultTtl`. */
  readonly free = new LinkedList<Outcome>()

  /** Only the id is known, for `dedupTtl` from the end. */
  readonly ids = new LinkedList<Outcome>()

  /** Bytes of kept outcomes with what surrounds them. */
  bytes = 0

  /** Bytes of the results alone. */
  resultBytes = 0

  get kept (): number {
    return this.awaited.size + this.free.size
  }

  /** A task has ended; `awaitedBy` is the session that put it, if that lives. */
  keep (outcome: Outcome): void {
    const { awaitedBy } = outcome
    this.bytes += outcome.bytes
    this.resultBytes += outcome.result?.byteLength ?? 0

    if (awaitedBy === undefined) {
      this.free.push(outcome)
    } else {
      this.awaited.push(outcome)
      awaitedBy.awaited++
    }
  }

  /** Whoever put it has the outcome, or is gone: from here on it is kept for nobody in particular. */
  release (outcome: Outcome, until: number): void {
    if (outcome.awaitedBy !== undefined) {
      this.#leave(outcome)
      outcome.keptUntil = until
      this.free.push(outcome)
    }
  }

  /** A session is over. */
  releaseAll (session: Session, at: number): void {
    for (const outcome of session.awaited === 0 ? [] : this.awaited) {
      if (outcome.awaitedBy === session) {
        this.release(outcome, at + outcome.task.queue.options.resultTtl)
      }

      if (session.awaited === 0) {
        break
      }
    }
  }

  /** The outcome goes, the id stays. */
  evict (outcome: Outcome): void {
    this.#drop(outcome)
    this.ids.push(outcome)
  }

  /** All goes. */
  forget (outcome: Outcome): void {
    if (outcome.kept) {
      this.#drop(outcome)
    } else {
      this.ids.remove(outcome)
    }
  }

  #drop (outcome: Outcome): void {
    this.bytes -= outcome.bytes
    this.resultBytes -= outcome.result?.byteLength ?? 0
    this.#leave(outcome)
    outcome.kept = false
    outcome.result = undefined
    outcome.task.past = undefined
  }

  #leave (outcome: Outcome): void {
    if (outcome.awaitedBy === undefined) {
      this.free.remove(outcome)
    } else {
      this.awaited.remove(outcome)
      outcome.awaitedBy.awaited--
      outcome.awaitedBy = undefined
    }
  }
}
