import { checkOptions, checkString } from '../arguments.ts'
import { checkFarmInit } from './coordinator-init.ts'
import { createFarmClient } from './farm-client.ts'
import { FarmCoordinator } from './farm-coordinator.ts'
import { ringOf } from './host-node.ts'
import { resolveServiceLimits } from './limits.ts'
import type { PeerInfo, Queue, QueueDefinition, QueueOptions, QueueStats, StartableClient } from '../client/index.ts'
import type { HostComponents } from './host-node.ts'
import type { ClientService, ClientServiceInit, CoordinatorService, CoordinatorServiceInit } from './index.ts'
import type { Startable } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'

/**
 * A coordinator as a service of a libp2p node that you run already. The node needs
 * `connectionEncrypters: [pskNoise({ key })]`; whatever else it offers, this serves only
 * connections that were made with one of those keys. What the node leaves unguarded is in `warnings`.
 */
export function coordinator (init?: CoordinatorServiceInit): (components: HostComponents) => CoordinatorService {
  const given = checkOptions(init)
  const checked = { ...given, ...checkFarmInit(given), limits: resolveServiceLimits(given.limits), protocolPrefix: checkPrefix(given) }

  return (components) => new CoordinatorOfNode(checked, components)
}

/**
 * A client as a service of a libp2p node that you run already. The node needs
 * `connectionEncrypters: [pskNoise({ key })]` with a key of the coordinator's. Starting the
 * node begins to connect, and waits for nothing; `timeout` counts for the calls alone.
 */
export function client (init?: ClientServiceInit): (components: HostComponents) => ClientService {
  const given = checkOptions(init)
  const checked = { ...given, protocolPrefix: checkPrefix(given) }

  return (components) => new ClientOfNode(checked, components)
}

function checkPrefix ({ protocolPrefix = 'peerq' }: { protocolPrefix?: string }): string {
  if (checkString('protocolPrefix', protocolPrefix) === '') {
    throw new RangeError('protocolPrefix is empty: leave it out, or give the coordinator and its clients the same')
  }

  return protocolPrefix
}

/** It ends when its node does. */
class CoordinatorOfNode extends FarmCoordinator implements Startable {
  async stop (): Promise<void> {
    await this.beforeStop()
  }
}

/** It is there as soon as its node is, and begins to connect when the node has started. */
class ClientOfNode implements ClientService, Startable {
  readonly #client: StartableClient
  readonly #components: HostComponents

  constructor (init: ClientServiceInit, components: HostComponents) {
    const { connectionManager, logger, peerId } = components

    this.#components = components
    this.#client = createFarmClient({
      ...init,
      logger,
      peerId: peerId.toString(),
      ring: () => ringOf(components),
      node: { dial: async (address, options) => connectionManager.openConnection(address as Multiaddr, options) }
    })
  }

  get peerId (): string {
    return this.#client.peerId
  }

  get coordinatorId (): string {
    return this.#client.coordinatorId
  }

  get name (): string {
    return this.#client.name
  }

  start (): void {
    ringOf(this.#components)
  }

  afterStart (): void {
    this.#client.start().catch((err: Error) => {
      this.#components.logger.forComponent('peerq:client').error('there will be no connection - %e', err)
    })
  }

  async beforeStop (): Promise<void> {
    await this.#client.stop()
  }

  stop (): void {}

  queue<I = unknown, O = unknown> (name: string, options?: QueueOptions): Queue<I, O>
  queue<I, O, P, R> (definition: QueueDefinition<I, O, P, R>): Queue<I, O, P, R>
  queue (...args: [queue: string | QueueDefinition, options?: QueueOptions]): Queue {
    return this.#client.queue(...args as [string, QueueOptions?])
  }

  async peers (): Promise<PeerInfo[]> {
    return this.#client.peers()
  }

  async stats (): Promise<Record<string, QueueStats>> {
    return this.#client.stats()
  }

  addEventListener: ClientService['addEventListener'] = (...args) => { this.#client.addEventListener(...args) }
  removeEventListener: ClientService['removeEventListener'] = (...args: Parameters<StartableClient['removeEventListener']>) => { this.#client.removeEventListener(...args) }
  listenerCount: ClientService['listenerCount'] = (type) => this.#client.listenerCount(type)
  dispatchEvent: ClientService['dispatchEvent'] = (event) => this.#client.dispatchEvent(event)
  safeDispatchEvent: ClientService['safeDispatchEvent'] = (...args) => this.#client.safeDispatchEvent(...args)
}
