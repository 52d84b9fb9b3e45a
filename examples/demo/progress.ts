import { SingleBar } from 'cli-progress'

export interface Progress extends Disposable {
  step (): void

  /** Says something without disturbing the bar. */
  note (text: string): void
}

/** A bar on a terminal, and elsewhere a plain line a second; both on stderr, so that stdout has the outcome alone. */
export function showProgress (total: number): Progress {
  let done = 0

  const bar = new SingleBar({
    format: process.stderr.isTTY ? '{bar} {percentage} % | {value} of {total} files | {eta_formatted} left' : '{value} of {total} files',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    gracefulExit: false,
    noTTYOutput: true,
    notTTYSchedule: 1_000
  })

  bar.start(total, done)

  return {
    step () { bar.update(++done) },

    note (text) {
      bar.stop()
      console.error(text)
      bar.start(total, done)
    },

    [Symbol.dispose] () { bar.stop() }
  }
}
