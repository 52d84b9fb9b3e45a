import { availableParallelism } from 'node:os'
import { COMMANDS_QUEUE } from '../commands-queue.ts'
import { defineCommand } from '../command.ts'
import { connectionOptions, withClient } from '../connection.ts'
import { UsageError } from '../explain.ts'
import { collectList, durationOption, integerOption, option } from '../options.ts'
import type { ConnectionOptions } from '../connection.ts'
import type { LoopOptions } from '../run/work-loop.ts'

interface Options extends ConnectionOptions, LoopOptions {
  queue: string
  allow?: string[]
  allowAny?: boolean
  workDir?: string
  maxBytes: number
}

/** Bytes of one result that fit by default (`maxPayloadBytes`), less what surrounds it. */
const MAX_BYTES = 63 * 1024 * 1024

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
    integerOption('-j, --jobs <count>', 'how many at once [else one for each core]', 1).default(availableParallelism(), 'one for each core'),
    option('--queue <name>', 'the queue to take them from').default(COMMANDS_QUEUE),
    option('--work-dir <dir>', "where the tasks' directories are made [else the system's for temporary files]"),
    integerOption('--max-bytes <bytes>', 'output and files of one task, at most', 1).default(MAX_BYTES, '63 MiB'),
    durationOption('--grace <time>', 'what running tasks are given when it is stopped, before they are handed back').default(10_000, '10s'),
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
