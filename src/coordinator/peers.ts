import { MAX_PEERS } from '../protocol/index.ts'
import type { Engine } from '../engine/index.ts'
import type { PeerInfo as WirePeerInfo } from '../protocol/index.ts'

/** A session, connected or away: one for each `connect()`. */
export interface PeerInfo {
  /** Proved by the handshake. Several sessions may have the same. */
  peerId: string

  /** A label, which proves nothing. */
  name: string

  /** The key that let it in, the last time that it came; '' for one without a name. */
  keyName: string

  /** Whether it is there. One that is away may come back and go on. */
  connected: boolean

  /** Milliseconds since it came for the first time. */
  sinceMs: number

  /** Tasks in its hands. */
  leases: number

  /** Workers and loops that take from queues. */
  consumers: number
}

export interface PeersInit {
  engine: Engine
  now: () => number

  /** The key of a session's connection, if it has one now: a session may come back with another key. */
  keyNameOf: (session: string) => string | undefined
}

/** Who is there, as the engine knows it, and as they came. */
export class Peers {
  readonly #init: PeersInit

  constructor (init: PeersInit) {
    this.#init = init
  }

  list (): PeerInfo[] {
    const { engine, keyNameOf } = this.#init
    const now = this.#init.now()

    return Array.from(engine.sessions(), ({ session, peer, name, keyName, connected, since, leases, consumers }) =>
      ({ peerId: peer, name, keyName: keyNameOf(session) ?? keyName, connected, sinceMs: Math.max(0, now - since), leases, consumers }))
  }

  onWire (): WirePeerInfo[] {
    return this.list().slice(0, MAX_PEERS).map(({ peerId, ...rest }) => ({ peer: peerId, ...rest }))
  }
}
