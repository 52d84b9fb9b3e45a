import type { DialFailure } from './dial-failure.ts'
import type { Attempt } from './key-ring.ts'
import type { PeerId } from '@libp2p/interface'

/** The type of the progress event in which a dial can say which key to try, and learns what came of it. */
export const HANDSHAKE_EVENT = 'peerq:handshake'

/**
 * The `detail` of that event. A dial that passes `onProgress` fills in the first two while
 * the event is being delivered, and reads the last one when it has failed: libp2p itself
 * keeps of an encrypter's error no more than the message.
 */
export interface HandshakeOffer {
  attempt?: Attempt
  expected?: PeerId
  failure?: DialFailure
}
