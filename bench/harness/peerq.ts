import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { formatKey, generateKey } from '../../src/index.ts'
import { portOf } from '../../test/acceptance/support.ts'
import { start, stop } from './processes.ts'
import type { ProcessOptions } from '../../src/index.ts'
import type { Child, Saying } from '../../test/acceptance/child.ts'
import type { Manner } from '../programs/produce.ts'
import type { Job, RunningSystem, System } from './system.ts'

/** A run on a loaded machine, at most: milliseconds. */
const RUN_MS = 120_000

export interface PeerqOptions {
  name: string

  /** @default 50_000 */
  tasks?: number

  /**
   * Whether the producer is the coordinator itself, or one of its clients.
   *
   * @default 'coordinator'
   */
  producer?: 'coordinator' | 'client'

  /** @default 'map' */
  manner?: Manner

  /**
   * Tasks that are out at once.
   *
   * @default 1_000
   */
  window?: number

  /** Everything is on disk before it is acknowledged. */
  isDurable?: boolean

  /** Between the workers and the coordinator, each way: milliseconds. 0: bytes pass through another process all the same. */
  delayMs?: number

  /** @default { concurrency: 64 } */
  worker?: ProcessOptions
}

/** peerq, every process one of its own: the coordinator, the producer unless it is the coordinator, and the workers. */
export function peerq (options: PeerqOptions): System {
  return { name: options.name, tasks: options.tasks ?? 50_000, start: (job) => startFarm(options, job) }
}

/** A coordinator alone. `--expose-gc`, so that its memory can be told. */
export async function startCoordinator (args: Record<string, unknown> = {}): Promise<{ key: string, address: string, coordinator: Child }> {
  const key = formatKey(generateKey())
  const coordinator = await start('coordinator', { key, manner: 'map', window: 1_000, bodyBytes: 64, ...args }, ['--expose-gc'])

  return { key, coordinator, address: (coordinator.greeting.addresses as string[])[0] as string }
}

export async function memoryOf (child: Child): Promise<number> {
  return (await ask(child, { type: 'memory' }, 'memory')).bytes as number
}

async function ask (child: Child, question: Saying, answer: string): Promise<Saying> {
  child.tell(question)

  return child.says(answer, RUN_MS)
}

async function startFarm (options: PeerqOptions, job: Job): Promise<RunningSystem> {
  const { producer, manner = 'map', window = 1_000, isDurable = false, delayMs, worker = { concurrency: 64 } } = options
  const key = formatKey(generateKey())
  const producing = { manner, window, bodyBytes: job.bodyBytes }
  const dataDir = isDurable ? await makeDataDir() : undefined
  const coordinator = await start('coordinator', { key, dataDir, ...producing })
  const address = (coordinator.greeting.addresses as string[])[0] as string
  const delay = delayMs === undefined ? [] : [await start('delay', { port: portOf([address]), delayMs })]
  const near = delay.length === 0 ? address : delay[0]?.greeting.address
  const workers = await Promise.all(Array.from({ length: job.workers }, () => start('worker', { key, address: near, options: worker })))
  const clients = producer === 'client' ? [await start('producer', { key, address, ...producing })] : []
  const asking = clients[0] ?? coordinator
  const all = [...workers, ...clients, ...delay, coordinator]

  return {
    async run (tasks) {
      return (await ask(asking, { type: 'run', tasks }, 'ran')).ms as number
    },

    async profile () {
      await Promise.all(all.map((child) => ask(child, { type: 'profile' }, 'profiling')))

      return async (directory) => {
        await Promise.all(all.map((child) => ask(child, { type: 'profiled', directory }, 'profiled')))
      }
    },

    async stop () {
      await stop(...all)

      if (dataDir !== undefined) {
        await rm(dataDir, { recursive: true })
      }
    }
  }
}

/** On a disk: /tmp may be a file system in memory. */
async function makeDataDir (): Promise<string> {
  return mkdtemp(join(process.env.PEERQ_BENCH_DATA ?? '/var/tmp', 'peerq-bench-'))
}
