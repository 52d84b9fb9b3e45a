import { COMMANDS_QUEUE } from '../commands-queue.ts'
import { defineCommand } from '../command.ts'
import { connectionOptions, withClient } from '../connection.ts'
import { MAP_EXIT } from '../exit-codes.ts'
import { UsageError } from '../explain.ts'
import { formOption, splitInput, stdinUntil, writeItem } from '../items.ts'
import { collect, integerOption, option } from '../options.ts'
import type { Client } from '../../index.ts'
import type { Call } from '../command.ts'
import type { ConnectionOptions } from '../connection.ts'
import type { Form } from '../items.ts'
import type { MapJob } from '../map/jobs.ts'
import type { Outcome } from '../map/outcome.ts'
import type { Output } from '../output.ts'

export interface MapCommandOptions extends ConnectionOptions {
  as: Form
  send?: string[]
  return?: string[]
  shell?: boolean
  unordered?: boolean
  retries?: number
  joblog?: string
  resume?: boolean
  resumeFailed?: boolean
  window: number
  bar?: boolean
  null?: boolean
}

type MapCall = Call<MapCommandOptions>

/** Beside the tries of a command that fails, those of workers that die under it. */
const SPARE_ATTEMPTS = 2

export const map = defineCommand<MapCommandOptions>({
  name: 'map',
  group: 'Work',
  summary: 'send items through a farm and print what comes of each, in their order',
  details: 'With a program after --, that is run once for each item by the machines that have joined (peerq join), in a fresh directory with the files that ' +
    '--send names; those that --return names come back to here. In it, and in --send and --return, {} is the item, {.} the item without its extension, {/} its ' +
    'last part, {//} its directory, {/.} its last part without extension, {#} its number; where no word of the program has one, the item is on its stdin. ' +
    'Without a program the items go to a queue, whose workers know what to do. It exits as GNU parallel does: with 0, with how many failed, ' +
    'with 101 for more than 100, with 255 when it could not go on.',
  arguments: [['[queue]', `the queue; with a program, ${COMMANDS_QUEUE} unless it is said`]],
  takesCommand: true,
  takesItems: true,
  exitsOtherwiseWith: MAP_EXIT.other,
  whenUnread: 'stops',
  options: [
    option('--send <file>', 'a file that goes with the item; again for more').argParser(collect),
    option('--return <file>', 'a file that comes back; again for more').argParser(collect),
    option('--shell', 'give the words to sh -c, items quoted; workers need --allow sh'),
    option('--unordered', 'print results as they come'),
    integerOption('--retries <count>', 'run an item that fails so many times in all', 1),
    option('--joblog <file>', 'add a line for each item that is done'),
    option('--resume', 'leave out what the joblog has as done; it then goes on'),
    option('--resume-failed', 'the same, but run again what failed'),
    integerOption('--window <count>', 'items that are on their way at once, at most', 1).default(1_000),
    option('--bar', 'show the progress bar, also where stderr is no terminal'),
    option('--no-bar', 'show none'),
    option('-0, --null', 'items on stdin end with a zero byte, not a newline'),
    formOption(),
    ...connectionOptions()
  ],
  examples: [
    ['peerq map --send {} --return {.}.jpg -- convert {} -resize 200 {.}.jpg ::: *.png', 'pictures go out, small ones come back'],
    ['find . -name "*.log" -print0 | peerq map -0 --send {} -- wc -l {}', 'items from stdin'],
    ['peerq map pages --unordered ::: https://example.org/ https://libp2p.io/', 'through a queue whose workers know what to do'],
    ['peerq map --joblog jobs.log --resume -- sleep {} ::: 1 2 3', 'go on where it was stopped']
  ],

  async run (call) {
    const { items: words, options, stop } = call
    check(call)
    const { openJoblog } = await import('../map/joblog-file.ts')
    const isDone = openJoblog(options)

    if (words === undefined && process.stdin.isTTY) {
      throw new UsageError('there are no items', 'give them after ::: or on stdin, a line each')
    }

    const items = words ?? splitInput(stdinUntil(stop), options.null === true ? '\0' : '\n')

    return withClient(call, async (client) => send(call, client, items, isDone))
  }
})

function check ({ args: [queue], command, options }: MapCall): void {
  if (command.length === 0 && queue === undefined) {
    throw new UsageError('there is neither a queue nor a program', 'write: peerq map QUEUE ::: ITEM…, or: peerq map -- PROGRAM {} ::: ITEM…')
  }

  if (command.length === 0 && (options.send ?? options.return ?? options.shell) !== undefined) {
    throw new UsageError('--send, --return and --shell go with a program', 'add one: -- PROGRAM ARG…')
  }

  if ((options.resume === true || options.resumeFailed === true) && options.joblog === undefined) {
    throw new UsageError('--resume needs the log of the run that it goes on with', 'add it: --joblog FILE')
  }
}

async function send (call: MapCall, client: Client, items: Iterable<string> | AsyncIterable<string>, isDone: (job: MapJob) => boolean): Promise<number> {
  const { args: [queue = COMMANDS_QUEUE], command, options, output, stop } = call
  const { retries, joblog, window } = options
  const [{ runMap }, { commandMaker, itemMaker }, { createBar }, { systemClock }] = await Promise.all([
    import('../map/run-map.ts'), import('../map/jobs.ts'), import('../map/bar.ts'), import('../../clock.ts')
  ])
  const isCommand = command.length > 0
  const tries = retries ?? 1
  const maxAttempts = isCommand ? tries + SPARE_ATTEMPTS : retries
  const recipe = {
    words: command, shell: options.shell === true, send: options.send ?? [], return: options.return ?? [], tries, maxAttempts: maxAttempts ?? 1
  }
  const begun = systemClock.now()
  // no `using`: compiled for ES2024, its import()s would keep their .ts
  const bar = createBar(options.bar ?? process.stderr.isTTY)

  try {
    const tally = await runMap({
      queue: client.queue(queue),
      items,
      maker: isCommand ? commandMaker(recipe, process.cwd()) : itemMaker(options.as),
      isCommand,
      directory: process.cwd(),
      task: maxAttempts === undefined ? {} : { maxAttempts },
      window,
      isOrdered: options.unordered !== true,
      joblog,
      isDone,
      bar,
      tell: (job, outcome) => {
        bar.clear()
        tell(output, job, outcome, isCommand, options.as)
      },
      signal: stop.signal
    })

    bar.stop()
    output.note(tally.summary(systemClock.now() - begun))

    return tally.exitCode
  } finally {
    bar.stop()
  }
}

function tell (output: Output, { seq, item }: MapJob, outcome: Outcome, isCommand: boolean, form: Form): void {
  const { ok, exit, signal, host, ms, attempt, files, stdout, stderr, value, problem } = outcome
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')

  if (output.isJson) {
    const ran = isCommand && problem === undefined && { exit, signal, host, ms, attempt, files, stdout: text(stdout), stderr: text(stderr) }
    output.json({ seq, item, ok, ...ran, ...ok && !isCommand && { result: value }, ...problem !== undefined && { problem, host } })
    return
  }

  process.stdout.write(stdout)
  process.stderr.write(stderr)

  if (problem !== undefined) {
    output.note(`peerq: item ${seq} (${item}): ${problem}`)
  } else if (!isCommand) {
    output.bytes(writeItem(value, form))
  }
}
