import { LeaseLostError } from '../../src/errors.ts'
import { createWorker } from '../../src/worker/index.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import type { LeaseLostReason } from '../../src/errors.ts'
import type { Handler, Worker, WorkerEvents } from '../../src/worker/index.ts'
import type { Assignment, Demand, Demander, Supplier } from '../../src/worker/supply.ts'
import type { CheckedOptions } from '../../src/worker/worker.ts'

/** A task in the hands of a worker, that notes how it is settled. */
export class Task implements Assignment {
  readonly id: string
  readonly token: number
  readonly attempt = 1
  readonly bytes = 10
  place = 0
  readonly settled: unknown[] = []
  readonly reported: unknown[] = []
  isStarted = false

  /** What the next settlement is answered with. */
  answer: Promise<void> = Promise.resolve()
  lostReason: LeaseLostReason | undefined
  readonly #item: unknown
  readonly #controller = new AbortController()

  constructor (token: number, item: unknown = `item ${token}`) {
    this.token = token
    this.id = `task ${token}`
    this.#item = item
  }

  get item (): unknown {
    if (this.#item instanceof Error) {
      throw this.#item
    }

    return this.#item
  }

  get signal (): AbortSignal {
    return this.#controller.signal
  }

  lose (reason: LeaseLostReason): void {
    this.lostReason = reason
    this.#controller.abort(new LeaseLostError('lost', reason))
  }

  start (): void {
    this.isStarted = true
  }

  abort (reason: Error): void {
    this.#controller.abort(reason)
  }

  complete (result?: unknown): Promise<void> {
    return this.#settle('complete', result)
  }

  fail (error: unknown, options?: object): Promise<void> {
    return this.#settle('fail', error, options)
  }

  release (): Promise<void> {
    return this.#settle('release')
  }

  async extend (ms: number): Promise<void> {
    this.reported.push(['extend', ms])
  }

  progress (value: unknown): void {
    this.reported.push(['progress', value])
  }

  async [Symbol.asyncDispose] (): Promise<void> {}

  async #settle (...how: unknown[]): Promise<void> {
    this.settled.push(how)

    if (this.lostReason !== undefined) {
      throw new LeaseLostError('lost', this.lostReason)
    }

    const { answer } = this
    this.answer = Promise.resolve()
    await answer
  }
}

/** A worker, and the client that it believes to have. */
export class Rig implements Supplier {
  readonly queue = 'q'
  readonly clock = new VirtualClock()
  readonly worker: Worker
  readonly warnings: string[] = []
  readonly demands: Demand[] = []
  isClosed = false
  demander!: Demander

  constructor (handler: Handler, options: Partial<CheckedOptions> = {}) {
    this.worker = createWorker(this, handler, { concurrency: 1, stack: false, prefetch: 0, ...options })
  }

  supply (demander: Demander) {
    this.demander = demander
    this.demands.push(demander.demand())

    return {
      want: (demand: Demand) => { this.demands.push(demand) },
      close: () => { this.isClosed = true }
    }
  }

  warn (message: string): void {
    this.warnings.push(message)
  }

  /** Hands tasks to the worker. */
  async give (...tasks: Task[]): Promise<void> {
    tasks.forEach((task) => { this.demander.assigned(task) })
    await this.clock.settle()
  }

  async lose (task: Task, reason: LeaseLostReason): Promise<void> {
    task.lose(reason)
    this.demander.lost(task, reason)
    await this.clock.settle()
  }

  /** Notes the events of a kind. */
  note<K extends keyof WorkerEvents> (type: K): Array<WorkerEvents[K]['detail']> {
    const noted: Array<WorkerEvents[K]['detail']> = []
    this.worker.addEventListener(type, ({ detail }: WorkerEvents[K]) => { noted.push(detail) })

    return noted
  }
}

/** A handler whose runs end when the test says so. */
export function byHand () {
  const runs: Array<PromiseWithResolvers<unknown> & { item: unknown, signal: AbortSignal }> = []

  const handler: Handler = (item, { signal }) => {
    const run = { ...Promise.withResolvers<unknown>(), item, signal }
    runs.push(run)
    return run.promise
  }

  return { runs, handler }
}
