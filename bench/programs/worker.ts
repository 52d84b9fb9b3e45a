/** A worker that gives every item back, at once or after `ms` milliseconds. */
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../../src/index.ts'
import { argsOf, leave, onTold, say } from './common.ts'
import type { ProcessOptions } from '../../src/index.ts'

const { key, address, options, ms = 0 } = argsOf<{ options: ProcessOptions, ms?: number }>()
const client = await connect({ key, address })
let tasks = 0

client.queue<Uint8Array, Uint8Array>('tasks').process(ms === 0
  ? (item) => {
      tasks++

      return item
    }
  : async (item) => {
    tasks++
    await sleep(ms)

    return item
  }, options)

onTold('handled', () => { say('handled', { tasks }) })

onTold('stop', async () => {
  await client.stop()
  leave()
})

say('ready')
