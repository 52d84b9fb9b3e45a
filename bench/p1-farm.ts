import { peerq } from './harness/peerq.ts'
import { raw } from './harness/raw.ts'
import { barsOf } from './harness/report.ts'
import { measure } from './harness/system.ts'
import type { Benchmark, Figure } from './harness/report.ts'
import type { System } from './harness/system.ts'

/** The ways in which peerq does the job; the first is the one that the goals are about. */
export const FARMS: System[] = [
  peerq({ name: 'peerq, map at the coordinator' }),
  peerq({ name: 'peerq, putMany at the coordinator', manner: 'putMany' }),
  peerq({ name: 'peerq, map at a client', producer: 'client' }),
  peerq({ name: 'peerq, putMany at a client', producer: 'client', manner: 'putMany' })
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
