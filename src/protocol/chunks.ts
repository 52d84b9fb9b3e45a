import { CHUNK_BYTES } from './bounds.ts'
import { GrowingBuffer } from './growing-buffer.ts'
import type { Chunk } from './messages.ts'

/** Cuts an encoded message into pieces, one at a time: others may be sent in between. The pieces are views of `bytes`. */
export class ChunkCutter {
  readonly #bytes: Uint8Array
  readonly #chunkBytes: number
  #offset = 0

  /** @param chunkBytes - The most that a piece carries. */
  constructor (bytes: Uint8Array, chunkBytes = CHUNK_BYTES) {
    this.#bytes = bytes
    this.#chunkBytes = chunkBytes
  }

  /** Bytes that are still to be cut. */
  get remaining (): number {
    return this.#bytes.byteLength - this.#offset
  }

  /** The next piece; the one with `last` is the end. */
  next (): Chunk {
    const data = this.#bytes.subarray(this.#offset, this.#offset + this.#chunkBytes)
    this.#offset += data.byteLength

    return { data, last: this.remaining === 0 }
  }
}

/** `more`: the message is not whole yet. */
export type JoinResult =
  | { type: 'message', bytes: Uint8Array }
  | { type: 'more' }
  | { type: 'refused', message: string }

/** Puts the pieces of a message together, one message at a time, and never more of it than `maxBytes`. */
export class ChunkJoiner {
  /** The largest message that is put together. A caller learns it from the `Welcome`. */
  maxBytes: number

  readonly #pieces = new GrowingBuffer()

  constructor (maxBytes: number) {
    this.maxBytes = maxBytes
  }

  add (chunk: Chunk): JoinResult {
    if (chunk.data.byteLength === 0) {
      return { type: 'refused', message: 'a chunk of no bytes' }
    }

    if (this.#pieces.length + chunk.data.byteLength > this.maxBytes) {
      return { type: 'refused', message: `a message of more than ${this.maxBytes} bytes` }
    }

    this.#pieces.append(chunk.data)

    return chunk.last ? { type: 'message', bytes: this.#pieces.take() } : { type: 'more' }
  }
}
