import { memoryOf, startCoordinator } from './harness/peerq.ts'
import { start, stop } from './harness/processes.ts'
import { medianOf, ratio } from './harness/system.ts'
import type { Benchmark, Conditions, Figure } from './harness/report.ts'

const BODY = 64
/** Results that are kept at once: below the default of `maxResults`. */
const KEPT = 50_000
const RUN_MS = 200_000
const TASKS = 40_000

/** The first is what P1 has out at once, and what the goal is about. */
const DEPTHS = [1_000, 10_000, 100_000, 1_000_000]

export const p5: Benchmark = {
  id: 'p5',
  title: 'P5: many waiting tasks of 64 bytes; as many are put as are done, 2 workers',

  async run (conditions) {
    const figures: Figure[] = []

    for (const depth of conditions.isQuick ? DEPTHS.slice(0, 3) : DEPTHS) {
      figures.push(...await at(depth, conditions))
    }

    figures.push(await kept())

    const deepest = conditions.isQuick ? DEPTHS[2] as number : DEPTHS[3] as number

    return {
      figures,
      goals: [
        { what: `bytes a waiting task, beyond its body, at ${deepest}`, value: medianOf(figures, bytesAt(deepest)), atMost: 300 },
        { what: `rate at ${deepest}, to that at ${DEPTHS[0]}`, value: ratio(figures, rateAt(deepest), rateAt(DEPTHS[0] as number)), atLeast: 0.8 }
      ],
      charts: [{
        type: 'lines',
        name: 'depth',
        title: 'Tasks a second, by how many wait',
        x: 'waiting tasks',
        unit: 'tasks/s',
        lines: [{ name: 'peerq', points: DEPTHS.flatMap((depth) => figures.some(({ name }) => name === rateAt(depth)) ? [[depth, medianOf(figures, rateAt(depth))]] : []) }]
      }]
    }
  }
}

async function at (depth: number, { runs }: Conditions): Promise<Figure[]> {
  const { key, address, coordinator } = await startCoordinator()
  const before = await memoryOf(coordinator)
  coordinator.tell({ type: 'fill', tasks: depth, bodyBytes: BODY })
  await coordinator.says('filled', RUN_MS)
  const bytes = (await memoryOf(coordinator) - before) / depth - BODY
  const workers = await Promise.all([1, 2].map(() => start('worker', { key, address, options: { concurrency: 64 } })))
  const rates: number[] = []

  for (let run = -2; run < runs; run++) {
    coordinator.tell({ type: 'hold', tasks: TASKS, depth, bodyBytes: BODY })
    const { ms, tasks } = await coordinator.says('held', RUN_MS)

    if (run >= 0) {
      rates.push((tasks as number) / (ms as number) * 1_000)
    }
  }

  await stop(...workers, coordinator)

  return [{ name: rateAt(depth), unit: 'tasks/s', runs: rates }, { name: bytesAt(depth), unit: 'bytes', runs: [bytes] }]
}

/** What a result costs that nobody has asked for yet. */
async function kept (): Promise<Figure> {
  const { key, address, coordinator } = await startCoordinator()
  const before = await memoryOf(coordinator)
  coordinator.tell({ type: 'fill', tasks: KEPT, bodyBytes: BODY })
  await coordinator.says('filled', RUN_MS)
  const worker = await start('worker', { key, address, options: { concurrency: 64 } })
  coordinator.tell({ type: 'drain' })
  await coordinator.says('drained', RUN_MS)
  await stop(worker)
  const bytes = (await memoryOf(coordinator) - before) / KEPT - BODY
  await stop(coordinator)

  return { name: 'a kept result: bytes each, beyond the body', unit: 'bytes', runs: [bytes] }
}

function rateAt (depth: number): string {
  return `rate with ${depth.toLocaleString('en-US')} tasks in the queue`
}

function bytesAt (depth: number): string {
  return `${depth.toLocaleString('en-US')} waiting: bytes each, beyond the body`
}
