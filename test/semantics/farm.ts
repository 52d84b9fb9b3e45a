import { expect } from 'chai'
import { Bottle } from '../../src/testing/bottle.ts'
import { createMemoryJournal } from '../../src/storage/memory.ts'
import type { Queue, QueueOptions, QueueStats } from '../../src/client/index.ts'
import type { LeaseLostReason, RemoteFailure } from '../../src/errors.ts'
import type { MemoryStore } from '../../src/storage/memory.ts'
import type { BottleInit } from '../../src/testing/bottle.ts'

export type { Peer } from '../../src/testing/peer.ts'

export interface FarmInit extends BottleInit {
  /**
   * The names of clients that are connected.
   *
   * @default a and b
   */
  clients?: string[]

  /** Outlives the coordinator. */
  store?: MemoryStore
}

/** A farm in a bottle, and what tests like to say of it. */
export class Farm extends Bottle {
  constructor ({ store, ...init }: FarmInit = {}) {
    super({ journal: () => store && createMemoryJournal(store), ...init })
  }

  /** A queue as the coordinator sees it. */
  queue<I = unknown, O = unknown> (name = 'q', options?: QueueOptions): Queue<I, O> {
    return this.local.queue<I, O>(name, options)
  }

  /** What a promise comes to while no time passes; it is an error if that is nothing. */
  async now<T> (promise: PromiseLike<T>): Promise<T> {
    const outcome = outcomeOf(promise)
    await this.clock.settle()

    if (outcome.state === 'waiting') {
      expect.fail('it still waits')
    }

    return promise
  }

  /** The error that a promise comes to while no time passes. */
  async refusal (promise: PromiseLike<unknown>): Promise<Failure> {
    const outcome = outcomeOf(promise)
    await this.clock.settle()

    return outcome.error ?? expect.fail(`it is ${outcome.state}${outcome.state === 'done' ? `: ${String(outcome.value)}` : ''}`)
  }

  async stats (queue = 'q'): Promise<QueueStats> {
    return this.now(this.queue(queue).stats())
  }

  /** The law: whatever was put is somewhere, or has ended in one of four ways. */
  async conserves (queue = 'q'): Promise<QueueStats> {
    const stats = await this.stats(queue)
    const { ready, delayed, leased, dead, done, cancelled, expired, dropped, put } = stats
    expect(ready + delayed + leased + dead + done + cancelled + expired + dropped, JSON.stringify(stats)).to.equal(put)

    return stats
  }
}

/** A farm whose clients are connected, with a queue `q` of these options. */
export async function createFarm (options: QueueOptions = {}, init: FarmInit = {}): Promise<Farm> {
  const farm = new Farm(init)
  await farm.start()
  await farm.now(farm.queue('q', options).size())

  for (const name of init.clients ?? ['a', 'b']) {
    await farm.connect(name)
  }

  return farm
}

/** An error of this package, with all that any of them has. */
export type Failure = Error & { code?: string, outcome?: string, taskId?: string, reason?: LeaseLostReason, remote?: RemoteFailure }

/** What a promise has come to so far. */
export interface Outcome<T> {
  state: 'waiting' | 'done' | 'failed'
  value?: T
  error?: Failure
}

/** Notes what becomes of a promise, without waiting for it. */
export function outcomeOf<T> (promise: PromiseLike<T>): Outcome<T> {
  const outcome: Outcome<T> = { state: 'waiting' }

  promise.then(
    (value) => { Object.assign(outcome, { state: 'done', value }) },
    (error: Error) => { Object.assign(outcome, { state: 'failed', error }) }
  )

  return outcome
}
