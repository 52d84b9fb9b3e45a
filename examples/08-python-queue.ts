// queue.Queue itself: bounded, with timeouts, `task_done`, `join` and `shutdown`, between
// machines. What Python counts in seconds is in milliseconds here.
//
//   npm run example examples/08-python-queue.ts
//
import { connect, createCoordinator, EmptyError, FullError, generateKey, ShutdownError } from 'peerq'

const key = generateKey()

await using farm = await createCoordinator({ key, listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false })
const local = farm.queue<string>('letters', { maxSize: 2 })

await using peer = await connect({ key, address: farm.addresses })
const remote = peer.queue<string>('letters')

await local.put('a')
await remote.put('b')
console.log('size:', await local.size(), 'full:', await remote.full())

console.log(await nameOfError(remote.put('c', { timeout: 20 }), FullError))
console.log(await remote.get(), await local.get())
console.log(await nameOfError(remote.get({ block: false }), EmptyError))

// two items were put, so `join` waits for two calls of taskDone, whoever makes them
const joined = local.join({ timeout: 5_000 }).then(() => { console.log('all done') })

await remote.taskDone()
await local.taskDone()
await joined

await local.put('last')
await remote.shutdown()
console.log(await nameOfError(local.put('too late'), ShutdownError))

// what was in the queue can still be had; then it is over
for await (const item of remote.items()) {
  console.log('drained:', item)
}

async function nameOfError (call: Promise<unknown>, expected: new (...args: never[]) => Error): Promise<string> {
  return call.then(() => 'no error', (error: unknown) => {
    if (error instanceof expected) {
      return error.name
    }

    throw error
  })
}
