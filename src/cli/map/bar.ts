import cliProgress from 'cli-progress'
import type { Tally } from './tally.ts'

export interface Bar {
  show (tally: Tally): void

  /** Makes room for something else on the terminal; the bar comes back below it. */
  clear (): void

  /** May be called again. */
  stop (): void
}

/** A bar on stderr, with each worker's share. */
export function createBar (isShown: boolean): Bar {
  if (!isShown) {
    return { show () {}, clear () {}, stop () {} }
  }

  const bar = new cliProgress.SingleBar({
    format: '{bar} {value} of {total} | {eta_formatted} left | {shares}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    gracefulExit: false,
    noTTYOutput: true,
    notTTYSchedule: 1_000,
    clearOnComplete: false,
    forceRedraw: true
  })

  bar.start(0, 0, { shares: '' })

  return {
    show (tally) {
      bar.setTotal(tally.total)
      bar.update(tally.done + tally.failed + tally.skipped, { shares: tally.shares })
    },

    clear () {
      if (process.stderr.isTTY) {
        process.stderr.write('\r\u001b[K')
      }
    },

    stop () { bar.stop() }
  }
}
