import { setTimeout as sleep } from 'node:timers/promises'
import { onTold, say } from './common.ts'
import type { Queue } from '../../src/index.ts'

/** Items in one `putMany`, at most a quarter of the least depth. */
const LOT = 250

/** Between two looks at how far the workers are: milliseconds. */
const LOOK_MS = 1

/** Fills a queue when it is told to, waits until it is empty, or works at a depth: as many tasks are put as are done. */
export function holdDepth (queue: Queue<Uint8Array, Uint8Array>): void {
  const put = async (tasks: number, bodyBytes: number): Promise<void> => {
    for (let left = tasks; left > 0; left -= LOT) {
      await queue.putMany(Array.from({ length: Math.min(LOT, left) }, () => new Uint8Array(bodyBytes)))
    }
  }

  onTold('fill', async ({ tasks, bodyBytes }) => {
    await put(tasks as number, bodyBytes as number)
    say('filled')
  })

  onTold('drain', async () => {
    for (let stats = await queue.stats(); stats.ready + stats.leased > 0; stats = await queue.stats()) {
      await sleep(LOOK_MS)
    }

    say('drained')
  })

  onTold('hold', async ({ tasks, bodyBytes }) => {
    const start = performance.now()
    const { done: before } = await queue.stats()
    let replaced = 0

    while (replaced < (tasks as number)) {
      const { done } = await queue.stats()
      const missing = done - before - replaced

      if (missing >= LOT) {
        await put(missing, bodyBytes as number)
        replaced += missing
      } else {
        await sleep(LOOK_MS)
      }
    }

    say('held', { ms: performance.now() - start, tasks: replaced })
  })
}
