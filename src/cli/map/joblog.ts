/** One job, as GNU parallel's `--joblog` has it. */
export interface Job {
  /** From 1. */
  seq: number

  /** The worker's label; '' where nobody had it. */
  host: string

  /** Milliseconds since the Unix epoch, by the worker's clock; 0: unknown. */
  startedAt: number
  ms: number

  /** Bytes of files that went out, and that came back. */
  sent: number
  received: number
  exit: number

  /** The signal's number; 0: none ended it. */
  signal: number

  /** The command line, or the item. */
  command: string
}

export const JOBLOG_HEADING = ['Seq', 'Host', 'Starttime', 'JobRuntime', 'Send', 'Receive', 'Exitval', 'Signal', 'Command'].join('\t')

/** One line, without its newline. */
export function formatJob ({ seq, host, startedAt, ms, sent, received, exit, signal, command }: Job): string {
  return [seq, oneLine(host), (startedAt / 1_000).toFixed(3), (ms / 1_000).toFixed(3), sent, received, exit, signal, oneLine(command)].join('\t')
}

/** What an earlier run has done: by number, the last line of each. A line that was cut off does not count. */
export function parseJoblog (text: string): Map<number, Pick<Job, 'exit' | 'signal' | 'command'>> {
  const jobs = new Map<number, Pick<Job, 'exit' | 'signal' | 'command'>>()

  // what stands behind the last newline was being written
  for (const line of text.split('\n').slice(0, -1)) {
    const [seq, , , , , , exit, signal, ...command] = line.split('\t')

    if (/^\d+$/.test(seq ?? '') && /^\d+$/.test(exit ?? '') && /^\d+$/.test(signal ?? '') && command.length > 0) {
      jobs.set(Number(seq), { exit: Number(exit), signal: Number(signal), command: command.join('\t') })
    }
  }

  return jobs
}

/** What a joblog has of a command: one line, no tabs. */
export function oneLine (text: string): string {
  return text.replaceAll(/[\t\r\n]/g, ' ')
}
