import { peerq } from './harness/peerq.ts'
import { raw } from './harness/raw.ts'
import { barsOf } from './harness/report.ts'
import { measure } from './harness/system.ts'
import type { Benchmark, Figure } from './harness/report.ts'
import type { System } from './harness/system.ts'

const WORKER = { concurrency: 64 }

/** The ways in which peerq does the job; the first is the one that the goals are about. */
export const FARMS: System[] = [
  peerq({ name: 'peerq, map at the coordinator', tasks: 100_000, producer: 'coordinator', manner: 'map', window: 10_000, worker: WORKER }),
  peerq({ name: 'peerq, putMany at the coordinator', tasks: 100_000, producer: 'coordinator', manner: 'putMany', window: 10_000, worker: WORKER }),
  peerq({ name: 'peerq, map at a client', tasks: 100_000, producer: 'client', manner: 'map', window: 10_000, worker: WORKER }),
  peerq({ name: 'peerq, putMany at a client', tasks: 100_000, producer: 'client', manner: 'putMany', window: 10_000, worker: WORKER })
]

export const p1: Benchmark = {
  id: 'p1',
  title: 'P1: a farm, items of 64 bytes, 2 workers, in memory',

  async run (conditions) {
    const figures: Figure[] = []

    for (const farm of [...FARMS, raw]) {
      figures.push(await measure(farm, { workers: 2, bodyBytes: 64 }, conditions))
    }

    return {
      figures,
      goals: [],
      charts: [{ type: 'bars', name: 'farm', title: 'A task farm with 2 workers, 64 bytes a task', unit: 'tasks/s', bars: barsOf(figures, () => true) }]
    }
  }
}
