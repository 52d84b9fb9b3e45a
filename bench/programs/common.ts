/** What the programs of this folder share. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { letGo, onTold, say } from '../../test/acceptance/programs/common.ts'

export { argsOf, onTold, say } from '../../test/acceptance/programs/common.ts'

// nothing is left over from a benchmark that was interrupted; a CPU profile is written all the same
process.once('disconnect', () => { process.exit() })

/** The last thing that a program does. */
export function leave (): void {
  letGo()
}

/** Bytes that are in use, once nothing is left to collect. Needs `--expose-gc`. */
onTold('memory', async () => {
  for (let round = 0; round < 3; round++) {
    // what a first one finds to be free, the next one takes away
    global.gc?.()
    await nextTurn()
  }

  const { heapUsed, external, rss } = process.memoryUsage()
  say('memory', { bytes: heapUsed + external, rss })
})

/** The CPU time of this process so far: microseconds. */
onTold('cpu', () => {
  const { user, system } = process.cpuUsage()
  say('cpu', { us: user + system })
})
