import type { Logger } from '@libp2p/interface'

/**
 * Why a peer that began the handshake was not let in:
 *
 * - `left`: it went away in mid-handshake, which is what a dialer does whose key does not
 *   fit that slot; one with a good key in another slot comes back at once for the next
 * - `key`: it went on without the key
 * - `slot`: its first byte names no slot, so it is none of ours
 * - `late`: it was not done in time
 * - `retired`: its key was taken off the ring meanwhile
 * - `identity`: it could not prove its peer id
 * - `muxer`: it did not agree on yamux within the handshake, and only yamux is guarded
 */
export type RefusalReason = 'left' | 'key' | 'slot' | 'late' | 'retired' | 'identity' | 'muxer'

/** A peer that was not let in. Nothing in it was proved. */
export interface Refusal {
  /** Where it came from: a multiaddr. */
  address: string
  reason: RefusalReason
}

/** What each reason is for people. */
export const REFUSAL_WORDS: Readonly<Record<RefusalReason, string>> = {
  left: 'it ended the handshake, as one does whose key does not fit, or not in that slot',
  key: 'it has not the pre-shared key',
  slot: 'it does not speak the keyed handshake of peerq',
  late: 'its handshake was not done in time',
  retired: 'its key was retired during the handshake',
  identity: 'it could not prove its peer id',
  muxer: 'it did not agree on yamux in the handshake'
}

type Listener = (refusal: Refusal) => void

/** Who is told of the peers that one encrypter did not let in. */
export class Refusals {
  readonly #listeners = new Set<Listener>()
  readonly #log: Logger

  constructor (log: Logger) {
    this.#log = log
  }

  /** @returns how to be told no more */
  listen (listener: Listener): () => void {
    this.#listeners.add(listener)

    return () => { this.#listeners.delete(listener) }
  }

  /** Whatever a listener throws is its own affair: the next peer is at the door. */
  tell (refusal: Refusal): void {
    this.#log('refused %s: %s', refusal.address, refusal.reason)

    for (const listener of this.#listeners) {
      try {
        listener(refusal)
      } catch (err) {
        this.#log.error('who was told of a refusal threw - %e', err)
      }
    }
  }
}
