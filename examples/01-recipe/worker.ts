// The other half of the recipe: start it on as many machines as you like, while the
// coordinator waits for results.
//
//   npm run example examples/01-recipe/worker.ts [PORT [HOST]]
//
import { setTimeout } from 'node:timers/promises'
import { connect, ConnectionError, EmptyError, ShutdownError } from 'peerq'

const [port = '8001', host = '127.0.0.1'] = process.argv.slice(2)

const farm = await connect({ key: 'jenson', address: `${host}:${port}` })
const tasks = farm.queue<string>('task_queue')
const results = farm.queue<string>('result_queue')

try {
  while (!(await tasks.empty())) {
    const url = await tasks.get({ timeout: 5000 })
    console.log(`download==${url}`)
    await setTimeout(200)
    await results.put('already download' + url)
  }
} catch (error) {
  // Python's race, kept: after `empty` another worker may take the last item, and after the
  // last result the coordinator leaves. 02-process.ts has no such race.
  if (!(error instanceof EmptyError || error instanceof ShutdownError || error instanceof ConnectionError)) {
    throw error
  }
}

await farm.stop()
