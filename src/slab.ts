/** Small pieces share a slab of this many bytes: an `ArrayBuffer` of its own costs more than most of them, to make and to collect. */
const SLAB_BYTES = 64 * 1024

/** Larger ones have memory of their own. */
const LARGE_BYTES = SLAB_BYTES / 8

/**
 * Memory for many small pieces of bytes. What is taken together mostly goes together, so a
 * slab does not live much longer than what was taken from it.
 */
export class Slab {
  #slab = new Uint8Array(0)
  #used = 0

  /** So many bytes, all 0. */
  take (length: number): Uint8Array {
    if (length >= LARGE_BYTES) {
      return new Uint8Array(length)
    }

    if (this.#used + length > this.#slab.byteLength) {
      this.#slab = new Uint8Array(SLAB_BYTES)
      this.#used = 0
    }

    const start = this.#used
    this.#used += length

    return this.#slab.subarray(start, this.#used)
  }
}
