import { systemClock } from '../../clock.ts'
import { within } from '../../within.ts'
import { defineCommand } from '../command.ts'
import { connectionOptions, withClient } from '../connection.ts'
import { durationOption, integerOption } from '../options.ts'
import type { Client } from '../../index.ts'
import type { Call } from '../command.ts'
import type { ConnectionOptions } from '../connection.ts'

interface TopOptions extends ConnectionOptions {
  /** Milliseconds. */
  interval: number
  count: number
}

const INTERVAL_MS = 1_000

export const top = defineCommand<TopOptions>({
  name: 'top',
  group: 'Look',
  summary: 'the queues and workers of a farm, again and again',
  details: `On a terminal it fills the screen until q or Ctrl-C; elsewhere, and with --json, each look follows the one before. What workers have done, and
what failed, is counted from when it starts. "oldest" has waited that long, "held" has been in somebody's hands that long.`,
  options: [
    ...connectionOptions(),
    durationOption('--interval <time>', 'between two looks').default(INTERVAL_MS, '1s'),
    integerOption('--count <n>', 'ends after so many looks', 1).default(Infinity, 'goes on until it is stopped')
  ],
  examples: [
    ['peerq top', 'until you press q'],
    ['peerq top --json --interval 10s >> farm.log', 'a line of JSON every ten seconds'],
    ['peerq top --count 1 | cat', 'once, as plain text']
  ],

  async run (call) {
    await withClient(call, async (client) => { await lookOn(client, call) })

    return 0
  }
})

async function lookOn (client: Client, { options, output, stop }: Call<TopOptions>): Promise<void> {
  const [{ createViewer }, { FarmWatch }] = await Promise.all([import('../top/viewer.ts'), import('../top/farm.ts')])
  const over = new AbortController()
  const quit = Promise.withResolvers<void>()
  const lost = Promise.withResolvers<never>()
  const viewer = createViewer(output, () => { over.abort() })
  const farm = new FarmWatch(client, systemClock, over.signal)
  let isLost = false

  over.signal.addEventListener('abort', () => { quit.resolve() })
  stop.signal.addEventListener('abort', () => { over.abort() })
  client.addEventListener('session:resume', () => { viewer.lost(isLost = false) })
  client.addEventListener('session:lost', ({ detail }) => {
    viewer.lost(isLost = true)

    if (detail.isFinal) {
      lost.reject(detail.error)
    }
  })

  try {
    await Promise.race([look(), quit.promise, lost.promise])
  } finally {
    over.abort()
    viewer.end()
  }

  async function look (): Promise<void> {
    for (let left = options.count; left > 0 && !over.signal.aborted; left--) {
      try {
        const view = await farm.look()

        if (!over.signal.aborted) {
          viewer.show(view)
        }
      } catch (err) {
        // without a connection there is nothing to see; the client looks for another one
        if (!isLost) {
          throw err
        }
      }

      if (left > 1) {
        await within(systemClock, options.interval, quit.promise)
      }
    }
  }
}
