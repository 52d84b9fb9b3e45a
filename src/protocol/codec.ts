import { readFrame, readMessage, writeFrame, writeMessage } from './envelope.ts'
import { WireReader } from './wire-reader.ts'
import { WireWriter } from './wire-writer.ts'
import type { Frame, Message } from './messages.ts'

/** A refusal says what was wrong in words for a log; it is nothing to retry. */
export type Decoded<Value> =
  | { ok: true, value: Value }
  | { ok: false, message: string }

/** Messages of this many bytes or more are mostly payload: their weight is what they take. */
const FEW_LARGE = 4 * 1024

/** One for all: nothing waits between the first byte and the last. */
const writer = new WireWriter()

/**
 * A frame with its length before it, as it goes onto the stream: one buffer, written once.
 *
 * @param weight - what `weigh` says of its messages together
 */
export function encodeFrame (frame: Frame, weight = 0): Uint8Array {
  return written(() => {
    // of small messages it says too much
    writer.expect(weight >= frame.messages.length * FEW_LARGE ? weight : 0)
    writeFrame(frame, writer)

    return writer.finishDelimited()
  })
}

/** The same in parts: the payloads that are large are not copied, and must not change until it was sent. */
export function encodeFrameInParts (frame: Frame): Uint8Array[] {
  return written(() => {
    writer.refer()
    writeFrame(frame, writer)

    return writer.finishDelimitedInParts()
  })
}

/** Reads what a `FrameDecoder` found. Bytes in it are views of `bytes`: copy what is to be kept. */
export function decodeFrame (bytes: Uint8Array): Decoded<Frame> {
  return attempt(() => readFrame(new WireReader(bytes)))
}

/** A message by itself, as it is cut into chunks; in parts, as above. */
export function encodeMessageInParts (message: Message): Uint8Array[] {
  return written(() => {
    writer.refer()
    writeMessage(message, writer)

    return writer.finishInParts()
  })
}

/** Reads a message that was put together from chunks. Bytes in it are views of `bytes`. */
export function decodeMessage (bytes: Uint8Array): Decoded<Message> {
  return attempt(() => readMessage(new WireReader(bytes), bytes.byteLength))
}

/** What cannot be written leaves nothing behind. */
function written<Result> (write: () => Result): Result {
  try {
    return write()
  } catch (error) {
    writer.reset()
    throw error
  }
}

function attempt<Value> (decode: () => Value): Decoded<Value> {
  try {
    return { ok: true, value: decode() }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}
