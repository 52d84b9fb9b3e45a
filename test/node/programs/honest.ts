/**
 * Those whom a flood is not to hurt, in a process of their own: a client that puts tasks, one after
 * the other, and a worker that does them. Asked, it says how long its tasks took since it was asked the last time.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from '../../../src/index.ts'
import type { ConnectInit } from '../../../src/index.ts'

const init = JSON.parse(process.env.TEST_INIT as string) as Pick<ConnectInit, 'key' | 'address'>
const [putter, worker] = await Promise.all(['putter', 'worker'].map(async (name) => connect({ ...init, name })))
const tasks = putter!.queue<number, number>('tasks')
let took: number[] = []
let goesOn = true

worker!.queue<number, number>('tasks').process((item) => item + 1, { concurrency: 4 })

async function serve (): Promise<void> {
  for (let item = 0; goesOn; item++) {
    const since = performance.now()

    if (await tasks.run(item, { timeout: 20_000 }) !== item + 1) {
      throw new Error('a task came to something else')
    }

    took.push(performance.now() - since)
    await pause(1)
  }
}

const serving = serve()

process.on('message', (question) => {
  if (question === 'latency') {
    process.send?.({ took })
    took = []
  } else {
    goesOn = false
    void serving.then(async () => Promise.all([putter!.stop(), worker!.stop()])).then(() => { process.disconnect() })
  }
})

process.send?.('serving')
