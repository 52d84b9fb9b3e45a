import { createLinkPair } from '../link/index.ts'
import type { Clock } from '../clock.ts'
import type { Link, Remote } from '../link/index.ts'
import type { CoordinatorCore } from './index.ts'

/** The way of a coordinator's own process to it: what a client calls a dialer. */
export interface LocalDialer {
  describe (): string
  dial (): Promise<Link>
}

/**
 * The way of a coordinator's own process to itself: nothing is encoded, encrypted or copied.
 * So its own handles are a client like any other, and there is one implementation of a queue.
 */
export function localDialer (core: CoordinatorCore, peerId: string, clock: Clock): LocalDialer {
  return {
    describe: () => 'the coordinator in this process',

    async dial () {
      await core.start()
      const self: Remote = { peerId, keyName: '', address: '', local: true }
      const [caller, served] = createLinkPair({ clock, remotes: [self, self] })
      core.accept(served)

      return caller
    }
  }
}
