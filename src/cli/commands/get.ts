import { defineCommand } from '../command.ts'
import { connectionOptions, withClient } from '../connection.ts'
import { formOption, writeItem } from '../items.ts'
import { durationOption, integerOption, option } from '../options.ts'
import type { Queue } from '../../index.ts'
import type { Call } from '../command.ts'
import type { ConnectionOptions } from '../connection.ts'
import type { Form } from '../items.ts'

interface Options extends ConnectionOptions {
  as: Form
  count: number
  all?: boolean
  timeout?: number
  block: boolean
}

const NOTHING = Symbol('nothing')

export const get = defineCommand<Options>({
  name: 'get',
  group: 'Tasks',
  summary: 'take items out of a queue, for good',
  details: 'An item that is printed is gone: nobody else gets it. Use peerq work for tasks that must not be lost with this machine.',
  arguments: [['<queue>', 'where to take them']],
  options: [
    formOption(),
    integerOption('-n, --count <count>', 'how many', 1).default(1),
    option('--all', 'all that is there, which may be nothing'),
    durationOption('--timeout <time>', 'wait for each at most this long [else for ever]'),
    option('--no-block', 'do not wait'),
    ...connectionOptions()
  ],
  examples: [
    ['peerq get results --timeout 10s', 'one, as soon as there is one'],
    ['peerq get results --all --as json', 'whatever is there']
  ],

  async run (call) {
    const [name = ''] = call.args
    const { options, output } = call

    return withClient(call, async (client) => {
      const queue = client.queue(name)

      for (let left = options.all === true ? Infinity : options.count; left > 0; left--) {
        const item = await take(queue, call)

        if (item === NOTHING) {
          break
        }

        if (output.isJson) {
          output.json(item)
        } else {
          output.bytes(writeItem(item, options.as))
        }
      }

      return 0
    })
  }
})

/** With `--all` there may be nothing to take: others take too, and a queue that is paused gives nothing. */
async function take (queue: Queue, { options: { timeout, block, all }, stop }: Call<Options>): Promise<unknown> {
  try {
    return await queue.get({ block: block && all !== true, signal: stop.signal, ...timeout !== undefined && { timeout } })
  } catch (err) {
    if (all === true && (err as Error).name === 'EmptyError') {
      return NOTHING
    }

    throw err
  }
}
