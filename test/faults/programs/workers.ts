/** Workers of one process, each with a connection of its own; they note what they begin and what they know to be done. */
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../../../src/index.ts'
import { argsOf, endWithTest, letGo, onTold, say } from '../../acceptance/programs/common.ts'
import { History } from '../history.ts'
import { QUEUE } from '../trial.ts'
import type { Client } from '../../../src/index.ts'

const { key, histories, name, workers, concurrency, ms } = argsOf<{
  histories: string
  name: string
  workers: Array<{ name: string, address: string }>
  concurrency: number

  /** What a task takes: milliseconds. */
  ms: number
}>()
endWithTest()
const history = new History(histories, name).noteUnhandled()

/** For so long the next handler does not let go of the event loop: milliseconds. */
let blockMs = 0

async function start (name: string, address: string): Promise<Client> {
  const client = await connect({ key, address, name, timeout: Infinity })
  client.addEventListener('session:lost', () => { say('lost', { name }) })
  client.addEventListener('session:resume', ({ detail: { kept } }) => { say('resume', { name, kept }) })

  const worker = client.queue<string, number>(QUEUE).process(async (item, { id, token, attempt, signal }) => {
    history.note({ what: 'began', item: item.trimEnd(), id, token, attempt }, name)
    block()

    if (ms > 0) {
      await sleep(ms, undefined, { signal }).catch(() => {})
    }

    return token
  }, { concurrency })

  worker.addEventListener('task:complete', ({ detail: { id, token } }) => { history.note({ what: 'settled', id, token }, name) })
  worker.addEventListener('task:abort', ({ detail: { id, token, reason } }) => { history.note({ what: 'aborted', id, token, reason }, name) })

  return client
}

function block (): void {
  if (blockMs > 0) {
    const ms = blockMs
    blockMs = 0
    say('blocks')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
    say('unblocked')
  }
}

const clients = await Promise.all(workers.map(async ({ name, address }) => start(name, address)))

onTold('block', ({ ms }) => { blockMs = ms as number })
onTold('stop', async () => {
  await Promise.all(clients.map(async (client) => client.stop()))
  say('stopped')
  letGo()
})

say('ready')
