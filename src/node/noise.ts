import { createSecretKey } from 'node:crypto'
import { noise } from '@chainsafe/libp2p-noise'
import { defaultCrypto, nodeCrypto } from '@chainsafe/libp2p-noise/crypto'
import { concat } from 'uint8arrays/concat'
import { fromString } from 'uint8arrays/from-string'
import type { KeyObject } from 'node:crypto'
import type { RingKey } from './key-list.ts'
import type { Secret } from './secret.ts'
import type { ICryptoInterface, NoiseComponents } from '@chainsafe/libp2p-noise'
import type { ConnectionEncrypter } from '@libp2p/interface'

/**
 * The protocol id under which the keyed handshake is offered in multistream-select.
 *
 * On the wire, once both sides have agreed on it: the dialer sends one byte, the slot (0 to
 * 7) in which it takes its key to stand at the listener; then both run libp2p's own Noise
 * handshake, Noise_XX_25519_ChaChaPoly_SHA256, payloads and framing as in libp2p's
 * specification, changed in two places by the pre-shared key of that slot:
 *
 *     prologue            = HKDF(key, PROLOGUE_INFO ‖ slot)
 *     HKDF(ck, ikm) there = HKDF(ck, ikm ‖ mix),  mix = HKDF(key, MIX_INFO)
 *
 * where HKDF(key, info) on the right is RFC 5869 with SHA-256, no salt and 32 bytes out, and
 * the slot is one byte. The second change puts the key into every MixKey and into Split, so
 * every key of the connection depends on it: a secret prologue alone does not do that (the
 * Noise specification, §6). test/fixtures/psk-vectors.json has the same in numbers.
 */
export const PSK_NOISE = '/peerq/noise-psk/1.0.0'

/** Followed by the slot as one byte. */
export const PROLOGUE_INFO = '/peerq/noise-psk/1.0.0 prologue'

export const MIX_INFO = '/peerq/noise-psk/1.0.0 mix'

/** Stock Noise looks at it once, as it is loaded, and so do we. */
const DUMPED_AT_LOAD = dumpsKeys()

/** Shorter messages are ciphered by WebAssembly in stock Noise, which is as quick for them. */
export const SMALL_BYTES = 1_200

/** The Noise prologue for a key in a slot. */
export function prologueOf (secret: Secret, slot: number): Uint8Array {
  return secret.derive(concat([fromString(PROLOGUE_INFO), Uint8Array.of(slot)]))
}

/** The default crypto of stock Noise with the key in every key derivation. */
export function pskCrypto (secret: Secret): ICryptoInterface {
  const mix = secret.derive(fromString(MIX_INFO))

  return {
    ...defaultCrypto,
    chaCha20Poly1305Encrypt: (plaintext, nonce, ad, key) => plaintext.byteLength < SMALL_BYTES
      ? defaultCrypto.chaCha20Poly1305Encrypt(plaintext, nonce, ad, key)
      : nodeCrypto.chaCha20Poly1305Encrypt(plaintext, nonce, ad, prepared(key)),
    chaCha20Poly1305Decrypt: (ciphertext, nonce, ad, key, into) => ciphertext.byteLength < SMALL_BYTES
      ? defaultCrypto.chaCha20Poly1305Decrypt(ciphertext, nonce, ad, key, into)
      : nodeCrypto.chaCha20Poly1305Decrypt(ciphertext, nonce, ad, prepared(key), into),
    getHKDF: (ck, ikm) => defaultCrypto.getHKDF(ck, concat([ikm, mix]))
  }
}

const preparedKeys = new WeakMap<Uint8Array, KeyObject>()

/**
 * The key of a connection's direction as Node.js likes it: given the bare bytes, it makes a key
 * of them for every message, which costs 20 µs of the 27 that a message of 1,500 bytes takes.
 */
function prepared (key: Uint8Array): Uint8Array {
  let made = preparedKeys.get(key)

  if (made === undefined) {
    made = createSecretKey(key)
    preparedKeys.set(key, made)
  }

  // what stock Noise does with it is to hand it on
  return made as unknown as Uint8Array
}

/**
 * Stock Noise for one key in one slot, without the slot's byte. Keep what it makes out of
 * sight: it holds what was derived from the key in plain fields.
 */
export function keyedNoise (secret: Secret, slot: number): (components: NoiseComponents) => ConnectionEncrypter {
  const create = noise({ prologueBytes: prologueOf(secret, slot), crypto: pskCrypto(secret) })

  // not the metrics: there is one of these for every key and slot, and each would register them
  return ({ peerId, privateKey, logger, upgrader }) => create({ peerId, privateKey, logger, upgrader })
}

/** Stock Noise of one node for each key and slot that was needed. It goes with its key. */
export class StockNoise {
  readonly #components: NoiseComponents
  readonly #made = new WeakMap<RingKey, Map<number, ConnectionEncrypter>>()

  constructor (components: NoiseComponents) {
    this.#components = components
  }

  of (key: RingKey, slot: number): ConnectionEncrypter {
    const bySlot = this.#made.get(key) ?? new Map<number, ConnectionEncrypter>()
    const stock = bySlot.get(slot) ?? keyedNoise(key.secret, slot)(this.#components)

    this.#made.set(key, bySlot.set(slot, stock))

    return stock
  }
}

/** @throws TypeError when the environment asks stock Noise to print session keys */
export function refuseKeyDump (): void {
  if (DUMPED_AT_LOAD || dumpsKeys()) {
    throw new TypeError('DUMP_SESSION_KEYS is set: the keys of every connection would be printed. Unset it and start again')
  }
}

function dumpsKeys (): boolean {
  return (process.env.DUMP_SESSION_KEYS ?? '') !== ''
}
