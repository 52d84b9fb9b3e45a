import { appendFileSync } from 'node:fs'
import { systemClock } from '../../clock.ts'
import { Gate } from './gate.ts'
import { InOrder } from './in-order.ts'
import { isOfItem } from './jobs.ts'
import { formatJob } from './joblog.ts'
import { failure, outcomeOf, signalNumber } from './outcome.ts'
import { Tally } from './tally.ts'
import type { Queue, TaskOptions } from '../../index.ts'
import type { Bar } from './bar.ts'
import type { Maker, MapJob } from './jobs.ts'
import type { Outcome } from './outcome.ts'

/** Bytes of files that are on their way at once, about. */
const MAX_BYTES_OUT = 64 * 1024 * 1024

export interface MapInit {
  queue: Queue
  items: Iterable<string> | AsyncIterable<string>
  maker: Maker

  /** Whether the queue has commands. */
  isCommand: boolean

  /** Below which files come and go. */
  directory: string
  task: TaskOptions
  window: number
  isOrdered: boolean

  /** The file to which each job is added, if any. */
  joblog: string | undefined

  /** Whether an earlier run has done it. */
  isDone: (job: MapJob) => boolean
  bar: Bar

  /** Called for each, in order if so asked. */
  tell: (job: MapJob, outcome: Outcome) => void
  signal: AbortSignal
}

/** Sends items through a queue, with files where they have some, and tells what came of each. */
export async function runMap (init: MapInit): Promise<Tally> {
  return new MapRun(init).run()
}

class MapRun {
  readonly #init: MapInit
  readonly #run = `map-${Buffer.from(systemClock.randomBytes(9)).toString('base64url')}.`
  readonly #tally = new Tally(this.#run)
  readonly #gate: Gate
  readonly #told: InOrder<(() => void)>

  /** Those that were put, by their number in the queue's own map. */
  readonly #out = new Map<number, MapJob>()
  readonly #watching = new AbortController()
  #put = 0

  constructor (init: MapInit) {
    this.#init = init
    this.#gate = new Gate(init.window, MAX_BYTES_OUT)
    this.#told = new InOrder((tell) => { tell() })
  }

  async run (): Promise<Tally> {
    const { queue, task, window, isCommand, directory, signal } = this.#init
    const watch = isCommand ? undefined : this.#watch()
    const outcomes = queue.map(this.#payloads(), {
      ...task, settled: true, ordered: false, window: window + 1, signal, id: (_, index) => `${this.#run}${index}`
    })

    for await (const settled of outcomes) {
      const job = this.#out.get(settled.index) as MapJob
      this.#out.delete(settled.index)
      this.#ended(job, await outcomeOf(settled, job, isCommand, directory), `${this.#run}${settled.index}`)
    }

    if (!isCommand) {
      // events of the last tasks are told before this is answered
      await queue.size().catch(() => {})
    }

    this.#watching.abort()
    await watch

    return this.#tally
  }

  /** What is put, read no faster than outcomes are told. */
  async * #payloads (): AsyncGenerator<unknown> {
    const { items, maker, isDone } = this.#init
    const { total } = this.#tally
    let seq = total

    for await (const item of items) {
      const job = maker.job(++seq, item)
      this.#tally.total = seq

      if (isDone(job)) {
        this.#tally.skipped++
        this.#told.add(seq - 1, () => {})
        continue
      }

      await this.#gate.enter()

      try {
        const payload = await maker.payload(job)
        this.#gate.carries(job.sent)
        this.#out.set(this.#put++, job)
        yield payload
      } catch (err) {
        if (!isOfItem(err)) {
          throw err
        }

        job.sent = 0
        this.#ended(job, failure(err), '')
      }
    }
  }

  #ended (job: MapJob, outcome: Outcome, id: string): void {
    const { isCommand, isOrdered, joblog, bar, tell } = this.#init
    const number = job.seq - 1

    this.#tally.ended(outcome.ok)

    if (isCommand && outcome.attempt > 0) {
      this.#tally.ranIn(id, outcome.attempt)
      this.#tally.doneBy(outcome.host)
    }

    if (joblog !== undefined) {
      appendFileSync(joblog, `${formatJob({ ...job, ...outcome, signal: signalNumber(outcome) })}\n`)
    }

    const done = (): void => {
      tell(job, outcome)
      this.#gate.leave(job.sent)
    }

    bar.show(this.#tally)

    if (isOrdered) {
      this.#told.add(number, done)
    } else {
      done()
    }
  }

  /** Who did what, where that may be looked at. */
  async #watch (): Promise<void> {
    try {
      for await (const event of this.#init.queue.watch({ signal: this.#watching.signal })) {
        this.#tally.saw(event)
      }
    } catch {
      // over, or not allowed: then shares are not shown
    }
  }
}
