/** A client that waits for one item. */
import { connect } from '../../../src/index.ts'
import { argsOf, say } from './common.ts'

const { key, address, name } = argsOf<{ name: string }>()
const client = await connect({ key, address, name })

say('ready')
say('got', { item: await client.queue('tasks').get() })
