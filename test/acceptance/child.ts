import { fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { ChildProcess } from 'node:child_process'

/** What a program has to say. */
export interface Saying {
  type: string
  [detail: string]: unknown
}

/**
 * What is given to a program to say what is waited for: milliseconds. Starting one takes a second on a machine
 * that has nothing else to do, and more than ten where several start at once beside other work.
 */
export const SAYS_MS = 40_000

/** A program in a process of its own, that says things and can be told things. Named by its path from `programs/`, without `.ts`. */
export class Child {
  readonly #program: string
  readonly #process: ChildProcess
  readonly #closed: Promise<unknown>
  readonly #said: Saying[] = []
  readonly #news = new EventTarget()
  #stderr = ''

  /** It is gone, and nothing that it said is still on its way. */
  #isClosed = false

  /** What it said when it was ready. */
  greeting: Saying = { type: 'nothing yet' }

  /** @param args - what it finds in its argument, as JSON */
  constructor (program: string, args: Record<string, unknown>, execArgv: string[] = []) {
    this.#program = program
    this.#process = fork(resolve(import.meta.dirname, 'programs', `${program}.ts`), [JSON.stringify(args)], {
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
      execArgv,
      env: { ...process.env, NODE_OPTIONS: '' }
    })
    this.#closed = once(this.#process, 'close')

    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => { this.#stderr += text })
    this.#process.on('message', (saying) => {
      this.#said.push(saying as Saying)
      this.#news.dispatchEvent(new Event('news'))
    })
    this.#process.once('close', () => {
      this.#isClosed = true
      this.#news.dispatchEvent(new Event('news'))
    })
  }

  get pid (): number {
    return this.#process.pid as number
  }

  get hasEnded (): boolean {
    return this.#isClosed
  }

  /** Everything of this type that it has said and that `says` has not returned. */
  said (type: string): Saying[] {
    return this.#said.filter((saying) => saying.type === type)
  }

  /** The first thing of this type that was not returned yet, as soon as it is said. */
  async says (type: string, ms = SAYS_MS): Promise<Saying> {
    const late = AbortSignal.timeout(ms)

    for (;;) {
      const index = this.#said.findIndex((saying) => saying.type === type)

      if (index >= 0) {
        return this.#said.splice(index, 1)[0] as Saying
      }

      if (this.hasEnded || late.aborted) {
        throw new Error(`${this.#program} ${this.hasEnded ? 'ended' : `went on for ${ms} ms`} and did not say '${type}':\n${this.#stderr}`)
      }

      await this.#change(late)
    }
  }

  tell (saying: Saying): void {
    this.#process.send(saying)
  }

  /** Ends it with this signal; resolves when it is gone. */
  async kill (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.#process.kill(signal)
    await this.#closed
  }

  /** Resolves with its exit code once it has ended by itself; fails when it has not in time. */
  async ended (ms = SAYS_MS): Promise<number | null> {
    const late = AbortSignal.timeout(ms)

    while (!this.hasEnded) {
      if (late.aborted) {
        throw new Error(`${this.#program} was still running after ${ms} ms:\n${this.#stderr}`)
      }

      await this.#change(late)
    }

    return this.#process.exitCode
  }

  /** After the test. */
  async end (): Promise<void> {
    await this.kill()
  }

  async #change (late: AbortSignal): Promise<void> {
    await once(this.#news, 'news', { signal: late }).catch(() => {})
  }
}
