/** A coordinator in a process of its own. */
import { createCoordinator, readKeyFile } from '../../../src/index.ts'
import { argsOf, letGo, onTold, say } from './common.ts'
import type { QueueOptions } from '../../../src/index.ts'

const { key, keyFile, port = 0, queues } = argsOf<{ keyFile?: string, port?: number, queues: Record<string, QueueOptions> }>()

const farm = await createCoordinator({
  key: keyFile === undefined ? key : await readKeyFile(keyFile),
  listen: [`/ip4/127.0.0.1/tcp/${port}`],
  mdns: false,
  queues: Object.entries(queues).map(([name, options]) => ({ name, options }))
})

onTold('memory', () => {
  global.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  say('memory', { bytes: heapUsed + external })
})

onTold('stop', async () => {
  await farm.stop()
  say('stopped')
  letGo()
})

say('ready', { addresses: farm.addresses, peerId: farm.peerId })
