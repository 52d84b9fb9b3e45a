import type { TaskEvent } from '../../index.ts'

/** Over how many looks the rate of a worker is taken. */
const LOOKS = 10

/** What a worker did since somebody looks on. */
export interface Deeds {
  done: number
  failed: number

  /** Tasks done a second, over the last looks. */
  doneRate: number
}

interface Count {
  done: number
  failed: number

  /** What was done at each of the last looks, oldest first. */
  past: Array<{ done: number, at: number }>
}

/**
 * What came of tasks, counted from events for each worker and each queue: a coordinator counts
 * neither who did what, nor attempts that failed. A name proves nothing, so a worker is a name of a peer.
 */
export class Happened {
  readonly #workers = new Map<string, Count>()
  readonly #failures = new Map<string, number>()

  /** Whether events were left out: counts are too low. */
  hasGap = false

  add (queue: string, event: TaskEvent): void {
    if (event.type === 'gap') {
      this.hasGap = true
    } else if (event.type === 'task:complete') {
      this.#of(event).done++
    } else if (event.type === 'task:fail') {
      this.#of(event).failed++
      this.#failures.set(queue, this.failures(queue) + 1)
    }
  }

  /** A look at the farm at this time, in milliseconds: rates go from one to another. Those who are not in `workers` are forgotten. */
  look (at: number, workers: Worker[]): void {
    const there = new Set(workers.map(keyOf))

    for (const [key, count] of this.#workers) {
      if (!there.has(key)) {
        this.#workers.delete(key)
      } else {
        count.past = [...count.past, { done: count.done, at }].slice(-LOOKS)
      }
    }

    for (const worker of workers) {
      if (!this.#workers.has(keyOf(worker))) {
        this.#of(worker).past = [{ done: 0, at }]
      }
    }
  }

  deeds (worker: Worker): Deeds {
    const { done, failed, past } = this.#of(worker)
    const [first, last] = [past.at(0), past.at(-1)]
    const ms = (last?.at ?? 0) - (first?.at ?? 0)

    return { done, failed, doneRate: ms > 0 ? ((last?.done ?? 0) - (first?.done ?? 0)) * 1_000 / ms : 0 }
  }

  /** Attempts that failed in a queue. */
  failures (queue: string): number {
    return this.#failures.get(queue) ?? 0
  }

  #of (worker: Worker): Count {
    const key = keyOf(worker)
    const count = this.#workers.get(key) ?? { done: 0, failed: 0, past: [] }
    this.#workers.set(key, count)

    return count
  }
}

type Worker = { peerId: string, name: string }

function keyOf ({ peerId, name }: Worker): string {
  return `${peerId} ${name}`
}
