import { constants } from 'node:os'
import { unpackFile } from '../run/files.ts'
import { readResult } from '../run/travel.ts'
import { bytesOf } from './pack.ts'
import type { Settled } from '../../index.ts'
import type { MapJob } from './jobs.ts'

/** What came of one item. */
export interface Outcome {
  ok: boolean
  exit: number
  signal?: string
  host: string
  startedAt: number
  ms: number

  /** Bytes of files that came back, and which. */
  received: number
  files: string[]
  attempt: number

  /** What the program wrote; or nothing. */
  stdout: Uint8Array
  stderr: Uint8Array

  /** What a handler returned, where it was no command. */
  value?: unknown

  /** Why there is none of this. */
  problem?: string
}

/** Errors that are about one task. Any other would meet all the others too. */
const OF_TASK = new Set([
  'TaskFailedError', 'TaskCancelledError', 'TaskExpiredError', 'ResultExpiredError', 'PayloadError', 'PayloadTooLargeError', 'FileError'
])

const NOTHING = { exit: 1, host: '', startedAt: 0, ms: 0, received: 0, files: [], attempt: 0, stdout: new Uint8Array(), stderr: new Uint8Array() }

/** There is no result. */
export function failure (err: unknown): Outcome {
  const { remote } = err as { remote?: { workerName?: string } }

  return { ...NOTHING, ok: false, host: remote?.workerName ?? '', problem: (err as Error).message }
}

/**
 * What a worker's answer comes to; its files are written below `directory`.
 *
 * @param isCommand - whether it is a command's result, or a value
 * @throws what is not about this one task
 */
export async function outcomeOf (settled: Settled<unknown, unknown>, job: MapJob, isCommand: boolean, directory: string): Promise<Outcome> {
  if (settled.status === 'rejected') {
    if (!OF_TASK.has((settled.reason as Error).name)) {
      throw settled.reason
    }

    return failure(settled.reason)
  }

  if (!isCommand) {
    return { ...NOTHING, ok: true, exit: 0, value: settled.value }
  }

  try {
    const { files, worker, ...result } = readResult(settled.value, job.returns)

    for (const file of files) {
      await unpackFile(directory, file)
    }

    return { ...result, ok: result.exit === 0, host: worker, received: bytesOf(files), files: files.map(({ path }) => path) }
  } catch (err) {
    return failure(err)
  }
}

/** For the joblog: the number of the signal that ended it. */
export function signalNumber ({ signal }: Pick<Outcome, 'signal'>): number {
  return constants.signals[signal as NodeJS.Signals] ?? 0
}
