import type { MessageStream } from '@libp2p/interface'

/** Bytes of the length before each Noise message. */
const PREFIX_BYTES = 2

/** What is looked at of an encrypted stream of @chainsafe/libp2p-noise 17. */
interface NoiseStream {
  decoder: { lengthDecoder: (bytes: { byteLength: number }) => number }
}

/** "Not all of it has come": the decoder waits for more when it is thrown a `RangeError`. */
const INCOMPLETE = new RangeError('the length of a Noise message is incomplete')

/**
 * Stock Noise learns that it has read all messages of a chunk by an error from reading the
 * length of the next one, and makes one each time, with its stack: 16 µs a message. Here it
 * is always the same one. Streams that are made otherwise are left alone.
 */
export function spareErrors (stream: MessageStream): void {
  if (!isNoise(stream)) {
    return
  }

  const { decoder } = stream
  const read = decoder.lengthDecoder

  decoder.lengthDecoder = (bytes) => {
    if (bytes.byteLength < PREFIX_BYTES) {
      throw INCOMPLETE
    }

    return read(bytes)
  }
}

function isNoise (stream: object): stream is NoiseStream {
  const { decoder } = stream as Partial<NoiseStream>

  return typeof decoder === 'object' && typeof decoder.lengthDecoder === 'function'
}
