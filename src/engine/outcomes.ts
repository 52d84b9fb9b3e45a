import { IndexedDeque } from './indexed-deque.ts'
import type { Ended, Session } from './records.ts'

/**
 * What is known of ended tasks, in the order in which it may be forgotten: first the
 * outcome, then, where a caller chose it, the id.
 */
export class Outcomes {
  /** Somebody's handles count as waiting for them. */
  readonly awaited = new IndexedDeque<Ended>()

  /** Nobody waits for them: kept for `resultTtl`. */
  readonly free = new IndexedDeque<Ended>()

  /** Only the id is known, for `dedupTtl` from the end. */
  readonly ids = new IndexedDeque<Ended>()

  /** Bytes of kept outcomes with what surrounds them. */
  bytes = 0

  /** Bytes of the results alone. */
  resultBytes = 0

  get kept (): number {
    return this.awaited.size + this.free.size
  }

  /** A task has ended, or comes back from a snapshot. */
  keep (ended: Ended): void {
    const { awaitedBy } = ended
    this.bytes += ended.bytes
    this.resultBytes += ended.resultBytes

    if (awaitedBy === undefined) {
      this.free.push(ended)
    } else {
      this.awaited.push(ended)
      awaitedBy.awaited++
    }
  }

  /** Whoever put it has the outcome, or is gone: from here on it is kept for nobody in particular. */
  release (ended: Ended, until: number): void {
    if (ended.awaitedBy !== undefined) {
      this.#leave(ended)
      ended.keptUntil = Math.ceil(until)
      this.free.push(ended)
    }
  }

  /** A session is over. */
  releaseAll (session: Session, at: number): void {
    const awaited = session.awaited === 0 ? [] : [...this.awaited].filter(({ awaitedBy }) => awaitedBy === session)

    for (const ended of awaited) {
      this.release(ended, at + ended.queue.options.resultTtl)
    }
  }

  /** The outcome goes, the id stays. */
  evict (ended: Ended): void {
    this.#drop(ended)
    this.ids.push(ended)
  }

  /** All goes. */
  forget (ended: Ended): void {
    if (ended.kept) {
      this.#drop(ended)
    } else {
      this.ids.remove(ended)
    }
  }

  #drop (ended: Ended): void {
    this.bytes -= ended.bytes
    this.resultBytes -= ended.resultBytes
    this.#leave(ended)
    ended.keptUntil = -1
    ended.result = undefined
    ended.past = undefined
  }

  #leave (ended: Ended): void {
    if (ended.awaitedBy === undefined) {
      this.free.remove(ended)
    } else {
      this.awaited.remove(ended)
      ended.awaitedBy.awaited--
      ended.awaitedBy = undefined
    }
  }
}
