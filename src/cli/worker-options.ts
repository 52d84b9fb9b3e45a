import { availableParallelism } from 'node:os'
import { durationOption, integerOption } from './options.ts'
import type { Option } from 'commander'

/** What a command that works until it is stopped can be told. */
export interface WorkerOptions {
  jobs: number
  maxBytes: number
  grace: number
}

/** Bytes of one result that fit by default (`maxPayloadBytes`), less what surrounds it. */
const MAX_BYTES = 63 * 1024 * 1024

const GRACE_MS = 10_000

export function workerOptions (): Option[] {
  return [
    integerOption('-j, --jobs <count>', 'how many at once', 1).default(availableParallelism(), 'one for each core'),
    integerOption('--max-bytes <bytes>', 'what one task may write, with the files that it returns', 1).default(MAX_BYTES, '63 MiB'),
    durationOption('--grace <time>', 'what running programs are given when it is stopped, before their tasks are handed back').default(GRACE_MS, '10s')
  ]
}
