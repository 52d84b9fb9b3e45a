/** Stops what it has started, in one of several situations, and is then expected to end by itself. */
import { connect, createCoordinator, generateKey } from '../../../src/index.ts'
import { argsOf, endsByItself, letGo, onTold, say } from './common.ts'
import type { Client, Coordinator, Queue } from '../../../src/index.ts'

const { key, address, situation } = argsOf<{ situation: keyof typeof SITUATIONS }>()

const SITUATIONS = {
  'a client with blocked calls': async () => {
    const client = await connect({ key, address })
    const calls = blocked(client)
    await client.queue('tasks').size()
    await client.stop()
    await Promise.allSettled(calls)
  },

  'a client whose handler never returns': async () => {
    const client = await connect({ key, address })
    // not that from which the others take
    const tasks = client.queue('hopeless')
    const started = Promise.withResolvers<void>()
    tasks.process(async () => {
      started.resolve()
      await new Promise(() => {})
    })
    await tasks.put('hopeless')
    await started.promise
    await client.stop({ deadline: 100 })
  },

  'a client whose coordinator is gone': async () => {
    const client = await connect({ key, address })
    const lost = new Promise((resolve) => { client.addEventListener('session:lost', resolve) })
    say('ready')
    await lost
    const calls = blocked(client)
    await client.stop()
    await Promise.allSettled(calls)
  },

  'nothing, when its coordinator has stopped for good': async () => {
    const client = await connect({ key, address })
    const lost = new Promise((resolve) => { client.addEventListener('session:lost', resolve) })
    const calls = blocked(client)
    say('ready')
    await lost
    await Promise.allSettled(calls)
  },

  'a coordinator with clients': async () => {
    const farm = await coordinator()
    const clients = await Promise.all([1, 2, 3].map(async () => connect({ key: farm.key, address: farm.addresses })))
    const calls = clients.flatMap(blocked)
    await Promise.all(clients.map(async (client) => client.queue('tasks').size()))
    await farm.stop()
    await Promise.allSettled(calls)
  },

  'a coordinator that nobody ever met': async () => {
    await (await coordinator()).stop()
  }
}

function blocked (client: Client): Array<Promise<unknown>> {
  const tasks = client.queue('tasks')

  return [tasks.get(), tasks.reserve(), tasks.join(), loop(tasks), tasks.process(() => {}).ended]
}

async function loop (tasks: Queue): Promise<void> {
  try {
    for await (const item of tasks.items()) {
      say('item', { item })
    }
  } catch (err) {
    say('loop', { message: (err as Error).message })
  }
}

async function coordinator (): Promise<Coordinator & { key: Uint8Array }> {
  const key = generateKey()
  const farm = await createCoordinator({ key, listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false })
  farm.queue('tasks')
  await farm.queue('tasks').size()

  return Object.assign(farm, { key })
}

onTold('go', async () => {
  await SITUATIONS[situation]()
  endsByItself()
  say('stopped')
  letGo()
})

say('loaded')
