/** What the programs of this folder share. */
import { writeFile } from 'node:fs/promises'
import { Session } from 'node:inspector/promises'
import { basename, join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { letGo, onTold, say } from '../../test/acceptance/programs/common.ts'

export { argsOf, onTold, say } from '../../test/acceptance/programs/common.ts'

// nothing is left over from a benchmark that was interrupted
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

/** A CPU profile, from here to 'profiled', which goes to a directory: `program.pid.cpuprofile`. */
onTold('profile', async () => {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.start')

  onTold('profiled', async ({ directory }) => {
    const { profile } = await session.post('Profiler.stop')
    session.disconnect()
    await writeFile(join(directory as string, `${basename(process.argv[1] as string, '.ts')}.${process.pid}.cpuprofile`), JSON.stringify(profile))
    say('profiled')
  })
  say('profiling')
})
