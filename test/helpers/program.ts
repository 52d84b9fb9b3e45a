import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { ChildProcessByStdio } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

export interface Outcome {
  /** `null`: a signal ended it. */
  code: number | null
  stdout: string[]
  stderr: string
}

export interface ProgramInit {
  /** Instead of this process's. */
  env?: Record<string, string | undefined>
  cwd?: string

  /** What it finds on stdin; `undefined`: nothing. */
  input?: string

  /** What runs it, with its own words before the arguments. */
  runner?: string[]
}

/** A program that is run as a user runs it, and what it prints. */
export class Program implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>
  readonly #closed: Promise<unknown>
  readonly #read = new EventTarget()
  #isClosed = false
  #stdout = ''
  #stderr = ''

  /** @param args - of Node: the file to run, and its arguments */
  constructor (args: string[], { env = process.env, cwd, input = '', runner = [] }: ProgramInit = {}) {
    const [command = '', ...rest] = [...runner, process.execPath, ...args]

    this.#child = spawn(command, rest, { stdio: ['pipe', 'pipe', 'pipe'], cwd, env: { ...env, NODE_OPTIONS: '', FORCE_COLOR: '0' } })
    // it may have ended without reading it
    this.#child.stdin.on('error', () => {})
    this.#child.stdin.end(input)
    this.#closed = once(this.#child, 'close')

    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text
      this.#read.dispatchEvent(new Event('text'))
    })

    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text
      this.#read.dispatchEvent(new Event('text'))
    })

    // not at its exit: what it wrote last may not have been read by then
    this.#child.once('close', () => {
      this.#isClosed = true
      this.#read.dispatchEvent(new Event('text'))
    })
  }

  /** Resolves with the match as soon as it has printed this, on stdout or stderr. */
  async printed (pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.#stdout) ?? pattern.exec(this.#stderr)

      if (match != null) {
        return match
      }

      if (this.#isClosed) {
        throw new Error(`ended with ${this.#child.exitCode ?? this.#child.signalCode} without printing ${pattern}:\n${this.#stdout}${this.#stderr}`)
      }

      await once(this.#read, 'text')
    }
  }

  get pid (): number {
    return this.#child.pid as number
  }

  /** All that it has said so far. */
  get stdout (): string {
    return this.#stdout
  }

  get stderr (): string {
    return this.#stderr
  }

  kill (signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  async ended (): Promise<Outcome> {
    await this.#closed

    return { code: this.#child.exitCode, stdout: this.#stdout.split('\n').slice(0, -1), stderr: this.#stderr }
  }

  async [Symbol.asyncDispose] (): Promise<void> {
    this.kill('SIGKILL')
    await this.#closed
  }
}
