/** Starts a coordinator on a dataDir, and says after how many milliseconds it has handed out a task. */
import { createCoordinator, connect } from '../../../src/index.ts'
import { argsOf, say } from '../../acceptance/programs/common.ts'

const { dataDir } = argsOf<{ dataDir: string }>()
const key = new Uint8Array(32).fill(7)
const begin = performance.now()
const farm = await createCoordinator({ key, listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, dataDir })
const client = await connect({ key, address: farm.addresses })
const waiting = await client.queue('q').size()
await client.queue('q').get()
const end = performance.now()

say('serving', { ms: end - begin, serving: end, waiting })
