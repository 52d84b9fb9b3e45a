import { Token, Tokenizer, Type } from 'cborg'
import { mapEncoder, negativeZeroEncoder, setEncoder } from 'cborg/taglib'
import { fromString } from 'uint8arrays/from-string'
import { toString } from 'uint8arrays/to-string'
import { decodeText } from './payload-text.ts'
import type { DecodeOptions, EncodeOptions, TagDecodeControl } from 'cborg'

// How JavaScript's values that CBOR has no major type for are carried: tags 0 and 1 (dates),
// 2 and 3 (bigints) of RFC 8949; 258 (sets) and 259 (maps) of IANA's registry.
const DATE_TEXT = 0
const DATE_EPOCH = 1
const BIGNUM = 2
const NEGATIVE_BIGNUM = 3
const SET = 258
const MAP = 259

/** Keys keep the order that they were put in: a receiver of records sees the columns as they were. */
export const ENCODE_OPTIONS: EncodeOptions = {
  mapSorter: undefined,
  typeEncoders: {
    number: negativeZeroEncoder,
    bigint: encodeBigint,
    Date: encodeDate,
    Map: mapEncoder,
    Set: setEncoder
  }
}

/** What is well-formed is read, canonical or not; what would not come out as it went in is refused. */
export const DECODE_OPTIONS: DecodeOptions = {
  allowBigInt: true,
  rejectDuplicateMapKeys: true,
  tags: {
    [DATE_TEXT]: decodeDateText,
    [DATE_EPOCH]: decodeDateEpoch,
    [BIGNUM]: decodeBigint,
    [NEGATIVE_BIGNUM]: (control) => -1n - decodeBigint(control),
    [SET]: decodeSet,
    [MAP]: decodeMap
  }
}

/** Always a tag: a bigint that fits 53 bits would come back as a number otherwise. */
function encodeBigint (value: bigint): Token[] {
  const magnitude = (value < 0n ? -1n - value : value).toString(16)
  const digits = magnitude.length % 2 === 0 ? magnitude : `0${magnitude}`

  return [
    new Token(Type.tag, value < 0n ? NEGATIVE_BIGNUM : BIGNUM),
    new Token(Type.bytes, fromString(digits, 'base16'))
  ]
}

function decodeBigint (control: TagDecodeControl): bigint {
  const bytes = control()

  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError('a bignum must be bytes')
  }

  return bytes.byteLength === 0 ? 0n : BigInt(`0x${toString(bytes, 'base16')}`)
}

/** Seconds, as the tag has it: a double of them is never half a millisecond off, in any year that a Date knows. */
function encodeDate (date: Date): Token[] {
  return [new Token(Type.tag, DATE_EPOCH), new Token(Type.float, date.getTime() / 1000)]
}

function decodeDateEpoch (control: TagDecodeControl): Date {
  const seconds = control()

  if (typeof seconds !== 'number') {
    return toDate(NaN)
  }

  // apart, since a product of all of it would be rounded once more
  const whole = Math.trunc(seconds)

  return toDate(whole * 1000 + Math.round((seconds - whole) * 1000))
}

function decodeDateText (control: TagDecodeControl): Date {
  const text = control()

  return toDate(typeof text === 'string' ? text : NaN)
}

function toDate (value: number | string): Date {
  const date = new Date(value)

  if (Number.isNaN(date.getTime())) {
    throw new RangeError('a date must be seconds since 1970 or RFC 3339 text')
  }

  return date
}

function decodeSet (control: TagDecodeControl): Set<unknown> {
  const values = control()

  if (!Array.isArray(values)) {
    throw new TypeError('a set must be an array')
  }

  return new Set(values)
}

function decodeMap (control: TagDecodeControl): Map<unknown, unknown> {
  return new Map(control.entries())
}

/** Bytes before the text, by the low five bits of the first. */
const prefixBytes = (minor: number): number => minor < 24 ? 1 : 1 + 2 ** (minor - 24)

/**
 * cborg drops a byte-order mark and replaces what is no UTF-8; here the one stays and the other
 * is refused. And it has but one Uint8Array without bytes: two of them are one in a Set.
 */
export class ExactTokenizer extends Tokenizer {
  override next (): Token {
    const start = this.pos()
    const token = super.next()

    if (token.type === Type.bytes && (token.value as Uint8Array).byteLength === 0) {
      return new Token(Type.bytes, new Uint8Array(), token.encodedLength)
    }

    if (token.type !== Type.string) {
      return token
    }

    const value = token.value as string
    const textStart = start + prefixBytes(this.data[start]! & 0x1f)
    const exact = this.data[textStart] !== 0xef && !value.includes('\ufffd')

    return exact || textStart === this.pos()
      ? token
      : new Token(Type.string, decodeText(this.data.subarray(textStart, this.pos())), token.encodedLength)
  }
}
