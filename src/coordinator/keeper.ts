import { Slab } from '../slab.ts'

/** Copies items out of the frames that they came in: a decoded item is a view that keeps its whole frame from being collected. */
export class Keeper {
  readonly #slab = new Slab()

  /** The same bytes, safe to be kept for long. */
  readonly keep = (bytes: Uint8Array): Uint8Array => {
    // most of what it would pin is itself
    if (bytes.byteLength * 2 >= bytes.buffer.byteLength) {
      return bytes
    }

    const kept = this.#slab.take(bytes.byteLength)
    kept.set(bytes)

    return kept
  }
}
