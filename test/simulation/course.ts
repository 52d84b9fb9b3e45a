import { FullError, EmptyError, LeaseLostError, ShutdownError } from '../../src/errors.ts'
import { encodePayload } from '../../src/protocol/index.ts'
import { Chance } from '../../src/testing/chance.ts'
import { BottledFarm } from '../../src/testing/farm.ts'
import { Actor } from './actor.ts'
import { FaultyJournal } from './faulty-journal.ts'
import { Shadow } from './shadow.ts'
import type { QueueOptions } from '../../src/client/index.ts'
import type { CallEvent, EndEvent } from '../../src/testing/index.ts'
import type { Stage } from './actor.ts'

const QUEUES: Readonly<Record<string, QueueOptions>> = {
  short: { maxSize: 5, leaseMs: 3_000, maxAttempts: 3, backoff: { type: 'exponential', delay: 50, maxDelay: 500, jitter: 0.5 }, grace: { closed: 500, silent: 3_000 } },
  long: { leaseMs: 6_000, maxAttempts: 2, backoff: { type: 'exponential', delay: 200, maxDelay: 1_000, jitter: 0 } },
  stack: { order: 'lifo', leaseMs: 2_000, maxAttempts: 4, maxRunMs: 4_000, resultTtl: 2_000, dedupTtl: 4_000, grace: { closed: 0, silent: 1_000 } }
}

/** The longest pause between two attempts of a client to connect, and a little. */
const RECONNECTED_MS = 6_000

/** Once everything works again: after the longest lease, grace, delay and backoff, and 10 s. */
const DRAINED_MS = 30_000

/** Once all queues are shut down nothing is waited for any more. */
const ENDED_MS = 30_000

/** How often is looked whether that is so. */
const LOOK_MS = 1_000

/** The steps of time: most things happen at once, or close to each other. */
const PAUSES_MS = [0, 0, 0, 1, 5, 20, 50, 100, 200, 400]
const LONG_PAUSE_MS = 6_000
const HOUR_MS = 3_600_000

/** An audit looks at every task: it is not made at every step. */
const AUDITED_STEPS = 5

/** How many stand still, are parted or jump at most, in milliseconds. */
const FAULT_MS = 6_000

export interface CourseReport {
  calls: number
  tasks: number
  grants: number
  faults: number
  restarts: number

  /** Milliseconds of the farm's time. */
  ms: number
}

/** What did not hold, in words; and all that happened. */
export class CourseError extends Error {
  readonly trace: string

  constructor (message: string, trace: string, cause?: unknown) {
    super(message, { cause })
    this.trace = trace
  }
}

/** One course of events, as its seed has it. */
export class Course {
  readonly farm: BottledFarm
  readonly #chance: Chance
  readonly #shadow = new Shadow()
  readonly #stage: Stage
  readonly #steps: number
  #actors: Actor[] = []

  /** Calls that have not ended, by who made them. */
  readonly #open = new Set<{ who: string, op: string }>()
  #disk!: FaultyJournal
  #items = 0
  #clients = 0
  #faults = 0
  #restarts = 0
  #wallOffset = 0

  /** At which step the coordinator whose disk has failed is replaced. */
  #replaceAt = Infinity

  constructor (seed: number, steps: number) {
    this.#chance = new Chance(seed * 2 + 1)
    this.#steps = steps
    this.farm = new BottledFarm({ seed, autoCreate: false, wrap: (journal, clock) => this.#openDisk(journal, clock) })
    this.farm.onFact = this.#shadow.apply
    this.#stage = {
      chance: this.#chance,
      queues: Object.keys(QUEUES),
      ids: [],
      item: () => `item ${++this.#items}`,
      track: (who, op, promise) => { this.#track(who, op, promise) }
    }
  }

  async run (): Promise<CourseReport> {
    try {
      await this.#begin()

      for (let step = 0; step < this.#steps; step++) {
        await this.#step(step)
      }

      await this.#heal()
      await this.#drain()
      await this.#check()
      await this.#stop()
    } catch (error) {
      throw error instanceof CourseError ? error : this.#failure([(error as Error).stack ?? String(error)])
    }

    const tasks = [...this.farm.ledger.all()]

    return {
      calls: this.farm.history().filter(({ type }) => type === 'call').length,
      tasks: tasks.length,
      grants: tasks.reduce((sum, { grants }) => sum + grants.length, 0),
      faults: this.#faults,
      restarts: this.#restarts,
      ms: this.farm.clock.now()
    }
  }

  async #begin (): Promise<void> {
    await this.farm.until(this.farm.start([]))
    await this.#declare()
    this.#actors = [this.#local(), this.#newClient(), this.#newClient(), this.#newClient()]
    await this.farm.settle()
  }

  async #declare (): Promise<void> {
    for (const [name, options] of Object.entries(QUEUES)) {
      await this.farm.until(this.farm.coordinator.queue(name, options).size())
    }
  }

  async #step (step: number): Promise<void> {
    if (this.#chance.happens(0.12)) {
      this.#faults++
      await this.#fault(step)
    } else {
      this.#chance.pick(this.#actors).act()
    }

    if (step >= this.#replaceAt) {
      await this.#restart()
    }

    await this.farm.advance(this.#chance.happens(0.01) ? LONG_PAUSE_MS : this.#chance.pick(PAUSES_MS))

    if (step % AUDITED_STEPS === 0) {
      this.#shadow.audit()
    }

    this.#demand([...this.#shadow.problems, ...this.farm.ledger.problems])
  }

  async #fault (step: number): Promise<void> {
    const { farm } = this
    const chance = this.#chance
    const index = chance.integer(1, this.#actors.length - 1)
    const { name } = this.#actors[index] as Actor
    const ms = chance.integer(1, FAULT_MS)

    switch (chance.pick(FAULTS)) {
      case 'drop': farm.net.drop(name); break
      case 'duplicate': farm.net.duplicate(name); break
      case 'delay': farm.net.delay([0, chance.pick([0, 10, 200])], name); break
      case 'partition':
        farm.net.partition(name, { direction: chance.pick(['both', 'up', 'down']) })
        farm.clock.setTimeout(() => { farm.net.heal(name) }, ms)
        break
      case 'suspend': farm.suspend(name, ms); break
      case 'suspend coordinator': farm.suspend('coordinator', ms); break
      case 'stall': farm.bottle.clock.stall(ms); break
      case 'wall':
        this.#wallOffset = chance.integer(-HOUR_MS, HOUR_MS)
        farm.bottle.life.setWall(this.#wallOffset)
        break
      case 'kill':
        await farm.until(farm.kill(name))
        this.#forget(name)
        this.#actors[index] = this.#newClient()
        break
      case 'restart': await this.#restart(chance.pick([0, 0, 500, 3_000])); break
      case 'disk':
        this.#disk.fail()
        this.#replaceAt = Math.min(this.#replaceAt, step + chance.integer(1, 10))
    }
  }

  async #restart (after = 0): Promise<void> {
    this.#restarts++
    this.#replaceAt = Infinity
    this.#forget('coordinator')
    await this.farm.until(this.farm.restartCoordinator({ after }))
    this.farm.bottle.life.setWall(this.#wallOffset)
    if (this.#chance.happens(0.25)) {
      await this.#shadow.compare(this.farm.store)
    }
    this.#actors[0] = this.#local()
  }

  async #heal (): Promise<void> {
    const { farm } = this
    farm.net.heal()
    await farm.advance(FAULT_MS)
    await this.#restart()
    farm.net.heal()
    // whoever was away says what it wanted to pause and to bound, too
    await farm.advance(RECONNECTED_MS)
    const drain = farm.add('drain')
    void farm.bottle.peer('drain').client.start()

    for (const name of this.#stage.queues) {
      const queue = farm.coordinator.queue(name)
      await farm.until(Promise.all([queue.resume(), queue.setMaxSize(0)]))
      drain.queue(name).process(async (item) => `result of ${item as string}`, { concurrency: 10 })
    }
  }

  /** Liveness: everything that was put comes to an end, and so does every call. */
  async #drain (): Promise<void> {
    const { farm } = this
    await this.#within(DRAINED_MS, () => this.#left())
    await farm.until(Promise.all(this.#stage.queues.map((name) => farm.coordinator.queue(name).shutdown())))
    await this.#within(ENDED_MS, async () => Array.from(this.#open, ({ who, op }) => `a call never ended: ${op} by ${who}`))
  }

  async #left (): Promise<string[]> {
    const stats = Object.entries(await this.farm.until(this.farm.coordinator.stats()))

    return stats.filter(([, { ready, delayed, leased }]) => ready + delayed + leased > 0)
      .map(([name, { ready, delayed, leased }]) => `queue '${name}' did not drain: ${ready} ready, ${delayed} delayed, ${leased} leased`)
  }

  /** Lets time pass until there are no problems any more. */
  async #within (ms: number, look: () => Promise<string[]>): Promise<void> {
    let problems = await look()

    for (let waited = 0; problems.length > 0 && waited < ms; waited += LOOK_MS) {
      await this.farm.advance(LOOK_MS)
      problems = await look()
    }

    this.#demand(problems)
  }

  async #check (): Promise<void> {
    this.#shadow.audit()
    await this.#shadow.compare(this.farm.store)
    await this.farm.check()
    this.#demand([...this.#shadow.problems, ...this.#lies()])
  }

  /** Refusals that prove that nothing happened, of what did happen. */
  #lies (): string[] {
    const items = new Set(Array.from(this.farm.ledger.all(), ({ item }) => keyOf(item)))
    const calls = new Map<number, CallEvent>()
    const lies: string[] = []

    for (const event of this.farm.history()) {
      if (event.type === 'call') {
        calls.set(event.call, event)
      } else if (event.type === 'end' && event.error !== undefined) {
        const { item } = calls.get(event.call) as CallEvent

        if (event.op === 'put' && provesNothing(event.error) && items.has(keyOf(encodePayload(item))) && !String(item).startsWith('item of')) {
          lies.push(`'${event.who}' was told ${(event.error as Error).message}, and ${String(item)} was put`)
        } else if (event.op === 'complete' && event.error instanceof LeaseLostError && this.#isRecorded(event)) {
          lies.push(`'${event.who}' was told ${String(event.error)}, and its result of ${event.id} was recorded`)
        }
      }
    }

    return lies
  }

  #isRecorded ({ queue, id = '', token }: EndEvent): boolean {
    return this.farm.ledger.withId(queue, id).some(({ end, grants }) => end === 'complete' && grants.at(-1)?.token === token)
  }

  /** And nothing is left of it. */
  async #stop (): Promise<void> {
    const { clock } = this.farm.bottle
    await this.farm[Symbol.asyncDispose]()
    await this.farm.advance(2 * HOUR_MS)
    this.#demand(clock.pending === 0 ? [] : [`${clock.pending} alarms are still set`])
  }

  #local (): Actor {
    return new Actor('coordinator', this.farm.coordinator, this.farm.clock, this.#stage)
  }

  #newClient (): Actor {
    const name = `client-${++this.#clients}`
    const client = this.farm.add(name, { timeout: Infinity })
    void this.farm.bottle.peer(name).client.start()

    return new Actor(name, client, client.clock, this.#stage)
  }

  #openDisk (...[journal, clock]: Parameters<NonNullable<ConstructorParameters<typeof BottledFarm>[0]['wrap']>>): FaultyJournal {
    if (this.#chance.happens(0.3)) {
      this.#shadow.compact(this.farm.store)
    }

    this.#disk = new FaultyJournal(journal, clock, this.#chance)

    return this.#disk
  }

  #track (who: string, op: string, promise: Promise<unknown>): void {
    const call = { who, op }
    const end = (): void => { this.#open.delete(call) }
    this.#open.add(call)
    promise.then(end, end)
  }

  /** Who has died tells nobody how its calls end. */
  #forget (who: string): void {
    this.#open.forEach((call) => call.who === who && this.#open.delete(call))
  }

  #demand (problems: string[]): void {
    if (problems.length > 0) {
      throw this.#failure(problems)
    }
  }

  #failure (problems: string[]): CourseError {
    return new CourseError(problems.slice(0, 10).join('\n'), this.farm.trace())
  }
}

const FAULTS = [
  'drop', 'drop', 'drop', 'duplicate', 'duplicate', 'delay', 'delay', 'partition', 'partition', 'suspend', 'suspend coordinator',
  'stall', 'wall', 'kill', 'kill', 'restart', 'restart', 'disk'
] as const

function provesNothing (error: unknown): boolean {
  return error instanceof FullError || error instanceof EmptyError || error instanceof ShutdownError ||
    (error as { outcome?: string }).outcome === 'none'
}

function keyOf (bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}
