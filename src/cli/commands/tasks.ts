import { Option } from 'commander'
import { defineCommand } from '../command.ts'
import { connectionOptions, withClient } from '../connection.ts'
import { integerOption, option } from '../options.ts'
import { formatMs, printable } from '../output.ts'
import type { TaskInfo, TaskState } from '../../index.ts'
import type { ConnectionOptions } from '../connection.ts'
import type { Cell } from '../output.ts'

interface Options extends ConnectionOptions {
  state?: TaskState
  holder?: string
  limit: number
  after?: string
}

const STATES: TaskState[] = ['ready', 'delayed', 'leased', 'dead', 'done', 'cancelled', 'expired', 'dropped']

export const tasks = defineCommand<Options>({
  name: 'tasks',
  group: 'Look',
  summary: 'the tasks of a queue: who has what since when',
  arguments: [['<queue>', 'the queue to look at']],
  options: [
    new Option('--state <state>', 'only those in this state').choices(STATES),
    option('--holder <who>', 'only those that this worker has, by name or peer id'),
    integerOption('--limit <count>', 'at most so many').default(100),
    option('--after <id>', 'only those that were put after this one'),
    ...connectionOptions()
  ],
  examples: [
    ['peerq tasks thumbs --state leased', 'what is being worked on'],
    ['peerq tasks thumbs --state dead --json', 'what has failed too often, with every attempt']
  ],

  async run (call) {
    const { args: [name = ''], options: { state, holder, limit, after }, output, stop } = call

    return withClient(call, async (client) => {
      const rows: Cell[][] = []
      let last: TaskInfo | undefined
      let left = limit
      const found = client.queue(name).tasks({
        limit: limit + 1, signal: stop.signal, ...state && { state }, ...holder !== undefined && { holder }, ...after !== undefined && { after }
      })

      for await (const task of found) {
        // one more than was wanted, to know that there are more
        if (left-- === 0) {
          break
        }

        last = task

        if (output.isJson) {
          output.json(task)
        } else {
          rows.push(rowOf(task))
        }
      }

      if (!output.isJson) {
        output.table(['id', 'state', 'for', 'age', 'attempts', 'bytes', 'holder', 'last attempt'], rows)
      }

      if (left < 0 && last !== undefined) {
        output.note(`there are more: --after '${printable(last.id)}' goes on, or give a larger --limit`)
      }

      return 0
    })
  }
})

function rowOf ({ id, state, stateMs, ageMs, attempts, maxAttempts, itemBytes, holder, history }: TaskInfo): Cell[] {
  const last = history.at(-1)
  const outcome = last === undefined ? '' : `${last.outcome}${last.error === '' ? '' : `: ${last.error.split('\n')[0]?.slice(0, 60)}`}`

  return [id, state, formatMs(stateMs), formatMs(ageMs), `${attempts}/${maxAttempts === Infinity ? '∞' : maxAttempts}`, itemBytes, holder?.name ?? '', outcome]
}
