import { multiaddr } from '@multiformats/multiaddr'
import { createCoordinatorNode } from './create-node.ts'
import { FarmCoordinator } from './farm-coordinator.ts'
import { loadIdentity } from './identity.ts'
import { KeyRing } from './key-ring.ts'
import { announcer } from './lan.ts'
import { chooseListen } from './listen.ts'
import { stopNode } from './stop.ts'
import type { HostComponents } from './host-node.ts'
import type { Coordinator, CoordinatorInit, StopOptions } from './index.ts'
import type { Startable } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'

/** What is left of a stop for libp2p, once everybody has been told. Milliseconds. */
const NODE_STOP_MS = 2_000

/**
 * Starts a coordinator with a libp2p node of its own. When it resolves it listens, and
 * `addresses` are final.
 *
 * @throws TypeError without a key, or with an option of the wrong kind; RangeError for one out
 * of its range; ConnectionError when it cannot listen, which says what to do
 */
export async function createCoordinator (init: CoordinatorInit): Promise<Coordinator> {
  if (typeof init !== 'object' || init === null) {
    throw new TypeError('createCoordinator takes an object: createCoordinator({ key: … })')
  }

  const ring = await KeyRing.create(init.key, init.farm === undefined ? {} : { farm: init.farm })
  const listen = await chooseListen(init.listen)
  let coordinator!: CoordinatorWithNode

  const node = await createCoordinatorNode({
    ring,
    listen,
    privateKey: await loadIdentity(init.identity),
    limits: init.limits ?? {},
    peerDiscovery: init.mdns !== false && !listen.every(isLoopback) ? [announcer(ring.farm)] : [],
    onRefuse: ({ address, reason }) => { coordinator.refused(address, reason) },

    services: {
      peerq: (components: HostComponents) => {
        coordinator = new CoordinatorWithNode(init, components)
        return lifeOf(coordinator)
      }
    }
  })

  coordinator.stopNode = async () => { await stopNode(node, { deadline: NODE_STOP_MS }) }

  return coordinator
}

/** What the node sees of it: its `stop` would stop the node. */
function lifeOf (coordinator: CoordinatorWithNode): Startable & { beforeStart (): Promise<void>, beforeStop (): Promise<void> } {
  return {
    beforeStart: () => coordinator.beforeStart(),
    start: () => coordinator.start(),
    beforeStop: () => coordinator.beforeStop(),
    stop () {}
  }
}

/** The node ends with it, and not the other way round. */
class CoordinatorWithNode extends FarmCoordinator implements Coordinator {
  stopNode: () => Promise<void> = async () => {}
  #stopped: Promise<void> | undefined

  async stop (options: StopOptions = {}): Promise<void> {
    this.#stopped ??= this.shutDown(options).then(this.stopNode)
    await this.#stopped
  }

  async [Symbol.asyncDispose] (): Promise<void> {
    await this.stop()
  }
}

function isLoopback (address: Multiaddr): boolean {
  const [host] = multiaddr(address).getComponents()

  return host?.value?.startsWith('127.') === true || host?.value === '::1'
}
