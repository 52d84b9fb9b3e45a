import { allocUnsafe } from 'uint8arrays/alloc'

const FIRST_BYTES = 64 * 1024

/** Memory for all that is to come is taken once this share of it is there. */
const TRUSTED = 1 / 8

/**
 * Bytes that arrive in pieces, made one. Grows by doubling, and by more where it is known what is to
 * come: so a peer costs eight times what it has sent and never what it has merely announced, and
 * little is copied twice. Copies, so that no piece keeps the larger buffer alive that it was cut from.
 */
export class GrowingBuffer {
  #bytes = new Uint8Array(0)
  #length = 0

  get length (): number {
    return this.#length
  }

  /** Adds a copy of `piece`; `total` is what it will all come to, as far as is known. */
  append (piece: Uint8Array, total: number): void {
    const length = this.#length + piece.byteLength

    if (length > this.#bytes.byteLength) {
      const known = total >= length ? total : Infinity
      this.#grow(known * TRUSTED <= length ? known : Math.min(known, Math.max(FIRST_BYTES, 2 * length)))
    }

    this.#bytes.set(piece, this.#length)
    this.#length = length
  }

  /** Hands out what there is and starts again with nothing. */
  take (): Uint8Array {
    const bytes = this.#bytes.subarray(0, this.#length)
    this.#bytes = new Uint8Array(0)
    this.#length = 0

    return bytes
  }

  #grow (capacity: number): void {
    // not zeroed: that would touch all of it at once, and take as long as copying
    const bytes = allocUnsafe(capacity)
    bytes.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = bytes
  }
}
