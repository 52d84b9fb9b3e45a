import { serviceCapabilities } from '@libp2p/interface'
import { byteStream } from '@libp2p/utils'
import { checkCount, kindOf } from '../arguments.ts'
import { systemClock } from '../clock.ts'
import { handshakeFailure, isBadCrypto, mistakenPeer } from './dial-failure.ts'
import { gatherWrites } from './gather-writes.ts'
import { guardedMuxer, guardLimits, YAMUX } from './guard.ts'
import { noteHandshake } from './handshakes.ts'
import { HANDSHAKE_EVENT } from './handshake-offer.ts'
import { KEY_SLOTS, listKeys } from './key-list.ts'
import { KeyRing } from './key-ring.ts'
import { defaultNodeLimits } from './limits.ts'
import { easeReads } from './noise-reads.ts'
import { PSK_NOISE, refuseKeyDump, StockNoise } from './noise.ts'
import { endPrelude, extendPrelude } from './prelude.ts'
import { takeTurns } from './read-turns.ts'
import { Refusals } from './refusals.ts'
import type { Clock } from '../clock.ts'
import type { GuardLimits } from './guard.ts'
import type { HandshakeOffer } from './handshake-offer.ts'
import type { RingKey } from './key-list.ts'
import type { Keys } from './keys.ts'
import type { Refusal, RefusalReason } from './refusals.ts'
import type {
  ComponentLogger, ConnectionEncrypter, MessageStream, PeerId, PrivateKey, SecureConnectionOptions, SecuredConnection, Upgrader
} from '@libp2p/interface'

/** What `pskNoise` is made from. */
export interface PskNoiseInit {
  /** The key or keys, or the ring that holds them. */
  key: Keys | KeyRing

  /**
   * Salts the passphrases among the keys; both sides need the same. A ring has its own.
   *
   * @default 'default'
   */
  farm?: string

  /** Called for every peer that began the handshake and was not let in. What it throws is logged. */
  onRefuse?: (refusal: Refusal) => void

  /**
   * What the multiplexer of a connection lets its peer do. `maxFrameBytes` must be no less
   * than the `maxStreamWindowSize` of the node's yamux: the default is yamux's own.
   *
   * @default { maxFrameBytes: 16_777_216, maxFramesPerSecond: 500_000, maxPingsPerSecond: 50, maxStreamsPerSecond: Infinity }
   */
  guard?: Partial<GuardLimits>

  /**
   * Bytes that may wait to be written to one connection. Beyond it the connection is cut.
   *
   * @default 8_388_608
   */
  maxWriteBufferBytes?: number

  /**
   * Where time comes from.
   *
   * @default systemClock
   * @internal
   */
  clock?: Clock
}

/** What `pskNoise` needs of a libp2p node. */
export interface PskNoiseComponents {
  peerId: PeerId
  privateKey: PrivateKey
  logger: ComponentLogger
  upgrader: Upgrader
}

/** What `pskNoise` makes: a connection encrypter that a service beside it can ask for its keys, and who was not let in. */
export interface PskNoise extends ConnectionEncrypter {
  /** @internal */
  readonly ring: KeyRing

  /** @internal */
  readonly refusals: Refusals
}

/** What a host's own muxer and services may need: yamux's largest window, and as many streams as they like. */
const foreignMuxer: GuardLimits = {
  maxFrameBytes: 16 * 1024 * 1024,
  maxFramesPerSecond: defaultNodeLimits.maxFramesPerSecond,
  maxPingsPerSecond: defaultNodeLimits.maxPingsPerSecond,
  maxStreamsPerSecond: Infinity
}

/**
 * The pre-shared key in the Noise handshake, as a libp2p connection encrypter. Who has none
 * of the keys gets no further than the second message: it reaches no protocol and learns no
 * name and no peer id. Offer nothing else beside it.
 *
 * ```ts
 * createLibp2p({ connectionEncrypters: [pskNoise({ key })], streamMuxers: [yamux()], … })
 * ```
 *
 * @throws TypeError when a key is missing or none, or when `DUMP_SESSION_KEYS` is set: stock
 * Noise would print the keys of every connection. RangeError for more than 8 keys.
 */
export function pskNoise (init: PskNoiseInit): (components: PskNoiseComponents) => PskNoise {
  refuseKeyDump()

  if (typeof init !== 'object' || init === null) {
    throw new TypeError('pskNoise takes an object: pskNoise({ key: … })')
  }

  const { onRefuse, maxWriteBufferBytes = defaultNodeLimits.maxWriteBufferBytes } = init

  if (onRefuse !== undefined && typeof onRefuse !== 'function') {
    throw new TypeError(`onRefuse must be a function, not ${kindOf(onRefuse)}`)
  }

  checkCount('maxWriteBufferBytes', maxWriteBufferBytes, 1, Number.MAX_SAFE_INTEGER)
  const guard = guardLimits(init.guard, foreignMuxer)
  const ring = init.key instanceof KeyRing ? init.key : ringOf(init.key, init.farm)

  return (components) => new KeyedNoise(components, { ...init, guard, maxWriteBufferBytes }, ring)
}

/** What KeyedNoise is made from: all of it checked and filled in. */
type CheckedInit = Omit<PskNoiseInit, 'key'> & { guard: GuardLimits, maxWriteBufferBytes: number }

function ringOf (keys: Keys, farm?: string): KeyRing {
  listKeys(keys)

  const ring = new KeyRing({ farm })
  // what it rejects with is met in the first handshake
  ring.set(keys).catch(() => {})

  return ring
}

/** @see https://github.com/libp2p/js-libp2p/blob/main/packages/libp2p/src/upgrader.ts for what calls it, and when */
class KeyedNoise implements PskNoise {
  readonly protocol = PSK_NOISE
  readonly ring: KeyRing
  readonly refusals: Refusals
  readonly [Symbol.toStringTag] = 'peerq/psk-noise'
  readonly [serviceCapabilities] = ['@libp2p/connection-encryption']

  readonly #stock: StockNoise
  readonly #guard: GuardLimits
  readonly #maxWriteBufferBytes: number
  readonly #clock: Clock

  constructor (components: PskNoiseComponents, init: CheckedInit, ring: KeyRing) {
    this.ring = ring
    this.refusals = new Refusals(components.logger.forComponent('peerq:psk-noise'))
    this.#stock = new StockNoise(components)
    this.#guard = init.guard
    this.#maxWriteBufferBytes = init.maxWriteBufferBytes
    this.#clock = init.clock ?? systemClock

    if (init.onRefuse !== undefined) {
      this.refusals.listen(init.onRefuse)
    }
  }

  async secureOutbound (raw: MessageStream, options?: SecureConnectionOptions & { onProgress?: (evt: unknown) => void }): Promise<SecuredConnection> {
    const offer: HandshakeOffer = {}

    try {
      await this.ring.ready()
      options?.onProgress?.({ type: HANDSHAKE_EVENT, detail: offer })

      const attempt = offer.attempt ?? this.ring.best()
      const expected = offer.expected ?? options?.remotePeer

      raw.send(Uint8Array.of(attempt.slot))

      const secured = await this.#stock.of(attempt.key, attempt.slot).secureOutbound(raw, { ...options, remotePeer: expected })

      // stock Noise compares public keys, which the ids of RSA peers do not contain
      if (expected != null && !expected.equals(secured.remotePeer)) {
        throw mistakenPeer(secured.remotePeer)
      }

      const admitted = this.#admit(raw, secured, attempt.key, attempt.slot, options)
      this.ring.fitted(attempt)

      return admitted
    } catch (err) {
      offer.failure = handshakeFailure(err as Error, {
        address: addressOf(raw),
        expected: offer.expected ?? options?.remotePeer,
        farm: this.ring.salted ? this.ring.farm : undefined
      })

      throw offer.failure.error
    }
  }

  async secureInbound (raw: MessageStream, options?: SecureConnectionOptions): Promise<SecuredConnection> {
    let reason: RefusalReason | undefined

    extendPrelude(raw)

    try {
      const slot = await this.#readSlot(raw, options)

      if (slot >= KEY_SLOTS) {
        reason = 'slot'
        throw new Error('the first byte names no key slot')
      }

      const key = this.ring.at(slot)
      const secured = await this.#stock.of(key, slot).secureInbound(raw, options)

      if (!this.ring.holds(key)) {
        reason = 'retired'
        throw new Error('the key was retired during the handshake')
      }

      reason = 'muxer'
      endPrelude(raw)

      return this.#admit(raw, secured, key, slot, options)
    } catch (err) {
      this.refusals.tell({ address: addressOf(raw), reason: reason ?? reasonOf(err as Error, options) })
      throw err
    }
  }

  /** Takes the dialer's first byte off the stream, and leaves what follows on it for whoever listens next in this turn. */
  async #readSlot (raw: MessageStream, options?: SecureConnectionOptions): Promise<number> {
    const bytes = byteStream(raw)

    try {
      const first = await bytes.read({ bytes: 1, signal: options?.signal })
      // while we still listen: see beginPrelude
      await this.ring.ready()

      return first.get(0)
    } finally {
      bytes.unwrap()
    }
  }

  #admit (raw: MessageStream, secured: SecuredConnection, key: RingKey, slot: number, options?: SecureConnectionOptions): SecuredConnection {
    secured.connection.maxWriteBufferLength = this.#maxWriteBufferBytes
    easeReads(secured.connection)
    noteHandshake(raw, this.ring, key, slot)
    gatherWrites(raw)
    takeTurns(raw, this.#clock)

    // transports that multiplex by themselves have nothing for us to guard
    if (options?.skipStreamMuxerNegotiation === true) {
      return secured
    }

    if (secured.streamMuxer?.protocol !== YAMUX) {
      throw new Error(`both sides need ${YAMUX} as stream muxer, and it was not agreed on in the handshake`)
    }

    return { ...secured, streamMuxer: guardedMuxer(secured.streamMuxer, this.#guard, this.#clock) }
  }
}

function reasonOf (err: Error, options?: SecureConnectionOptions): RefusalReason {
  if (options?.signal?.aborted === true) {
    return 'late'
  }

  if (isBadCrypto(err)) {
    return 'key'
  }

  return err.name === 'UnexpectedPeerError' ? 'identity' : 'left'
}

function addressOf (raw: MessageStream): string {
  return 'remoteAddr' in raw ? String(raw.remoteAddr) : 'unknown'
}
