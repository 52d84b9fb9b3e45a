import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { ChildProcess } from 'node:child_process'

/** What a worker has to know. It travels over the pipe between the processes, where no `ps` shows the key. */
export interface Invitation {
  key: string
  address: string[]
}

/** Worker processes that are at work. Nobody restarts one that dies. */
export class Workers implements AsyncDisposable {
  /** Is told which one died, and how many are left. */
  onDeath: (pid: number, left: number) => void = () => {}
  readonly pids: number[]
  readonly #living: Set<ChildProcess>

  private constructor (children: ChildProcess[]) {
    this.pids = children.map(({ pid }) => pid ?? 0)
    this.#living = new Set(children)

    for (const child of children) {
      child.once('exit', () => {
        if (this.#living.delete(child)) {
          this.onDeath(child.pid ?? 0, this.#living.size)
        }
      })
    }
  }

  static async start (count: number, invitation: Invitation): Promise<Workers> {
    const children = Array.from({ length: count }, () => fork(new URL('./worker.ts', import.meta.url)))
    const workers = new Workers(children)

    try {
      await Promise.all(children.map((child) => invite(child, invitation)))
    } catch (error) {
      await workers[Symbol.asyncDispose]()
      throw error
    }

    return workers
  }

  async [Symbol.asyncDispose] (): Promise<void> {
    const living = [...this.#living]

    this.#living.clear()
    await Promise.all(living.map(dismiss))
  }
}

/** The first message of a worker says that it is at work. */
async function invite (child: ChildProcess, invitation: Invitation): Promise<void> {
  child.send(invitation)

  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => { throw new Error('a worker ended before it was at work') })
  ])
}

/** A worker hands back what it has, says goodbye and ends when the pipe to this process is closed. */
async function dismiss (child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  const deadline = setTimeout(() => child.kill('SIGKILL'), 5_000)

  if (child.connected) {
    child.disconnect()
  }

  await exit
  clearTimeout(deadline)
}
