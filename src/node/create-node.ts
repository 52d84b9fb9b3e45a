import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'
import { systemClock } from '../clock.ts'
import { HandshakeGate, limitPerPeer } from './gate.ts'
import { cutRetired } from './handshakes.ts'
import { cutIdle } from './idle.ts'
import { resolveNodeLimits } from './limits.ts'
import { listenFailure } from './listen.ts'
import { pskNoise } from './psk-noise.ts'
import { quietTcp } from './quiet-tcp.ts'
import type { Clock } from '../clock.ts'
import type { KeyRing } from './key-ring.ts'
import type { NodeLimits } from './limits.ts'
import type { Refusal } from './refusals.ts'
import type { Libp2p, PrivateKey, ServiceMap } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { Libp2pOptions } from 'libp2p'

/** Where libp2p resets a paused stream. The window must stay below it. */
const READ_BUFFER_BYTES = 4 * 1024 * 1024

/** What both sides' nodes are made from. */
export interface NodeInit<T extends ServiceMap> {
  /** The keys; exchanging them on the ring counts from the next handshake on. */
  ring: KeyRing

  /** Who this node is. Without it, somebody new each time. */
  privateKey?: PrivateKey

  /** What else runs on the node: libp2p's services, started before the first address listens. */
  services?: Libp2pOptions<T>['services']

  /** Each bound that is not to have its default. */
  limits?: Partial<NodeLimits>

  /**
   * Where time comes from.
   *
   * @default systemClock
   */
  clock?: Clock
}

/** What a coordinator's node is made from. */
export interface CoordinatorNodeInit<T extends ServiceMap> extends NodeInit<T> {
  /** Where to listen, as `chooseListen` gives it. */
  listen: Multiaddr[]

  /** Where libp2p and its services register what they count, as libp2p's own option of this name. */
  metrics?: Libp2pOptions['metrics']

  /** Called for every peer that began the handshake and was not let in. */
  onRefuse?: (refusal: Refusal) => void
}

/**
 * A libp2p node that listens, started: TCP, the pre-shared key in Noise, yamux, and nothing
 * else; every bound of `NodeLimits` is in force.
 *
 * @throws ConnectionError when it cannot listen; RangeError for a limit out of range
 */
export async function createCoordinatorNode<T extends ServiceMap> (init: CoordinatorNodeInit<T>): Promise<Libp2p<T>> {
  const limits = resolveNodeLimits(init.limits)

  const node = await createLibp2p<T>({
    ...common(init, limits, limits.maxStreams),
    ...init.metrics && { metrics: init.metrics },
    addresses: { listen: init.listen.map(String) },
    connectionGater: new HandshakeGate(limits.maxHandshakesPerAddress),
    connectionManager: {
      maxConnections: limits.maxConnections,
      inboundConnectionThreshold: limits.maxDialsPerSecond,
      maxIncomingPendingConnections: limits.maxHandshakes,
      inboundUpgradeTimeout: limits.handshakeMs,
      inboundStreamProtocolNegotiationTimeout: limits.handshakeMs
    }
  })

  limitPerPeer(node, limits.maxConnectionsPerPeer)
  cutIdle(node, limits.idleMs, init.clock ?? systemClock)
  // a key may be retired in the moment between its handshake and this
  node.addEventListener('connection:open', ({ detail: connection }) => { cutRetired([connection]) })
  forgetTheGone(node)

  try {
    await node.start()
  } catch (err) {
    throw (err as Error).name === 'UnsupportedListenAddressesError' ? listenFailure(err as Error, init.listen) : err
  }

  return node
}

/** A libp2p node that dials only, started: it listens nowhere and takes no streams. */
export async function createClientNode<T extends ServiceMap> (init: NodeInit<T>): Promise<Libp2p<T>> {
  const node = await createLibp2p<T>(common(init, resolveNodeLimits(init.limits), 0))

  forgetTheGone(node)
  await node.start()

  return node
}

function common<T extends ServiceMap> (
  init: NodeInit<T> & Pick<CoordinatorNodeInit<T>, 'onRefuse'>, limits: NodeLimits, maxInboundStreams: number
): Libp2pOptions<T> {
  const { maxWindowBytes, maxFramesPerSecond, maxPingsPerSecond, maxStreamsPerSecond, maxWriteBufferBytes } = limits

  return {
    start: false,
    ...(init.privateKey == null ? {} : { privateKey: init.privateKey }),
    nodeInfo: { name: 'peerq', userAgent: 'peerq' },
    transports: [quietTcp()],
    connectionEncrypters: [pskNoise({
      key: init.ring,
      onRefuse: init.onRefuse,
      guard: { maxFrameBytes: maxWindowBytes, maxFramesPerSecond, maxPingsPerSecond, maxStreamsPerSecond },
      maxWriteBufferBytes,
      clock: init.clock ?? systemClock
    })],
    streamMuxers: [yamux({
      maxInboundStreams,
      streamOptions: {
        maxStreamWindowSize: maxWindowBytes,
        maxReadBufferLength: Math.max(READ_BUFFER_BYTES, 2 * maxWindowBytes),
        maxWriteBufferLength: maxWriteBufferBytes
      }
    })],
    // it cuts off whoever blocks its event loop for a few seconds; leases outlive that
    connectionMonitor: { enabled: false },
    services: init.services
  }
}

/** libp2p remembers every peer that it ever met, and each start of a client is a new one. */
function forgetTheGone (node: Libp2p): void {
  node.addEventListener('peer:disconnect', ({ detail: peer }) => {
    node.peerStore.delete(peer).catch(() => {})
  })
}
