import { Happened } from './happened.ts'
import type { Clock } from '../../clock.ts'
import type { Client } from '../../index.ts'
import type { FarmView } from './view.ts'

/** Looks at a farm, and in between counts what happens to its tasks. */
export class FarmWatch {
  readonly #client: Pick<Client, 'peers' | 'queue' | 'stats'>
  readonly #clock: Clock
  readonly #signal: AbortSignal
  readonly #happened = new Happened()
  readonly #watched = new Set<string>()
  #failure: Error | undefined

  /** @param signal - ends it */
  constructor (client: Pick<Client, 'peers' | 'queue' | 'stats'>, clock: Clock, signal: AbortSignal) {
    this.#client = client
    this.#clock = clock
    this.#signal = signal
  }

  /** @throws whatever the coordinator refuses */
  async look (): Promise<FarmView> {
    const [stats, peers] = await Promise.all([this.#client.stats(), this.#client.peers()])
    const happened = this.#happened

    if (this.#failure !== undefined) {
      throw this.#failure
    }

    for (const name of Object.keys(stats)) {
      this.#watch(name)
    }

    const workers = peers.filter(({ consumers, leases }) => consumers + leases > 0)
    happened.look(this.#clock.now(), workers)

    return {
      at: this.#clock.wall(),
      queues: Object.entries(stats).map(([name, figures]) => ({ name, ...figures, failed: happened.failures(name) })).toSorted(byName),
      workers: workers.map((worker) => ({ ...worker, ...happened.deeds(worker) })).toSorted(byName),
      others: peers.length - workers.length,
      hasGap: happened.hasGap
    }
  }

  /** Queues may be declared while one looks on. */
  #watch (queue: string): void {
    if (!this.#watched.has(queue)) {
      this.#watched.add(queue)
      this.#count(queue).catch((err: unknown) => {
        this.#failure ??= this.#signal.aborted ? undefined : err as Error
      })
    }
  }

  async #count (queue: string): Promise<void> {
    for await (const event of this.#client.queue(queue).watch({ signal: this.#signal })) {
      this.#happened.add(queue, event)
    }
  }
}

function byName (a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : Number(a.name > b.name)
}
