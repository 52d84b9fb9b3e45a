/** A coordinator in a process of its own. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createCoordinator, defineQueue, readKeyFile } from '../../../src/index.ts'
import { argsOf, letGo, onTold, say } from './common.ts'
import type { Limits, QueueOptions } from '../../../src/index.ts'

const { key, keyFile, port = 0, queues, limits = {} } = argsOf<{
  keyFile?: string
  port?: number
  queues: Record<string, QueueOptions>
  limits?: Partial<Limits>
}>()

const farm = await createCoordinator({
  key: keyFile === undefined ? key : await readKeyFile(keyFile),
  listen: [`/ip4/127.0.0.1/tcp/${port}`],
  mdns: false,
  limits,
  queues: Object.entries(queues).map(([name, options]) => defineQueue(name, options))
})

onTold('memory', async () => {
  // what a first one finds to be free, a second one takes away
  global.gc?.()
  await nextTurn()
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
