/** Bytes that belong into what is written, and are not copied there: which, and in front of what. */
export class References {
  #bytes: Uint8Array[] = []
  #places: number[] = []

  /** How many bytes they are together. */
  length = 0

  /** These come before what is written at `place` next. */
  add (bytes: Uint8Array, place: number): void {
    this.#bytes.push(bytes)
    this.#places.push(place)
    this.length += bytes.byteLength
  }

  /** What was written from `start` on has moved by so many bytes. */
  move (start: number, by: number): void {
    for (let index = this.#places.length - 1; index >= 0 && this.#places[index]! >= start; index--) {
      this.#places[index]! += by
    }
  }

  /** `written` from `start` on with all of them in their places; nothing is left of them here. */
  takeInto (written: Uint8Array, start: number): Uint8Array[] {
    const parts: Uint8Array[] = []
    let from = start

    for (const [index, bytes] of this.#bytes.entries()) {
      const place = this.#places[index]!

      if (place > from) {
        parts.push(written.subarray(from, place))
      }

      parts.push(bytes)
      from = place
    }

    if (from < written.byteLength) {
      parts.push(written.subarray(from))
    }

    this.clear()

    return parts
  }

  clear (): void {
    this.#bytes = []
    this.#places = []
    this.length = 0
  }
}
