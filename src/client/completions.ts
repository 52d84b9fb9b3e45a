import { PayloadTooLargeError } from '../errors.ts'
import { errorOf } from '../protocol/index.ts'
import type { Clock } from '../clock.ts'
import type { Completion, Reply } from '../protocol/index.ts'
import type { Session } from './session.ts'

/** Tasks of one request at most, and bytes of results. */
const LOT = 64
const LOT_BYTES = 64 * 1024

/** A task that is done, on its way to the coordinator. */
export interface Done extends Completion {
  /** Of the task. */
  readonly id: string

  /** Settles it by itself, with what it hears then. */
  sendAlone (): void
  noted (): void
  refused (reason: Error): void
}

/**
 * Tells the coordinator which tasks of one queue are done: the first of a turn of the event
 * loop at once, so that it is not late by itself, and all others of that turn together. That
 * is a tenth of what a small task costs, at both ends.
 */
export class Completions {
  readonly #session: Session
  readonly #clock: Clock
  readonly #queue: string
  #isTurn = false

  /** What this turn has brought since. */
  #lot: Done[] = []
  #bytes = 0

  constructor (session: Session, clock: Clock, queue: string) {
    this.#session = session
    this.#clock = clock
    this.#queue = queue
  }

  add (done: Done): void {
    if (!this.#isTurn) {
      this.#isTurn = true
      this.#clock.soon(() => {
        this.#isTurn = false
        this.#flush()
      })
      done.sendAlone()
      return
    }

    const bytes = done.result?.byteLength ?? 0

    if (this.#lot.length === LOT || (this.#lot.length > 0 && this.#bytes + bytes > LOT_BYTES)) {
      this.#flush()
    }

    this.#lot.push(done)
    this.#bytes += bytes
  }

  #flush (): void {
    const lot = this.#lot
    const bytes = this.#bytes
    this.#lot = []
    this.#bytes = 0

    if (lot.length > 1) {
      this.#sendMany(lot, bytes)
    } else {
      lot.forEach((done) => { done.sendAlone() })
    }
  }

  #sendMany (lot: Done[], bytes: number): void {
    void this.#session.call({
      op: 'completeMany',
      request: { number: 0, queue: this.#queue, completeMany: { done: lot.map(({ token, result }) => ({ token, result })) } },
      name: 'complete',
      patience: 'endless',
      bytes,
      read: (reply) => { this.#noted(lot, reply) },
      failed: (reason) => {
        for (const done of lot) {
          if (reason instanceof PayloadTooLargeError) {
            // that is for one of them to hear
            done.sendAlone()
          } else {
            done.refused(reason as Error)
          }
        }
      }
    })
  }

  #noted (lot: Done[], { lost }: Reply): void {
    const reasons = new Map(lost.map(({ token, reason }) => [token, reason]))

    for (const done of lot) {
      const reason = reasons.get(done.token)

      if (reason === undefined) {
        done.noted()
      } else {
        done.refused(errorOf({ status: 'LEASE_LOST', reason }, { call: 'complete', queue: this.#queue, task: done.id }))
      }
    }
  }
}
