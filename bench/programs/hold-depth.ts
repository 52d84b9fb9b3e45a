import { setTimeout as sleep } from 'node:timers/promises'
import { onTold, say } from './common.ts'
import type { Queue } from '../../src/index.ts'

/** Items in one `putMany`, at most a quarter of the least depth. */
const LOT = 250

/** Between two looks at how far the workers are: milliseconds. */
const LOOK_MS = 1

/** Fills a queue when it is told to, waits until it is empty, or keeps so many tasks in it until so many are done. */
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

  onTold('hold', async ({ tasks, depth, bodyBytes }) => {
    const start = performance.now()
    const { done: before } = await queue.stats()

    for (;;) {
      const { ready, leased, done } = await queue.stats()
      const missing = (depth as number) - ready - leased

      if (done - before >= (tasks as number)) {
        say('held', { ms: performance.now() - start, tasks: done - before })
        return
      }

      await (missing >= LOT ? put(missing, bodyBytes as number) : sleep(LOOK_MS))
    }
  })
}
