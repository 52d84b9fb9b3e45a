import { Slab } from '../slab.ts'

const encoder = new TextEncoder()

/** Payloads of 64 bytes each in memory of their own would take three times as long to encode. */
const slab = new Slab()

/** Refuses what is no UTF-8 and keeps a byte-order mark: every text comes out as it went in. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const TEXT = 0x60
const HEADER_BYTES = 9

/** Up to this many characters are encoded by way of one buffer that is kept for it. */
const SHORT_TEXT = 1_024
const scratch = new Uint8Array(HEADER_BYTES + 3 * SHORT_TEXT)
const scratchText = scratch.subarray(HEADER_BYTES)

/** Below this many bytes a loop beats the call into the decoder. */
const SHORT_BYTES = 32

/** The CBOR of a text. */
export function encodeText (text: string): Uint8Array {
  if (text.length <= SHORT_TEXT) {
    const { written } = encoder.encodeInto(text, scratchText)
    const header = headerBytes(written)
    writeHeader(scratch, HEADER_BYTES - header, header, TEXT, written)

    const bytes = slab.take(header + written)
    bytes.set(scratch.subarray(HEADER_BYTES - header, HEADER_BYTES + written))

    return bytes
  }

  return withHeader(TEXT, encoder.encode(text))
}

/** The CBOR of a text or of bytes, given their major type: what they are, behind how many. */
export function withHeader (major: number, body: Uint8Array): Uint8Array {
  const header = headerBytes(body.byteLength)
  const bytes = slab.take(header + body.byteLength)
  writeHeader(bytes, 0, header, major, body.byteLength)
  bytes.set(body, header)

  return bytes
}

/** The text of UTF-8. */
export function decodeText (bytes: Uint8Array): string {
  if (bytes.byteLength >= SHORT_BYTES) {
    return decoder.decode(bytes)
  }

  let text = ''

  for (let index = 0; index < bytes.byteLength; index++) {
    const byte = bytes[index]!

    if (byte >= 0x80) {
      return decoder.decode(bytes)
    }

    text += String.fromCharCode(byte)
  }

  return text
}

/**
 * Where the body of `bytes` begins, if they are one text or one byte string whose header
 * fits it exactly; 0 otherwise.
 */
export function bodyStart (bytes: Uint8Array): number {
  const first = bytes[0]!
  const minor = first & 0x1f
  const header = minor < 24 ? 1 : 1 + 2 ** (minor - 24)
  let length = minor < 24 ? minor : 0

  for (let index = 1; index < header; index++) {
    length = length * 256 + bytes[index]!
  }

  return minor < 28 && header + length === bytes.byteLength ? header : 0
}

function headerBytes (length: number): number {
  return length < 24 ? 1 : length < 0x100 ? 2 : length < 0x10000 ? 3 : length < 2 ** 32 ? 5 : 9
}

function writeHeader (bytes: Uint8Array, offset: number, header: number, major: number, length: number): void {
  bytes[offset] = major | (header === 1 ? length : 24 + Math.log2(header - 1))
  let rest = header === 1 ? 0 : length

  for (let index = offset + header - 1; index > offset; index--) {
    bytes[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
}
