/** SQLite takes no value of 10^9 bytes or more; a batch or a piece may be larger. */
const PART_BYTES = 256 * 1024 * 1024

/** What goes into one row each, and whether it goes on in the next. */
export function * partsOf (data: Uint8Array): Generator<{ part: Uint8Array, more: 0 | 1 }> {
  for (let start = 0; start === 0 || start < data.byteLength; start += PART_BYTES) {
    const part = data.subarray(start, start + PART_BYTES)

    yield { part, more: start + part.byteLength < data.byteLength ? 1 : 0 }
  }
}
