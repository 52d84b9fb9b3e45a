/** A worker that gives every item back. */
import { connect } from '../../src/index.ts'
import { argsOf, leave, onTold, say } from './common.ts'
import type { ProcessOptions } from '../../src/index.ts'

const { key, address, options } = argsOf<{ options: ProcessOptions }>()
const client = await connect({ key, address })

client.queue<Uint8Array, Uint8Array>('tasks').process((item) => item, options)

onTold('stop', async () => {
  await client.stop()
  leave()
})

say('ready')
