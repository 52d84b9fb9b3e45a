import { createHash } from 'node:crypto'
import { mdns } from '@libp2p/mdns'
import { isLoopback, isPrivate } from '@libp2p/utils'
import { CODE_P2P } from '@multiformats/multiaddr'
import { nearestFirst } from './near.ts'
import type { ComponentLogger, PeerDiscovery, PeerDiscoveryEvents, PeerInfo, Startable, TypedEventTarget } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'

/** Coordinators that one search looks at: answers on a LAN are not authenticated, and anybody can send more. */
export const MAX_CANDIDATES = 16

/** Addresses of one of them, and how often it may say that it has moved. */
export const MAX_ADDRESSES = 8
const MAX_MOVES = 4

/** Milliseconds between two questions while somebody looks; the first goes out at once. */
const ASK_EVERY_MS = 500

/** A coordinator asks nothing. Upstream must, so it does when it starts and once an hour. */
const RARELY_MS = 3_600_000

/** What is needed of a libp2p node to speak mDNS beside it. */
export interface LanComponents {
  logger: ComponentLogger
}

type MdnsComponents = Parameters<ReturnType<typeof mdns>>[0]
type Mdns = PeerDiscovery & Startable

/** The name under which a farm is looked for: a hash, so that the LAN does not learn the farm's own name. */
export function serviceTag (farm: string): string {
  const hash = createHash('sha256').update('peerq/1 farm').update(farm.normalize('NFC')).digest('hex').slice(0, 32)

  return `_peerq-${hash}._udp.local`
}

/**
 * Answers on the LAN to those who look for the farm, as a service of a libp2p node. It is not a
 * `peerDiscovery`: libp2p would remember everybody who ever answered a question there, and
 * anybody can answer.
 */
export function announcer (farm: string): (components: MdnsComponents) => Startable {
  return (components) => {
    const answers = mdns({ serviceTag: serviceTag(farm), interval: RARELY_MS })(components) as Mdns

    return {
      start () {},
      // the addresses are known from here on
      afterStart: async () => { await answers.start() },
      // nobody is sent to a coordinator that is going
      beforeStop: async () => { await answers.stop() },
      stop () {}
    }
  }
}

/** Somebody who says to be a coordinator of the farm: a candidate, no more. */
export interface Candidate {
  peerId: string

  /** With `/p2p/…`, the most promising first. */
  addresses: Multiaddr[]
}

/** Asks on the LAN from `start` to `stop`, and tells of every answer. */
export type Discovery = TypedEventTarget<PeerDiscoveryEvents> & Startable & {
  /** The socket beneath, while it asks: upstream does no more than log what is wrong with it. */
  mdns?: { once (type: 'error', listener: (err: Error) => void): unknown } | undefined
}

/** Asks for a farm at once, and then twice a second. */
export function asker (farm: string, { logger }: LanComponents): Discovery {
  const answersNothing = { getAddresses: () => [] } as unknown as MdnsComponents['addressManager']

  return mdns({ serviceTag: serviceTag(farm), interval: ASK_EVERY_MS, broadcast: false })({ logger, addressManager: answersNothing }) as Mdns
}

export interface LanSearchInit {
  discovery: Discovery

  /** The only peer that is a candidate. */
  coordinatorId?: string | undefined

  /** Called for every candidate, and again when it has moved. */
  onFound: (candidate: Candidate) => void

  /** Called when it turns out that nobody can be asked. */
  onTrouble: (err: Error) => void
}

/** One search on the LAN: of what is answered, that which is worth a try. */
export class LanSearch {
  readonly #init: LanSearchInit

  /** By peer id: the addresses that were last told, and how often they were. */
  readonly #found = new Map<string, { addresses: string, times: number }>()

  /** Of those who answered and are not the one that is asked for, the first. */
  readonly #others = new Set<string>()

  constructor (init: LanSearchInit) {
    this.#init = init
    init.discovery.addEventListener('peer', ({ detail }) => { this.#onAnswer(detail) })
  }

  /** How many candidates answered. */
  get seen (): number {
    return this.#found.size
  }

  /** The peer ids of some who answered and are not the one that is asked for. */
  get others (): string[] {
    return [...this.#others]
  }

  async start (): Promise<void> {
    const { discovery, onTrouble } = this.#init
    await discovery.start()
    discovery.mdns?.once('error', onTrouble)
  }

  /** Lets go of the socket. May be called again, and before `start` is done. */
  async stop (): Promise<void> {
    await this.#init.discovery.stop()
  }

  /** Whoever is on the LAN wrote it. What a listener of events throws would end the process. */
  #onAnswer (answer: PeerInfo): void {
    try {
      this.#onPeer(answer)
    } catch {
      // it makes no sense, and is no candidate
    }
  }

  #onPeer (answer: PeerInfo): void {
    const peerId = answer.id.toString()
    const { coordinatorId, onFound } = this.#init
    const onLan = answer.multiaddrs.filter(isOnLan)
    const addresses = nearestFirst(withoutLoopback(onLan)).slice(0, MAX_ADDRESSES)
      .map((address) => address.decapsulateCode(CODE_P2P).encapsulate(`/p2p/${peerId}`))

    if (addresses.length === 0) {
      return
    }

    if (coordinatorId !== undefined && coordinatorId !== peerId) {
      if (this.#others.size < MAX_CANDIDATES) {
        this.#others.add(peerId)
      }

      return
    }

    const known = this.#found.get(peerId)
    const isFull = known === undefined ? this.#found.size >= MAX_CANDIDATES : known.times > MAX_MOVES

    if (isFull || known?.addresses === addresses.join()) {
      return
    }

    this.#found.set(peerId, { addresses: addresses.join(), times: (known?.times ?? 0) + 1 })
    onFound({ peerId, addresses })
  }
}

/** Only what upstream's announcements have: nobody is sent to the internet by an answer, or to ask DNS for a name. */
function isOnLan (address: Multiaddr): boolean {
  const [host, port, ...rest] = address.getComponents()

  return (host?.name === 'ip4' || host?.name === 'ip6') && port?.name === 'tcp' && rest.every(({ name }) => name === 'p2p') && isPrivate(address)
}

/** Upstream tells loopback too, which leads to a coordinator on this machine, as its other addresses do, or to somebody else. */
function withoutLoopback (addresses: Multiaddr[]): Multiaddr[] {
  const others = addresses.filter((address) => !isLoopback(address))

  return others.length > 0 ? others : addresses
}
