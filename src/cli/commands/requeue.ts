import { defineCommand } from '../command.ts'
import { connectionOptions, withClient } from '../connection.ts'
import { EXIT } from '../exit-codes.ts'
import type { Queue } from '../../index.ts'
import type { ConnectionOptions } from '../connection.ts'

export const requeue = defineCommand<ConnectionOptions>({
  name: 'requeue',
  group: 'Administer',
  summary: "take tasks out of their holder's hands, or out of their delay, to be handed out again",
  details: 'Exits with 7 when one of them was neither held nor delayed.',
  arguments: [['<queue>', 'where they are'], ['<ids...>', 'as put and tasks print them']],
  options: connectionOptions(),
  examples: [['peerq requeue orders order-17', 'its worker is told to stop']],

  async run (call) {
    const { args: [name = '', ...ids], output } = call

    return withClient(call, async (client) => {
      let exit: number = EXIT.ok

      for (const id of ids) {
        const problem = await requeueOne(client.queue(name), id)
        const requeued = problem === undefined

        if (output.isJson) {
          output.json({ id, requeued })
        } else {
          output.line(problem ?? `${id} will be handed out again`)
        }

        if (!requeued) {
          exit = EXIT.task
        }
      }

      return exit
    })
  }
})

/** Resolves with what is in the way, if anything. */
async function requeueOne (queue: Queue, id: string): Promise<string | undefined> {
  try {
    await queue.requeue(id)

    return undefined
  } catch (err) {
    if (err instanceof RangeError) {
      return err.message
    }

    throw err
  }
}
