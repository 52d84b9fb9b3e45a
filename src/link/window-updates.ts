import type { Stream } from '@libp2p/interface'

/** The share of its window that a stream uses up before it says that there is room again. */
const USED = 1 / 4

/** Its `state` while data may come and go. */
const ESTABLISHED = 3

/** What is looked at of a stream of @libp2p/yamux 8. */
interface YamuxStream {
  state: number
  recvWindow: number
  recvWindowCapacity: number
  sendWindowUpdate: () => void
}

/**
 * Yamux says after every frame that there is room for more: a frame of its own, encrypted and
 * written, for each that comes. Here it says so once a quarter of the window is used, which
 * is early enough for any sender. A heartbeat and its answer, or a put and its, are two frames then
 * instead of four. Streams of other multiplexers are left alone.
 */
export function spareWindowUpdates (stream: Stream): void {
  if (!isYamux(stream)) {
    return
  }

  const announce = stream.sendWindowUpdate

  stream.sendWindowUpdate = () => {
    const { state, recvWindow, recvWindowCapacity } = stream

    // before that it is how a stream is opened and accepted
    if (state !== ESTABLISHED || recvWindowCapacity <= recvWindow * (1 - USED)) {
      announce.call(stream)
    }
  }
}

function isYamux (stream: object): stream is YamuxStream {
  const { state, recvWindow, recvWindowCapacity, sendWindowUpdate } = stream as Partial<YamuxStream>

  return typeof state === 'number' && typeof recvWindow === 'number' && typeof recvWindowCapacity === 'number' && typeof sendWindowUpdate === 'function'
}
