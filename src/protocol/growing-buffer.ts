const FIRST_BYTES = 64 * 1024

/**
 * Bytes that arrive in pieces, made one. Grows by doubling, so that a peer costs twice what
 * it has sent and never what it has merely announced; copies, so that no piece keeps the
 * larger buffer alive that it was cut from.
 */
export class GrowingBuffer {
  #bytes = new Uint8Array(0)
  #length = 0

  get length (): number {
    return this.#length
  }

  /** Adds a copy of `piece`. `total`, where it is known, saves the last doubling. */
  append (piece: Uint8Array, total = Infinity): void {
    const length = this.#length + piece.byteLength

    if (length > this.#bytes.byteLength) {
      this.#grow(Math.max(length, Math.min(total, Math.max(FIRST_BYTES, 2 * length))))
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
    const bytes = new Uint8Array(capacity)
    bytes.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = bytes
  }
}
