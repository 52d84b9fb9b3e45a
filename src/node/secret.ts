import * as crypto from 'node:crypto'
import { inspect } from 'node:util'

/** Bytes in a pre-shared key, and in all that is derived from one. */
export const KEY_LENGTH = 32

const REDACTED = '[key]'

/**
 * A pre-shared key in memory. The bytes are private: whatever prints, logs, clones or
 * serialises this object shows `[key]`.
 */
export class Secret {
  /** The farm whose name salted the passphrase that this key was stretched from; nothing for a key given as bytes. */
  readonly farm: string | undefined

  readonly #bytes: Uint8Array

  /** @param bytes - 32 of them; they are copied */
  constructor (bytes: Uint8Array, farm?: string) {
    if (bytes.byteLength !== KEY_LENGTH) {
      throw new TypeError(`a key is ${KEY_LENGTH} bytes and this is ${bytes.byteLength}`)
    }

    this.#bytes = Uint8Array.from(bytes)
    this.farm = farm
  }

  /** HKDF-SHA256 (RFC 5869) of the key, without salt, 32 bytes: equal for equal `info`, and tells nothing of the key. */
  derive (info: Uint8Array): Uint8Array {
    return new Uint8Array(crypto.hkdfSync('sha256', this.#bytes, new Uint8Array(), info, KEY_LENGTH))
  }

  /** Whether both are the same key, in a time that does not tell how much of it is. */
  equals (other: Secret): boolean {
    return crypto.timingSafeEqual(this.#bytes, other.#bytes)
  }

  /** A copy of the key itself, for a ticket or a key file. Never log it. */
  reveal (): Uint8Array {
    return Uint8Array.from(this.#bytes)
  }

  toString (): string {
    return REDACTED
  }

  toJSON (): string {
    return REDACTED
  }

  [inspect.custom] (): string {
    return REDACTED
  }
}
