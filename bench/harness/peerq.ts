import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { formatKey, generateKey } from '../../src/index.ts'
import { Child } from '../../test/acceptance/child.ts'
import type { ProcessOptions } from '../../src/index.ts'
import type { Manner } from '../programs/produce.ts'
import type { Job, RunningSystem, System } from './system.ts'

const PROGRAMS = join(import.meta.dirname, '..', 'programs')

/** A run, and a start on a loaded machine, at most: milliseconds. */
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

/** A program of this folder; it is killed by `end`, also when nobody gets so far. */
export async function start (program: string, args: Record<string, unknown>, execArgv?: string[]): Promise<Child> {
  const child = new Child(join(PROGRAMS, program), args, execArgv)
  child.greeting = await child.says('ready', RUN_MS)

  return child
}

/** peerq, every process one of its own: the coordinator, the producer unless it is the coordinator, and the workers. */
export function peerq (options: PeerqOptions): System {
  return { name: options.name, tasks: options.tasks, start: (job) => startFarm(options, job) }
}

async function startFarm ({ producer, manner, window, isDurable = false, worker }: PeerqOptions, job: Job): Promise<RunningSystem> {
  const key = formatKey(generateKey())
  const producing = { manner, window, bodyBytes: job.bodyBytes }
  const dataDir = isDurable ? await mkdtemp(join(dataRoot(), 'peerq-bench-')) : undefined
  const coordinator = await start('coordinator', { key, dataDir, ...producing }, profiling())
  const [address] = coordinator.greeting.addresses as string[]
  const workers = await Promise.all(Array.from({ length: job.workers }, () => start('worker', { key, address, options: worker }, profiling())))
  const client = producer === 'client' ? await start('producer', { key, address, ...producing }, profiling()) : undefined
  const asking = client ?? coordinator

  return {
    async run (tasks) {
      asking.tell({ type: 'run', tasks })

      return (await asking.says('ran', RUN_MS)).ms as number
    },

    async stop () {
      for (const child of [...workers, ...client === undefined ? [] : [client], coordinator]) {
        await stop(child)
      }

      if (dataDir !== undefined) {
        await rm(dataDir, { recursive: true })
      }
    }
  }
}

export async function stop (child: Child): Promise<void> {
  child.tell({ type: 'stop' })
  await child.says('stopped')
  // time to write its profile, where it has one
  await child.ended(RUN_MS)
}

/** A disk, not a file system in memory. */
function dataRoot (): string {
  return process.env.PEERQ_BENCH_DATA ?? '/var/tmp'
}

/** With PEERQ_BENCH_PROFILE=DIRECTORY each process leaves a CPU profile there: `bench/layers.ts` reads them. */
function profiling (): string[] {
  const directory = process.env.PEERQ_BENCH_PROFILE

  return directory === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${directory}`]
}
