import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { UsageError } from '../explain.ts'
import { JOBLOG_HEADING, oneLine, parseJoblog } from './joblog.ts'
import type { MapJob } from './jobs.ts'

export interface JoblogOptions {
  joblog?: string
  resume?: boolean
  resumeFailed?: boolean
}

/**
 * Begins a joblog, or goes on with one; says which jobs an earlier run has done.
 *
 * @throws UsageError, by what it returns too, for the log of another run
 */
export function openJoblog ({ joblog, resume = false, resumeFailed = false }: JoblogOptions): (job: Pick<MapJob, 'seq' | 'command'>) => boolean {
  if (joblog === undefined) {
    return () => false
  }

  if (!(resume || resumeFailed) || !existsSync(joblog)) {
    writeFileSync(joblog, `${JOBLOG_HEADING}\n`)

    return () => false
  }

  const text = readFileSync(joblog, 'utf8')
  const jobs = parseJoblog(text)

  if (!text.startsWith(`${JOBLOG_HEADING}\n`)) {
    throw new UsageError(`${joblog} is no joblog`, 'give the file that an earlier run with --joblog made')
  }

  // a line that was cut off would run into the next one
  truncateSync(joblog, Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)))

  return ({ seq, command }) => {
    const job = jobs.get(seq)

    if (job !== undefined && job.command !== oneLine(command)) {
      throw new UsageError(`${joblog} is of another run: its job ${seq} was ${JSON.stringify(job.command)}`, 'give the same items and program, or another --joblog')
    }

    return job !== undefined && (!resumeFailed || (job.exit === 0 && job.signal === 0))
  }
}
