import { startCoordinator } from './harness/peerq.ts'
import { start, stop } from './harness/processes.ts'
import { percentile } from './harness/statistics.ts'
import { medianOf, ratio } from './harness/system.ts'
import type { Benchmark, Conditions, Figure } from './harness/report.ts'
import type { Child } from '../test/acceptance/child.ts'

const RUN_MS = 120_000
const TASKS = 60_000

/** So many that the last 100 ms of the slow one are little of it. */
const TASKS_BESIDE = 400_000
const BULK_BYTES = 16 * 1024 * 1024
const GETS = 200

const SPREAD = 'shares of 4 equal workers, the largest to the smallest'
const ALONE = '2 workers'
const BESIDE = '2 workers, and one that takes 100 ms a task'
const QUIET = 'a waiting get of another client, nothing else moves, p50'
const BULK = 'the same while items of 16 MiB move, p50'
const BULK_99 = 'the same while items of 16 MiB move, p99'

export const p10: Benchmark = {
  id: 'p10',
  title: 'P10: fairness',

  async run (conditions) {
    const figures = [await shares(conditions), ...await slow(conditions), ...await bulk(conditions)]

    return {
      figures,
      goals: [
        { what: 'the largest share to the smallest', value: medianOf(figures, SPREAD), atMost: 1.1 },
        { what: 'rate beside a slow worker, to that without', value: ratio(figures, BESIDE, ALONE), atLeast: 0.9 },
        { what: 'ms until a waiting get is served, beside the bulk', value: medianOf(figures, BULK), atMost: 2 }
      ]
    }
  }
}

/** How evenly equal workers are served. */
async function shares ({ runs, isQuick }: Conditions): Promise<Figure> {
  const { key, address, coordinator } = await startCoordinator()
  const workers = await Promise.all([1, 2, 3, 4].map(() => start('worker', { key, address, options: { concurrency: 16 } })))
  const spreads: number[] = []

  for (let run = -2; run < runs; run++) {
    const before = await Promise.all(workers.map(handled))
    await farm(coordinator, isQuick ? TASKS / 4 : TASKS)
    const after = await Promise.all(workers.map(handled))
    const each = after.map((count, index) => count - (before[index] as number))

    if (run >= 0) {
      spreads.push(Math.max(...each) / Math.min(...each))
    }
  }

  await stop(...workers, coordinator)

  return { name: SPREAD, unit: '×', runs: spreads }
}

async function slow ({ runs, isQuick }: Conditions): Promise<Figure[]> {
  const rates = async (slowMs?: number): Promise<number[]> => {
    const { key, address, coordinator } = await startCoordinator()
    const workers = await Promise.all([0, 0, ...slowMs === undefined ? [] : [slowMs]].map((ms) => start('worker', { key, address, options: { concurrency: ms === 0 ? 64 : 1 }, ms })))
    const tasks = isQuick ? TASKS_BESIDE / 4 : TASKS_BESIDE
    const found: number[] = []

    for (let run = -2; run < runs; run++) {
      const ms = await farm(coordinator, tasks)

      if (run >= 0) {
        found.push(tasks / ms * 1_000)
      }
    }

    await stop(...workers, coordinator)

    return found
  }

  return [{ name: ALONE, unit: 'tasks/s', runs: await rates() }, { name: BESIDE, unit: 'tasks/s', runs: await rates(100) }]
}

async function bulk ({ runs, isQuick }: Conditions): Promise<Figure[]> {
  const { key, address, coordinator } = await startCoordinator()
  const small = await start('small', { key, address })
  const large = await start('bulk', { key, address, bytes: BULK_BYTES })
  const figures = [QUIET, BULK, BULK_99].map((name) => ({ name, unit: 'ms', runs: [] as number[] }))
  const times = isQuick ? GETS / 4 : GETS

  for (let run = -1; run < runs; run++) {
    const took = await gets(small, times)

    if (run >= 0) {
      figures[0]?.runs.push(percentile(took, 50))
    }
  }

  large.tell({ type: 'go' })

  for (let run = -1; run < runs; run++) {
    const took = await gets(small, times)

    if (run >= 0) {
      figures[1]?.runs.push(percentile(took, 50))
      figures[2]?.runs.push(percentile(took, 99))
    }
  }

  large.tell({ type: 'moved' })

  if ((await large.says('moved')).items === 0) {
    throw new Error('no large item moved')
  }

  await stop(small, large, coordinator)

  return figures
}

async function gets (child: Child, times: number): Promise<number[]> {
  child.tell({ type: 'run', times })

  return (await child.says('ran', RUN_MS)).took as number[]
}

async function farm (coordinator: Child, tasks: number): Promise<number> {
  coordinator.tell({ type: 'run', tasks })

  return (await coordinator.says('ran', RUN_MS)).ms as number
}

async function handled (worker: Child): Promise<number> {
  worker.tell({ type: 'handled' })

  return (await worker.says('handled')).tasks as number
}
