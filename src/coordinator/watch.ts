import { MAX_EVENTS } from '../protocol/index.ts'
import type { Link } from '../link/index.ts'
import type { TaskEvent } from '../protocol/index.ts'
import type { Watcher } from './events.ts'
import type { TaskHappening } from './happenings.ts'

/** What somebody who looks on is told: what happened, or that something was left out here. */
export type WatchEvent = TaskHappening | { type: 'gap' }

/** Events that wait for whoever reads them, at most. */
const BUFFERED_EVENTS = 4_096

/**
 * Sends what happens as updates to the request `number`. What does not fit into an outbox
 * that is over its mark is left out, and the next update says so.
 */
export function watchOverLink (link: Link, number: number, maxOutboxBytes: number): Watcher {
  let gap = false

  return (happenings) => {
    for (let start = 0; start < happenings.length; start += MAX_EVENTS) {
      if (link.pendingBytes > maxOutboxBytes) {
        gap = true
        return
      }

      const events = happenings.slice(start, start + MAX_EVENTS).map(wireOf)
      link.send({ update: { number, value: undefined, events, gap } })
      gap = false
    }
  }
}

/** The same for somebody in this process: events wait to be read, up to a bound. */
export class WatchBuffer {
  readonly #events: WatchEvent[] = []
  #wake: (() => void) | undefined
  #ended = false

  readonly push: Watcher = (happenings) => {
    for (const happening of happenings) {
      if (this.#events.length < BUFFERED_EVENTS) {
        this.#events.push(happening)
      } else {
        this.#events[BUFFERED_EVENTS - 1] = { type: 'gap' }
      }
    }

    this.#wake?.()
  }

  end (): void {
    this.#ended = true
    this.#wake?.()
  }

  async * read (): AsyncGenerator<WatchEvent> {
    for (;;) {
      yield * this.#events.splice(0)

      if (this.#ended) {
        return
      }

      if (this.#events.length === 0) {
        await new Promise<void>((resolve) => { this.#wake = resolve })
      }
    }
  }
}

function wireOf ({ type, id, peerId, name, attempt }: TaskHappening): TaskEvent {
  return { type, task: id, peer: peerId, name, attempt }
}
