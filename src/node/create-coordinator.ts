import { checkBoolean, checkMaxDuration, checkOptions, kindOf } from '../arguments.ts'
import { checkFarmInit } from './coordinator-init.ts'
import { createCoordinatorNode } from './create-node.ts'
import { identityIn, journalIn } from './data-dir.ts'
import { FarmCoordinator } from './farm-coordinator.ts'
import { loadIdentity } from './identity.ts'
import { KeyRing } from './key-ring.ts'
import { announcer } from './lan.ts'
import { resolveLimits } from './limits.ts'
import { chooseListen } from './listen.ts'
import { stopNode } from './stop.ts'
import type { HostComponents } from './host-node.ts'
import type { Coordinator, CoordinatorInit, StopOptions } from './index.ts'
import type { Libp2p, Startable } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'

/** What is left of a stop for libp2p, once everybody has been told. Milliseconds. */
const NODE_STOP_MS = 2_000

/**
 * Starts a coordinator with a libp2p node of its own. When it resolves it listens, and
 * `addresses` are final.
 *
 * @throws TypeError without a key, or with an option of the wrong kind; RangeError for one out
 * of its range; ConnectionError when it cannot listen, and StorageError when `dataDir` is in use,
 * damaged or cannot be written: both say what to do
 */
export async function createCoordinator (init: CoordinatorInit): Promise<Coordinator> {
  if (typeof init !== 'object' || init === null) {
    throw new TypeError('createCoordinator takes an object: createCoordinator({ key: … })')
  }

  const limits = resolveLimits(init.limits)
  const checked = checkFarmInit(init)
  const isAnnounced = checkBoolean('mdns', init.mdns, true)

  if (init.metrics !== undefined && typeof init.metrics !== 'function') {
    throw new TypeError(`metrics must be a function, like prometheusMetrics() of @libp2p/prometheus-metrics, not ${kindOf(init.metrics)}`)
  }

  const ring = await KeyRing.create(init.key, init.farm === undefined ? {} : { farm: init.farm })
  const listen = await chooseListen(init.listen)
  const journal = journalIn(init.dataDir)
  const made: { coordinator?: CoordinatorWithNode } = {}

  try {
    // nobody else may have the directory, before anything in it is looked at
    await journal?.lock()

    const node = await createCoordinatorNode({
      ring,
      listen,
      privateKey: await loadIdentity(init.identity === undefined ? identityIn(init.dataDir) : init.identity),
      limits,
      ...init.metrics && { metrics: init.metrics },

      services: {
        peerq: (components: HostComponents) => lifeOf(made.coordinator = new CoordinatorWithNode({ ...init, ...checked }, components, journal)),
        ...(!isAnnounced || listen.every(isLoopback) ? {} : { lan: announcer(ring.farm) })
      }
    })

    return (made.coordinator as CoordinatorWithNode).with(node)
  } catch (err) {
    await made.coordinator?.shutDown({ deadline: 0 })
    await journal?.close()
    throw err
  }
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
  #node: Pick<Libp2p, 'stop' | 'getConnections'> | undefined
  #stopped: Promise<void> | undefined

  /** The node is started. */
  with (node: Pick<Libp2p, 'stop' | 'getConnections'>): this {
    this.#node = node

    return this
  }

  async stop (options?: StopOptions): Promise<void> {
    const checked = checkOptions(options)
    const { deadline = 0 } = checked
    checkMaxDuration('deadline', deadline, 0)
    this.#stopped ??= this.shutDown(checked).finally(async () => { await this.#stopNode() })
    await this.#stopped
  }

  async [Symbol.asyncDispose] (): Promise<void> {
    await this.stop()
  }

  async #stopNode (): Promise<void> {
    if (this.#node !== undefined) {
      await stopNode(this.#node, { deadline: NODE_STOP_MS })
    }
  }
}

function isLoopback (address: Multiaddr): boolean {
  const [host] = address.getComponents()

  return host?.value?.startsWith('127.') === true || host?.value === '::1'
}
