import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { TypedEventEmitter } from 'main-event'
import { parseListen } from '../../src/node/addresses.ts'
import { createClientNode, createCoordinatorNode } from '../../src/node/create-node.ts'
import { dialCoordinator } from '../../src/node/dial.ts'
import { KeyRing } from '../../src/node/key-ring.ts'
import { pskNoise } from '../../src/node/psk-noise.ts'
import { stopNode } from '../../src/node/stop.ts'
import type { CoordinatorNodeInit, NodeInit } from '../../src/node/create-node.ts'
import type { DialOptions } from '../../src/node/dial.ts'
import type { Keys } from '../../src/node/keys.ts'
import type { Discovery } from '../../src/node/lan.ts'
import type {
  ComponentLogger, Connection, Libp2p, Logger, MessageStream, PeerDiscoveryEvents, PeerId, PeerInfo, ServiceMap, StreamMuxer
} from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'

export const LOOPBACK = parseListen(['/ip4/127.0.0.1/tcp/0'])
export const ECHO = '/peerq-test/echo'

/** A node with its keys, and what belongs to it. */
export interface Peer {
  node: Libp2p
  ring: KeyRing
  addresses: Multiaddr[]
  port: number
  dial (addresses: Multiaddr[], options?: DialOptions): Promise<Connection>
}

/** Starts nodes for a test, and stops them after it. */
export class Nodes {
  readonly #started: Libp2p[] = []

  /** A coordinator on loopback that answers on ECHO. */
  async coordinator (keys: Keys, init: Partial<CoordinatorNodeInit<ServiceMap>> & { farm?: string } = {}): Promise<Peer> {
    const ring = await KeyRing.create(keys, { farm: init.farm })
    const node = await createCoordinatorNode({ ring, listen: LOOPBACK, ...init })

    await node.handle(ECHO, (stream) => {
      stream.addEventListener('message', (evt) => { stream.send(evt.data) })
      stream.addEventListener('remoteCloseWrite', () => { stream.close().catch(() => {}) })
    })

    return this.#peer(node, ring)
  }

  async client (keys: Keys, init: Partial<NodeInit<ServiceMap>> & { farm?: string } = {}): Promise<Peer> {
    const ring = await KeyRing.create(keys, { farm: init.farm })

    return this.#peer(await createClientNode({ ring, ...init }), ring)
  }

  /** Any other node. */
  add<T extends Libp2p> (node: T): T {
    this.#started.push(node)

    return node
  }

  /** The last one first: two ends of a connection that stop at once wait for each other for a while. */
  async stop (): Promise<void> {
    for (const node of this.#started.splice(0).reverse()) {
      await stopNode(node)
    }
  }

  #peer (node: Libp2p, ring: KeyRing): Peer {
    this.add(node)

    return {
      node,
      ring,
      addresses: node.getMultiaddrs(),
      port: portOf(node.getMultiaddrs()),
      dial: async (addresses, options) => dialCoordinator(node, ring, addresses, options)
    }
  }
}

export function portOf ([address]: Multiaddr[]): number {
  return Number(address?.getComponents().find(({ name }) => name === 'tcp')?.value)
}

/** Sends bytes to ECHO and waits until as many are back. */
export async function echo (connection: Connection, length = 100): Promise<void> {
  const stream = await connection.newStream(ECHO)
  const back = new Promise<void>((resolve, reject) => {
    let received = 0

    stream.addEventListener('message', (evt) => {
      received += evt.data.byteLength

      if (received >= length) {
        resolve()
      }
    })
    stream.addEventListener('close', () => { reject(new Error(`closed after ${received} bytes`)) })
  })

  stream.send(new Uint8Array(length))
  await back
  await stream.close()
}

/** Resolves when a connection or stream is closed, with the error if there was one. */
export async function closed (target: Pick<Connection, 'status' | 'addEventListener'>): Promise<Error | undefined> {
  return new Promise((resolve) => {
    if (target.status !== 'open') {
      resolve(undefined)
    } else {
      target.addEventListener('close', (evt) => { resolve(evt.error) })
    }
  })
}

/** What a promise was rejected with; fails the test when it was not. */
export async function rejection (promise: Promise<unknown>): Promise<Error> {
  return promise.then(() => { throw new Error('it was not rejected') }, (err: unknown) => err as Error)
}

/**
 * A node that holds the key and says what it likes: it gives its secured connections, with no
 * multiplexer on them, although one was agreed on.
 */
async function rawNode (nodes: Nodes, ring: KeyRing, listen: string[], onSecured: (secured: MessageStream) => void): Promise<Libp2p> {
  return nodes.add(await createLibp2p({
    addresses: { listen },
    transports: [tcp()],
    connectionMonitor: { enabled: false },
    connectionEncrypters: [pskNoise({ key: ring, guard: { maxPingsPerSecond: Infinity } })],
    streamMuxers: [() => ({
      protocol: '/yamux/1.0.0',
      createStreamMuxer (secured) {
        onSecured(secured)

        return Object.assign(new EventTarget(), { protocol: '/yamux/1.0.0', streams: [], close: async () => {}, abort: () => {} }) as unknown as StreamMuxer
      }
    })]
  }))
}

/** A raw connection to a coordinator. */
export async function rawPeer (nodes: Nodes, keys: Keys, addresses: Multiaddr[]): Promise<MessageStream> {
  const ring = await KeyRing.create(keys)
  let secured: MessageStream | undefined

  await dialCoordinator(await rawNode(nodes, ring, [], (raw) => { secured = raw }), ring, addresses)

  return secured as MessageStream
}

/** Somewhere to dial, and the raw connection of whoever did. */
export async function rawListener (nodes: Nodes, keys: Keys): Promise<{ addresses: Multiaddr[], secured: Promise<MessageStream> }> {
  const { promise, resolve } = Promise.withResolvers<MessageStream>()
  const node = await rawNode(nodes, await KeyRing.create(keys), LOOPBACK.map(String), resolve)

  return { addresses: node.getMultiaddrs(), secured: promise }
}

/** Sends until the other side has had enough; waits where the transport asks for it. */
export async function flood (peer: Pick<MessageStream, 'status' | 'send' | 'addEventListener'>, chunk: Uint8Array): Promise<number> {
  let sent = 0

  while (peer.status === 'open') {
    if (!peer.send(chunk)) {
      await Promise.race([
        new Promise<void>((resolve) => { peer.addEventListener('drain', () => { resolve() }, { once: true }) }),
        closed(peer)
      ])
    }

    sent += chunk.byteLength
    await new Promise(setImmediate)
  }

  return sent
}

/** Somebody who asks on a LAN, and whose answers the test makes up. */
export class FakeDiscovery extends TypedEventEmitter<PeerDiscoveryEvents> implements Discovery {
  asks = false
  starts = 0

  start (): void {
    this.asks = true
    this.starts++
  }

  stop (): void {
    this.asks = false
  }

  answer (id: PeerId, ...addresses: string[]): void {
    this.answerWith({ id, multiaddrs: addresses.map((address) => multiaddr(address)) })
  }

  answerWith (answer: PeerInfo): void {
    this.safeDispatchEvent('peer', { detail: answer })
  }
}

/** For parts of libp2p that want to log. */
export const silentLogger: ComponentLogger = { forComponent: () => silent }

const silent: Logger = Object.assign(() => {}, { enabled: false, error: () => {}, trace: () => {}, newScope: () => silent })

/** The header of a yamux frame. */
export function yamuxHeader (type: number, flags: number, stream: number, length: number): Uint8Array {
  const header = new Uint8Array(12)
  const view = new DataView(header.buffer)
  view.setUint8(1, type)
  view.setUint16(2, flags)
  view.setUint32(4, stream)
  view.setUint32(8, length)

  return header
}
