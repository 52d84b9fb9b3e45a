import { MAP_EXIT } from '../exit-codes.ts'
import { formatMs } from '../output.ts'
import type { TaskEvent } from '../../index.ts'

/** What is known of a run, and by whom it was done. */
export class Tally {
  total = 0
  done = 0
  failed = 0

  /** Those that an earlier run has done. */
  skipped = 0

  /** Events were left out: there may be more that ran again. */
  hasGap = false
  readonly #run: string
  readonly #again = new Set<string>()
  readonly #shares = new Map<string, number>()

  /** @param run - what the ids of this run's tasks begin with */
  constructor (run: string) {
    this.#run = run
  }

  /** How many were handed out more than once. */
  get again (): number {
    return this.#again.size
  }

  /** Something happened in the queue, maybe to somebody else's task. */
  saw (event: TaskEvent): void {
    if (event.type === 'gap') {
      this.hasGap = true
    } else if (event.type === 'task:lease' && event.attempt > 1 && event.id.startsWith(this.#run)) {
      this.#again.add(event.id)
    } else if (event.type === 'task:complete' && event.id.startsWith(this.#run)) {
      this.doneBy(event.name)
    }
  }

  /** What came back says in which attempt. */
  ranIn (id: string, attempt: number): void {
    if (attempt > 1) {
      this.#again.add(id)
    }
  }

  /** A worker has done one. */
  doneBy (name: string): void {
    this.#shares.set(name, (this.#shares.get(name) ?? 0) + 1)
  }

  ended (ok: boolean): void {
    if (ok) {
      this.done++
    } else {
      this.failed++
    }
  }

  /** Who did how many, the most first. */
  get shares (): string {
    return [...this.#shares].sort(([, a], [, b]) => b - a).map(([name, count]) => `${name} ${count}`).join(', ')
  }

  /** What never got an outcome. */
  get lost (): number {
    return this.total - this.done - this.failed - this.skipped
  }

  /** The last line of a run. */
  summary (ms: number): string {
    const { total, done, failed, skipped, again, lost, shares, hasGap } = this
    const words = [
      `${done} of ${total} done`,
      ...failed > 0 ? [`${failed} failed`] : [],
      ...skipped > 0 ? [`${skipped} done before`] : [],
      `${hasGap ? 'at least ' : ''}${again} ran again`,
      `${lost} lost`,
      `in ${formatMs(ms)}`
    ]

    return words.join(', ') + (shares === '' ? '' : ` (${shares})`)
  }

  /** As GNU parallel. */
  get exitCode (): number {
    return this.failed > MAP_EXIT.mostFailed ? MAP_EXIT.moreFailed : this.failed
  }
}
