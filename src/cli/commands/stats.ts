import { defineCommand } from '../command.ts'
import { connectionOptions, withClient } from '../connection.ts'
import { formatMs } from '../output.ts'
import type { QueueStats } from '../../index.ts'
import type { ConnectionOptions } from '../connection.ts'

const HEADINGS = ['queue', 'ready', 'delayed', 'leased', 'dead', 'done', 'called off', 'put/s', 'done/s', 'oldest', '']

export const stats = defineCommand<ConnectionOptions>({
  name: 'stats',
  group: 'Look',
  summary: 'what the queues have now, and what came of all they ever had',
  arguments: [['[queues...]', 'only these']],
  options: connectionOptions(),
  examples: [
    ['peerq stats', 'all queues'],
    ['peerq stats thumbs --json', 'all figures, for programs']
  ],

  async run (call) {
    const { args, output } = call

    return withClient(call, async (client) => {
      const all = args.length === 0
        ? Object.entries(await client.stats())
        : await Promise.all(args.map(async (name) => [name, await client.queue(name).stats()] as const))

      if (output.isJson) {
        output.json(Object.fromEntries(all))
      } else {
        output.table(HEADINGS, all.map(([name, figures]) => rowOf(name, figures)))
      }

      return 0
    })
  }
})

function rowOf (name: string, figures: QueueStats): Array<string | number> {
  const { ready, delayed, leased, dead, done, cancelled, expired, dropped, putRate, doneRate, oldestReadyMs } = figures
  const state = [figures.paused && 'paused', figures.shutdown && 'shut down'].filter((word) => word !== false).join(', ')

  return [name, ready, delayed, leased, dead, done, cancelled + expired + dropped, putRate.toFixed(1), doneRate.toFixed(1), ready > 0 ? formatMs(oldestReadyMs) : '', state]
}
