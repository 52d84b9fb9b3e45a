/** A coordinator in a process of its own, which is the producer as well when it is told to run. */
import { createCoordinator } from '../../src/index.ts'
import { argsOf, leave, onTold, say } from './common.ts'
import { produce } from './produce.ts'
import type { Limits } from '../../src/index.ts'
import type { Producing } from './produce.ts'

const { key, dataDir, limits = {}, ...producing } = argsOf<Producing & { dataDir?: string, limits?: Partial<Limits> }>()
const farm = await createCoordinator({ key, listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, limits, ...dataDir !== undefined && { dataDir } })

produce(farm.queue('tasks'), producing)

onTold('stop', async () => {
  await farm.stop()
  leave()
})

say('ready', { addresses: farm.addresses })
