// The same job without the races: `process` runs a handler over a queue, and its return value
// is the task's result. A task whose worker dies is given to another.
//
//   npm run example examples/02-process.ts
//
import { connect, createCoordinator, generateKey } from 'peerq'

const key = generateKey()

await using farm = await createCoordinator({ key, listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false })
const downloads = farm.queue<string, number>('downloads')

// in real life this is another program on another machine, with the same key
await using peer = await connect({ key, address: farm.addresses })

await using worker = peer.queue<string, number>('downloads').process(async (url, { signal }) => {
  const response = await fetch(url, { signal })

  return (await response.bytes()).byteLength
}, { concurrency: 4 })

// `run` puts a task and waits for its result
console.log('bytes:', await downloads.run('data:text/plain,hello'))

// `put` returns a handle at once: the result can wait
const handles = await downloads.putMany(['data:,', 'data:,four', 'data:,thirteen%20by'])

for (const handle of handles) {
  console.log('bytes:', await handle.result({ timeout: 10_000 }))
}

await worker.stop()
