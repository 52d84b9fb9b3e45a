import { startCoordinator } from './harness/peerq.ts'
import { start, stop } from './harness/processes.ts'
import { raw, rawLine } from './harness/raw.ts'
import { percentile } from './harness/statistics.ts'
import { measure, ratio } from './harness/system.ts'
import { DURABLE, MEMORY } from './p2-durable.ts'
import type { Benchmark, Figure } from './harness/report.ts'

const TIMES = 500
const PATIENCE_MS = 60_000

/**
 * What a change makes slower is seen in these ratios, on any machine: to raw libp2p streams,
 * which do the same job in the same run without a queue. They are printed and not asserted.
 */
export const guard: Benchmark = {
  id: 'guard',
  title: 'peerq to raw libp2p streams, in one run',

  async run (conditions) {
    const job = { workers: 2, bodyBytes: 64 }
    const rates: Figure[] = []

    for (const system of [raw, MEMORY, DURABLE]) {
      rates.push(await measure(system, job, conditions))
    }

    const [trip, put] = await latencies()

    return {
      figures: [
        { name: 'farm in memory, of the raw rate', unit: '×', runs: [ratio(rates, MEMORY.name, raw.name)] },
        { name: 'farm durable, of the raw rate', unit: '×', runs: [ratio(rates, DURABLE.name, raw.name)] },
        { name: 'put, awaited, in raw round trips', unit: '×', runs: [put / trip] }
      ],
      goals: []
    }
  }
}

async function latencies (): Promise<[trip: number, put: number]> {
  const line = await rawLine()
  const { key, address, coordinator } = await startCoordinator()
  const client = await start('latency', { key, address })
  await line.ping(TIMES)
  client.tell({ type: 'run', times: TIMES })
  await client.says('ran', PATIENCE_MS)
  const trips = await line.ping(TIMES)
  client.tell({ type: 'run', times: TIMES })
  const { puts } = await client.says('ran', PATIENCE_MS)
  await stop(client, coordinator)
  await line.stop()

  return [percentile(trips, 50), percentile(puts as number[], 50)]
}
