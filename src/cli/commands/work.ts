import { defineCommand } from '../command.ts'
import { connectionOptions, withClient } from '../connection.ts'
import { UsageError } from '../explain.ts'
import { formOption } from '../items.ts'
import { option } from '../options.ts'
import { workerOptions } from '../worker-options.ts'
import type { ConnectionOptions } from '../connection.ts'
import type { Form } from '../items.ts'
import type { WorkerOptions } from '../worker-options.ts'

interface Options extends ConnectionOptions, WorkerOptions {
  as: Form
  shell?: boolean
}

export const work = defineCommand<Options>({
  name: 'work',
  group: 'Work',
  summary: 'run a program for each item of a queue, until stopped',
  details: 'The item is put in where an argument has {}, {.} (without its extension), {/} (its last part), {//} (its directory), {/.} or {#} (the id of ' +
    'the task); if none has, it is on stdin. What the program writes to stdout is the result. When it exits with anything but 0 the attempt has ' +
    'failed, and the end of its stderr says why. No shell is involved, and PEERQ_* is not passed on. When a task is cancelled, the program and all it started end.',
  arguments: [['<queue>', 'where the items are']],
  takesCommand: true,
  options: [
    formOption(),
    option('--shell', 'give the words to sh -c, the item quoted'),
    ...workerOptions(),
    ...connectionOptions({ connectTimeout: Infinity })
  ],
  examples: [
    ['peerq work pages -- curl -fsS {}', 'fetch each page'],
    ['peerq work texts -j 4 -- wc -w', 'count the words of each text, which is on stdin'],
    ["peerq work texts --shell -- 'tr a-z A-Z | sort'", 'a pipe needs a shell']
  ],

  async run (call) {
    const { args: [queue = ''], options, command, output } = call
    const { shell = false, as: form, maxBytes } = options

    if (command.length === 0) {
      throw new UsageError('there is no program to run', `say which: peerq work ${queue} -- PROGRAM ARG…`)
    }

    output.note('looking for the coordinator')

    return withClient(call, async (client) => {
      const [{ itemRunner }, { workUntilStopped }] = await Promise.all([import('../run/item-runner.ts'), import('../run/work-loop.ts')])
      const { name, coordinatorId } = client

      if (output.isJson) {
        output.json({ joined: { name, coordinatorId, queue, jobs: options.jobs } })
      } else {
        output.line(`working on ${queue} as ${name}, with ${options.jobs} at once`)
      }

      await workUntilStopped({ client, queue, handler: itemRunner({ words: command, shell, form, maxBytes }), options }, call)

      return 0
    })
  }
})
