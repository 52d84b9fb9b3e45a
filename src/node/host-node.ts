import { PSK_NOISE } from './noise.ts'
import type { KeyRing } from './key-ring.ts'
import type { PskNoise } from './psk-noise.ts'
import type { ComponentLogger, Connection, Metrics, PeerId, StreamHandler, StreamHandlerOptions, Upgrader } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'

/** What our services need of the libp2p node that they run in, named as libp2p names it. */
export interface HostComponents {
  peerId: PeerId
  logger: ComponentLogger
  upgrader: Upgrader
  addressManager: { getAddresses (): Multiaddr[] }

  connectionManager: {
    getConnections (): Connection[]
    openConnection (address: Multiaddr, options?: object): Promise<Connection>
  }

  registrar: {
    handle (protocol: string, handler: StreamHandler, options?: StreamHandlerOptions): Promise<void>
    unhandle (protocol: string): Promise<void>
  }

  /** There if the node was given some. */
  metrics?: Metrics

  /** There unless it was disabled. */
  connectionMonitor?: unknown
}

/**
 * The keys of the node's `pskNoise`.
 *
 * @throws TypeError when the node has none
 */
export function ringOf ({ upgrader }: Pick<HostComponents, 'upgrader'>): KeyRing {
  const encrypter = upgrader.getConnectionEncrypters().get(PSK_NOISE) as PskNoise | undefined

  if (encrypter === undefined) {
    throw new TypeError('this libp2p node has no pskNoise: give it connectionEncrypters: [pskNoise({ key })]')
  }

  return encrypter.ring
}

/** What a node that is not ours leaves unguarded, in words. `farm`: the one that a coordinator in it was told. */
export function warningsOf (components: Pick<HostComponents, 'upgrader' | 'connectionMonitor'>, farm?: string): string[] {
  const warnings: string[] = []
  const ring = ringOf(components)

  if (farm !== undefined && farm !== ring.farm && ring.salted) {
    warnings.push(`the passphrase of the node's pskNoise is salted with farm '${ring.farm}' and this is farm '${farm}': clients that are told '${farm}' have another key. Give both the same farm`)
  }

  const others = [...components.upgrader.getConnectionEncrypters().keys()].filter((protocol) => protocol !== PSK_NOISE)

  if (others.length > 0) {
    warnings.push(`the node also offers ${others.join(', ')}: peers without the pre-shared key can connect to it, though not to this service`)
  }

  if (hasMonitor(components)) {
    warnings.push('the node has its connectionMonitor enabled: it cuts off a worker whose handler blocks the event loop for a few seconds; set connectionMonitor: { enabled: false }')
  }

  return warnings
}

function hasMonitor (components: Pick<HostComponents, 'connectionMonitor'>): boolean {
  try {
    return components.connectionMonitor != null
  } catch {
    // libp2p throws when a component that is not there is asked for
    return false
  }
}
