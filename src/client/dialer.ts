import type { Link } from '../link/link.ts'

/**
 * The way to a coordinator. Over libp2p it tries addresses and keys; inside a coordinator's
 * own process it makes a pair of links.
 */
export interface Dialer {
  /**
   * A new link, on which nothing was said yet.
   *
   * @throws ConnectionError when nothing answered: worth another try; AuthenticationError or
   * ProtocolError when what answered is not to be talked to; `signal.reason`.
   */
  dial (options: { signal: AbortSignal }): Promise<Link>

  /** Where it leads, for messages: addresses, or the farm that is looked for. */
  describe (): string

  /** Nobody will dial any more: lets go of what only dialing needed. May be called again. */
  close? (): Promise<void>
}
