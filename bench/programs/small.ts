/** Two clients in one process: one waits for an item, the other puts it. How long that takes. */
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../../src/index.ts'
import { argsOf, leave, onTold, say } from './common.ts'

/** Between two items, so that nothing but the bulk keeps anybody busy: milliseconds. */
const PAUSE_MS = 5

const { key, address } = argsOf()
const [putter, taker] = [await connect({ key, address }), await connect({ key, address })]

onTold('run', async ({ times }) => {
  const took: number[] = []

  for (let time = 0; time < (times as number); time++) {
    const got = taker.queue('small').get()
    await sleep(PAUSE_MS)
    const start = performance.now()
    void putter.queue('small').put(time)
    await got
    took.push(performance.now() - start)
  }

  say('ran', { took })
})

onTold('stop', async () => {
  await Promise.all([putter.stop(), taker.stop()])
  leave()
})

say('ready')
