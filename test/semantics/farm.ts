import { expect } from 'chai'
import { createClient } from '../../src/client/index.ts'
import { createCoordinatorCore } from '../../src/coordinator/index.ts'
import { ConnectionError } from '../../src/errors.ts'
import { createFramedLink } from '../../src/link/index.ts'
import { localDialer } from '../../src/node/local-dialer.ts'
import { createMemoryJournal } from '../../src/storage/memory.ts'
import { VirtualClock } from '../helpers/virtual-clock.ts'
import { Wire } from './wire.ts'
import type { Client, ClientInit, Queue, QueueOptions, QueueStats, StartableClient } from '../../src/client/index.ts'
import type { Clock } from '../../src/clock.ts'
import type { CoordinatorCore, CoordinatorCoreInit } from '../../src/coordinator/index.ts'
import type { Link } from '../../src/link/index.ts'
import type { LeaseLostReason, RemoteFailure } from '../../src/errors.ts'
import type { Journal } from '../../src/storage/journal.ts'
import type { MemoryStore } from '../../src/storage/memory.ts'

/** The longest pause between two attempts of a client to connect again, and a little. */
const RECONNECTED_MS = 5_100

/** Who the coordinator is. */
const HERE = { peerId: 'coordinator', keyName: '', address: '/memory', local: false }

export interface FarmInit extends Omit<CoordinatorCoreInit, 'clock' | 'journal'> {
  /**
   * The names of clients that are connected.
   *
   * @default a and b
   */
  clients?: string[]

  /** What chance is drawn from. */
  seed?: number

  /** Outlives the coordinator. */
  store?: MemoryStore

  /** What each coordinator writes to, instead. */
  journal?: () => Journal
}

/**
 * A whole farm in this process: a coordinator, the client that its own handles are, and
 * remote clients whose every byte goes over a wire that can be cut. All live by one clock,
 * which stands still unless it is told to go on.
 */
export class Farm {
  readonly clock: VirtualClock
  core!: CoordinatorCore

  /** The coordinator's own handles. */
  local!: StartableClient
  readonly #init: FarmInit
  readonly #peers = new Map<string, Peer>()
  #life = { isOver: false }

  constructor (init: FarmInit = {}) {
    this.#init = init
    this.clock = new VirtualClock(init.seed)
  }

  /** Starts the coordinator, or the next one in its place: from then on clients find that. */
  async start (): Promise<void> {
    const { access, limits, autoCreate, store, journal = () => store && createMemoryJournal(store) } = this.#init
    this.#life = { isOver: false }
    const clock = mortal(this.clock, this.#life)

    this.core = createCoordinatorCore(definedIn({ clock, access, limits, autoCreate, journal: journal() }))
    this.local = createClient({
      dialer: localDialer(this.core, HERE.peerId, clock), clock, peerId: HERE.peerId, name: 'coordinator', timeout: Infinity, declare: 'always'
    })
    await this.now(this.local.start())
  }

  /** The coordinator dies, and another one is started after `ms`. */
  async restart (ms = 0): Promise<void> {
    const peers = [...this.#peers.values()].filter(({ isUp }) => isUp)
    this.#life.isOver = true

    for (const peer of peers) {
      await peer.cut()
    }

    await this.advance(ms)
    await this.start()
    peers.forEach((peer) => { peer.heal() })
  }

  /** A queue as the coordinator sees it. */
  queue<I = unknown, O = unknown> (name = 'q', options?: QueueOptions): Queue<I, O> {
    return this.local.queue<I, O>(name, options)
  }

  /** A client by its name. */
  peer (name: string): Peer {
    return this.#peers.get(name) ?? expect.fail(`there is no client '${name}'`)
  }

  /** Another client, connected. */
  async connect (name: string, init?: Partial<ClientInit & { keyName: string }>): Promise<Peer> {
    const peer = new Peer(this, name, init)
    this.#peers.set(name, peer)
    await this.now(peer.client.start())

    return peer
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

  /** Lets time pass, and everything happen that is due. */
  async advance (ms: number): Promise<void> {
    await this.clock.advance(ms)
  }

  /** Lets everything happen that needs no time. */
  async settle (): Promise<void> {
    await this.clock.settle()
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

/** A clock of a process that can be made to stand still, as a suspended one does: what is due meanwhile happens afterwards. */
class OwnClock implements Clock {
  readonly #clock: Clock
  #late: Array<() => void> | undefined

  constructor (clock: Clock) {
    this.#clock = clock
  }

  now (): number {
    return this.#clock.now()
  }

  wall (): number {
    return this.#clock.wall()
  }

  random (): number {
    return this.#clock.random()
  }

  randomBytes (length: number): Uint8Array {
    return this.#clock.randomBytes(length)
  }

  alarm (callback: () => void, ms: number): () => void {
    let isOff = false
    const callOff = this.#clock.alarm(() => {
      this.#inTime(() => {
        if (!isOff) {
          callback()
        }
      })
    }, ms)

    return () => {
      isOff = true
      callOff()
    }
  }

  soon (callback: () => void): void {
    this.#clock.soon(() => { this.#inTime(callback) })
  }

  stop (): void {
    this.#late ??= []
  }

  goOn (): void {
    const late = this.#late ?? []
    this.#late = undefined
    late.forEach((callback) => { callback() })
  }

  #inTime (callback: () => void): void {
    if (this.#late === undefined) {
      callback()
    } else {
      this.#late.push(callback)
    }
  }
}

/** A clock for one life: nothing happens on it afterwards. */
function mortal (clock: Clock, life: { readonly isOver: boolean }): Clock {
  const ifAlive = (callback: () => void) => (): void => {
    if (!life.isOver) {
      callback()
    }
  }

  return {
    now: () => clock.now(),
    wall: () => clock.wall(),
    random: () => clock.random(),
    randomBytes: (length) => clock.randomBytes(length),
    alarm: (callback, ms) => clock.alarm(ifAlive(callback), ms),
    soon: (callback) => { clock.soon(ifAlive(callback)) }
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

/** A remote client and its wire. */
export class Peer {
  readonly client: Client & StartableClient
  readonly name: string

  /** The present connection, or the last. */
  wire = new Wire()

  /** Every connection there was. */
  readonly wires: Wire[] = []

  /** Is given each connection before anything is said on it. */
  onWire: ((wire: Wire, index: number) => void) | undefined
  readonly #farm: Farm
  readonly #clock: OwnClock
  readonly #keyName: string
  #network: 'up' | 'down' | 'silent' = 'up'

  constructor (farm: Farm, name: string, { keyName = '', ...init }: Partial<ClientInit & { keyName: string }> = {}) {
    this.#farm = farm
    this.#clock = new OwnClock(farm.clock)
    this.#keyName = keyName
    this.name = name
    this.client = createClient({
      clock: this.#clock,
      peerId: this.peerId,
      name,
      dialer: { describe: () => '/memory', dial: ({ signal }) => this.#dial(signal) },
      ...init
    })
  }

  get peerId (): string {
    return `peer-${this.name}`
  }

  get isUp (): boolean {
    return this.#network === 'up'
  }

  queue<I = unknown, O = unknown> (name = 'q', options?: QueueOptions): Queue<I, O> {
    return this.client.queue<I, O>(name, options)
  }

  /** Ends its connection without goodbye, as both ends notice; there is no other until it is healed. */
  async cut (): Promise<void> {
    this.#network = 'down'
    this.wire.cut()
    await this.#farm.settle()
  }

  /** Nobody gets through to the coordinator for so long; `Infinity`: never again. */
  isolate (ms: number): void {
    if (ms > 0) {
      this.#network = 'down'
    }

    if (ms > 0 && ms < Infinity) {
      this.#farm.clock.alarm(() => { this.heal() }, ms)
    }
  }

  /** It dies as with `kill -9`: its machine closes the connection, and nothing is said. */
  async kill (): Promise<void> {
    await this.cut()
    void this.client.stop()
    await this.#farm.settle()
  }

  /** Nothing gets through any more, and nobody is told. */
  async silence (): Promise<void> {
    this.#network = 'silent'
    this.wire.silence()
    await this.#farm.settle()
  }

  /** Its process stands still: it does nothing, and what is sent to it waits to be read. */
  standStill (): void {
    this.#clock.stop()
    this.wire.silence()
  }

  /** It goes on: what was due in the meantime comes first, then what has arrived, then whether the connection still lives. */
  async goOn (): Promise<void> {
    this.#clock.goOn()
    await this.#farm.settle()
    this.wire.letThrough('down')
    await this.#farm.settle()
    this.wire.release()
    await this.#farm.settle()
  }

  /** Lets it connect again, whenever it tries; what a silence has held up goes through. */
  heal (): void {
    this.#network = 'up'
    this.wire.release()
  }

  /** Lets it connect again, and waits until it has. */
  async reconnect (): Promise<void> {
    const { length } = this.wires
    this.heal()

    for (let waited = 0; this.wires.length === length && waited < RECONNECTED_MS; waited += 10) {
      await this.#farm.advance(10)
    }

    expect(this.wires, `connections of '${this.name}'`).to.have.lengthOf(length + 1)
    await this.#farm.settle()
  }

  async #dial (signal: AbortSignal): Promise<Link> {
    if (this.#network === 'down') {
      throw new ConnectionError('the test lets nobody through')
    }

    if (this.#network === 'silent') {
      await new Promise((_, reject) => { signal.addEventListener('abort', () => { reject(signal.reason as Error) }) })
    }

    const { clock, core } = this.#farm
    const remote = { ...HERE, peerId: this.peerId, keyName: this.#keyName }
    this.wire = new Wire()
    this.wires.push(this.wire)
    this.onWire?.(this.wire, this.wires.length - 1)
    core.accept(createFramedLink({ duplex: this.wire.far, remote, clock, role: 'coordinator' }))

    return createFramedLink({ duplex: this.wire.near, remote: HERE, clock: this.#clock, role: 'caller' })
  }
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

/** What is there. */
export function definedIn<T extends object> (values: { [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T
}
