import type { MessageStream } from '@libp2p/interface'
import type { SendResult } from '@libp2p/utils'
import type { Uint8ArrayList } from 'uint8arraylist'

/** What is looked at of a connection of @libp2p/tcp 11. */
interface SocketConnection {
  socket: {
    cork: () => void
    uncork: () => void
    write: (bytes: Uint8Array) => boolean
    writableLength: number
    writableHighWaterMark: number
  }
  sendData: (data: Uint8ArrayList) => SendResult
}

/**
 * What goes out over TCP comes in many pieces: of each packet of Noise its length, what was
 * encrypted of each part of a frame, and a tag. libp2p writes them one by one, which is a system call
 * and a TCP segment for each. Here those of one send go together. Connections of other transports
 * are left alone.
 */
export function gatherWrites (raw: MessageStream): void {
  if (!isOverSocket(raw)) {
    return
  }

  const { socket } = raw

  raw.sendData = (data) => {
    socket.cork()

    for (const bytes of data) {
      socket.write(bytes)
    }

    socket.uncork()

    // once it is uncorked, what the kernel took waits no more
    return { sentBytes: data.byteLength, canSendMore: socket.writableLength < socket.writableHighWaterMark }
  }
}

function isOverSocket (raw: object): raw is SocketConnection {
  const { socket, sendData } = raw as Partial<SocketConnection>

  return typeof socket?.cork === 'function' && typeof socket.uncork === 'function' && typeof sendData === 'function'
}
