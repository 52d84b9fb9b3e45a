import { PSK_NOISE } from './noise.ts'
import type { RingKey } from './key-list.ts'
import type { KeyRing } from './key-ring.ts'
import type { Connection, MessageStream } from '@libp2p/interface'

/** How a connection got in. */
export interface Handshake {
  /** The name of the pre-shared key that let it in; '' for a key without a name. */
  readonly keyName: string

  /** The slot of the listener's ring in which that key stood. */
  readonly slot: number

  /** Whether the key has been taken off the ring since. */
  readonly retired: boolean
}

/**
 * By the timeline of the raw connection: of what an encrypter is given, it is the one object
 * that the finished `Connection` shows too (its `timeline` is that very object).
 */
const handshakes = new WeakMap<object, Handshake>()

/** Remembers which key a raw connection was secured with, for as long as the connection lives. */
export function noteHandshake (raw: MessageStream, ring: KeyRing, key: RingKey, slot: number): void {
  handshakes.set(raw.timeline, {
    keyName: key.name,
    slot,
    get retired () { return !ring.holds(key) }
  })
}

/**
 * How a connection got in, or nothing when it was not made by `pskNoise`: a coordinator
 * serves only streams of connections for which this answers.
 */
export function handshakeOf (connection: Connection): Handshake | undefined {
  if (connection.encryption === PSK_NOISE) {
    return handshakes.get(connection.timeline)
  }
}

/** Cuts every one of these connections whose key has been retired, and says how many. */
export function cutRetired (connections: Iterable<Connection>): number {
  let cut = 0

  for (const connection of connections) {
    if (handshakeOf(connection)?.retired === true) {
      connection.abort(new Error('the key of this connection was retired'))
      cut++
    }
  }

  return cut
}
