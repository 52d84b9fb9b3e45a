// A running task tells how far it is, and can be cancelled from anywhere: the handler's signal
// fires on the other machine.
//
//   npm run example examples/07-progress-and-cancel.ts
//
import { setTimeout } from 'node:timers/promises'
import { connect, createCoordinator, generateKey } from 'peerq'

const key = generateKey()

await using farm = await createCoordinator({ key, listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false })
const films = farm.queue<string>('films')

await using peer = await connect({ key, address: farm.addresses })

await using worker = peer.queue<string>('films').process(async (film, context) => {
  context.progress(`${film}: 1 %`)
  await setTimeout(3_600_000, undefined, { signal: context.signal })
})

const stopped = new Promise<void>((resolve) => {
  worker.addEventListener('task:abort', () => { resolve() }, { once: true })
})

const handle = await films.put('metropolis.mkv')

for await (const progress of handle.progress()) {
  console.log(progress)
  console.log('status:', (await handle.status()).state)
  console.log('cancelled:', await handle.cancel())
  break
}

await stopped
console.log('the worker has stopped working on it')
console.log(await handle.result().catch((error: Error) => error.name))
