import { systemClock } from '../../clock.ts'
import { defineCommand } from '../command.ts'
import { connectionOptions, withClient } from '../connection.ts'
import { printable } from '../output.ts'
import type { Client, TaskEvent } from '../../index.ts'
import type { ConnectionOptions } from '../connection.ts'
import type { Output } from '../output.ts'

export const watch = defineCommand<ConnectionOptions>({
  name: 'watch',
  group: 'Look',
  summary: 'what happens to tasks, as it happens',
  details: 'Runs until it is stopped. Where events came faster than they could be told, it says that some were left out.',
  arguments: [['[queues...]', 'only these; else all that there are when it begins']],
  options: connectionOptions(),
  examples: [
    ['peerq watch', 'all queues'],
    ['peerq watch thumbs --json | grep task:dead', 'what has failed for good, for programs']
  ],

  async run (call) {
    const { args, output, stop } = call

    await withClient(call, async (client) => {
      const queues = args.length > 0 ? args : Object.keys(await client.stats())

      try {
        await Promise.all(queues.map(async (queue) => { await tell(client, queue, output, stop.signal) }))
        // no queue is no reason to stop watching: whoever typed this waits for something
        await stop.requested
      } catch (err) {
        if (!stop.signal.aborted) {
          throw err
        }
      }
    })

    return 0
  }
})

async function tell (client: Client, queue: string, output: Output, signal: AbortSignal): Promise<void> {
  for await (const event of client.queue(queue).watch({ signal })) {
    const at = new Date(systemClock.wall()).toISOString()

    if (output.isJson) {
      output.json({ at, queue, ...event })
    } else {
      output.line(`${at}  ${queue}  ${wordsOf(event)}`)
    }
  }
}

function wordsOf (event: TaskEvent): string {
  if (event.type === 'gap') {
    return 'some events were left out here'
  }

  const { type, id, attempt, name } = event

  return `${type.replace('task:', '').padEnd(8)}  ${id}${attempt > 0 ? `  attempt ${attempt}` : ''}${name === '' ? '' : `  ${printable(name)}`}`
}
