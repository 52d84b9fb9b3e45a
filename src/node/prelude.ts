import type { MessageStream, StreamMessageEvent } from '@libp2p/interface'

/**
 * What a dialer may send until both sides have agreed on the keyed handshake: it needs 45
 * bytes. Every two bytes can be another round of multistream-select, so they are dear.
 */
export const NEGOTIATION_BYTES = 256

/**
 * What it may send until its handshake is over here. That needs a few hundred bytes, but a
 * dialer is through before we are, and what it sends at once, up to the first window of a
 * stream (256 KiB), may arrive meanwhile, and pass the listener twice.
 */
export const HANDSHAKE_BYTES = 640 * 1024

interface Prelude {
  left: number
  listener: (evt: StreamMessageEvent) => void
}

const preludes = new WeakMap<MessageStream, Prelude>()

/**
 * From now on, a raw connection that sends more than this is cut before anybody looks at it.
 *
 * To be called as libp2p accepts the connection, so that our listener comes first. Data is
 * lost when ours is the only listener as it arrives: whoever handles the connection before
 * `endPrelude` must attach the next listener in the turn in which it detaches the last.
 */
export function beginPrelude (raw: MessageStream): void {
  const prelude: Prelude = {
    left: NEGOTIATION_BYTES,

    listener (evt) {
      prelude.left -= evt.data.byteLength

      if (prelude.left < 0) {
        evt.stopImmediatePropagation()
        raw.abort(new Error('the peer sent more than a handshake needs'))
      }
    }
  }

  preludes.set(raw, prelude)
  raw.addEventListener('message', prelude.listener)
}

/** They have agreed on the handshake: so much more is allowed. */
export function extendPrelude (raw: MessageStream): void {
  const prelude = preludes.get(raw)

  if (prelude != null) {
    prelude.left = HANDSHAKE_BYTES
  }
}

/** The handshake is over, and what follows is bounded elsewhere. */
export function endPrelude (raw: MessageStream): void {
  const prelude = preludes.get(raw)

  if (prelude != null) {
    preludes.delete(raw)
    raw.removeEventListener('message', prelude.listener)
  }
}
