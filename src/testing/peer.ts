import { createClient } from '../client/index.ts'
import { ConnectionError } from '../errors.ts'
import { createFramedLink } from '../link/index.ts'
import { ProcessClock } from './process-clock.ts'
import { Wire } from './wire.ts'
import type { ClientInit, Queue, QueueOptions, StartableClient } from '../client/index.ts'
import type { Link, Remote } from '../link/index.ts'
import type { Bottle } from './bottle.ts'
import type { Direction, Latency } from './wire.ts'

/** Where the coordinator is. */
export const HERE: Remote = { peerId: 'coordinator', keyName: '', address: '/memory', local: false }

/** The longest pause between two attempts of a client to connect again, and a little. */
const RECONNECTED_MS = 5_100

/** `down`: nobody gets through, and is told so · `silent`: nothing gets through, and nobody is told. */
type Network = 'up' | 'down' | 'silent'

export interface PeerInit extends Partial<ClientInit> {
  /** The key that it came with. */
  keyName?: string

  /** How long what it says, and what is said to it, is on its way. */
  latency?: Latency
}

/** A remote client: a process of its own, and the wire to its coordinator. */
export class Peer {
  readonly client: StartableClient
  readonly clock: ProcessClock

  /** The same for code in its process that is not the client: nothing happens on it once the process was killed. */
  readonly life: ProcessClock
  readonly name: string

  /** The present connection, or the last. */
  wire = new Wire()

  /** Every connection there was. */
  readonly wires: Wire[] = []

  /** Is given each connection before anything is said on it. */
  onWire: ((wire: Wire, index: number) => void) | undefined

  /** How long bytes are on their way; asked for each chunk. */
  latency: Latency | undefined
  readonly #bottle: Bottle
  readonly #keyName: string
  #network: Network = 'up'
  #isDead = false
  #healed = Promise.withResolvers<void>()

  /** The direction in which nothing gets through, if it is only one. */
  #oneWay: Direction | undefined

  constructor (bottle: Bottle, name: string, { keyName = '', latency, ...init }: PeerInit = {}) {
    this.#bottle = bottle
    this.#keyName = keyName
    this.clock = new ProcessClock(bottle.clock)
    this.life = new ProcessClock(this.clock)
    this.latency = latency
    this.name = name
    this.client = createClient({
      clock: this.clock,
      peerId: this.peerId,
      name,
      dialer: { describe: () => HERE.address, dial: ({ signal }) => this.#dial(signal) },
      ...init
    })
  }

  get peerId (): string {
    return `peer-${this.name}`
  }

  /** Whether it was killed. */
  get isDead (): boolean {
    return this.#isDead
  }

  queue<I = unknown, O = unknown> (name = 'q', options?: QueueOptions): Queue<I, O> {
    return this.client.queue<I, O>(name, options)
  }

  /** Its connection is lost, as both ends notice; it may connect again at once. */
  drop (): void {
    this.wire.cut()
  }

  /** Ends its connection without goodbye, as both ends notice; there is no other until it is healed. */
  async cut (): Promise<void> {
    this.#network = 'down'
    this.wire.cut()
    await this.#bottle.settle()
  }

  /** Nobody gets through to the coordinator for so long; `Infinity`: never again. */
  isolate (ms: number): void {
    if (ms > 0) {
      this.#network = 'down'
    }

    if (ms > 0 && ms < Infinity) {
      this.#bottle.clock.alarm(() => { this.heal() }, ms)
    }
  }

  /** It dies as with `kill -9`: its machine closes the connection, and nothing is said. */
  async kill (): Promise<void> {
    this.#isDead = true
    this.#network = 'down'
    this.wire.near.abort(new ConnectionError('the process was killed'))
    await this.#bottle.settle()
    this.life.die()
    void this.client.stop({ deadline: 0 })
    await this.#bottle.settle()
  }

  /** Nothing gets through any more, at least in one direction, and nobody is told. */
  silence (direction?: Direction): void {
    this.#network = 'silent'
    this.#oneWay = direction
    this.adjust()
  }

  /** Its process stands still: it does nothing, and what is sent to it waits to be read. */
  standStill (): void {
    this.clock.stop()
    this.adjust()
  }

  /** It goes on: what was due in the meantime comes first, then what has arrived, then whether the connection still lives. */
  async goOn (): Promise<void> {
    this.clock.goOn()
    await this.#bottle.settle()

    if (!this.#isHeldUp('down')) {
      this.wire.letThrough('down')
      await this.#bottle.settle()
    }

    this.adjust()
    await this.#bottle.settle()
  }

  /** Lets it connect again, whenever it tries; what a silence has held up goes through. */
  heal (): void {
    this.#network = 'up'
    this.#oneWay = undefined
    this.adjust()
    this.#healed.resolve()
    this.#healed = Promise.withResolvers()
  }

  /** Holds up what cannot get through as things stand, and lets through what can. */
  adjust (wire = this.wire): void {
    const [up, down] = [this.#isHeldUp('up'), this.#isHeldUp('down')]

    if (up && down) {
      wire.silence()
    } else if (!up && !down) {
      wire.release()
    } else {
      wire.letThrough(up ? 'down' : 'up')
      wire.silence(up ? 'up' : 'down')
    }
  }

  #isHeldUp (direction: Direction): boolean {
    return this.clock.isStopped || this.#bottle.life.isStopped ||
      (this.#network === 'silent' && (this.#oneWay ?? direction) === direction)
  }

  /** Lets it connect again, and waits until it has. */
  async reconnect (): Promise<void> {
    const { length } = this.wires
    this.heal()

    for (let waited = 0; this.wires.length === length && waited < RECONNECTED_MS; waited += 10) {
      await this.#bottle.advance(10)
    }

    if (this.wires.length !== length + 1) {
      throw new Error(`'${this.name}' has made ${this.wires.length - length} connections within ${RECONNECTED_MS} ms, not 1`)
    }

    await this.#bottle.settle()
  }

  async #dial (signal: AbortSignal): Promise<Link> {
    if (this.#network === 'down') {
      throw new ConnectionError('nobody gets through')
    }

    while (this.#network === 'silent' && this.#oneWay === undefined) {
      await this.#unless(signal, this.#healed.promise)
    }

    const { clock } = this.#bottle
    const remote = { ...HERE, peerId: this.peerId, keyName: this.#keyName }
    const wire = new Wire(clock, () => this.latency?.() ?? 0)
    this.wire = wire
    this.wires.push(wire)
    this.onWire?.(wire, this.wires.length - 1)
    this.adjust(wire)

    this.#bottle.accept(createFramedLink({ duplex: wire.far, remote, clock: this.#bottle.life, role: 'coordinator' }))

    return createFramedLink({ duplex: wire.near, remote: HERE, clock: this.clock, role: 'caller' })
  }

  async #unless (signal: AbortSignal, promise: Promise<void>): Promise<void> {
    const aborted = Promise.withResolvers<never>()
    const abort = (): void => { aborted.reject(signal.reason as Error) }
    signal.addEventListener('abort', abort)

    try {
      await Promise.race([promise, aborted.promise])
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }
}
