import type { ConsumerEnd, Consume, Grant, Mode } from '../protocol/index.ts'

/** How many tasks a consumer wants in its hands: worked on at once, and fetched beyond that. */
export interface Level {
  concurrency: number
  prefetch: number
}

/** Who hears what becomes of a consumer. */
export interface Listener {
  granted (grant: Grant): void
  ended (end: ConsumerEnd): void

  /** The coordinator has forgotten what it had given: says what is wanted now. */
  level (): Level
}

/** A standing wish for the tasks of a queue. */
export interface Consumer {
  /** Sets what it wants. Sent only when that changes. */
  want (level: Level): void

  /** Wants nothing more. What was on its way is given back. */
  close (): void
}

/** Closed consumers for which something may still be on its way; the oldest are forgotten first. */
const MAX_CLOSED = 1_024

/** The standing consumers of one session. */
export class Consumers {
  readonly #send: (consume: Consume) => void
  readonly #refuse: (queue: string, grant: Grant) => void
  readonly #open = new Map<number, Standing>()

  /** The queues of those that were closed. */
  readonly #closed = new Map<number, string>()
  #last = 0
  #isOver = false

  /** `send` may lose messages while there is no connection; `refuse` gives back what nobody wants. */
  constructor (send: (consume: Consume) => void, refuse: (queue: string, grant: Grant) => void) {
    this.#send = send
    this.#refuse = refuse
  }

  open (queue: string, mode: Mode, listener: Listener): Consumer {
    const number = ++this.#last
    const consume: Consume = { consumer: number, queue, mode, ...listener.level(), close: false }
    this.#open.set(number, { consume, listener })

    if (this.#isOver) {
      this.endAll()
    } else {
      this.#tell(consume)
    }

    return {
      want: (level) => {
        if (this.#open.has(number) && (consume.concurrency !== level.concurrency || consume.prefetch !== level.prefetch)) {
          Object.assign(consume, level)
          this.#tell(consume)
        }
      },
      close: () => { this.#close(number) }
    }
  }

  /** A new connection: the coordinator knows of no consumer. */
  tellAll (): void {
    for (const { consume, listener } of this.#open.values()) {
      this.#tell(Object.assign(consume, listener.level()))
    }
  }

  granted (grant: Grant): void {
    const standing = this.#open.get(grant.consumer)
    const closed = this.#closed.get(grant.consumer)

    if (standing !== undefined) {
      standing.listener.granted(grant)
    } else if (closed !== undefined) {
      this.#refuse(closed, grant)
    }
  }

  ended (end: ConsumerEnd): void {
    const standing = this.#open.get(end.consumer)
    this.#forget(end.consumer)
    standing?.listener.ended(end)
  }

  /** The session is over, for those who stand here and those who come. */
  endAll (): void {
    this.#isOver = true

    for (const consumer of [...this.#open.keys()]) {
      this.ended({ consumer, status: 'STOPPED', message: '' })
    }
  }

  #close (number: number): void {
    const standing = this.#open.get(number)

    if (standing !== undefined) {
      this.#forget(number)
      this.#send({ ...standing.consume, concurrency: 0, prefetch: 0, close: true })
    }
  }

  #forget (number: number): void {
    const standing = this.#open.get(number)

    if (standing === undefined) {
      return
    }

    this.#open.delete(number)
    this.#closed.set(number, standing.consume.queue)

    if (this.#closed.size > MAX_CLOSED) {
      this.#closed.delete(this.#closed.keys().next().value as number)
    }
  }

  /** What was sent is not ours to change: a copy. */
  #tell (consume: Consume): void {
    this.#send({ ...consume })
  }
}

interface Standing {
  consume: Consume
  listener: Listener
}
