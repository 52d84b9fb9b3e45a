import { MAX_PEERS } from '../protocol/index.ts'
import type { Engine } from '../engine/index.ts'
import type { PeerInfo as WirePeerInfo } from '../protocol/index.ts'

/** A session, connected or away: one for each `connect()`. */
export interface PeerInfo {
  /** Proved by the handshake. Several sessions may have the same. */
  peerId: string

  /** A label, which proves nothing. */
  name: string

  /** The key that let it in; '' for one without a name. */
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

/** Who is there, as the engine knows it. */
export class Peers {
  readonly #engine: Engine
  readonly #now: () => number

  constructor (engine: Engine, now: () => number) {
    this.#engine = engine
    this.#now = now
  }

  list (): PeerInfo[] {
    const now = this.#now()

    return Array.from(this.#engine.sessions(), ({ peer, name, keyName, connected, since, leases, consumers }) =>
      ({ peerId: peer, name, keyName, connected, sinceMs: Math.max(0, now - since), leases, consumers }))
  }

  onWire (): WirePeerInfo[] {
    return this.list().slice(0, MAX_PEERS).map(({ peerId, ...rest }) => ({ peer: peerId, ...rest }))
  }
}
