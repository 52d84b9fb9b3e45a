import { concat } from 'uint8arrays/concat'
import { CHUNK_BYTES } from './bounds.ts'
import { GrowingBuffer } from './growing-buffer.ts'
import { WireReader } from './wire-reader.ts'
import type { Chunk } from './messages.ts'

/**
 * Cuts an encoded message into pieces, one at a time: others may be sent in between. A piece is a
 * view of one of the message's parts, or a copy where it spans several.
 */
export class ChunkCutter {
  readonly #parts: Uint8Array[]
  readonly #chunkBytes: number
  #remaining: number

  /** @param chunkBytes - The most that a piece carries. */
  constructor (parts: Uint8Array[], chunkBytes = CHUNK_BYTES) {
    this.#parts = parts
    this.#chunkBytes = chunkBytes
    this.#remaining = parts.reduce((sum, { byteLength }) => sum + byteLength, 0)
  }

  /** Bytes that are still to be cut. */
  get remaining (): number {
    return this.#remaining
  }

  /** The next piece; the one with `last` is the end. */
  next (): Chunk {
    const pieces: Uint8Array[] = []
    let length = 0

    for (let part = this.#parts[0]; part !== undefined && length < this.#chunkBytes; part = this.#parts[0]) {
      const piece = part.subarray(0, this.#chunkBytes - length)
      pieces.push(piece)
      length += piece.byteLength

      if (piece.byteLength === part.byteLength) {
        this.#parts.shift()
      } else {
        this.#parts[0] = part.subarray(piece.byteLength)
      }
    }

    this.#remaining -= length

    return { data: pieces.length === 1 ? pieces[0]! : concat(pieces, length), last: this.#remaining === 0 }
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

  /** What the message will come to, as far as its first piece tells. */
  #total = 0

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

    if (this.#pieces.length === 0) {
      this.#total = Math.min(lengthOf(chunk.data), this.maxBytes)
    }

    this.#pieces.append(chunk.data, this.#total)

    return chunk.last ? { type: 'message', bytes: this.#pieces.take() } : { type: 'more' }
  }
}

/** What a message comes to that begins so: it is a tag, the length of its body, and its body. Of what is none, anything. */
function lengthOf (start: Uint8Array): number {
  const reader = new WireReader(start)

  try {
    reader.uint32()
    return reader.uint32() + reader.pos
  } catch {
    return start.byteLength
  }
}
