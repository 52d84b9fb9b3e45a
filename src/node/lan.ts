import { createHash } from 'node:crypto'
import { mdns } from '@libp2p/mdns'
import { CODE_P2P } from '@multiformats/multiaddr'
import type { ComponentLogger, PeerDiscovery, PeerInfo, Startable } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'

/** Coordinators that one search looks at: answers on a LAN are not authenticated, and anybody can send more. */
const MAX_CANDIDATES = 16

/** Addresses of one of them. */
const MAX_ADDRESSES = 8

/** Milliseconds between two questions while somebody looks; the first goes out at once. */
const ASK_EVERY_MS = 500

/** A coordinator asks nothing. Upstream must, so it does once an hour. */
const RARELY_MS = 3_600_000

/** What is needed of a libp2p node to speak mDNS beside it. */
export interface LanComponents {
  logger: ComponentLogger
}

type MdnsComponents = Parameters<ReturnType<typeof mdns>>[0]

/** The name under which a farm is looked for: a hash, so that the LAN does not learn the farm's own name. */
export function serviceTag (farm: string): string {
  const hash = createHash('sha256').update('peerq/1 farm').update(farm.normalize('NFC')).digest('hex').slice(0, 32)

  return `_peerq-${hash}._udp.local`
}

/** Answers on the LAN to those who look for the farm; a libp2p `peerDiscovery` that discovers nobody. */
export function announcer (farm: string): (components: MdnsComponents) => PeerDiscovery {
  return mdns({ serviceTag: serviceTag(farm), interval: RARELY_MS })
}

/** Somebody who says to be a coordinator of the farm: a candidate, no more. */
export interface Candidate {
  peerId: string
  addresses: Multiaddr[]
}

/**
 * One search for a farm on the LAN. It asks at once and then twice a second until it is
 * stopped, and calls `onFound` for every candidate, again when one has moved.
 */
export class LanSearch {
  readonly #discovery: PeerDiscovery & Startable
  readonly #found = new Map<string, string>()
  readonly #onFound: (candidate: Candidate) => void

  constructor ({ logger }: LanComponents, farm: string, onFound: (candidate: Candidate) => void) {
    const answersNothing = { getAddresses: () => [] } as unknown as MdnsComponents['addressManager']
    const discovery = mdns({ serviceTag: serviceTag(farm), interval: ASK_EVERY_MS, broadcast: false })

    this.#onFound = onFound
    this.#discovery = discovery({ logger, addressManager: answersNothing }) as PeerDiscovery & Startable
    this.#discovery.addEventListener('peer', ({ detail }) => { this.#onPeer(detail) })
  }

  /** How many candidates answered. */
  get seen (): number {
    return this.#found.size
  }

  async start (): Promise<void> {
    await this.#discovery.start()
  }

  async stop (): Promise<void> {
    await this.#discovery.stop()
  }

  #onPeer (info: PeerInfo): void {
    const peerId = info.id.toString()
    const addresses = info.multiaddrs.slice(0, MAX_ADDRESSES).map((address) => address.decapsulateCode(CODE_P2P).encapsulate(`/p2p/${peerId}`))
    const key = addresses.join()

    if (this.#found.get(peerId) === key || (!this.#found.has(peerId) && this.#found.size >= MAX_CANDIDATES)) {
      return
    }

    this.#found.set(peerId, key)
    this.#onFound({ peerId, addresses })
  }
}
