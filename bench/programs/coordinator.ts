/** A coordinator in a process of its own, which is the producer as well when it is told to run. */
import { createCoordinator } from '../../src/index.ts'
import { argsOf, leave, onTold, say } from './common.ts'
import { holdDepth } from './hold-depth.ts'
import { produce } from './produce.ts'
import type { Limits } from '../../src/index.ts'
import type { Producing } from './produce.ts'

const { key, dataDir, limits = {}, ...producing } = argsOf<Producing & { dataDir?: string, limits?: Partial<Limits> }>()
const farm = await createCoordinator({ key, listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, limits, ...dataDir !== undefined && { dataDir } })

const queue = farm.queue<Uint8Array, Uint8Array>('tasks')

// for the benchmarks that are about more than one
farm.queue('bulk', { maxSize: 2 })
farm.queue('small')

produce(queue, producing)
holdDepth(queue)

onTold('stop', async () => {
  await farm.stop()
  leave()
})

say('ready', { addresses: farm.addresses })
