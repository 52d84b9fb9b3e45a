import { encode } from 'cborg'

const FIRST_BYTES = 64 * 1024

/** The most that a number takes. */
const NUMBER_BYTES = 10

/** Above it bitwise operators see another number. */
const INT32 = 2 ** 31

/** How `number` begins one that is no natural number. */
export const FLOAT = 0
export const INFINITE = 1
export const NATURAL = 2

/** What is written as the difference to the last of its kind. */
export type Kind = 'time' | 'seq' | 'token' | 'kept'

/** How a text is written: a byte each character, or two. */
const NARROW = 0
const WIDE = 1

/**
 * Puts the values of one record behind each other, as few bytes each as can be done cheaply:
 * what is like the one before is written as the difference. `RecordReader` reads the same
 * calls in the same order. One writer serves one record after the other.
 */
export class RecordWriter {
  #bytes = new Uint8Array(FIRST_BYTES)
  #view = new DataView(this.#bytes.buffer)
  #length = 0

  /** Texts that this record has had, by when they came first. */
  readonly #names = new Map<string, number>()
  #lastName = ''
  #lastNameAt = -1
  #lastId = ''
  #last: Record<Kind, number> = { time: 0, seq: 0, token: 0, kept: 0 }

  byte (value: number): void {
    this.#room(1)
    this.#bytes[this.#length++] = value
  }

  /** A natural number, up to 2^53 − 1. */
  uint (value: number): void {
    this.#room(NUMBER_BYTES)
    const bytes = this.#bytes
    let rest = value

    while (rest >= INT32) {
      bytes[this.#length++] = rest % 128 | 128
      rest = Math.floor(rest / 128)
    }

    while (rest >= 128) {
      bytes[this.#length++] = rest & 127 | 128
      rest >>>= 7
    }

    bytes[this.#length++] = rest
  }

  /** Any number; natural ones take least. */
  number (value: number): void {
    if (value >= 0 && value < Number.MAX_SAFE_INTEGER - NATURAL && Number.isInteger(value)) {
      this.uint(value + NATURAL)
    } else if (value === Infinity) {
      this.byte(INFINITE)
    } else {
      this.byte(FLOAT)
      this.#room(8)
      this.#view.setFloat64(this.#length, value)
      this.#length += 8
    }
  }

  /** A number that is close to the last of its kind. */
  next (kind: Kind, value: number): void {
    const last = this.#last[kind]
    const difference = value - last
    this.#last[kind] = value

    // a fraction of the last one may be lost in the difference
    if (Number.isInteger(difference) && Math.abs(difference) < 2 ** 51 && last + difference === value) {
      this.uint(1 + (difference < 0 ? -difference * 2 - 1 : difference * 2))
    } else {
      this.byte(0)
      this.number(value)
    }
  }

  bytes (value: Uint8Array): void {
    const { byteLength } = value

    this.uint(byteLength)
    this.#room(byteLength)
    this.#bytes.set(value, this.#length)
    this.#length += byteLength
  }

  /** Any text, exactly: half of a surrogate pair, too. */
  text (value: string): void {
    this.#rest(value, 0)
  }

  /** A text that comes often: a queue, a session, a peer. */
  name (value: string): void {
    if (value === this.#lastName && this.#lastNameAt >= 0) {
      this.uint(this.#lastNameAt + 1)
      return
    }

    const at = this.#names.get(value)
    this.uint(at === undefined ? 0 : at + 1)

    if (at === undefined) {
      this.#names.set(value, this.#names.size)
      this.text(value)
    }

    this.#lastName = value
    this.#lastNameAt = at ?? this.#names.size - 1
  }

  /** The id of a task: most begin as the last one does. */
  id (value: string): void {
    const last = this.#lastId
    const most = Math.min(last.length, value.length)
    let same = 0

    while (same < most && last.charCodeAt(same) === value.charCodeAt(same)) {
      same++
    }

    this.uint(same)
    this.#rest(value, same)
    this.#lastId = value
  }

  /** What comes too seldom for a form of its own: CBOR. */
  value (value: unknown): void {
    this.bytes(encode(value, { ignoreUndefinedProperties: true, mapSorter: asItIs }))
  }

  /** All that was written since `begin`. */
  take (): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  /** Begins another record. */
  begin (): void {
    this.#length = 0
    this.#names.clear()
    this.#lastNameAt = -1
    this.#lastId = ''
    this.#last = { time: 0, seq: 0, token: 0, kept: 0 }

    // one large record is no reason to keep so much memory for all others
    if (this.#bytes.byteLength > 64 * FIRST_BYTES) {
      this.#bytes = new Uint8Array(FIRST_BYTES)
      this.#view = new DataView(this.#bytes.buffer)
    }
  }

  /** A text from a character on. */
  #rest (value: string, start: number): void {
    const length = value.length - start
    const width = isNarrow(value, start) ? NARROW : WIDE

    this.uint(2 * length + width)
    this.#room(2 * length)

    for (let index = start; index < value.length; index++) {
      const code = value.charCodeAt(index)
      this.#bytes[this.#length++] = code

      if (width === WIDE) {
        this.#bytes[this.#length++] = code >> 8
      }
    }
  }

  #room (bytes: number): void {
    if (this.#length + bytes > this.#bytes.byteLength) {
      const grown = new Uint8Array(Math.max(2 * this.#bytes.byteLength, this.#length + bytes))
      grown.set(this.#bytes.subarray(0, this.#length))
      this.#bytes = grown
      this.#view = new DataView(grown.buffer)
    }
  }
}

/** Properties keep their order: what is compared as JSON depends on it. */
function asItIs (): number {
  return 0
}

function isNarrow (value: string, start: number): boolean {
  for (let index = start; index < value.length; index++) {
    if (value.charCodeAt(index) > 255) {
      return false
    }
  }

  return true
}
