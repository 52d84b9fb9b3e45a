import { defineCommand } from '../command.ts'
import { connectionOptions, withClient } from '../connection.ts'
import type { ConnectionOptions } from '../connection.ts'

export const pause = defineCommand<ConnectionOptions>({
  name: 'pause',
  group: 'Administer',
  summary: 'hand out nothing of a queue until resume; what runs goes on',
  arguments: [['<queue>', 'the queue']],
  options: connectionOptions(),
  examples: [['peerq pause orders', 'before the database is moved']],

  async run (call) {
    const { args: [name = ''], output } = call

    return withClient(call, async (client) => {
      await client.queue(name).pause()

      if (output.isJson) {
        output.json({ queue: name, paused: true })
      } else {
        output.line(`${name} is paused: it takes items, and hands out none`)
      }

      return 0
    })
  }
})
