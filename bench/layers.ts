import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readProfiles } from './harness/profile.ts'
import { MEMORY } from './p2-durable.ts'
import type { Benchmark, Figure } from './harness/report.ts'

/** Below this a layer is not worth a line: microseconds a task. */
const LEAST_US = 0.05

/** Run before them: what is compiled and loaded counts little among so many tasks. */
const RUNS = 6

/** Where the CPU time of one task goes, in each process: V8's own profiler, by folder of src and by package. */
export const layers: Benchmark = {
  id: 'layers',
  title: 'CPU time of one task of P1, by process and layer; start and warm-up included',

  async run ({ isQuick }) {
    const directory = await mkdtemp(join(tmpdir(), 'peerq-bench-profiles-'))
    const tasks = isQuick ? MEMORY.tasks / 4 : MEMORY.tasks
    process.env.PEERQ_BENCH_PROFILE = directory

    try {
      const farm = await MEMORY.start({ workers: 2, bodyBytes: 64 })

      for (let run = 0; run < RUNS; run++) {
        await farm.run(tasks)
      }

      await farm.stop()

      return { figures: await figuresOf(directory, RUNS * tasks), goals: [] }
    } finally {
      delete process.env.PEERQ_BENCH_PROFILE
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
