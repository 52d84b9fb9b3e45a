/** Many workers with nothing to do, each a client of its own. */
import { connect } from '../../src/index.ts'
import { argsOf, leave, onTold, say } from './common.ts'
import type { Client } from '../../src/index.ts'

/** Connections that are being made at once. */
const AT_ONCE = 8

const { key, address, workers } = argsOf<{ workers: number }>()

const clients: Client[] = []

onTold('connect', async () => {
  let left = workers

  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (left-- > 0) {
      const client = await connect({ key, address, timeout: 60_000 })
      client.queue('tasks').process(() => {})
      clients.push(client)
    }
  }))

  say('connected')
})

onTold('stop', async () => {
  await Promise.all(clients.map((client) => client.stop({ deadline: 0 })))
  leave()
})

say('ready')
