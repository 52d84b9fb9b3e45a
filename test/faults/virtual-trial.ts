import { createFarm } from '../semantics/farm.ts'
import * as checks from './checks.ts'
import type { PutOptions, QueueOptions } from '../../src/client/index.ts'
import type { Farm, FarmInit } from '../semantics/farm.ts'
import type { Counts } from './checks.ts'
import type { Entry, Note } from './history.ts'

const ENDS = ['task:complete', 'task:requeue', 'task:fail', 'task:dead', 'task:cancel', 'task:expire', 'task:drop'] as const

/** What it is given to drain, and a step of that: milliseconds of its clock. */
const PATIENCE_MS = 300_000
const STEP_MS = 1_000

/** What a trial is in processes, on a clock of its own in this one: so much the faster, and the same for the same seed. */
export class VirtualTrial {
  readonly farm: Farm
  readonly entries: Entry[] = []
  readonly #leaseMs: number
  #life = 0
  #puts = 0

  private constructor (farm: Farm, leaseMs: number) {
    this.farm = farm
    this.#leaseMs = leaseMs
    this.#listen()
  }

  static async begin (options: QueueOptions & { leaseMs: number }, init: FarmInit): Promise<VirtualTrial> {
    return new VirtualTrial(await createFarm(options, init), options.leaseMs)
  }

  note (who: string, note: Note): void {
    this.entries.push({ at: this.farm.clock.now(), who, ...note })
  }

  /** Puts a task, and waits for nothing. */
  put (who: string, options: PutOptions = {}): void {
    const item = `${who}/${++this.#puts}`
    this.note(who, { what: 'put', item })

    this.farm.peer(who).queue<string, number>().put(item, options).then((handle) => {
      this.note(who, { what: 'acknowledged', item, id: handle.id })
      handle.result().then((token) => { this.note(who, { what: 'result', item, token }) }, () => {})
    }, () => {})
  }

  /** Works from here on, so many milliseconds on each task. */
  work (who: string, ms: () => number): void {
    const { clock } = this.farm

    const worker = this.farm.peer(who).queue<string, number>().process(async (item, { id, token, attempt, signal }) => {
      this.note(who, { what: 'began', item, id, token, attempt })
      await new Promise<void>((resolve) => {
        clock.alarm(resolve, ms())
        signal.addEventListener('abort', () => { resolve() })
      })

      return token
    }, { concurrency: 2 })

    worker.addEventListener('task:complete', ({ detail: { id, token } }) => { this.note(who, { what: 'settled', id, token }) })
    worker.addEventListener('task:abort', ({ detail: { id, token, reason } }) => { this.note(who, { what: 'aborted', id, token, reason }) })
  }

  /** The coordinator dies, and the next one is there after `ms`. */
  async restart (ms: number): Promise<void> {
    await this.farm.restart(ms)
    this.#listen()
  }

  /** How it stands. */
  async look (): Promise<number> {
    const stats = await this.farm.stats()
    this.note('coordinator', { what: 'counts', stats })

    return stats.ready + stats.delayed + stats.leased
  }

  /** All is whole: lets it drain, and checks what was noted. */
  async finish (): Promise<{ counts: Counts, problems: string[] }> {
    const { totalQueue, duplicates, exclusivity, finality, conservation, liveness } = checks
    this.note('trial', { what: 'healed', whom: 'all' })

    for (let waited = 0; waited < PATIENCE_MS && await this.look() > 0; waited += STEP_MS) {
      await this.farm.advance(STEP_MS)
    }

    if (await this.look() === 0) {
      this.note('trial', { what: 'drained' })
    }

    return {
      counts: checks.countsOf(this.entries),
      problems: [
        ...[totalQueue, duplicates, exclusivity, finality, conservation].flatMap((check) => check(this.entries)),
        ...liveness(this.entries, this.#leaseMs)
      ]
    }
  }

  #listen (): void {
    const { events } = this.farm.core
    const life = ++this.#life
    events.addEventListener('task:lease', ({ detail: { id, name } }) => { this.note('coordinator', { what: 'leased', id, life, name }) })

    for (const type of ENDS) {
      events.addEventListener(type, ({ detail: { id } }) => { this.note('coordinator', { what: 'ended', id, life, how: type }) })
    }
  }
}
