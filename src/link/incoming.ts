import { ProtocolError } from '../errors.ts'
import type { FrameDecoder } from '../protocol/index.ts'
import type { Inbox } from './inbox.ts'
import type { Batch, Remote } from './link.ts'

// The pipeline from bytes to messages: asynchronous once a frame, never once a message.

/** Finds the frames in what arrives. */
export async function * toFrames (chunks: AsyncIterable<Uint8Array>, decoder: FrameDecoder, remote: Remote): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    decoder.write(chunk)

    for (let result = decoder.read(); result.type !== 'more'; result = decoder.read()) {
      if (result.type === 'refused') {
        throw new ProtocolError(`${nameOf(remote)} sent ${result.message}`)
      }

      yield result.bytes
    }
  }
}

/** Makes messages of frames. */
export async function * toBatches (frames: AsyncIterable<Uint8Array>, inbox: Inbox, remote: Remote): AsyncGenerator<Batch> {
  for await (const bytes of frames) {
    const frame = inbox.read(bytes)

    if (!frame.ok) {
      throw new ProtocolError(`${nameOf(remote)} sent ${frame.message}`)
    }

    yield frame.value
  }
}

/** Who is at the other end, for errors. */
export function nameOf ({ peerId, address }: Remote): string {
  return address === '' ? peerId : `${peerId} at ${address}`
}
