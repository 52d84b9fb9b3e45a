import { peerq } from './harness/peerq.ts'
import { measure, ratio } from './harness/system.ts'
import type { Benchmark } from './harness/report.ts'

export const MEMORY = peerq({ name: 'peerq, in memory' })
export const DURABLE = peerq({ name: 'peerq, durable', isDurable: true })

export const p2: Benchmark = {
  id: 'p2',
  title: 'P2: the farm of P1, with every put and completion on disk before it is acknowledged',

  async run (conditions) {
    const job = { workers: 2, bodyBytes: 64 }
    const figures = [await measure(MEMORY, job, conditions), await measure(DURABLE, job, conditions)]

    return {
      figures,
      goals: [{ what: 'durable, to in memory', value: ratio(figures, DURABLE.name, MEMORY.name), atLeast: 0.5 }]
    }
  }
}
