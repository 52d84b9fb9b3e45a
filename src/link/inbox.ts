import { bodyOf, ChunkJoiner, decodeFrame, decodeMessage, maxMessageBytes, validate } from '../protocol/index.ts'
import type { Chunk, Decoded, Frame, Message, Role, Welcome } from '../protocol/index.ts'

export interface InboxInit {
  /** Who reads. */
  role: Role

  /** The most that the payload of a message may come to, unless a `Welcome` allows more. */
  maxPayloadBytes: number

  /** Is told of a `Welcome` before it is handed out. */
  onWelcome? (welcome: Welcome): void
}

/**
 * Makes messages of frames: puts chunks together, leaves out what this version does not
 * know, checks the rest. A refusal is final: what comes after it cannot be trusted.
 */
export class Inbox {
  readonly #init: InboxInit
  readonly #joiner: ChunkJoiner
  #goodbye = false

  constructor (init: InboxInit) {
    this.#init = init
    this.#joiner = new ChunkJoiner(maxMessageBytes(init.maxPayloadBytes))
  }

  /** The other side has said that it ends: only then is the end of the stream not a cut. */
  get goodbye (): boolean {
    return this.#goodbye
  }

  /** Reads a frame. The messages in it are views of `bytes`. */
  read (bytes: Uint8Array): Decoded<Frame> {
    const frame = decodeFrame(bytes)

    if (!frame.ok) {
      return { ok: false, message: `a frame that cannot be read: ${frame.message}` }
    }

    const messages: Message[] = []

    for (const message of frame.value.messages) {
      const problem = this.#take(message, messages)

      if (problem != null) {
        return { ok: false, message: problem }
      }
    }

    return { ok: true, value: { messages, below: frame.value.below } }
  }

  /** Adds to `messages` what becomes of one; returns what is wrong with it, if anything is. */
  #take (message: Message, messages: Message[]): string | undefined {
    const name = bodyOf(message)

    if (name == null) {
      return
    }

    const verdict = validate(message, this.#init.role)

    if (!verdict.ok) {
      return `a malformed message: ${verdict.message}`
    }

    if (message.chunk != null) {
      return this.#join(message.chunk, messages)
    }

    if (message.goodbye != null) {
      this.#goodbye = true
    } else if (message.welcome != null) {
      this.#joiner.maxBytes = maxMessageBytes(Math.max(this.#init.maxPayloadBytes, message.welcome.maxPayloadBytes))
      this.#init.onWelcome?.(message.welcome)
    }

    messages.push(message)
  }

  #join (chunk: Chunk, messages: Message[]): string | undefined {
    const joined = this.#joiner.add(chunk)

    if (joined.type !== 'message') {
      return joined.type === 'refused' ? joined.message : undefined
    }

    const whole = decodeMessage(joined.bytes)

    if (!whole.ok) {
      return `chunks of a message that cannot be read: ${whole.message}`
    }

    return whole.value.chunk == null ? this.#take(whole.value, messages) : 'a chunk of chunks'
  }
}
