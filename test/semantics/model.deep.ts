import { expect } from 'chai'
import fc from 'fast-check'
import { MemoryStore } from '../../src/storage/memory.ts'
import { createFarm, outcomeOf } from './farm.ts'
import { NaiveQueue } from './naive-queue.ts'
import type { Lease, Queue, TaskHandle } from '../../src/client/index.ts'
import type { Farm, FarmInit, Outcome } from './farm.ts'
import type { NaiveLease, NaiveOutcome } from './naive-queue.ts'

/**
 * Commands begin at multiples of this many milliseconds, and each has numbers of its own below
 * it to add to its deadlines: so no two things are ever due at the same time, also when the
 * coordinator's clock has lost a millisecond over a restart.
 */
const GRID_MS = 1_024
const OFFSET_MS = 8
const MAX_COMMANDS = 40
const MAX_RESTARTS = 5

const MAX_ATTEMPTS = 2

type Client = 'local' | 'a' | 'b'

/** Times are on the grid; 0 is at once, Infinity is never. */
type Command =
  | { op: 'put', client: Client, count: number, priority: number, delay: number, ttl: number, wait: number }
  | { op: 'get' | 'reserve' | 'join', client: Client, wait: number }
  | { op: 'complete' | 'fail' | 'die' | 'release', which: number, delay: number }
  | { op: 'cancel' | 'requeue', client: Client, which: number }
  | { op: 'redrive', client: Client, limit: number }
  | { op: 'purge' | 'taskDone' | 'pause' | 'resume', client: Client }
  | { op: 'shutdown', client: Client, immediate: boolean }
  | { op: 'setMaxSize', client: Client, maxSize: number }
  | { op: 'advance', ms: number }
  | { op: 'cut', client: 'a' | 'b' }
  | { op: 'restart' }

const steps = fc.integer({ min: 1, max: 6 }).map((count) => count * GRID_MS)
const which = fc.nat(100)
const wait = fc.oneof(fc.constantFrom(0, Infinity), steps)
const delay = fc.oneof(fc.constant(0), steps)
const ttl = fc.oneof(fc.constantFrom(Infinity, Infinity, Infinity), steps)

/** Calls of these clients, and what else can happen. */
function commandsOf (clients: Client[], ...more: Array<fc.WeightedArbitrary<Command>>): fc.Arbitrary<Command[]> {
  const client = fc.constantFrom(...clients)
  const calls: Array<fc.WeightedArbitrary<Command>> = [
    { weight: 12, arbitrary: fc.record({ op: only('put'), client, count: fc.integer({ min: 1, max: 3 }), priority: fc.integer({ min: -1, max: 1 }), delay, ttl, wait }) },
    { weight: 10, arbitrary: fc.record({ op: only('get', 'reserve', 'reserve', 'join'), client, wait }) },
    { weight: 8, arbitrary: fc.record({ op: only('complete', 'fail', 'fail', 'die', 'release'), which, delay }) },
    { weight: 4, arbitrary: fc.record({ op: only('cancel', 'requeue'), client, which }) },
    { weight: 2, arbitrary: fc.record({ op: only('redrive'), client, limit: fc.integer({ min: 1, max: 3 }) }) },
    { weight: 4, arbitrary: fc.record({ op: only('purge', 'taskDone', 'taskDone', 'pause', 'resume', 'resume'), client }) },
    { weight: 1, arbitrary: fc.record({ op: only('shutdown'), client, immediate: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ op: only('setMaxSize'), client, maxSize: fc.integer({ min: 0, max: 4 }) }) },
    { weight: 6, arbitrary: fc.record({ op: only('advance'), ms: steps }) },
    { weight: 3, arbitrary: fc.record({ op: only('cut'), client: fc.constantFrom('a' as const, 'b' as const) }) },
    ...more
  ]

  return fc.array(fc.oneof(...calls), { maxLength: MAX_COMMANDS, size: 'max' })
}

function only<Op extends Command['op']> (...ops: Op[]): fc.Arbitrary<Op> {
  return fc.constantFrom(...ops)
}

/** A farm and a model of it that are given the same commands. */
class Race {
  readonly #farm: Farm
  readonly #model: NaiveQueue

  /** Every call that was made, in both worlds. */
  readonly #calls: Array<{ name: string, real: Outcome<unknown>, naive: NaiveOutcome }> = []

  /** Reservations that nobody has settled. */
  readonly #held: Array<{ real: Outcome<Lease<string, string>>, naive: NaiveOutcome }> = []

  /** Everything that was ever put, and by which call. */
  readonly #items: Array<{ item: string, index: number, handles: Outcome<TaskHandle[]> }> = []

  /** Numbers that no other command adds to its deadlines. */
  #offset = 0
  #restarts = 0

  constructor (farm: Farm, model: NaiveQueue) {
    this.#farm = farm
    this.#model = model
  }

  async run (command: Command): Promise<void> {
    if (command.op === 'advance') {
      await this.#advanceTo(this.#farm.clock.now() + command.ms)
    } else if (command.op === 'cut') {
      await this.#reconnect([command.client], async () => { this.#farm.peer(command.client).wire.cut() })
    } else if (command.op === 'restart') {
      await this.#restart()
    } else {
      this.#offset += 3 * OFFSET_MS
      this.#call(command)
      // and what is due by now: a task may come back after its ttl
      await this.#farm.advance(0)
    }

    await this.#compare(command.op)
  }

  #call (command: Exclude<Command, { op: 'advance' | 'cut' | 'restart' }>): void {
    switch (command.op) {
      case 'put': this.#put(command); break
      case 'get': this.#note('get', this.#queue(command).get(this.#waiting(command)), this.#model.take(command.client, 'get', this.#ms(command.wait))); break
      case 'reserve': this.#reserve(command); break
      case 'join': this.#note('join', this.#queue(command).join(this.#waiting(command)), this.#model.join(command.client, this.#ms(command.wait))); break
      case 'cancel': this.#note('cancel', this.#queue(command).task(this.#idOf(command.which)).cancel(), this.#model.cancel(this.#itemOf(command.which))); break
      case 'requeue': this.#note('requeue', this.#queue(command).requeue(this.#idOf(command.which)), this.#model.requeue(this.#itemOf(command.which))); break
      case 'redrive': this.#note('redrive', this.#queue(command).redrive(command), this.#model.redrive(command.limit)); break
      case 'purge': this.#note('purge', this.#queue(command).purge(), this.#model.purge()); break
      case 'taskDone': this.#note('taskDone', this.#queue(command).taskDone(), this.#model.taskDone()); break
      case 'pause': this.#note('pause', this.#queue(command).pause(), done(() => { this.#model.pause(true) })); break
      case 'resume': this.#note('resume', this.#queue(command).resume(), done(() => { this.#model.pause(false) })); break
      case 'shutdown': this.#note('shutdown', this.#queue(command).shutdown(command), done(() => { this.#model.shutdown(command.immediate) })); break
      case 'setMaxSize': this.#note('setMaxSize', this.#queue(command).setMaxSize(command.maxSize), done(() => { this.#model.setMaxSize(command.maxSize) })); break
      default: this.#settle(command)
    }
  }

  #put (command: Command & { op: 'put' }): void {
    const { client, count, priority, wait } = command
    const items = Array.from({ length: count }, (_, index) => `item ${this.#items.length + index}`)
    const ttl = command.ttl + this.#offset + OFFSET_MS
    const delay = command.delay === 0 || command.delay >= command.ttl ? 0 : command.delay + this.#offset + 2 * OFFSET_MS
    const options = { priority, delay, ttl, ...this.#waiting(command) }
    const queue = this.#queue(command)
    const handles = count === 1 ? queue.put(items[0] as string, options).then((handle) => [handle]) : queue.putMany(items, options)

    this.#note('put', handles, this.#model.put(client, { items, priority, delay, ttl }, this.#ms(wait)))
    items.forEach((item, index) => { this.#items.push({ item, index, handles: outcomeOf(handles) }) })
  }

  #reserve (command: Command & { op: 'reserve' | 'get' | 'join' }): void {
    const reserved = this.#queue(command).reserve(this.#waiting(command))
    const naive = this.#model.take(command.client, 'reserve', this.#ms(command.wait))
    this.#note('reserve', reserved, naive)
    this.#held.push({ real: outcomeOf(reserved), naive })
  }

  #settle ({ op, which, delay }: Command & { op: 'complete' | 'fail' | 'die' | 'release' }): void {
    const held = this.#held.filter(({ real, naive }) => real.state === 'done' && naive.state === 'done')
    const one = held[which % Math.max(1, held.length)]
    const lease = one?.real.value

    if (one !== undefined && lease !== undefined) {
      this.#held.splice(this.#held.indexOf(one), 1)
      const ms = op === 'complete' || op === 'die' ? 0 : this.#ms(delay)
      const settled = op === 'complete'
        ? lease.complete('result')
        : op === 'release' ? lease.release({ delay: ms }) : lease.fail(new Error('no'), { delay: ms, retry: op === 'fail' })
      this.#note(op, settled, this.#model.settle(one.naive.value as NaiveLease, op, ms))
    }
  }

  async #restart (): Promise<void> {
    if (++this.#restarts <= MAX_RESTARTS) {
      await this.#reconnect(['a', 'b'], () => this.#farm.restart())
    }
  }

  /** Clients are cut off, and connect again as soon as they can. */
  async #reconnect (names: string[], cut: () => Promise<void>): Promise<void> {
    const gone = this.#model.leave(names)
    const back: Array<{ at: number, index: number }> = []

    for (const [index, name] of names.entries()) {
      const onResume = (): void => { back.push({ at: this.#farm.clock.now(), index }) }
      this.#farm.peer(name).client.addEventListener('session:resume', onResume, { once: true })
    }

    await cut()

    while (back.length < names.length) {
      await this.#farm.advance(1)
    }

    for (const { at, index } of back) {
      this.#model.advance(Math.floor(at))
      this.#model.rejoin(gone[index] ?? [])
    }

    await this.#advanceTo(Math.ceil(this.#farm.clock.now() / GRID_MS) * GRID_MS)
  }

  async #advanceTo (ms: number): Promise<void> {
    await this.#farm.advance(ms - this.#farm.clock.now())
    this.#model.advance(ms)
  }

  async #compare (op: string): Promise<void> {
    for (const [index, { name, real, naive }] of this.#calls.entries()) {
      expect({ state: real.state, value: plain(real.value ?? real.error) }, `after ${op}: call ${index}, ${name}`)
        .to.deep.equal({ state: naive.state, value: plain(naive.value) })
    }

    expect(await this.#farm.conserves(), `after ${op}`).to.include(this.#model.stats())
  }

  #note (name: string, real: Promise<unknown>, naive: NaiveOutcome): void {
    this.#calls.push({ name, real: outcomeOf(real), naive })
  }

  #queue ({ client }: { client: Client }): Queue<string, string> {
    return client === 'local' ? this.#farm.queue('q') : this.#farm.peer(client).queue('q')
  }

  #waiting ({ wait }: { wait: number }): { timeout: number } {
    return { timeout: this.#ms(wait) }
  }

  /** Off the grid, by a number that is nobody else's. */
  #ms (ms: number): number {
    return ms === 0 ? 0 : ms + this.#offset
  }

  #itemOf (which: number): string {
    return this.#items[which % Math.max(1, this.#items.length)]?.item ?? 'nothing'
  }

  #idOf (which: number): string {
    const { handles, index } = this.#items[which % Math.max(1, this.#items.length)] ?? {}

    return handles?.value?.[index ?? 0]?.id ?? 'not put yet'
  }
}

function done (change: () => void): NaiveOutcome {
  change()

  return { state: 'done' }
}

/** What is compared of what a call gave. */
function plain (value: unknown): unknown {
  if (value instanceof Error) {
    return value.name
  }

  if (typeof value === 'object' && value !== null) {
    // a lease here or there, or handles
    return 'item' in value ? value.item : 'task' in value ? (value as NaiveLease).task.item : undefined
  }

  return value
}

describe('any course of calls, cuts included,', () => {
  const options = [fc.integer({ min: -1, max: 3 }), fc.constantFrom('fifo' as const, 'lifo' as const)] as const

  async function race (maxSize: number, order: 'fifo' | 'lifo', commands: Command[], init: FarmInit = {}): Promise<void> {
    const farm = await createFarm({ maxSize, order, maxAttempts: MAX_ATTEMPTS, leaseMs: 10_000_000 }, init)
    const race = new Race(farm, new NaiveQueue(maxSize, order, MAX_ATTEMPTS))

    for (const command of commands) {
      await race.run(command)
    }
  }

  it('by the coordinator and two clients comes to what a naive queue of arrays comes to, and loses nothing', async () => {
    await fc.assert(fc.asyncProperty(...options, commandsOf(['local', 'a', 'b']), async (maxSize, order, commands) => {
      await race(maxSize, order, commands)
    }), { numRuns: 500 })
  })

  it('by two clients of a durable coordinator that dies again and again comes to the same', async () => {
    const restart = { weight: 3, arbitrary: fc.record({ op: only('restart') }) }

    await fc.assert(fc.asyncProperty(...options, commandsOf(['a', 'b'], restart), async (maxSize, order, commands) => {
      await race(maxSize, order, commands, { store: new MemoryStore() })
    }), { numRuns: 300 })
  })
})
