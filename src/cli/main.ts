import { readFileSync } from 'node:fs'
import { Command as Parser, CommanderError } from 'commander'
import { COMMANDS } from './commands/index.ts'
import { describe, explain } from './explain.ts'
import { EXIT } from './exit-codes.ts'
import { option } from './options.ts'
import { createOutput, toJson } from './output.ts'
import { listenForStop, Stopped } from './stop.ts'
import { splitWords } from './words.ts'
import type { Command, CommonOptions } from './command.ts'
import type { Stop } from './stop.ts'
import type { Words } from './words.ts'

const AFTER_HELP = `
PEERQ_TICKET, PEERQ_KEY_FILE, PEERQ_KEY, PEERQ_ADDRESS and PEERQ_FARM stand for options that are not given.
Each command has examples: peerq help serve. Exit codes, and all there is to know: docs/cli.md`

/**
 * Runs one command line; resolves with the exit code. Nothing it does throws.
 *
 * @param argv - the words after `peerq`
 */
export async function main (argv: string[]): Promise<number> {
  const command = COMMANDS.find(({ name }) => name === argv[0])
  const words = splitWords(argv, command)
  // also where they cannot be parsed
  const isJson = words.own.includes('--json')
  const running = listenForClose(command)

  try {
    return await parse(words, running)
  } catch (err) {
    if (err instanceof CommanderError && (err.exitCode === 0 || err.code === 'commander.help')) {
      return EXIT.ok
    }

    const explanation = explain(err, command?.name)
    const exit = err instanceof Stopped ? explanation.exit : command?.exitsOtherwiseWith ?? explanation.exit
    process.stderr.write(`${isJson ? toJson({ error: { ...explanation, exit } }) : describe(explanation)}\n`)

    if (words.own.includes('--verbose')) {
      console.error(err)
    }

    return exit
  }
}

/** Has a stop once a command runs: help is printed before. */
interface Running {
  stop?: Stop
}

/** Whoever read our output wants no more of it (`| head`): that is no error, unless there was more to do than print. */
function listenForClose ({ whenUnread, exitsOtherwiseWith = EXIT.failed }: Partial<Command> = {}): Running {
  const running: Running = {}

  process.stdout.on('error', (err: NodeJS.ErrnoException) => {
    if (err.code !== 'EPIPE') {
      process.exit(EXIT.failed)
    } else if (running.stop === undefined || whenUnread === undefined) {
      process.exit(EXIT.ok)
    } else if (whenUnread === 'stops') {
      running.stop.end(new Stopped(exitsOtherwiseWith, 'nobody reads any more what is printed here: the rest is called off'))
    }
  })

  return running
}

async function parse (words: Words, running: Running): Promise<number> {
  let exitCode: number = EXIT.ok
  const program = createParser(async (command, args, options) => {
    const output = createOutput({ isJson: options.json === true })
    const stop = running.stop = listenForStop((text) => { output.note(text) })
    exitCode = await command.run({ args, options, command: words.command, items: words.items, output, stop })
  })

  await program.parseAsync(words.own.length > 0 ? words.own : ['--help'], { from: 'user' })

  return exitCode
}

/** Is called for the command that was typed. */
type OnCommand = (command: Command, args: string[], options: CommonOptions) => Promise<void>

/** The commands as commander knows them. */
export function createParser (onCommand: OnCommand): Parser {
  const program = quieted(new Parser('peerq'))
    .description('A task queue between peers: queues, workers and farms from the shell.')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', AFTER_HELP)

  for (const command of COMMANDS) {
    addTo(program, command, onCommand)
  }

  return program
}

function addTo (program: Parser, command: Command, onCommand: OnCommand): void {
  const { name, group, summary, details, examples } = command
  const parser = quieted(program.command(name)).helpGroup(`${group}:`).summary(summary)
    .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.${details === undefined ? '' : `\n\n${details}`}`)

  for (const [argument, description] of command.arguments ?? []) {
    parser.argument(argument, description)
  }

  for (const each of command.options ?? []) {
    parser.addOption(each)
  }

  parser.addOption(option('--json', 'one line of JSON for each outcome, errors too'))
    .addOption(option('--verbose', 'errors with all that is known of them'))
    .usage(usageOf(command))
    .addHelpText('after', `\nExamples:\n${examples.map(([words, meaning]) => `  # ${meaning}\n  ${words}`).join('\n')}`)
    .action(async () => {
      await onCommand(command, parser.args, parser.opts())
    })
}

function usageOf ({ arguments: names = [], takesCommand, takesItems }: Command): string {
  return ['[options]', ...names.map(([name]) => name), takesCommand === true && (takesItems === true ? '[-- CMD ARG…]' : '-- CMD ARG…'), takesItems === true && '[::: ITEM…]']
    .filter((word) => word !== false).join(' ')
}

/** It throws instead of ending the process, and says nothing itself of what is wrong. */
function quieted (parser: Parser): Parser {
  return parser.exitOverride().allowExcessArguments(false).configureOutput({ writeErr () {} })
}

function readVersion (): string {
  return (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version
}
