/** What the raw programs agree on: libp2p with peerq's own handshake, and no queue. */
export const FARM = '/bench/farm'
export const ECHO = '/bench/echo'
export const COUNT = '/bench/count'

/** Nothing is cut for having no session: there are none. Milliseconds. */
export const NEVER_MS = 2 ** 31 - 1
