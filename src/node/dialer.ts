import { ConnectionError, ProtocolError } from '../errors.ts'
import { createFramedLink, streamToDuplex } from '../link/index.ts'
import { dialCoordinator } from './dial.ts'
import { handshakeOf } from './handshakes.ts'
import { LanSearch } from './lan.ts'
import type { Clock } from '../clock.ts'
import type { Dialer } from '../client/index.ts'
import type { Link } from '../link/index.ts'
import type { KeyRing } from './key-ring.ts'
import type { ComponentLogger, Connection, Libp2p } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'

/** How long one search of the LAN goes on before it says what it saw; the next one follows. Milliseconds. */
const SEARCH_MS = 2_500

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

  /** The only peer that is let through on the LAN. */
  pinned?: string | undefined
}

/** The way to a farm's coordinator over libp2p: by address, or by mDNS. */
export function farmDialer (init: FarmDialerInit): Dialer {
  const { addresses, farm } = init

  return {
    describe: () => addresses.length > 0 ? addresses.map(String).join(', ') : `farm '${farm}' on the LAN`,

    async dial ({ signal }) {
      const connection = addresses.length > 0
        ? await dialCoordinator(init.node, init.ring(), addresses, { timeout: Infinity, signal, clock: init.clock })
        : await searchLan(init, signal)

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

/** Dials whoever says to be the farm's coordinator, until one proves it. */
async function searchLan (init: FarmDialerInit, signal: AbortSignal): Promise<Connection> {
  const { logger, farm, clock, pinned } = init
  const failures: Error[] = []

  return new Promise((resolve, reject) => {
    const over = new AbortController()

    const end = (settle: () => void): void => {
      calloff()
      signal.removeEventListener('abort', onAbort)
      over.abort(new ConnectionError('the search is over'))
      search.stop().then(settle, settle)
    }

    const search = new LanSearch({ logger }, farm, ({ peerId, addresses }) => {
      if (over.signal.aborted || (pinned !== undefined && peerId !== pinned)) {
        return
      }

      dialCoordinator(init.node, init.ring(), addresses, { timeout: Infinity, signal: over.signal, clock }).then(
        (connection) => {
          if (over.signal.aborted) {
            connection.abort(new Error('another candidate was faster'))
          } else {
            end(() => { resolve(connection) })
          }
        },
        (err: Error) => { failures.push(err) }
      )
    })

    const onAbort = (): void => { end(() => { reject(signal.reason as Error) }) }
    const calloff = clock.alarm(() => { end(() => { reject(notFound(init, search.seen, failures)) }) }, SEARCH_MS)

    signal.addEventListener('abort', onAbort)
    search.start().catch((err: Error) => { end(() => { reject(new ConnectionError(`cannot look for a farm on this LAN: ${err.message}`, { cause: err })) }) })
  })
}

/** What a search saw. A key that was refused is a verdict only about those who answered. */
function notFound ({ farm }: FarmDialerInit, seen: number, failures: Error[]): Error {
  const wayOut = "give its address instead: connect({ address: 'host:port' })"
  const cause = failures.length > 0 ? new AggregateError(failures, 'what the candidates answered') : undefined

  return seen === 0
    ? new ConnectionError(`nobody on this LAN answers for farm '${farm}' (mDNS): is its coordinator running with this farm name, in this network, and does the network let multicast through? If not, ${wayOut}`)
    : new ConnectionError(`${seen} on this LAN ${seen === 1 ? 'says' : 'say'} to be farm '${farm}' (mDNS), and none let this peer in: ${failures[0]?.message ?? 'none answered in time'}; or ${wayOut}`, { cause })
}
