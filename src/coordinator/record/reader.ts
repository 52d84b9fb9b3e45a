import { decode } from 'cborg'
import { FLOAT, INFINITE, NATURAL } from './writer.ts'
import type { Kind } from './writer.ts'

/** Reads what a `RecordWriter` wrote, by the same calls. Throws a `RangeError` for anything else. */
export class RecordReader {
  readonly #bytes: Buffer
  readonly #keep: (bytes: Uint8Array) => Uint8Array
  readonly #names: string[] = []
  #at = 0
  #lastId = ''
  readonly #last: Record<Kind, number> = { time: 0, seq: 0, token: 0, kept: 0 }

  /** `keep` makes bytes safe to be kept for long: those that it is given are a part of the record. */
  constructor (record: Uint8Array, keep: (bytes: Uint8Array) => Uint8Array) {
    this.#bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength)
    this.#keep = keep
  }

  get isAtEnd (): boolean {
    return this.#at === this.#bytes.byteLength
  }

  byte (): number {
    this.#has(1)

    return this.#bytes[this.#at++] as number
  }

  uint (): number {
    let value = 0
    let scale = 1

    for (let byte = this.byte(); ; byte = this.byte(), scale *= 128) {
      value += (byte & 127) * scale

      if (byte < 128) {
        break
      }
    }

    if (!Number.isSafeInteger(value)) {
      throw new RangeError(`${value} is no number that was written`)
    }

    return value
  }

  number (): number {
    const value = this.uint()

    if (value === INFINITE) {
      return Infinity
    }

    return value === FLOAT ? this.#float() : value - NATURAL
  }

  next (kind: Kind): number {
    const difference = this.uint() - 1

    if (difference < 0) {
      return this.#last[kind] = this.number()
    }

    return this.#last[kind] += difference % 2 === 0 ? difference / 2 : -(difference + 1) / 2
  }

  /** Bytes that are kept for long. */
  bytes (): Uint8Array {
    return this.#keep(this.#raw())
  }

  text (): string {
    return this.#rest()
  }

  name (): string {
    const at = this.uint()

    if (at > 0) {
      return this.#names[at - 1] ?? refuse('a name')
    }

    const name = this.text()
    this.#names.push(name)

    return name
  }

  id (): string {
    const same = this.uint()

    if (same > this.#lastId.length) {
      refuse('an id')
    }

    return this.#lastId = this.#lastId.slice(0, same) + this.#rest()
  }

  value (): unknown {
    return decode(new Uint8Array(this.#raw()))
  }

  /** Nothing may be left. */
  end (): void {
    if (!this.isAtEnd) {
      refuse('its end')
    }
  }

  #raw (): Uint8Array {
    const length = this.uint()
    this.#has(length)
    const { buffer, byteOffset } = this.#bytes

    return new Uint8Array(buffer, byteOffset + (this.#at += length) - length, length)
  }

  #float (): number {
    this.#has(8)

    return this.#bytes.readDoubleBE((this.#at += 8) - 8)
  }

  #rest (): string {
    const written = this.uint()
    const isWide = written % 2 === 1
    const bytes = isWide ? written - 1 : written / 2
    this.#has(bytes)

    return this.#bytes.toString(isWide ? 'utf16le' : 'latin1', this.#at, this.#at += bytes)
  }

  #has (bytes: number): void {
    if (this.#at + bytes > this.#bytes.byteLength) {
      refuse('more bytes')
    }
  }
}

function refuse (what: string): never {
  throw new RangeError(`${what} should be here`)
}
