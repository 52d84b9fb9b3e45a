import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { formatKey, generateKey } from '../../src/index.ts'
import { start, stop } from './processes.ts'
import type { ProcessOptions } from '../../src/index.ts'
import type { Manner } from '../programs/produce.ts'
import type { Job, RunningSystem, System } from './system.ts'

/** A run on a loaded machine, at most: milliseconds. */
const RUN_MS = 120_000

export interface PeerqOptions {
  name: string
  tasks: number

  /** Whether the producer is the coordinator itself, or one of its clients. */
  producer: 'coordinator' | 'client'
  manner: Manner

  /** Tasks that are out at once. */
  window: number

  /** Everything is on disk before it is acknowledged. */
  isDurable?: boolean
  worker: ProcessOptions
}

/** peerq, every process one of its own: the coordinator, the producer unless it is the coordinator, and the workers. */
export function peerq (options: PeerqOptions): System {
  return { name: options.name, tasks: options.tasks, start: (job) => startFarm(options, job) }
}

async function startFarm ({ producer, manner, window, isDurable = false, worker }: PeerqOptions, job: Job): Promise<RunningSystem> {
  const key = formatKey(generateKey())
  const producing = { manner, window, bodyBytes: job.bodyBytes }
  const dataDir = isDurable ? await mkdtemp(join(dataRoot(), 'peerq-bench-')) : undefined
  const coordinator = await start('coordinator', { key, dataDir, ...producing })
  const [address] = coordinator.greeting.addresses as string[]
  const workers = await Promise.all(Array.from({ length: job.workers }, () => start('worker', { key, address, options: worker })))
  const client = producer === 'client' ? await start('producer', { key, address, ...producing }) : undefined
  const asking = client ?? coordinator

  return {
    async run (tasks) {
      asking.tell({ type: 'run', tasks })

      return (await asking.says('ran', RUN_MS)).ms as number
    },

    async stop () {
      await stop(...workers, ...client === undefined ? [] : [client], coordinator)

      if (dataDir !== undefined) {
        await rm(dataDir, { recursive: true })
      }
    }
  }
}

/** A disk, not a file system in memory. */
function dataRoot (): string {
  return process.env.PEERQ_BENCH_DATA ?? '/var/tmp'
}
