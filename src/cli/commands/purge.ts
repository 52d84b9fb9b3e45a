import { defineCommand } from '../command.ts'
import { connectionOptions, withClient } from '../connection.ts'
import type { ConnectionOptions } from '../connection.ts'

export const purge = defineCommand<ConnectionOptions>({
  name: 'purge',
  group: 'Administer',
  summary: 'drop all that waits in a queue; what runs goes on',
  arguments: [['<queue>', 'the queue']],
  options: connectionOptions(),
  examples: [['peerq purge orders', 'there is no way back']],

  async run (call) {
    const { args: [name = ''], output } = call

    return withClient(call, async (client) => {
      const count = await client.queue(name).purge()

      if (output.isJson) {
        output.json({ queue: name, dropped: count })
      } else {
        output.line(`${count} ${count === 1 ? 'task was' : 'tasks were'} dropped from ${name}`)
      }

      return 0
    })
  }
})
