/** A client that puts one item at a time and takes one at a time, each awaited: how long each took. */
import { connect } from '../../src/index.ts'
import { argsOf, leave, onTold, say } from './common.ts'

const BODY = new Uint8Array(64)

const { key, address } = argsOf()
const client = await connect({ key, address })
const queue = client.queue<Uint8Array>('tasks')

async function each (times: number, act: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = []

  for (let time = 0; time < times; time++) {
    const start = performance.now()
    await act()
    took.push(performance.now() - start)
  }

  return took
}

onTold('run', async ({ times }) => {
  const puts = await each(times as number, () => queue.put(BODY))
  const gets = await each(times as number, () => queue.get())
  say('ran', { puts, gets })
})

onTold('stop', async () => {
  await client.stop()
  leave()
})

say('ready')
