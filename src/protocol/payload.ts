import { decode, encode } from 'cborg'
import { PayloadError } from '../errors.ts'
import { assertCarriable } from './carriable.ts'
import { DECODE_OPTIONS, ENCODE_OPTIONS, ExactTokenizer } from './payload-tags.ts'
import { bodyStart, decodeText, encodeText, withHeader } from './payload-text.ts'

const BYTES = 2
const TEXT = 3
const MAJOR_SHIFT = 5

/**
 * Encodes an item or a result as CBOR (RFC 8949).
 *
 * Carried are null, undefined, booleans, numbers (NaN, the infinities and -0 too), bigints,
 * strings, Uint8Arrays (a Buffer arrives as one), Dates, Maps, Sets, arrays (a hole arrives as
 * undefined) and plain objects (their own enumerable properties with text for a name).
 *
 * @param root - What a `PayloadError` calls the value: `item.user.callback`.
 * @throws PayloadError - Something else is in it, naming where.
 */
export function encodePayload (value: unknown, root = 'item'): Uint8Array {
  if (value instanceof Uint8Array) {
    return withHeader(BYTES << MAJOR_SHIFT, value)
  }

  assertCarriable(value, root)

  if (typeof value === 'string') {
    return encodeText(value)
  }

  try {
    return encode(value, ENCODE_OPTIONS)
  } catch (error) {
    throw new PayloadError(`${root} cannot be encoded: ${reason(error)}`, { cause: error })
  }
}

/**
 * Decodes what `encodePayload` or another encoder of CBOR has made. Nothing in the value that
 * it returns is a view of `payload`.
 *
 * @throws PayloadError - `payload` is no CBOR, is more than one value, or holds a tag that is not carried.
 */
export function decodePayload (payload: Uint8Array): unknown {
  // a Buffer's slice is a view
  const bytes = payload.constructor === Uint8Array ? payload : new Uint8Array(payload.buffer, payload.byteOffset, payload.byteLength)
  const major = bytes.byteLength === 0 ? -1 : bytes[0]! >> MAJOR_SHIFT

  try {
    if (major === BYTES || major === TEXT) {
      const start = bodyStart(bytes)

      if (start > 0) {
        return major === BYTES ? bytes.slice(start) : decodeText(bytes.subarray(start))
      }
    }

    return decode(bytes, { ...DECODE_OPTIONS, tokenizer: new ExactTokenizer(bytes, DECODE_OPTIONS) })
  } catch (error) {
    throw new PayloadError(`the payload is not what peerq carries: ${reason(error)}`, { cause: error })
  }
}

function reason (error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
