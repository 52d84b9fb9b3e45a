import { HIGH_WATER_BYTES } from '../link/marks.ts'
import type { Link } from '../link/link.ts'

/** Progress on its way out: at once while there is room, and otherwise the latest of each task when there is. */
export class Reports {
  readonly #latest = new Map<number, Uint8Array>()
  #link: Link | undefined

  /** The connection to send over; none: there is none. */
  set link (link: Link | undefined) {
    this.#link = link
    this.#flush()
  }

  add (token: number, value: Uint8Array): void {
    this.#latest.set(token, value)

    // more than one: the first of them waits for room already
    if (this.#latest.size === 1) {
      this.#flush()
    }
  }

  /** The task is settled or lost. */
  drop (token: number): void {
    this.#latest.delete(token)
  }

  #flush (): void {
    const link = this.#link

    for (const [token, value] of this.#latest) {
      if (link === undefined) {
        return
      }

      if (link.pendingBytes > HIGH_WATER_BYTES) {
        void link.drained().then(() => { this.#flush() })
        return
      }

      this.#latest.delete(token)
      link.send({ progress: { token, value } })
    }
  }
}
