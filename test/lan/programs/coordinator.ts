/** A coordinator on a host of a LAN: runs what it is told, and says who did it. */
import { setTimeout } from 'node:timers/promises'
import { createCoordinator, defineQueue } from '../../../src/index.ts'
import type { Saying } from '../lan.ts'

interface Args {
  key: string
  farm?: string
  queue: string
}

const { queue, ...init } = JSON.parse(process.argv[2] as string) as Args
const farm = await createCoordinator({ ...init, listen: ['/ip4/0.0.0.0/tcp/0'], queues: [defineQueue(queue)] })
const tasks = farm.queue<string, string>(queue)
const say = (saying: Saying): void => { process.send?.(saying) }

farm.addEventListener('peer:disconnect', ({ detail }) => { say({ type: 'lost', name: detail.name }) })
farm.addEventListener('peer:connect', ({ detail }) => { say({ type: `connect ${detail.name}` }) })

interface Run {
  items: string[]

  /** So many are idle before anything is put: who has just connected may not have asked for tasks yet. */
  workers?: number
}

async function run ({ items, workers = 0 }: Run): Promise<void> {
  while ((await tasks.stats()).getters < workers) {
    await setTimeout(5)
  }

  say({ type: 'run', results: await Promise.all(items.map(async (item) => tasks.run(item))) })
}

process.on('message', (told: Saying) => {
  switch (told.type) {
    case 'run':
      void run(told as unknown as Run)
      break
    case 'ticket':
      say({ type: 'ticket', ticket: farm.ticket() })
      break
    case 'peers':
      say({ type: 'peers', names: farm.peers().filter(({ connected }) => connected).map((peer) => peer.name) })
      break
    default:
      void farm.stop().then(() => { process.disconnect() })
  }
})

say({ type: 'ready', peerId: farm.peerId, addresses: farm.addresses })
