import { AuthenticationError, ConnectionError } from '../errors.ts'
import { dialCoordinator } from './dial.ts'
import { asker, LanSearch } from './lan.ts'
import { ownNetworks } from './near.ts'
import type { Clock } from '../clock.ts'
import type { KeyRing } from './key-ring.ts'
import type { Candidate, Discovery } from './lan.ts'
import type { ComponentLogger, Connection, Libp2p } from '@libp2p/interface'

/**
 * When all who have answered by then have refused the key, that is the answer for somebody who
 * comes for the first time: a LAN answers within 150 ms, and it was asked twice. Milliseconds.
 */
const VERDICT_MS = 750

const WAY_OUT = "give its address instead: connect({ address: 'host:port' })"

export interface SearchInit {
  node: Pick<Libp2p, 'dial'>
  logger: ComponentLogger
  ring: KeyRing
  clock: Clock
  farm: string

  /** The only peer that is let through. */
  coordinatorId?: string | undefined

  /** Where the coordinator was the last time: dialed at once, while others are asked. */
  last?: Candidate | undefined

  /** Milliseconds after which it is over. */
  ms: number

  /**
   * Whether to go on when all who answer refuse the key, since the coordinator may come yet.
   *
   * @default false
   */
  patient?: boolean
  signal: AbortSignal

  /**
   * Who asks.
   *
   * @default mDNS
   */
  discovery?: Discovery
}

/**
 * Looks for a farm's coordinator on the LAN, and dials whoever says to be it, until one
 * proves it. By then, and in any other case, it is asking no more.
 *
 * @throws ConnectionError that says what was seen; AuthenticationError where that is only that the key was refused; `signal.reason`
 */
export async function searchLan (init: SearchInit): Promise<Connection> {
  const { farm, coordinatorId, last, clock, signal, patient = false } = init
  signal.throwIfAborted()

  const over = new AbortController()
  const failures: Error[] = []
  const result = Promise.withResolvers<Connection>()
  let dialing = 0
  let isLate = false

  const end = (settle: () => void): void => {
    over.abort(new ConnectionError('the search is over'))
    settle()
  }

  const fail = (err: Error): void => { end(() => { result.reject(err) }) }

  const judge = (): void => {
    if (isLate && !patient && dialing === 0 && failures.length > 0 && failures.every((err) => err instanceof AuthenticationError)) {
      fail(new AuthenticationError(notLetIn(farm, search.seen, failures), causeOf(failures)))
    }
  }

  const onConnection = (connection: Connection): void => {
    if (over.signal.aborted) {
      connection.abort(new Error('another candidate was faster, or nobody waits for it any more'))
    } else {
      end(() => { result.resolve(connection) })
    }
  }

  const onFound = ({ addresses }: Candidate): void => {
    dialing++
    dialCoordinator(init.node, init.ring, addresses, { timeout: Infinity, signal: over.signal, clock })
      .then(onConnection, (err: Error) => { failures.push(err) })
      .finally(() => { dialing--; judge() })
  }

  const onTrouble = (err: Error): void => { fail(cannotAsk(err)) }
  const search = new LanSearch({ discovery: init.discovery ?? asker(farm, init), coordinatorId, onFound, onTrouble })
  const onAbort = (): void => { fail(signal.reason as Error) }
  const onTimeout = (): void => { fail(notFound(init, search, failures)) }
  const onLate = (): void => { isLate = true; judge() }
  const calloffs = [clock.alarm(onTimeout, init.ms), clock.alarm(onLate, VERDICT_MS)]
  signal.addEventListener('abort', onAbort)

  // nobody waits for it where the search cannot even begin
  result.promise.catch(() => {})

  try {
    await begin(search)

    if (last !== undefined) {
      onFound(last)
    }

    return await result.promise
  } finally {
    calloffs.forEach((calloff) => { calloff() })
    signal.removeEventListener('abort', onAbort)
    end(() => {})
    await search.stop()
  }
}

async function begin (search: LanSearch): Promise<void> {
  try {
    await search.start()
  } catch (err) {
    throw cannotAsk(err as Error)
  }
}

function cannotAsk (cause: Error): ConnectionError {
  return new ConnectionError(`cannot look for a farm on this LAN (mDNS): ${cause.message}; ${WAY_OUT}`, { cause })
}

/** What a search saw, in words. */
function notFound ({ farm, coordinatorId = '' }: SearchInit, { seen, others }: LanSearch, failures: Error[]): ConnectionError {
  if (seen > 0) {
    return new ConnectionError(notLetIn(farm, seen, failures), causeOf(failures))
  }

  if (others.length > 0) {
    return new ConnectionError(`${sayTo(others.length, farm)}, and none is peer ${coordinatorId}, which was asked for: ${others.join(', ')}. If it is elsewhere, ${WAY_OUT}`)
  }

  const networks = ownNetworks()

  return new ConnectionError(networks.length === 0
    ? `nobody answers for farm '${farm}' (mDNS), and this machine is in no network. If its coordinator is here, ${WAY_OUT}`
    : `nobody on this LAN (asked from ${networks.join(', ')}) answers for farm '${farm}' (mDNS): is its coordinator running with this farm name, in this network, and does the network let multicast through? If not, ${WAY_OUT}`)
}

function notLetIn (farm: string, seen: number, failures: Error[]): string {
  return `${sayTo(seen, farm)}, and none let this peer in: ${failures[0]?.message ?? 'none answered in time'}. If yours is another one, ${WAY_OUT}`
}

function sayTo (seen: number, farm: string): string {
  return `${seen} on this LAN ${seen === 1 ? 'says' : 'say'} to be farm '${farm}' (mDNS)`
}

function causeOf (failures: Error[]): { cause?: Error } {
  return failures.length > 0 ? { cause: new AggregateError(failures, 'what the candidates answered') } : {}
}
