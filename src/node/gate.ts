import { multiaddr } from '@multiformats/multiaddr'
import { toString } from 'uint8arrays/to-string'
import { beginPrelude } from './prelude.ts'
import type { Connection, ConnectionGater, Libp2pEvents, MultiaddrConnection, PeerId, TypedEventTarget } from '@libp2p/interface'

/** An IPv4 address that came to an IPv6 socket begins with these bytes (RFC 4291, 2.5.5.2). */
const IPV4_MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]

/**
 * Holds the number of handshakes that one address may have going, so that idle sockets of
 * one host do not shut the others out, and how much is read of each. Whoever is refused gets
 * a reset, and may try again.
 */
export class HandshakeGate implements ConnectionGater {
  readonly #max: number
  readonly #pending = new Map<string, Set<MultiaddrConnection>>()

  /** @param max - Handshakes of one address at once */
  constructor (max: number) {
    this.#max = max
    this.denyInboundConnection = this.denyInboundConnection.bind(this)
    this.denyInboundUpgradedConnection = this.denyInboundUpgradedConnection.bind(this)
  }

  /** libp2p asks this of every socket that it has accepted. */
  denyInboundConnection (raw: MultiaddrConnection): boolean {
    const address = hostOf(raw)
    const pending = this.#pending.get(address) ?? new Set()

    if (pending.size >= this.#max) {
      return true
    }

    pending.add(raw)
    this.#pending.set(address, pending)
    raw.addEventListener('close', () => { this.#settle(raw) }, { once: true })
    beginPrelude(raw)

    return false
  }

  /** libp2p asks this when a handshake is over. */
  denyInboundUpgradedConnection (_peer: PeerId, raw: MultiaddrConnection): boolean {
    this.#settle(raw)

    return false
  }

  #settle (raw: MultiaddrConnection): void {
    const address = hostOf(raw)
    const pending = this.#pending.get(address)

    if (pending?.delete(raw) === true && pending.size === 0) {
      this.#pending.delete(address)
    }
  }
}

/** Who an address belongs to: of IPv6 the first 64 bits, since a host has all of the others. */
export function hostOf ({ remoteAddr }: Pick<MultiaddrConnection, 'remoteAddr'>): string {
  const host = remoteAddr.getComponents().find((component) => component.name === 'ip4' || component.name === 'ip6')

  if (host?.value === undefined || host.name === 'ip4') {
    return host?.value ?? ''
  }

  // the code of the protocol, then the address
  const bytes = multiaddr([host]).bytes.subarray(1)

  return IPV4_MAPPED.every((byte, at) => byte === bytes[at]) ? bytes.subarray(12).join('.') : toString(bytes.subarray(0, 8), 'base16')
}

/**
 * Closes the oldest connections of a peer that has more than `max`, from now on. The newest
 * is the one that its peer uses: the others are what a restart or a broken route left behind.
 *
 * @returns how to end it
 */
export function limitPerPeer (events: TypedEventTarget<Libp2pEvents>, max: number): () => void {
  const byPeer = new Map<string, Connection[]>()

  const onOpen = ({ detail: connection }: CustomEvent<Connection>): void => {
    // cut by a gater or by its peer before anybody heard of it: there will be no close event
    if (connection.status !== 'open') {
      return
    }

    const peer = connection.remotePeer.toString()
    const connections = byPeer.get(peer) ?? []
    byPeer.set(peer, connections)
    connections.push(connection)

    for (const oldest of connections.slice(0, Math.max(connections.length - max, 0))) {
      oldest.abort(new Error(`its peer has more than ${max} connections, and this is the oldest`))
    }
  }

  const onClose = ({ detail: connection }: CustomEvent<Connection>): void => {
    const peer = connection.remotePeer.toString()
    const left = (byPeer.get(peer) ?? []).filter((other) => other !== connection)

    if (left.length === 0) {
      byPeer.delete(peer)
    } else {
      byPeer.set(peer, left)
    }
  }

  events.addEventListener('connection:open', onOpen)
  events.addEventListener('connection:close', onClose)

  return () => {
    events.removeEventListener('connection:open', onOpen)
    events.removeEventListener('connection:close', onClose)
  }
}
