import type { MessageStream } from '@libp2p/interface'
import type { Clock } from '../clock.ts'

/** What is read from one connection in one turn of the event loop, about. */
const TURN_BYTES = 256 * 1024

/** What the connections of @libp2p/utils 7 say beside what their interface does. */
type Connection = MessageStream & { readStatus?: string }

/**
 * Holds a connection back that has had its share of this turn of the event loop. libuv reads up
 * to 2 MiB from a socket before it looks at the next one, and all of it is decrypted at once:
 * whoever has a few bytes to say would wait for that.
 */
export function takeTurns (raw: Connection, clock: Clock): void {
  let bytes = 0
  let isHeld = false

  const nextTurn = (): void => {
    bytes = 0

    // what somebody else has paused is theirs to resume
    if (isHeld && raw.readStatus === 'paused') {
      raw.resume()
    }

    isHeld = false
  }

  raw.addEventListener('message', ({ data }) => {
    if (bytes === 0) {
      clock.soon(nextTurn)
    }

    bytes += data.byteLength

    if (bytes >= TURN_BYTES && raw.readStatus === 'readable') {
      isHeld = true
      raw.pause()
    }
  })
}
