import { defineCommand } from '../command.ts'
import { connectionOptions, withClient } from '../connection.ts'
import { integerOption } from '../options.ts'
import type { ConnectionOptions } from '../connection.ts'

interface Options extends ConnectionOptions {
  limit?: number
}

export const redrive = defineCommand<Options>({
  name: 'redrive',
  group: 'Administer',
  summary: 'give dead tasks another life, with all their attempts',
  arguments: [['<queue>', 'where they are'], ['[ids...]', 'only these; those that are not dead are passed over']],
  options: [integerOption('--limit <count>', 'at most so many, oldest first'), ...connectionOptions()],
  examples: [
    ['peerq redrive orders', 'all of them, once the cause is mended'],
    ['peerq redrive orders --limit 1', 'one, to see']
  ],

  async run (call) {
    const { args: [name = '', ...ids], options: { limit }, output } = call

    return withClient(call, async (client) => {
      const count = await client.queue(name).redrive({ ...ids.length > 0 && { ids }, ...limit !== undefined && { limit } })

      if (output.isJson) {
        output.json({ queue: name, redriven: count })
      } else {
        output.line(`${count} ${count === 1 ? 'task has' : 'tasks have'} another life`)
      }

      return 0
    })
  }
})
