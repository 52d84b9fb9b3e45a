import { COMMANDS_QUEUE } from '../commands-queue.ts'
import { defineCommand } from '../command.ts'
import { connectionOptions, withClient } from '../connection.ts'
import { UsageError } from '../explain.ts'
import { collectList, option } from '../options.ts'
import { workerOptions } from '../worker-options.ts'
import type { ConnectionOptions } from '../connection.ts'
import type { WorkerOptions } from '../worker-options.ts'

interface Options extends ConnectionOptions, WorkerOptions {
  queue: string
  allow?: string[]
  allowAny?: boolean
  workDir?: string
}

export const join = defineCommand<Options>({
  name: 'join',
  group: 'Work',
  summary: 'run the commands that peerq map sends, on this machine, until stopped',
  details: 'Waits for a coordinator that is not up yet. Runs no program but those that are allowed, each in a fresh directory with the files that came ' +
    'with it, and no shell. Whoever may put into the queue may run them with any arguments: allow as little as you can.',
  arguments: [['[ticket]', 'as peerq serve prints it [PEERQ_TICKET, or the other ways to a farm]']],
  options: [
    option('--allow <programs>', 'programs that may be run, by the names that tasks call them; again or with commas').argParser(collectList),
    option('--allow-any', 'run whatever comes: a shell for everybody who may put into the queue'),
    ...workerOptions(),
    option('--queue <name>', 'the queue to take them from').default(COMMANDS_QUEUE),
    option('--work-dir <dir>', "where the tasks' directories are made [else the system's for temporary files]"),
    ...connectionOptions({ connectTimeout: Infinity })
  ],
  examples: [
    ['peerq join peerq:1:… --allow convert,ffmpeg', 'on each machine that should help'],
    ['PEERQ_KEY_FILE=farm.key peerq join --allow-any -j 2', 'without a ticket: the farm is looked for on the LAN']
  ],

  async run (call) {
    const { args: [ticket], options, output } = call
    const { allow = [], allowAny = false, queue, workDir, maxBytes } = options

    if (!allowAny && allow.length === 0) {
      throw new UsageError('nothing may be run here yet', 'say what: --allow convert,ffmpeg for those programs, or --allow-any for all')
    }

    output.note('looking for the coordinator')

    return withClient({ ...call, options: { ...options, ...ticket !== undefined && { ticket } } }, async (client) => {
      const [{ commandRunner }, { workUntilStopped }] = await Promise.all([import('../run/run-task.ts'), import('../run/work-loop.ts')])
      const handler = commandRunner({ worker: client.name, allows: (command) => allowAny || allow.includes(command), workDir, maxBytes })
      const { name, coordinatorId } = client

      if (output.isJson) {
        output.json({ joined: { name, coordinatorId, queue, jobs: options.jobs } })
      } else {
        output.line(`joined as ${name}, with ${options.jobs} at once: ${allowAny ? 'any program' : allow.join(', ')}`)
      }

      await workUntilStopped({ client, queue, handler, options }, call)

      return 0
    })
  }
})
