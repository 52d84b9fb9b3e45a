/** A producer that is a client. */
import { connect } from '../../src/index.ts'
import { argsOf, leave, onTold, say } from './common.ts'
import { produce } from './produce.ts'
import type { Producing } from './produce.ts'

const { key, address, ...producing } = argsOf<Producing>()
const client = await connect({ key, address })

produce(client.queue('tasks'), producing)

onTold('stop', async () => {
  await client.stop()
  leave()
})

say('ready')
