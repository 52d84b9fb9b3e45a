import { Uint8ArrayList } from 'uint8arraylist'
import { CHUNK_BYTES, ChunkCutter, MAX_FRAME_BYTES, createReply, encodeFrame, encodeFrameInParts, encodeMessageInParts, weigh } from '../protocol/index.ts'
import type { Message, Reply } from '../protocol/index.ts'

/** A lane that is never empty lets go of what it has sent once this much has come together. */
const COMPACT_AFTER = 1_024

/** What a chunk takes in a frame beside its data, at most. */
const CHUNK_HEAD_BYTES = 32

/** Messages that weigh this much each are sent without a copy of what they carry. */
const LARGE_BYTES = 16 * 1024

/** What a plain OK takes in a frame, at most. */
const PLAIN_BYTES = 32

/**
 * What waits to be sent, and how it is made into frames. Messages keep their order; urgent
 * ones go before the others, and between the pieces of one that is larger than a frame.
 */
export class Outbox {
  readonly #urgent = new Lane()
  readonly #normal = new Lane()

  /** Cuts the message that is on its way in pieces. */
  #cutter: ChunkCutter | undefined

  /** The last message of the lane, while it is a plain OK that the next one can be added to. */
  #run: Reply | undefined

  /** The most that one lane, or one piece, adds to a frame: two of them and some change always fit. */
  #share: number

  constructor (maxFrameBytes = MAX_FRAME_BYTES) {
    this.#share = share(maxFrameBytes)
  }

  /** What the other side takes, once it has said so. */
  set maxFrameBytes (bytes: number) {
    this.#share = share(bytes)
  }

  /** Bytes that wait, about. */
  get bytes (): number {
    return this.#urgent.bytes + this.#normal.bytes + (this.#cutter?.remaining ?? 0)
  }

  get empty (): boolean {
    return this.#cutter == null && this.#normal.empty && this.#urgent.empty
  }

  push (message: Message, urgent = false): void {
    const weight = weigh(message)

    if (urgent && weight <= this.#share) {
      this.#urgent.push(message, weight)
    } else {
      this.#run = undefined
      this.#normal.push(message, weight)
    }
  }

  /** A plain OK to a request: one reply says it to all of a row. */
  done (number: number): void {
    const run = this.#run

    if (run != null && number === Math.max(run.number, run.through) + 1) {
      run.through = number
      return
    }

    // one of our own: what was sent is not ours to change
    this.#run = createReply(number)
    this.#normal.push({ reply: this.#run }, PLAIN_BYTES)
  }

  /** Makes the next frame, with its length before it. There must be something to send. */
  next (below: number): Uint8Array | Uint8ArrayList {
    const messages: Message[] = []
    let weight = this.#urgent.moveTo(messages, this.#share)

    if (this.#cutter == null && this.#normal.nextBytes > this.#share) {
      this.#cutter = new ChunkCutter(encodeMessageInParts(this.#normal.shift()), this.#share)
    }

    if (this.#cutter == null) {
      weight += this.#normal.moveTo(messages, this.#share)
    } else {
      const chunk = this.#cutter.next()
      messages.push({ chunk })
      weight += chunk.data.byteLength + CHUNK_HEAD_BYTES

      if (this.#cutter.remaining === 0) {
        this.#cutter = undefined
      }
    }

    if (this.#normal.empty) {
      this.#run = undefined
    }

    if (weight >= messages.length * LARGE_BYTES) {
      return new Uint8ArrayList(...encodeFrameInParts({ messages, below }))
    }

    return encodeFrame({ messages, below }, weight)
  }

  clear (): void {
    this.#urgent.clear()
    this.#normal.clear()
    this.#cutter = undefined
    this.#run = undefined
  }
}

/** A first-in-first-out line that knows what its messages weigh. */
class Lane {
  #messages: Message[] = []
  #weights: number[] = []
  #head = 0
  #bytes = 0

  get bytes (): number {
    return this.#bytes
  }

  get empty (): boolean {
    return this.#head === this.#messages.length
  }

  /** What the next message weighs; 0: there is none. */
  get nextBytes (): number {
    return this.#weights[this.#head] ?? 0
  }

  push (message: Message, weight: number): void {
    this.#messages.push(message)
    this.#weights.push(weight)
    this.#bytes += weight
  }

  shift (): Message {
    const message = this.#messages[this.#head]!
    this.#bytes -= this.#weights[this.#head]!
    this.#head++

    if (this.#head === this.#messages.length) {
      this.clear()
    } else if (this.#head >= COMPACT_AFTER && this.#head * 2 >= this.#messages.length) {
      this.#messages = this.#messages.slice(this.#head)
      this.#weights = this.#weights.slice(this.#head)
      this.#head = 0
    }

    return message
  }

  /** Moves what `room` bytes have room for; returns what that weighs. */
  moveTo (messages: Message[], room: number): number {
    let weight = 0

    while (!this.empty && weight + this.nextBytes <= room) {
      weight += this.nextBytes
      messages.push(this.shift())
    }

    return weight
  }

  clear (): void {
    this.#messages = []
    this.#weights = []
    this.#head = 0
    this.#bytes = 0
  }
}

function share (maxFrameBytes: number): number {
  return Math.min(CHUNK_BYTES, Math.floor(maxFrameBytes / 4))
}
