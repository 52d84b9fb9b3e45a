import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readProfiles } from './harness/profile.ts'
import { MEMORY } from './p2-durable.ts'
import type { Benchmark, Figure } from './harness/report.ts'

/** Below this a layer is not worth a line: microseconds a task. */
const LEAST_US = 0.05

/** Before anything is measured: by then V8 has compiled what it will compile. */
const WARM_UPS = 3
const RUNS = 4

/** Where the CPU time of one task goes, in each process: V8's own profiler, by folder of src and by package. */
export const layers: Benchmark = {
  id: 'layers',
  title: 'CPU time of one task of P1, by process and layer',

  async run ({ isQuick }) {
    const directory = await mkdtemp(join(tmpdir(), 'peerq-bench-profiles-'))
    const tasks = isQuick ? MEMORY.tasks / 4 : MEMORY.tasks

    try {
      const farm = await MEMORY.start({ workers: 2, bodyBytes: 64 })

      await times(WARM_UPS, () => farm.run(tasks))
      const profiled = await farm.profile?.()
      await times(RUNS, () => farm.run(tasks))
      await profiled?.(directory)
      await farm.stop()

      return { figures: await figuresOf(directory, RUNS * tasks), goals: [] }
    } finally {
      await rm(directory, { recursive: true })
    }
  }
}

async function figuresOf (directory: string, tasks: number): Promise<Figure[]> {
  return [...await readProfiles(directory)].sort(([a], [b]) => a.localeCompare(b)).flatMap(([program, found]) => {
    const costs = [...found].map(([layer, us]) => ({ layer, us: us / tasks })).sort((a, b) => b.us - a.us)
    const sum = costs.reduce((total, { us }) => total + us, 0)

    return [
      { name: `${program}, in all`, unit: 'µs a task', runs: [sum] },
      ...costs.filter(({ us }) => us >= LEAST_US).map(({ layer, us }) => ({ name: `${program}: ${layer}`, unit: 'µs a task', runs: [us] }))
    ]
  })
}

async function times (count: number, act: () => Promise<unknown>): Promise<void> {
  for (let time = 0; time < count; time++) {
    await act()
  }
}
