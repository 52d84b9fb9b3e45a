import { defineCommand } from '../command.ts'
import { connectionOptions, withClient } from '../connection.ts'
import type { ConnectionOptions } from '../connection.ts'

export const resume = defineCommand<ConnectionOptions>({
  name: 'resume',
  group: 'Administer',
  summary: 'hand out again what pause held back',
  arguments: [['<queue>', 'the queue']],
  options: connectionOptions(),
  examples: [['peerq resume orders', 'once it is moved']],

  async run (call) {
    const { args: [name = ''], output } = call

    return withClient(call, async (client) => {
      await client.queue(name).resume()

      if (output.isJson) {
        output.json({ queue: name, paused: false })
      } else {
        output.line(`${name} is no longer paused`)
      }

      return 0
    })
  }
})
