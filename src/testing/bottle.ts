import { checkString } from '../arguments.ts'
import { createClient } from '../client/index.ts'
import { createCoordinatorCore, localDialer } from '../coordinator/index.ts'
import { ConnectionError } from '../errors.ts'
import { HERE, Peer } from './peer.ts'
import { ProcessClock } from './process-clock.ts'
import { VirtualClock } from './virtual-clock.ts'
import type { StartableClient } from '../client/index.ts'
import type { CoordinatorCore, CoordinatorCoreInit } from '../coordinator/index.ts'
import type { Link } from '../link/index.ts'
import type { Journal } from '../storage/journal.ts'
import type { PeerInit } from './peer.ts'

export interface BottleInit extends Omit<CoordinatorCoreInit, 'clock' | 'journal'> {
  /** What chance is drawn from. */
  seed?: number

  /** What each coordinator writes to. */
  journal?: (clock: ProcessClock) => Journal | undefined
}

/**
 * A whole farm in this process: a coordinator, the client that its own handles are, and
 * remote clients whose every byte goes over a wire that can be cut. All live by one clock,
 * which stands still unless it is told to go on.
 */
export class Bottle {
  readonly clock: VirtualClock

  /** The present coordinator. */
  core!: CoordinatorCore

  /** Its own handles. */
  local!: StartableClient

  /** The clock of its process. */
  life!: ProcessClock
  readonly #init: BottleInit
  readonly #peers = new Map<string, Peer>()

  /** The network of the coordinator's machine: nobody is listening. */
  #isDown = false

  constructor (init: BottleInit = {}) {
    this.#init = init
    this.clock = new VirtualClock(init.seed)
  }

  /** Starts the coordinator, or the next one in its place: from then on clients find that. */
  async start (): Promise<void> {
    const { access, limits, autoCreate, journal } = this.#init
    const clock = new ProcessClock(this.clock)
    const core = createCoordinatorCore(definedIn({ clock, access, limits, autoCreate, journal: journal?.(clock) }))
    const local = createClient({
      dialer: localDialer(core, HERE.peerId, clock), clock, peerId: HERE.peerId, name: 'coordinator', timeout: Infinity, declare: 'always'
    })

    Object.assign(this, { core, local, life: clock })
    await local.start()
    this.#isDown = false
  }

  /** The coordinator dies: nobody is told more than that the connections have ended. */
  die (): void {
    this.#isDown = true
    this.life.die()
    this.#peers.forEach(({ wire }) => { wire.far.abort(new ConnectionError('the coordinator has died')) })
  }

  /** The coordinator dies, and another one is started after `ms`. */
  async restart (ms = 0): Promise<void> {
    this.die()
    await this.settle()
    await this.advance(ms)
    await this.start()
  }

  /** The coordinator's process stands still: what is sent to it waits to be read. */
  standStill (): void {
    this.life.stop()
    this.#peers.forEach((peer) => { peer.adjust() })
  }

  /** It goes on: what was due in the meantime comes first, then what has arrived. */
  async goOn (): Promise<void> {
    this.life.goOn()
    await this.settle()
    this.#peers.forEach((peer) => { peer.adjust() })
    await this.settle()
  }

  /** A coordinator's end of a connection. */
  accept (link: Link): void {
    if (this.#isDown) {
      throw new ConnectionError('the coordinator is not there')
    }

    this.core.accept(link)
  }

  /** A client by its name. */
  peer (name: string): Peer {
    const peer = this.#peers.get(checkString("a client's name", name))

    if (peer === undefined) {
      throw new RangeError(`there is no client '${name}', but ${[...this.#peers.keys()].join(', ')}`)
    }

    return peer
  }

  get peers (): Iterable<Peer> {
    return this.#peers.values()
  }

  /** Another client, connected. */
  async connect (name: string, init?: PeerInit): Promise<Peer> {
    const peer = this.add(name, init)
    await peer.client.start()

    return peer
  }

  /** Another client, which has not begun to connect. */
  add (name: string, init?: PeerInit): Peer {
    const peer = new Peer(this, name, init)
    this.#peers.set(name, peer)

    return peer
  }

  /** Lets time pass, and everything happen that is due. */
  async advance (ms: number): Promise<void> {
    await this.clock.advance(ms)
  }

  /** Lets everything happen that needs no time. */
  async settle (): Promise<void> {
    await this.clock.settle()
  }
}

/** What is there. */
export function definedIn<T extends object> (values: { [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T
}
