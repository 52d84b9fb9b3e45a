import { defineCommand } from '../command.ts'
import { connectionOptions, withClient } from '../connection.ts'
import { option } from '../options.ts'
import { formatMs, toJson } from '../output.ts'
import type { Client, TaskInfo } from '../../index.ts'
import type { ConnectionOptions } from '../connection.ts'
import type { Output } from '../output.ts'

interface Options extends ConnectionOptions {
  queue?: string
}

export const inspect = defineCommand<Options>({
  name: 'inspect',
  group: 'Look',
  summary: 'all that is known of a task: its holder, its progress, how each attempt ended',
  arguments: [['<id>', 'as put and tasks print it']],
  options: [option('--queue <name>', 'where it is [else looked for in all queues]'), ...connectionOptions()],
  examples: [
    ['peerq inspect order-17', 'wherever it is'],
    ['peerq inspect order-17 --queue orders --json', 'with a role on that queue only']
  ],

  async run (call) {
    const { args: [id = ''], options, output } = call

    return withClient(call, async (client) => {
      const [queue, task] = options.queue === undefined ? await search(client, id) : [options.queue, await client.queue(options.queue).task(id).status()]

      if (output.isJson) {
        output.json({ queue, ...task })
      } else {
        show(queue, task, output)
      }

      return 0
    })
  }
})

/** Ids are made for one queue each, so at most one knows it unless users chose it twice: then the first. */
async function search (client: Client, id: string): Promise<[queue: string, task: TaskInfo]> {
  const names = Object.keys(await client.stats())

  return Promise.any(names.map(async (name) => [name, await client.queue(name).task(id).status()] as [string, TaskInfo])).catch(async (err: AggregateError) => {
    const { ResultExpiredError } = await import('../../index.ts')
    const other = (err.errors as Error[]).find((each) => !(each instanceof ResultExpiredError))

    throw other ?? new ResultExpiredError(`none of ${names.length} queues knows a task '${id}', or none does any more`)
  })
}

function show (queue: string, task: TaskInfo, output: Output): void {
  const { id, state, stateMs, ageMs, attempts, maxAttempts, priority, itemBytes, holder, history, progress } = task

  output.line(`task      ${id} of queue ${queue}`)
  output.line(`state     ${state} for ${formatMs(stateMs)}, put ${formatMs(ageMs)} ago`)
  output.line(`attempts  ${attempts} of ${maxAttempts === Infinity ? 'any number' : maxAttempts}`)
  output.line(`item      ${itemBytes} bytes, priority ${priority}`)

  if (holder !== undefined) {
    output.line(`holder    ${holder.name} (${holder.peerId}), token ${holder.token}`)
  }

  if (progress !== undefined) {
    output.line(`progress  ${toJson(progress)}`)
  }

  if (history.length > 0) {
    output.table(['attempt', 'ended', 'how', 'worker', 'error'],
      history.map(({ attempt, endedMsAgo, outcome, name, error }) => [attempt, `${formatMs(endedMsAgo)} ago`, outcome, name, error.replaceAll('\n', ' ')]))
  }
}
