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
    getMaxConnections (): number
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
 * The node's `pskNoise`.
 *
 * @throws TypeError when the node has none
 */
export function pskNoiseOf ({ upgrader }: Pick<HostComponents, 'upgrader'>): PskNoise {
  const encrypter = upgrader.getConnectionEncrypters().get(PSK_NOISE) as PskNoise | undefined

  if (encrypter === undefined) {
    throw new TypeError('this libp2p node has no pskNoise: give it connectionEncrypters: [pskNoise({ key })]')
  }

  return encrypter
}

/**
 * The keys of the node's `pskNoise`.
 *
 * @throws TypeError when the node has none
 */
export function ringOf (components: Pick<HostComponents, 'upgrader'>): KeyRing {
  return pskNoiseOf(components).ring
}
