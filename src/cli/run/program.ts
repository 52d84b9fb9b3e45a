import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { systemClock } from '../../clock.ts'
import { childEnvironment } from './environment.ts'
import type { ChildProcessByStdio } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

/** What a program that is asked to stop is given before it is killed: milliseconds. */
const KILL_AFTER_MS = 5_000

/** A program to run. */
export interface ProgramCall {
  command: string
  args: string[]

  /** What it finds on stdin; none: the end at once. */
  stdin?: string | Uint8Array | undefined
  cwd?: string | undefined

  /** Beside our own, without `PEERQ_*`. */
  env?: Record<string, string>

  /** Bytes of stdout and stderr together, at most: a program that writes more is ended. */
  maxBytes: number

  /** Ends it, and all that it started. */
  signal: AbortSignal
}

/** How it ended. */
export interface Ending {
  /** As a shell counts: 128 and the signal's number where a signal ended it. */
  exit: number

  /** The signal that ended it. */
  signal?: string
  stdout: Uint8Array
  stderr: Uint8Array

  /** It wrote more than it may. */
  tooMuch: boolean
  ms: number
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>

/**
 * Runs a program, without a shell, in a process group of its own, which ends as a whole.
 *
 * @throws the system's error when it cannot be started (`ENOENT`: there is none); `signal.reason`
 */
export async function runProgram ({ command, args, stdin, cwd, env = {}, maxBytes, signal }: ProgramCall): Promise<Ending> {
  signal.throwIfAborted()
  const begun = systemClock.now()
  const child = spawn(command, args, {
    cwd, env: { ...childEnvironment(process.env), ...env }, stdio: ['pipe', 'pipe', 'pipe'], detached: true
  })
  const output = new Output(child, maxBytes)
  const group = new Group(child)
  const onAbort = (): void => { group.end() }

  signal.addEventListener('abort', onAbort)
  output.onFull = onAbort
  feed(child, stdin)

  try {
    const [code, by] = await ended(child)

    signal.throwIfAborted()

    return { exit: code ?? 128 + signalNumber(by), ...by !== null && { signal: by }, ...output.taken(), ms: systemClock.now() - begun }
  } finally {
    signal.removeEventListener('abort', onAbort)
    group.forget()
  }
}

/** It may end without reading all of it, or any. */
function feed (child: Child, stdin: string | Uint8Array | undefined): void {
  child.stdin.on('error', () => {})
  child.stdin.end(stdin ?? '')
}

/** Resolves when it is gone and its output is read. */
async function ended (child: Child): Promise<[code: number | null, signal: NodeJS.Signals | null]> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => { resolve([code, signal]) })
  })
}

function signalNumber (signal: NodeJS.Signals | null): number {
  return signal === null ? 0 : constants.signals[signal]
}

/** What it writes, as long as it is not too much. */
class Output {
  onFull = (): void => {}
  readonly #stdout: Uint8Array[] = []
  readonly #stderr: Uint8Array[] = []
  readonly #maxBytes: number
  #bytes = 0

  constructor (child: Child, maxBytes: number) {
    this.#maxBytes = maxBytes
    child.stdout.on('data', (chunk: Uint8Array) => { this.#take(this.#stdout, chunk) })
    child.stderr.on('data', (chunk: Uint8Array) => { this.#take(this.#stderr, chunk) })
  }

  taken (): Pick<Ending, 'stdout' | 'stderr' | 'tooMuch'> {
    return { stdout: Buffer.concat(this.#stdout), stderr: Buffer.concat(this.#stderr), tooMuch: this.#bytes > this.#maxBytes }
  }

  #take (chunks: Uint8Array[], chunk: Uint8Array): void {
    this.#bytes += chunk.byteLength

    if (this.#bytes <= this.#maxBytes) {
      chunks.push(chunk)
    } else {
      this.onFull()
    }
  }
}

/** Those that run. They are in process groups of their own, and would outlive us. */
const living = new Set<Group>()

process.on('exit', () => {
  for (const group of living) {
    group.forget()
  }
})

/** A child and all that it started. */
class Group {
  readonly #child: Child
  #calloff = (): void => {}
  #isEnding = false

  constructor (child: Child) {
    this.#child = child
    living.add(this)
  }

  /** Asks it to stop; soon it is killed. */
  end (): void {
    if (!this.#isEnding) {
      this.#isEnding = true
      this.#signal('SIGTERM')
      this.#calloff = systemClock.alarm(() => { this.#signal('SIGKILL') }, KILL_AFTER_MS)
    }
  }

  /** What it left running ends with it. */
  forget (): void {
    living.delete(this)
    this.#calloff()
    this.#signal('SIGKILL')
  }

  #signal (signal: NodeJS.Signals): void {
    const { pid } = this.#child

    try {
      if (pid !== undefined) {
        process.kill(-pid, signal)
      }
    } catch {
      // nobody is left in it
    }
  }
}
