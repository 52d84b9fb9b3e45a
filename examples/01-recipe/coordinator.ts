// The recipe of Python's BaseManager and Queue: one program owns two queues, puts ten tasks
// into one and takes ten results out of the other.
//
//   npm run example examples/01-recipe/coordinator.ts [PORT [HOST]]
//
import { createCoordinator } from 'peerq'

const [port = '8001', host = '0.0.0.0'] = process.argv.slice(2)

const farm = await createCoordinator({ key: 'jenson', listen: [`/ip4/${host}/tcp/${port}`], mdns: false })
const tasks = farm.queue<string>('task_queue')
const results = farm.queue<string>('result_queue')

for (let i = 0; i < 10; i++) {
  console.log(`put task ImageUrl_${i} ...`)
  await tasks.put(`ImageUrl_${i}`)
}

console.log('try get result...')

for (let i = 0; i < 10; i++) {
  console.log('result is', await results.get({ timeout: 10_000 }))
}

await farm.stop()
