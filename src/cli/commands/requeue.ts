import { defineCommand } from '../command.ts'
import { connectionOptions, withClient } from '../connection.ts'
import type { ConnectionOptions } from '../connection.ts'

export const requeue = defineCommand<ConnectionOptions>({
  name: 'requeue',
  group: 'Administer',
  summary: "take tasks out of their holder's hands, or out of their delay, to be handed out again",
  arguments: [['<queue>', 'where they are'], ['<ids...>', 'as put and tasks print them']],
  options: connectionOptions(),
  examples: [['peerq requeue orders order-17', 'its worker is told to stop']],

  async run (call) {
    const { args: [name = '', ...ids], output } = call

    return withClient(call, async (client) => {
      for (const id of ids) {
        await client.queue(name).requeue(id)

        if (output.isJson) {
          output.json({ id, requeued: true })
        } else {
          output.line(`${id} will be handed out again`)
        }
      }

      return 0
    })
  }
})
