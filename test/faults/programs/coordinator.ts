/** The coordinator of a trial: notes what it hands out and what becomes of it, and says how it is. */
import { readdirSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createCoordinator, defineQueue } from '../../../src/index.ts'
import { argsOf, endWithTest, letGo, onTold, say } from '../../acceptance/programs/common.ts'
import { History } from '../history.ts'
import { QUEUE } from '../trial.ts'
import type { QueueOptions } from '../../../src/index.ts'
import type { Resources } from '../checks.ts'

/** Between two looks at the counts: milliseconds. */
const LOOK_MS = 100

/** Between two looks at the memory: milliseconds. */
const MEMORY_MS = 10_000

const ENDS = ['task:complete', 'task:requeue', 'task:fail', 'task:dead', 'task:cancel', 'task:expire', 'task:drop'] as const

const { key, histories, life, listen, dataDir, options } = argsOf<{
  histories: string
  life: number
  listen: string
  dataDir?: string
  options: QueueOptions
}>()
endWithTest()
const history = new History(histories, `coordinator ${life}`).noteUnhandled()

// at a bound of its own, many peers of one address are what a test is not about
const farm = await createCoordinator({
  key, listen: [listen], mdns: false, queues: [defineQueue(QUEUE, options)], ...dataDir !== undefined && { dataDir }
})
const tasks = farm.queue(QUEUE)

farm.addEventListener('task:lease', ({ detail: { id, name } }) => { history.note({ what: 'leased', id, life, name }) })
farm.addEventListener('storage:error', ({ detail }) => { say('storage:error', { message: detail.message }) })

for (const type of ENDS) {
  farm.addEventListener(type, ({ detail: { id } }) => { history.note({ what: 'ended', id, life, how: type }) })
}

const looking = setInterval(() => {
  tasks.stats().then((stats) => { history.note({ what: 'counts', stats }) }, () => {})
}, LOOK_MS)

const measuring = setInterval(() => {
  memory().then((bytes) => { history.note({ what: 'memory', life, bytes }) }, () => {})
}, MEMORY_MS)

async function memory (): Promise<number> {
  // what a first one finds to be free, a second one takes away
  global.gc?.()
  await nextTurn()
  global.gc?.()
  const { heapUsed, external } = process.memoryUsage()

  return heapUsed + external
}

async function resources (): Promise<Resources> {
  const active = process.getActiveResourcesInfo()

  return {
    descriptors: process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0,
    timers: active.filter((name) => name === 'Timeout').length,
    sockets: active.filter((name) => name === 'TCPSocketWrap').length,
    sessions: connected(),
    memory: await memory()
  }
}

function connected (): number {
  return farm.peers().filter(({ connected }) => connected).length
}

onTold('look', async () => { say('look', { stats: await tasks.stats(), connected: connected() }) })
onTold('resources', async () => { say('resources', { ...await resources() }) })
onTold('pause', async () => {
  await tasks.pause()
  say('pause')
})
onTold('resume', async () => {
  await tasks.resume()
  say('resume')
})
onTold('stop', async () => {
  clearInterval(looking)
  clearInterval(measuring)
  await farm.stop()
  say('stopped')
  letGo()
})

say('ready', { addresses: farm.addresses })
