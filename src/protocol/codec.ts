import { reader, writer } from 'protons-runtime'
import { readFrame, readMessage, writeFrame, writeMessage } from './envelope.ts'
import type { Frame, Message } from './messages.ts'

/** A refusal says what was wrong in words for a log; it is nothing to retry. */
export type Decoded<Value> =
  | { ok: true, value: Value }
  | { ok: false, message: string }

/** A frame with its length before it, as it goes onto the stream: one buffer, written once. */
export function encodeFrame (frame: Frame): Uint8Array {
  const bytes = writer()
  writeFrame(frame, bytes)

  return bytes.finish()
}

/** Reads what a `FrameDecoder` found. Bytes in it are views of `bytes`: copy what is to be kept. */
export function decodeFrame (bytes: Uint8Array): Decoded<Frame> {
  return attempt(() => readFrame(reader(bytes)))
}

/** A message by itself, as it is cut into chunks. */
export function encodeMessage (message: Message): Uint8Array {
  const bytes = writer()
  writeMessage(message, bytes)

  return bytes.finish()
}

/** Reads a message that was put together from chunks. Bytes in it are views of `bytes`. */
export function decodeMessage (bytes: Uint8Array): Decoded<Message> {
  return attempt(() => readMessage(reader(bytes), bytes.byteLength))
}

function attempt<Value> (decode: () => Value): Decoded<Value> {
  try {
    return { ok: true, value: decode() }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}
