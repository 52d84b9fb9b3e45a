// A handler that throws fails the attempt, and the task is tried again later. A TaskError
// says otherwise. What is out of attempts is dead, not lost: it waits for an administrator.
//
//   npm run example examples/04-failures.ts
//
import { connect, createCoordinator, generateKey, TaskError, TaskFailedError } from 'peerq'

const key = generateKey()

await using farm = await createCoordinator({ key, listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false })

const pages = farm.queue<string, string>('pages', {
  maxAttempts: 3,
  backoff: { type: 'exponential', delay: 10, maxDelay: 1_000, jitter: 0 }
})

await using peer = await connect({ key, address: farm.addresses, name: 'worker-1' })
let repaired = false
let failures = 0

await using worker = peer.queue<string, string>('pages').process(async (page, { attempt }) => {
  console.log(`attempt ${attempt}: ${page}`)

  if (page === 'busy.html' && attempt < 3) {
    throw new Error('503 Service Unavailable')
  }

  if (page === 'gone.html' && !repaired) {
    throw new TaskError('404 Not Found', { retry: false })
  }

  return `contents of ${page}`
})

// somebody should look at what fails; for a queue of which nobody does, there is a warning
worker.addEventListener('task:fail', () => { failures++ })

console.log(await pages.run('busy.html'))

const handle = await pages.put('gone.html')

try {
  await handle.result()
} catch (error) {
  if (error instanceof TaskFailedError) {
    console.log(`${error.name} from ${error.remote.workerName}: ${error.remote.remoteMessage}`)
  }
}

console.log('dead:', (await pages.stats()).dead)

// the page is back: give its task another life
repaired = true
await pages.redrive({ ids: [handle.id] })
console.log(await handle.result())
console.log('failed attempts:', failures)
