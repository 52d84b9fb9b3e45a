import { setTimeout as sleep } from 'node:timers/promises'
import { memoryOf, startCoordinator } from './harness/peerq.ts'
import { start, stop } from './harness/processes.ts'
import { medianOf } from './harness/system.ts'
import type { Benchmark } from './harness/report.ts'
import type { Child } from '../test/acceptance/child.ts'

const PROCESSES = 4
const PATIENCE_MS = 120_000

/** Idle for so long, before and while its CPU time is looked at: milliseconds. */
const SETTLE_MS = 2_000
const IDLE_MS = 10_000

const CONNECT = 'all connected'
const MEMORY = 'each, at the coordinator'
const CPU = 'CPU of the coordinator, all idle'

export const p6: Benchmark = {
  id: 'p6',
  title: 'P6: 1,000 idle workers, in 4 processes',

  // memory does not vary, and a start takes long: one run is enough to see whether it holds, three to quote it
  async run ({ runs, isQuick }) {
    const workers = isQuick ? 100 : 1_000
    const figures = [{ name: CONNECT, unit: 's', runs: [] as number[] }, { name: MEMORY, unit: 'KiB', runs: [] as number[] }, { name: CPU, unit: '%', runs: [] as number[] }]

    for (let run = 0; run < Math.min(runs, 2); run++) {
      for (const [index, value] of (await once(workers)).entries()) {
        figures[index]?.runs.push(value)
      }
    }

    return {
      figures,
      goals: [
        { what: 'seconds until all are connected', value: medianOf(figures, CONNECT), atMost: 15 },
        { what: 'KiB each', value: medianOf(figures, MEMORY), atMost: 100 },
        { what: 'CPU in %', value: medianOf(figures, CPU), atMost: 2 }
      ]
    }
  }
}

async function once (workers: number): Promise<[seconds: number, kib: number, percent: number]> {
  const { key, address, coordinator } = await startCoordinator()
  const idlers = await Promise.all(Array.from({ length: PROCESSES }, () => start('idlers', { key, address, workers: workers / PROCESSES })))
  const before = await memoryOf(coordinator)
  const begun = performance.now()
  idlers.forEach((child) => { child.tell({ type: 'connect' }) })
  await Promise.all(idlers.map((child) => child.says('connected', PATIENCE_MS)))
  const seconds = (performance.now() - begun) / 1_000
  const kib = (await memoryOf(coordinator) - before) / workers / 1024

  await sleep(SETTLE_MS)
  const busy = await cpuOf(coordinator)
  await sleep(IDLE_MS)
  const percent = (await cpuOf(coordinator) - busy) / 1_000 / IDLE_MS * 100

  await stop(...idlers, coordinator)

  return [seconds, kib, percent]
}

async function cpuOf (child: Child): Promise<number> {
  child.tell({ type: 'cpu' })

  return (await child.says('cpu')).us as number
}
