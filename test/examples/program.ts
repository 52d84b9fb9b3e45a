import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { ChildProcessByStdio } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'

const root = join(import.meta.dirname, '../..')

export interface Outcome {
  /** `null`: a signal ended it. */
  code: number | null
  stdout: string[]
  stderr: string
}

/** One of the examples, run from source as `npm run example` does. */
export class Program implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>
  readonly #closed: Promise<unknown>
  readonly #read = new EventTarget()
  #stdout = ''
  #stderr = ''

  constructor (example: string, ...args: string[]) {
    this.#child = spawn(process.execPath, ['--conditions=peerq-source', join(root, 'examples', example), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // npm's word for where its user stands would lead the demo astray
      env: { ...process.env, INIT_CWD: root, NODE_OPTIONS: '', FORCE_COLOR: '0' }
    })
    this.#closed = once(this.#child, 'close')

    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text
      this.#read.dispatchEvent(new Event('text'))
    })

    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text
      this.#read.dispatchEvent(new Event('text'))
    })

    this.#child.once('close', () => { this.#read.dispatchEvent(new Event('text')) })
  }

  /** Resolves with the match as soon as it has printed this, on stdout or stderr. */
  async printed (pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.#stdout) ?? pattern.exec(this.#stderr)

      if (match != null) {
        return match
      }

      if (this.#child.exitCode != null || this.#child.signalCode != null) {
        throw new Error(`ended with ${this.#child.exitCode ?? this.#child.signalCode} without printing ${pattern}:\n${this.#stdout}${this.#stderr}`)
      }

      await once(this.#read, 'text')
    }
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

/** One that nobody listens on: a moment later somebody may. */
export async function freePort (): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  server.close()
  await once(server, 'close')

  return String(port)
}
