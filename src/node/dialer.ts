import { ConnectionError, ProtocolError } from '../errors.ts'
import { createFramedLink, streamToDuplex } from '../link/index.ts'
import { dialCoordinator } from './dial.ts'
import { handshakeOf } from './handshakes.ts'
import { searchLan } from './search.ts'
import type { Clock } from '../clock.ts'
import type { Dialer } from '../client/index.ts'
import type { Link } from '../link/index.ts'
import type { KeyRing } from './key-ring.ts'
import type { Candidate } from './lan.ts'
import type { ComponentLogger, Connection, Libp2p } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'

/** How long one search of the LAN goes on before it says what it saw; the next one follows. Milliseconds. */
const SEARCH_MS = 2_500

/** Whoever waits for less than that is told, too: a search takes this much of their time. */
const SEARCH_SHARE = 0.8

export interface FarmDialerInit {
  node: Pick<Libp2p, 'dial'>
  logger: ComponentLogger
  ring: () => KeyRing
  clock: Clock

  /** The protocol to speak, `/peerq/1.0.0`. */
  protocol: string

  /** The farm that is looked for on the LAN where there are no addresses. */
  farm: string

  /** Where the coordinator is; none: it is looked for on the LAN. */
  addresses: Multiaddr[]

  /** The only peer that is let through on the LAN; addresses say it themselves. */
  coordinatorId?: string | undefined

  /** Milliseconds that somebody waits for the first connection. */
  timeout?: number | undefined
}

/** The way to a farm's coordinator over libp2p: by address, or by mDNS. */
export function farmDialer (init: FarmDialerInit): Dialer {
  const { addresses, farm, node, clock } = init
  let last: Candidate | undefined

  const search = async (signal: AbortSignal): Promise<Connection> => {
    const ms = Math.min(SEARCH_MS, (init.timeout ?? Infinity) * SEARCH_SHARE)
    // who was let in before, or waits for as long as it takes, is not to be sent away by others of the same name
    const patient = last !== undefined || init.timeout === Infinity
    const connection = await searchLan({ ...init, ring: init.ring(), last, ms, patient, signal })
    last = { peerId: connection.remotePeer.toString(), addresses: [connection.remoteAddr] }

    return connection
  }

  return {
    describe: () => addresses.length > 0 ? addresses.map(String).join(', ') : `farm '${farm}' on the LAN`,

    async dial ({ signal }) {
      const connection = addresses.length > 0
        ? await dialCoordinator(node, init.ring(), addresses, { timeout: Infinity, signal, clock })
        : await search(signal)

      return openLink(init, connection, signal)
    }
  }
}

/** One stream of the connection, as a link. The connection serves nothing else and ends with it. */
async function openLink ({ protocol, clock }: FarmDialerInit, connection: Connection, signal: AbortSignal): Promise<Link> {
  const address = String(connection.remoteAddr)

  try {
    const stream = await connection.newStream(protocol, { signal, runOnLimitedConnection: false })
    stream.addEventListener('close', () => { connection.close().catch(() => {}) })

    return createFramedLink({
      duplex: streamToDuplex(stream),
      remote: { peerId: connection.remotePeer.toString(), keyName: handshakeOf(connection)?.keyName ?? '', address, local: false },
      clock,
      role: 'caller'
    })
  } catch (err) {
    connection.abort(err as Error)
    signal.throwIfAborted()

    throw (err as Error).name === 'UnsupportedProtocolError'
      ? new ProtocolError(`${address} does not speak ${protocol}: it runs another version of peerq, or its service has another protocolPrefix`, { cause: err })
      : new ConnectionError(`${address} let this peer in and then opened no stream: ${(err as Error).message}`, { cause: err })
  }
}
