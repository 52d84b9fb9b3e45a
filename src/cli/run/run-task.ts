import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../clock.ts'
import { TaskError } from '../../errors.ts'
import { FileError, packFile, unpackFile } from './files.ts'
import { runProgram } from './program.ts'
import { readTask } from './travel.ts'
import type { Handler, HandlerContext } from '../../index.ts'
import type { PackedFile } from './files.ts'
import type { Ending } from './program.ts'
import type { CommandResult, CommandTask } from './travel.ts'

/** A worker that must refuse a command keeps its slot this long, so that those that need not get more of them: milliseconds. */
const REFUSAL_MS = 1_000

/** Bytes of stderr that an error says. */
const TAIL_BYTES = 2_000

/** What a shell says of a program that it may not run, and of one that is not there. */
export const NOT_ALLOWED = 126
export const NOT_FOUND = 127

/** What this worker runs, and where. */
export interface Policy {
  /** This worker's label. */
  worker: string

  /** Whether the command of a task may be run here. */
  allows: (command: string) => boolean

  /** Where the directories of tasks are made. */
  workDir?: string | undefined

  /** Bytes of output and returned files together, at most. */
  maxBytes: number
}

/** Runs commands that come with their files, each in a directory of its own that is gone afterwards. */
export function commandRunner (policy: Policy): Handler<unknown, CommandResult> {
  return async (item, context) => {
    const startedAt = systemClock.wall()
    const task = understood(item)
    const result = await run(task, context, policy, startedAt)

    if (result.exit !== 0 && context.attempt < task.tries) {
      throw new TaskError(`${task.command} ${failureText(result)}`, { delay: 0 })
    }

    return result
  }
}

/** What is no command now will be none in another attempt. */
function understood (item: unknown): CommandTask {
  try {
    return readTask(item)
  } catch (err) {
    throw new TaskError((err as Error).message, { retry: false, cause: err })
  }
}

async function run (task: CommandTask, context: HandlerContext, policy: Policy, startedAt: number): Promise<CommandResult> {
  const { command, args, stdin } = task
  const { signal } = context
  const about = { startedAt, attempt: context.attempt, worker: policy.worker }

  if (!policy.allows(command)) {
    return refuse(NOT_ALLOWED, `${command} may not be run by ${policy.worker}: start that with --allow ${command}`)
  }

  const directory = await mkdtemp(join(policy.workDir ?? tmpdir(), 'peerq-'))

  try {
    for (const file of task.files) {
      await unpackFile(directory, file)
    }

    const ending = await runProgram({ command, args, stdin, cwd: directory, env: { PWD: directory }, maxBytes: policy.maxBytes, signal })

    return { ...about, ...await collected(ending, directory, task.returns, policy.maxBytes) }
  } catch (err) {
    const { code } = err as NodeJS.ErrnoException

    if (err instanceof FileError || (code !== 'ENOENT' && code !== 'EACCES')) {
      throw err
    }

    return await refuse(code === 'ENOENT' ? NOT_FOUND : NOT_ALLOWED, `${command} cannot be run by ${policy.worker}: ${code === 'ENOENT' ? 'it is not installed there' : code}`)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }

  /** Somebody else may be able to; when there is no other attempt, that is the result. */
  async function refuse (exit: number, message: string): Promise<CommandResult> {
    if (context.attempt < task.maxAttempts) {
      await pause(REFUSAL_MS, signal)
      throw new TaskError(message, { delay: 0 })
    }

    return { ...about, exit, stdout: new Uint8Array(), stderr: Buffer.from(`${message}\n`), files: [], ms: 0 }
  }
}

/** The files that come back are what it made, as far as it made them; one that is missing is a failure. */
async function collected (
  { exit, signal, stdout, stderr, tooMuch, ms }: Ending, directory: string, returns: string[], maxBytes: number
): Promise<Pick<CommandResult, 'exit' | 'signal' | 'stdout' | 'stderr' | 'files' | 'ms'>> {
  const files: PackedFile[] = []
  const problems = tooMuch ? [`it wrote more than ${maxBytes} bytes, and was ended`] : []
  let left = maxBytes - stdout.byteLength - stderr.byteLength

  for (const path of returns) {
    try {
      const file = await packFile(directory, path, left)
      left -= file.data.byteLength
      files.push(file)
    } catch (err) {
      problems.push((err as Error).message)
    }
  }

  const words = problems.length === 0 ? [] : [Buffer.from(problems.map((problem) => `peerq: ${problem}\n`).join(''))]

  return {
    exit: exit === 0 && problems.length > 0 ? 1 : exit,
    ...signal !== undefined && { signal },
    stdout, stderr: Buffer.concat([stderr, ...words]), files, ms
  }
}

/** How it failed, and the end of what it said. */
export function failureText ({ exit, signal, stderr }: Pick<Ending, 'exit' | 'signal' | 'stderr'>): string {
  const tail = Buffer.from(stderr.subarray(-TAIL_BYTES)).toString('utf8').trim()

  return `${signal === undefined ? `exited with ${exit}` : `was ended by ${signal}`}${tail === '' ? '' : `: ${tail}`}`
}

async function pause (ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()

  await new Promise<void>((resolve) => {
    const calloff = systemClock.alarm(resolve, ms)

    signal.addEventListener('abort', () => {
      calloff()
      resolve()
    }, { once: true })
  })
}
