import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Whether this machine has a tmux: without one a terminal program cannot be looked at. */
export async function hasTmux (): Promise<boolean> {
  return run('tmux', ['-V']).then(() => true, () => false)
}

/** A terminal of 80×24 that nobody sits at, with a shell in it. */
export class Tmux implements AsyncDisposable {
  readonly #socket = `peerq-test-${process.pid}`

  async start (env: Record<string, string>): Promise<this> {
    const variables = Object.entries({ ...env, PS1: '> ' }).map(([name, value]) => `${name}=${value}`)
    await this.#tmux('-f', '/dev/null', 'new-session', '-d', '-x', '80', '-y', '24', 'env', ...variables, 'sh')

    return this
  }

  /** Types words, which tmux takes for keys where they are the names of some: `Enter`, `C-c`. */
  async type (...keys: string[]): Promise<void> {
    await this.#tmux('send-keys', ...keys)
  }

  /** What is on the screen, a line each. */
  async screen (): Promise<string[]> {
    const { stdout } = await this.#tmux('capture-pane', '-p')

    return stdout.split('\n').slice(0, -1)
  }

  async resize (columns: number, rows: number): Promise<void> {
    await this.#tmux('resize-window', '-x', String(columns), '-y', String(rows))
  }

  async [Symbol.asyncDispose] (): Promise<void> {
    await this.#tmux('kill-server').catch(() => {})
  }

  async #tmux (...args: string[]): Promise<{ stdout: string }> {
    return run('tmux', ['-L', this.#socket, ...args])
  }
}
