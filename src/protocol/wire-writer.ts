import { allocUnsafe } from 'uint8arrays/alloc'
import { References } from './references.ts'

/** Bytes kept for writing, between frames as well; a larger frame gets larger ones, for itself. */
const KEPT_BYTES = 512 * 1024

/** What comes to this many bytes is written where it stays, or not copied at all: that would take longer than all the rest. */
const LARGE_BYTES = 16 * 1024

/** Bytes in front of all others, so that a frame's length can be put there when it is known. */
const MARGIN = 4

/** Texts of fewer characters have a length of one byte if they are ASCII, as ids and names are. */
const SHORT_TEXT = 128

const encoder = new TextEncoder()

/**
 * What protons' encoders write to, in place of protons' own writer: that makes an object of
 * every field and writes in a second pass. This one writes at once, into bytes that it
 * keeps; the length of a message is filled in when its end is there (0.3 µs a message
 * where protons takes 1.2; a third of what a coordinator spends on sending).
 */
export class WireWriter {
  #kept = allocUnsafe(64 * 1024)
  #bytes = this.#kept
  #length = MARGIN

  /** Payloads that are not copied, if `refer` was called. */
  readonly #references = new References()
  #refers = false

  /** Where the messages that are open began, and how much had been referred to by then. */
  readonly #starts: number[] = []
  readonly #referred: number[] = []

  /** How many bytes their lengths are expected to take: as many as the last at that depth. */
  readonly #widths: number[] = []

  /** So many bytes will be written, about. Only a guess that is too large costs something. */
  expect (bytes: number): void {
    if (bytes >= LARGE_BYTES) {
      this.#bytes = allocUnsafe(MARGIN + bytes)
    }
  }

  /** From here to the end payloads of `LARGE_BYTES` or more are not copied: they must not change until all was sent. */
  refer (): void {
    this.#refers = true
  }

  uint32 (value: number): void {
    this.#room(5)
    this.#length = writeUint32(this.#bytes, this.#length, value)
  }

  /** Enums are written so; they have no negative values. */
  int32 (value: number): void {
    this.uint32(value)
  }

  sint32 (value: number): void {
    this.uint32((value << 1 ^ value >> 31) >>> 0)
  }

  /** Up to 53 bits. */
  uint64Number (value: number): void {
    if (value > Number.MAX_SAFE_INTEGER) {
      throw new RangeError(`${value} is more than 53 bits`)
    }

    this.#room(8)

    while (value >= 2 ** 32) {
      this.#bytes[this.#length++] = (value & 0x7f) | 0x80
      value = Math.floor(value / 128)
    }

    this.#length = writeUint32(this.#bytes, this.#length, value)
  }

  sint64Number (value: number): void {
    if (Math.abs(value) < 2 ** 52) {
      this.uint64Number(value < 0 ? -2 * value - 1 : 2 * value)
      return
    }

    this.#room(10)
    let rest = BigInt.asUintN(64, BigInt(value) << 1n ^ BigInt(value) >> 63n)

    for (; rest >= 0x80n; rest >>= 7n) {
      this.#bytes[this.#length++] = Number(rest & 0x7fn) | 0x80
    }

    this.#bytes[this.#length++] = Number(rest)
  }

  bool (value: boolean): void {
    this.uint32(value ? 1 : 0)
  }

  double (value: number): void {
    this.#room(8)
    new DataView(this.#bytes.buffer, this.#bytes.byteOffset).setFloat64(this.#length, value, true)
    this.#length += 8
  }

  bytes (value: Uint8Array): void {
    const { byteLength } = value

    if (this.#refers && byteLength >= LARGE_BYTES) {
      this.uint32(byteLength)
      this.#references.add(value, this.#length)
      return
    }

    this.#room(5 + byteLength)
    this.#length = writeUint32(this.#bytes, this.#length, byteLength)
    this.#bytes.set(value, this.#length)
    this.#length += byteLength
  }

  string (value: string): void {
    this.#room(5 + 3 * value.length)

    if (!this.#ascii(value)) {
      const start = this.#length + 5
      const { written } = encoder.encodeInto(value, this.#bytes.subarray(start))
      this.#length = writeUint32(this.#bytes, this.#length, written)
      this.#bytes.copyWithin(this.#length, start, start + written)
      this.#length += written
    }
  }

  /** A message begins, behind its length. */
  fork (): void {
    const depth = this.#starts.length
    this.#room(5)
    this.#starts.push(this.#length)
    this.#referred.push(this.#references.length)
    this.#length += this.#widths[depth] ??= 1
  }

  /** It ends. */
  ldelim (): void {
    const start = this.#starts.pop() as number
    const depth = this.#starts.length
    const expected = this.#widths[depth] as number
    const length = this.#length - start - expected + this.#references.length - (this.#referred.pop() as number)
    const width = widthOf(length)

    if (width !== expected) {
      this.#room(5)
      this.#bytes.copyWithin(start + width, start + expected, this.#length)
      this.#length += width - expected
      this.#references.move(start + expected, width - expected)
      this.#widths[depth] = width
    }

    writeUint32(this.#bytes, start, length)
  }

  /** All that was written since the last time, behind its length. */
  finishDelimited (): Uint8Array {
    let bytes = this.#bytes.subarray(this.#delimit(), this.#length)

    if (this.#bytes === this.#kept) {
      const copy = allocUnsafe(bytes.byteLength)
      copy.set(bytes)
      bytes = copy
    }

    this.reset()

    return bytes
  }

  /** All that was written since the last time, in the order in which it belongs. */
  finishInParts (): Uint8Array[] {
    return this.#takeInParts(MARGIN)
  }

  /** The same, behind its length. */
  finishDelimitedInParts (): Uint8Array[] {
    return this.#takeInParts(this.#delimit())
  }

  /** Nothing was written. For whoever could not finish. */
  reset (): void {
    this.#bytes = this.#kept
    this.#length = MARGIN
    this.#starts.length = 0
    this.#referred.length = 0
    this.#references.clear()
    this.#refers = false
  }

  /** Writes the length of all in front of it; returns where that begins. */
  #delimit (): number {
    const length = this.#length - MARGIN + this.#references.length
    const start = MARGIN - widthOf(length)
    writeUint32(this.#bytes, start, length)

    return start
  }

  #takeInParts (start: number): Uint8Array[] {
    // they keep what was written between them alive, so that is copied out of what is kept
    const written = this.#bytes === this.#kept ? this.#bytes.slice(0, this.#length) : this.#bytes.subarray(0, this.#length)
    const parts = this.#references.takeInto(written, start)
    this.reset()

    return parts
  }

  /** Writes a short text if it is ASCII. */
  #ascii (value: string): boolean {
    const { length } = value

    if (length >= SHORT_TEXT) {
      return false
    }

    const bytes = this.#bytes
    let end = this.#length + 1

    for (let index = 0; index < length; index++) {
      const code = value.charCodeAt(index)

      if (code >= 0x80) {
        return false
      }

      bytes[end++] = code
    }

    bytes[this.#length] = length
    this.#length = end

    return true
  }

  #room (bytes: number): void {
    if (this.#length + bytes > this.#bytes.byteLength) {
      const grown = allocUnsafe(Math.max(2 * this.#bytes.byteLength, this.#length + bytes))
      grown.set(this.#bytes.subarray(0, this.#length))

      if (this.#bytes === this.#kept && grown.byteLength <= KEPT_BYTES) {
        this.#kept = grown
      }

      this.#bytes = grown
    }
  }
}

/** Writes a varint; returns where it ends. */
function writeUint32 (bytes: Uint8Array, at: number, value: number): number {
  let rest = value >>> 0

  while (rest >= 0x80) {
    bytes[at++] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }

  bytes[at++] = rest

  return at
}

function widthOf (length: number): number {
  return length < 2 ** 7 ? 1 : length < 2 ** 14 ? 2 : length < 2 ** 21 ? 3 : length < 2 ** 28 ? 4 : 5
}
