import { startCoordinator } from './harness/peerq.ts'
import { start, stop } from './harness/processes.ts'
import { rawLine } from './harness/raw.ts'
import { medianOf, ratio } from './harness/system.ts'
import { percentile } from './harness/statistics.ts'
import type { Benchmark, Figure } from './harness/report.ts'

const TIMES = 3_000
const RUN_MS = 60_000

/** In this order, so that a machine that changes its pace changes it for all of them. */
const KINDS = ['raw libp2p round trip', 'put, awaited, from a client', 'get of a waiting item, from a client'] as const

export const p4: Benchmark = {
  id: 'p4',
  title: 'P4: one at a time, from a client in another process',

  async run ({ runs, isQuick }) {
    const times = isQuick ? TIMES / 3 : TIMES
    const line = await rawLine()
    const { key, address, coordinator } = await startCoordinator()
    const client = await start('latency', { key, address })
    const figures: Figure[] = KINDS.flatMap((name) => [{ name: `${name}, p50`, unit: 'ms', runs: [] }, { name: `${name}, p99`, unit: 'ms', runs: [] }])

    for (let run = -2; run < runs; run++) {
      const trips = await line.ping(times)
      client.tell({ type: 'run', times })
      const { puts, gets } = await client.says('ran', RUN_MS)

      if (run >= 0) {
        for (const [index, took] of [trips, puts as number[], gets as number[]].entries()) {
          figures[2 * index]?.runs.push(percentile(took, 50))
          figures[2 * index + 1]?.runs.push(percentile(took, 99))
        }
      }
    }

    await stop(client, coordinator)
    await line.stop()
    const [trip, put, get] = KINDS

    return {
      figures,
      goals: [
        { what: 'put, p50 to the raw round trip', value: ratio(figures, `${put}, p50`, `${trip}, p50`), atMost: 1.5 },
        { what: 'get, p50 to the raw round trip', value: ratio(figures, `${get}, p50`, `${trip}, p50`), atMost: 1.5 },
        { what: 'put, p99 in ms', value: medianOf(figures, `${put}, p99`), atMost: 1.5 },
        { what: 'get, p99 in ms', value: medianOf(figures, `${get}, p99`), atMost: 1.5 }
      ]
    }
  }
}
