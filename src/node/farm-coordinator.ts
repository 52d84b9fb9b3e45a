import { checkBoolean, checkOptions } from '../arguments.ts'
import { systemClock } from '../clock.ts'
import { createClient } from '../client/index.ts'
import { coordinatorService, localDialer } from '../coordinator/index.ts'
import { journalIn } from './data-dir.ts'
import { cutRetired, handshakeOf } from './handshakes.ts'
import { pskNoiseOf, ringOf } from './host-node.ts'
import { warningsOf } from './host-warnings.ts'
import { defaultNodeLimits } from './limits.ts'
import { makeTicket } from './make-ticket.ts'
import { measure } from './metrics.ts'
import { REFUSAL_WORDS } from './refusals.ts'
import type { Queue, QueueDefinition, QueueOptions, QueueStats, StartableClient } from '../client/index.ts'
import type { Admission, CoordinatorEvents, CoordinatorService as Glue, PeerInfo, WatchEvent, WatchOptions } from '../coordinator/index.ts'
import type { CoordinatorService, CoordinatorServiceInit, SetKeysOptions, StopOptions, TicketOptions } from './index.ts'
import type { HostComponents } from './host-node.ts'
import type { Keys } from './keys.ts'
import type { Refusal } from './refusals.ts'
import type { Connection } from '@libp2p/interface'
import type { TypedEventTarget } from 'main-event'

/** Milliseconds that a stop may take when it is the node that stops. */
const STOP_MS = 5_000

/**
 * A coordinator in a libp2p node, whoever made the node: the server's core behind libp2p,
 * and a client in this process for its own handles.
 */
export class FarmCoordinator implements CoordinatorService {
  readonly #farm: string | undefined
  readonly #components: HostComponents
  readonly #glue: Glue
  readonly #local: StartableClient
  readonly #declared: QueueDefinition[]
  #stopping: Promise<void> | undefined

  /** How to be told no more of those who are not let in. */
  #stopListening = (): void => {}

  constructor (init: CoordinatorServiceInit, components: HostComponents, journal = journalIn(init.dataDir)) {
    this.#farm = init.farm
    this.#components = components
    this.#declared = init.queues ?? []
    this.#glue = coordinatorService({
      ...init, ...journal && { journal }, admit, maxInboundStreams: init.limits?.maxStreams ?? defaultNodeLimits.maxStreams
    })(components)
    this.#local = createClient({
      dialer: localDialer(this.#glue.core, this.peerId, systemClock),
      clock: systemClock,
      peerId: this.peerId,
      name: 'coordinator',
      timeout: Infinity,
      declare: 'always'
    })

    if (components.metrics != null) {
      measure(components.metrics, { core: this.#glue.core, stats: async () => this.stats() })
    }
  }

  get peerId (): string {
    return this.#components.peerId.toString()
  }

  get addresses (): string[] {
    return this.#components.addressManager.getAddresses().map(String)
  }

  get farm (): string {
    return this.#farm ?? ringOf(this.#components).farm
  }

  get warnings (): string[] {
    return warningsOf(this.#components, this.#farm)
  }

  /** Before the first address listens: the queues are there when the first client is. */
  async beforeStart (): Promise<void> {
    // what is wrong with a key is said here rather than in the first handshake
    await ringOf(this.#components).ready()
    await this.#glue.core.start()
    await this.#local.start()
    await Promise.all(this.#declared.map((definition) => this.#local.queue(definition).size()))
  }

  async start (): Promise<void> {
    const log = this.#components.logger.forComponent('peerq:coordinator')

    for (const warning of this.warnings) {
      log(warning)
    }

    this.#stopListening()
    this.#stopListening = pskNoiseOf(this.#components).refusals.listen((refusal) => { this.#refused(refusal) })

    await this.#glue.start()
  }

  /** While there are connections: goodbyes go over them. */
  async beforeStop (): Promise<void> {
    await this.shutDown({ deadline: STOP_MS })
  }

  /** What this process holds goes back first, then everybody is told. */
  async shutDown ({ deadline = STOP_MS }: StopOptions): Promise<void> {
    this.#stopping ??= this.#shutDown(deadline / 2)
    await this.#stopping
  }

  queue<I = unknown, O = unknown> (name: string, options?: QueueOptions): Queue<I, O>
  queue<I, O, P, R> (definition: QueueDefinition<I, O, P, R>): Queue<I, O, P, R>
  queue (...args: [queue: string | QueueDefinition, options?: QueueOptions]): Queue {
    return this.#local.queue(...args as [string, QueueOptions?])
  }

  async setKeys (keys: Keys, options?: SetKeysOptions): Promise<void> {
    const disconnectRetired = checkBoolean('disconnectRetired', checkOptions(options).disconnectRetired, true)
    await ringOf(this.#components).set(keys)

    if (disconnectRetired) {
      cutRetired(this.#components.connectionManager.getConnections())
    }
  }

  ticket (options?: TicketOptions): string {
    const { peerId, addresses, farm } = this

    return makeTicket(ringOf(this.#components), { farm, peerId, addresses }, checkOptions(options))
  }

  peers (): PeerInfo[] {
    return this.#glue.core.peers()
  }

  stats (): Promise<Record<string, QueueStats>> {
    return this.#local.stats()
  }

  watch (options?: WatchOptions): AsyncIterable<WatchEvent> {
    return this.#glue.core.watch(options)
  }

  async #shutDown (deadline: number): Promise<void> {
    this.#stopListening()

    try {
      await this.#local.stop({ deadline })
    } finally {
      await this.#glue.core.stop({ deadline })
      await this.#glue.stop?.()
    }
  }

  /** Somebody was turned away before there was a session. */
  #refused ({ address, reason }: Refusal): void {
    this.#events.safeDispatchEvent('peer:refuse', { detail: { peerId: '', address, reason: REFUSAL_WORDS[reason] } })
  }

  get #events (): TypedEventTarget<CoordinatorEvents> {
    return this.#glue.core.events
  }

  addEventListener: TypedEventTarget<CoordinatorEvents>['addEventListener'] = (...args) => { this.#events.addEventListener(...args) }
  removeEventListener: TypedEventTarget<CoordinatorEvents>['removeEventListener'] = (...args: Parameters<TypedEventTarget<CoordinatorEvents>['removeEventListener']>) => { this.#events.removeEventListener(...args) }
  listenerCount: TypedEventTarget<CoordinatorEvents>['listenerCount'] = (type) => this.#events.listenerCount(type)
  dispatchEvent: TypedEventTarget<CoordinatorEvents>['dispatchEvent'] = (event) => this.#events.dispatchEvent(event)
  safeDispatchEvent: TypedEventTarget<CoordinatorEvents>['safeDispatchEvent'] = (...args) => this.#events.safeDispatchEvent(...args)
}

/** Whatever else the node offers, only connections made with one of our keys are served. */
function admit (connection: Connection): Admission {
  const handshake = handshakeOf(connection)

  if (handshake === undefined) {
    return { ok: false, reason: 'its connection was not made with the pre-shared key' }
  }

  return handshake.retired
    ? { ok: false, reason: 'the key of its connection was retired' }
    : { ok: true, keyName: handshake.keyName }
}
