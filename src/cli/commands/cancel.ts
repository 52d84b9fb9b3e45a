import { defineCommand } from '../command.ts'
import { connectionOptions, withClient } from '../connection.ts'
import { EXIT } from '../exit-codes.ts'
import type { ConnectionOptions } from '../connection.ts'

export const cancel = defineCommand<ConnectionOptions>({
  name: 'cancel',
  group: 'Administer',
  summary: 'call tasks off, also while they run on another machine',
  details: 'Exits with 7 when one of them had ended already, or is not known.',
  arguments: [['<queue>', 'where they are'], ['<ids...>', 'as put and tasks print them']],
  options: connectionOptions(),
  examples: [['peerq cancel orders order-17', 'one task']],

  async run (call) {
    const { args: [name = '', ...ids], output } = call

    return withClient(call, async (client) => {
      const cancelled = await Promise.all(ids.map((id) => client.queue(name).task(id).cancel()))

      ids.forEach((id, i) => {
        if (output.isJson) {
          output.json({ id, cancelled: cancelled[i] })
        } else {
          output.line(`${id} ${cancelled[i] === true ? 'is cancelled' : 'had ended, or is not known'}`)
        }
      })

      return cancelled.every(Boolean) ? EXIT.ok : EXIT.task
    })
  }
})
