/** Small items share a slab of this many bytes: an `ArrayBuffer` of its own costs more than most items. */
const SLAB_BYTES = 64 * 1024

/** Larger items have memory of their own. */
const LARGE_BYTES = SLAB_BYTES / 8

/**
 * Copies items out of the frames that they came in. A decoded item is a view that keeps its
 * whole frame from being collected; items that came together mostly leave together, so
 * their common slab does not live much longer than they do.
 */
export class Keeper {
  #slab = new Uint8Array(SLAB_BYTES)
  #used = 0

  /** The same bytes, safe to be kept for long. */
  readonly keep = (bytes: Uint8Array): Uint8Array => {
    const { byteLength } = bytes

    // most of what it would pin is itself
    if (byteLength * 2 >= bytes.buffer.byteLength) {
      return bytes
    }

    if (byteLength >= LARGE_BYTES) {
      return new Uint8Array(bytes)
    }

    if (this.#used + byteLength > SLAB_BYTES) {
      this.#slab = new Uint8Array(SLAB_BYTES)
      this.#used = 0
    }

    const start = this.#used
    this.#used += byteLength
    this.#slab.set(bytes, start)

    return this.#slab.subarray(start, this.#used)
  }
}
