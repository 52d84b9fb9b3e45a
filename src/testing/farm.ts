import { checkBoolean, checkDuration, checkMaxDuration, checkOptions, checkString, kindOf } from '../arguments.ts'
import { createMemoryJournal, MemoryStore } from '../storage/memory.ts'
import { checkClientName, checkMs } from './arguments.ts'
import { Bottle, definedIn } from './bottle.ts'
import { Chance } from './chance.ts'
import { History, lineOf } from './history.ts'
import { Ledger } from './ledger.ts'
import { LoggedJournal } from './logged-journal.ts'
import { BottleNet } from './net.ts'
import { overlay } from './overlay.ts'
import { problemsIn } from './problems.ts'
import { recordedQueue } from './recorded-queue.ts'
import { userClock } from './user-clock.ts'
import type { Client } from '../client/index.ts'
import type { Change } from '../engine/index.ts'
import type { HistoryEvent } from './history.ts'
import type { CheckReport, RestartOptions, TestClient, TestClock, TestCoordinator, TestFarm, TestFarmInit, UntilOptions } from './index.ts'
import type { Peer, PeerInit } from './peer.ts'
import type { ProcessClock } from './process-clock.ts'
import type { Journal } from '../storage/journal.ts'

/** How long `until` lets time pass unless it is told otherwise: milliseconds. */
const PATIENCE_MS = 3_600_000

/** Keeps the chance of the farm's insides and of its user apart. */
const USER_STREAM = 0x5eed

const LIVE = new Set(['ready', 'delayed', 'leased', 'dead'])

export interface BottledFarmInit extends TestFarmInit {
  seed: number

  /** What a coordinator writes to, in place of its journal; the clock is its process's. */
  wrap?: ((journal: Journal, clock: ProcessClock) => Journal) | undefined
}

export class BottledFarm implements TestFarm {
  readonly seed: number
  readonly clock: TestClock
  readonly net: BottleNet
  readonly #bottle: Bottle
  readonly #chance: Chance
  readonly #history: History
  readonly #clients = new Map<string, TestClient>()
  readonly #wrap: BottledFarmInit['wrap']

  /** Is told each fact, once it is durable. */
  onFact: ((change: Change) => void) | undefined
  #coordinator!: TestCoordinator
  #store = new MemoryStore()
  #ledger = new Ledger()

  /** Where the history of the present state begins. */
  #born = 0

  /** The coordinator has died, and the next one is not there yet. */
  #isAway = false

  /** Processes that have died since. */
  readonly #dead = new Set<string>()

  constructor ({ seed, access, limits, autoCreate = true, wrap }: BottledFarmInit) {
    this.seed = seed
    this.#wrap = wrap
    this.#bottle = new Bottle({ ...definedIn({ seed, access, limits, autoCreate }), journal: (clock) => this.#journal(clock) })
    this.#chance = new Chance(seed ^ USER_STREAM)
    this.#history = new History(this.#bottle.clock)
    this.clock = userClock(this.#bottle.clock)
    this.net = new BottleNet(this.#bottle, this.#history, this.#chance)
  }

  async start (names: string[]): Promise<void> {
    await this.#startCoordinator()

    for (const name of names) {
      await this.connect(name)
    }
  }

  get coordinator (): TestCoordinator {
    return this.#coordinator
  }

  client (name?: string): TestClient {
    const [first] = this.#clients.values()
    const client = name === undefined ? first : this.#clients.get(checkString("a client's name", name))

    if (client === undefined) {
      throw new RangeError(`there is no client '${name ?? ''}'; there are: ${[...this.#clients.keys()].join(', ')}`)
    }

    return client
  }

  async connect (name: string): Promise<TestClient> {
    checkClientName(name)

    if (this.#clients.has(name) && !this.#bottle.peer(name).isDead) {
      throw new RangeError(`there is a client '${name}' already`)
    }

    const client = this.add(name)
    await this.#bottle.peer(name).client.start()

    return client
  }

  /** A client that has not begun to connect. */
  add (name: string, init?: PeerInit): TestClient {
    const client = this.#clientOf(this.#bottle.add(name, init))
    this.#clients.set(name, client)

    return client
  }

  /** What is inside. */
  get bottle (): Bottle {
    return this.#bottle
  }

  /** What the coordinator has decided. */
  get ledger (): Ledger {
    return this.#ledger
  }

  /** Where the present coordinator keeps what is durable. */
  get store (): MemoryStore {
    return this.#store
  }

  random (): number {
    return this.#chance.next()
  }

  async advance (ms: number): Promise<void> {
    await this.#bottle.advance(checkMs(ms))
  }

  settle (): Promise<void> {
    return this.#bottle.settle()
  }

  async until<T> (promise: PromiseLike<T>, options?: UntilOptions): Promise<T> {
    const { timeout = PATIENCE_MS } = checkOptions(options)
    checkMaxDuration('timeout', timeout, 0)

    if (typeof (promise as PromiseLike<T> | null | undefined)?.then !== 'function') {
      throw new TypeError(`until takes a promise, not ${kindOf(promise)}`)
    }

    if (!await this.#bottle.clock.until(promise, timeout)) {
      throw new Error(`nothing has come of it within ${timeout} ms of the farm's time`)
    }

    return promise
  }

  async kill (name: string): Promise<void> {
    const peer = this.#bottle.peer(name)
    this.#fault(`kill -9: ${name}`)
    this.#dead.add(name)
    await peer.kill()
  }

  suspend (name: string, ms: number): void {
    checkMs(ms)
    const who = name === 'coordinator' ? this.#bottle : this.#bottle.peer(name)
    this.#fault(`stands still for ${ms} ms: ${name}`)
    who.standStill()
    this.#bottle.clock.alarm(() => {
      this.#fault(`goes on: ${name}`)
      void who.goOn()
    }, ms)
  }

  async restartCoordinator (options?: RestartOptions): Promise<void> {
    const { after = 0, empty: given } = checkOptions(options)
    const empty = checkBoolean('empty', given, false)
    checkDuration('after', after, 0)

    if (this.#isAway) {
      throw new Error('the coordinator has died already, and the next one is not there yet')
    }

    this.#isAway = true
    this.#fault(`kill -9: coordinator; another one ${empty ? 'that knows nothing ' : ''}after ${after} ms`)
    this.#dead.add('coordinator')
    this.#bottle.die()
    await this.settle()
    await this.advance(after)

    if (empty) {
      this.#store = new MemoryStore()
      this.#ledger = new Ledger()
      this.#born = this.#history.events.length
    }

    await this.#startCoordinator()
    this.#isAway = false
  }

  history (): HistoryEvent[] {
    return [...this.#history.events]
  }

  trace (): string {
    return this.#history.events.map((event) => `${lineOf(event)}\n`).join('')
  }

  async check (): Promise<CheckReport> {
    await this.settle()
    const live = await this.until(this.#liveTasks())
    const events = this.#history.events.slice(this.#born)
    const problems = problemsIn({ events, ledger: this.#ledger, live, dead: this.#dead })

    if (problems.length > 0) {
      throw new Error(`${problems.length === 1 ? '' : `${problems.length} promises were broken:\n`}${problems.join('\n')}`)
    }

    return this.#report()
  }

  async [Symbol.asyncDispose] (): Promise<void> {
    this.net.heal()
    const clients = Array.from(this.#bottle.peers, async ({ isDead, client }) => isDead || client.stop({ deadline: 0 }))
    await this.until(Promise.all(clients))
    await this.until(this.#coordinator.stop({ deadline: 0 }))
  }

  async #startCoordinator (): Promise<void> {
    await this.#bottle.start()
    const { core, local } = this.#bottle
    const queue = this.#recorded(local, 'coordinator')

    this.#coordinator = overlay<TestCoordinator>(core.events, {
      peerId: local.peerId,
      addresses: ['/memory'],
      queue,
      peers: () => core.peers(),
      stats: () => local.stats(),
      watch: core.watch.bind(core),
      stop: async (options?: { deadline?: number }) => {
        const { deadline } = checkOptions(options)
        await local.stop(definedIn({ deadline }))
        await core.stop(definedIn({ deadline }))
      },
      [Symbol.asyncDispose]: async () => { await this.#coordinator.stop() }
    })
  }

  #journal (clock: ProcessClock): Journal {
    const journal = new LoggedJournal(createMemoryJournal(this.#store), (changes) => {
      changes.forEach((change) => { this.#decided(change) })
    })

    return this.#wrap?.(journal, clock) ?? journal
  }

  #decided (change: Change): void {
    this.#ledger.apply(change)
    this.onFact?.(change)
    this.#history.addFact(change, (session) => this.#ledger.nameOf(session))
  }

  #clientOf ({ name, client, life }: Peer): TestClient {
    return overlay<TestClient>(client, { queue: this.#recorded(client, name), clock: userClock(life) })
  }

  /** `queue` of a client, whose handles note what they are asked. */
  #recorded (client: Client, who: string): Client['queue'] {
    const history = this.#history

    return ((...args: Parameters<Client['queue']>) => recordedQueue(client.queue(...args), { history, who })) as Client['queue']
  }

  /** What the coordinator says it has. */
  async #liveTasks (): Promise<Map<string, Set<string>>> {
    const { core, local } = this.#bottle
    const live = new Map<string, Set<string>>()

    for (const queue of core.queues()) {
      const ids = new Set<string>()
      live.set(queue, ids)

      for await (const { id, state } of local.queue(queue).tasks()) {
        if (LIVE.has(state)) {
          ids.add(id)
        }
      }
    }

    return live
  }

  #report (): CheckReport {
    const tasks = [...this.#ledger.all()]
    const ended = tasks.filter(({ end }) => end !== undefined)
    const again = tasks.reduce((sum, { grants }) => sum + Math.max(0, grants.length - 1), 0)

    return { tasks: tasks.length, ended: ended.length, left: tasks.length - ended.length, again }
  }

  #fault (fault: string): void {
    this.#history.add({ type: 'fault', who: 'test', fault })
  }
}
