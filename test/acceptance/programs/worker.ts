/** A worker in a process of its own: says what it begins and ends, and how it feels about it. */
import { connect } from '../../../src/index.ts'
import { argsOf, letGo, onTold, say } from './common.ts'

/**
 * `echo`: returns the item after `ms` milliseconds · `hang`: until it is aborted ·
 * `die`: kills its own process
 */
type Manner = 'echo' | 'hang' | 'die'

const { key, address, name, queue = 'tasks', manner = 'echo', ms = 0, concurrency = 1 } = argsOf<{
  name?: string
  queue?: string
  manner?: Manner
  ms?: number
  concurrency?: number
}>()

const client = await connect({ key, address, ...name !== undefined && { name } })

client.addEventListener('session:lost', ({ detail: { isFinal } }) => { say('lost', { isFinal }) })
client.addEventListener('session:resume', ({ detail: { kept } }) => { say('resume', { kept }) })

const worker = client.queue<unknown, unknown>(queue).process(async (item, { attempt, token, signal }) => {
  if (manner !== 'echo') {
    say('start', { item, attempt, token })
  }

  if (manner === 'die') {
    process.kill(process.pid, 'SIGKILL')
  }

  if (manner === 'hang' || ms > 0) {
    await new Promise<void>((resolve) => {
      if (manner === 'echo') {
        setTimeout(resolve, ms)
      }

      signal.addEventListener('abort', () => { resolve() })
    })
  }

  return item
}, { concurrency })

worker.addEventListener('task:abort', ({ detail: { reason } }) => { say('abort', { reason }) })

onTold('stop', async ({ deadline }) => {
  await client.stop({ deadline: deadline as number })
  say('stopped')
  letGo()
})

say('ready', { peerId: client.peerId })
