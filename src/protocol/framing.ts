import { MAX_FRAME_BYTES } from './bounds.ts'
import { GrowingBuffer } from './growing-buffer.ts'

/** `more`: what was written holds no further whole frame. `refused`: the stream is of no use any more. */
export type FrameResult =
  | { type: 'frame', bytes: Uint8Array }
  | { type: 'more' }
  | { type: 'refused', message: string }

const MORE: FrameResult = { type: 'more' }
const NOTHING: Uint8Array = new Uint8Array(0)

/**
 * Finds the frames in a stream of bytes, however it is cut: `write` a chunk, then `read`
 * until `more`. A frame that lies whole in one chunk is a view of it; only one that spans
 * several is copied. Its length is checked before any of it is kept.
 */
export class FrameDecoder {
  readonly #maxFrameBytes: number
  readonly #maxPrefixBytes: number

  #chunk = NOTHING
  #offset = 0

  /** Of the prefix: what has been read of it. */
  #length = 0
  #prefixBytes = 0

  /** A whole prefix has been read, and its frame has not. */
  #inFrame = false
  readonly #partial = new GrowingBuffer()
  #refusal: FrameResult | undefined

  constructor (maxFrameBytes = MAX_FRAME_BYTES) {
    this.#maxFrameBytes = maxFrameBytes
    this.#maxPrefixBytes = Math.ceil(Math.log2(maxFrameBytes + 1) / 7)
  }

  /** Takes the next chunk. All frames of the one before must have been read. */
  write (chunk: Uint8Array): void {
    if (this.#offset < this.#chunk.byteLength) {
      throw new Error('read the frames of one chunk before you write the next')
    }

    this.#chunk = chunk
    this.#offset = 0
  }

  read (): FrameResult {
    if (this.#refusal != null) {
      return this.#refusal
    }

    if (!this.#inFrame) {
      const problem = this.#readPrefix()

      if (problem != null) {
        return this.#refuse(problem)
      }
    }

    return this.#inFrame ? this.#readFrame() : this.#wantMore()
  }

  /** Reads the varint as far as the chunk goes; returns what is wrong with it, if anything is. */
  #readPrefix (): string | undefined {
    while (this.#offset < this.#chunk.byteLength) {
      const byte = this.#chunk[this.#offset++]!
      this.#length += (byte & 0x7f) * 2 ** (7 * this.#prefixBytes++)

      if (byte >= 0x80) {
        if (this.#prefixBytes === this.#maxPrefixBytes) {
          return this.#tooLarge('more')
        }

        continue
      }

      if (byte === 0) {
        return this.#prefixBytes === 1 ? 'a frame of no bytes' : 'a frame length with needless bytes'
      }

      if (this.#length > this.#maxFrameBytes) {
        return this.#tooLarge(this.#length)
      }

      this.#inFrame = true
      return undefined
    }
  }

  #readFrame (): FrameResult {
    const missing = this.#length - this.#partial.length
    const end = this.#offset + missing

    if (end > this.#chunk.byteLength) {
      this.#keep(this.#chunk.byteLength)
      return this.#wantMore()
    }

    let bytes: Uint8Array

    if (this.#partial.length === 0) {
      bytes = this.#chunk.subarray(this.#offset, end)
      this.#offset = end
    } else {
      this.#keep(end)
      bytes = this.#partial.take()
    }

    this.#length = 0
    this.#prefixBytes = 0
    this.#inFrame = false

    return { type: 'frame', bytes }
  }

  #keep (end: number): void {
    if (end > this.#offset) {
      this.#partial.append(this.#chunk.subarray(this.#offset, end), this.#length)
      this.#offset = end
    }
  }

  #tooLarge (length: number | 'more'): string {
    return `a frame of ${length === 'more' ? 'far too many' : length} bytes; ${this.#maxFrameBytes} are allowed`
  }

  /** Lets go of the chunk: an idle stream should not keep what it read last. */
  #wantMore (): FrameResult {
    this.#chunk = NOTHING
    this.#offset = 0

    return MORE
  }

  #refuse (message: string): FrameResult {
    this.#wantMore()
    this.#refusal = { type: 'refused', message }

    return this.#refusal
  }
}
