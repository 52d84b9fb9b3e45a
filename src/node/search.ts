import { ConnectionError } from '../errors.ts'
import { dialCoordinator } from './dial.ts'
import { asker, LanSearch } from './lan.ts'
import type { Clock } from '../clock.ts'
import type { KeyRing } from './key-ring.ts'
import type { Candidate, Discovery } from './lan.ts'
import type { ComponentLogger, Connection, Libp2p } from '@libp2p/interface'

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
 * @throws ConnectionError that says what was seen; `signal.reason`
 */
export async function searchLan (init: SearchInit): Promise<Connection> {
  const { farm, coordinatorId, last, clock, signal } = init
  signal.throwIfAborted()

  const over = new AbortController()
  const failures: Error[] = []
  const result = Promise.withResolvers<Connection>()

  const end = (settle: () => void): void => {
    over.abort(new ConnectionError('the search is over'))
    settle()
  }

  const onConnection = (connection: Connection): void => {
    if (over.signal.aborted) {
      connection.abort(new Error('another candidate was faster, or nobody waits for it any more'))
    } else {
      end(() => { result.resolve(connection) })
    }
  }

  const onFound = ({ addresses }: Candidate): void => {
    dialCoordinator(init.node, init.ring, addresses, { timeout: Infinity, signal: over.signal, clock })
      .then(onConnection, (err: Error) => { failures.push(err) })
  }

  const search = new LanSearch({ discovery: init.discovery ?? asker(farm, init), coordinatorId, onFound })
  const onAbort = (): void => { end(() => { result.reject(signal.reason as Error) }) }
  const onTimeout = (): void => { end(() => { result.reject(notFound(farm, search.seen, failures)) }) }
  const calloff = clock.alarm(onTimeout, init.ms)
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
    calloff()
    signal.removeEventListener('abort', onAbort)
    end(() => {})
    await search.stop()
  }
}

async function begin (search: LanSearch): Promise<void> {
  try {
    await search.start()
  } catch (err) {
    throw new ConnectionError(`cannot look for a farm on this LAN (mDNS): ${(err as Error).message}; ${WAY_OUT}`, { cause: err })
  }
}

/** What a search saw. A key that was refused is a verdict only about those who answered: ours may come yet. */
function notFound (farm: string, seen: number, failures: Error[]): Error {
  const cause = failures.length > 0 ? new AggregateError(failures, 'what the candidates answered') : undefined

  return seen === 0
    ? new ConnectionError(`nobody on this LAN answers for farm '${farm}' (mDNS): is its coordinator running with this farm name, in this network, and does the network let multicast through? If not, ${WAY_OUT}`)
    : new ConnectionError(`${seen} on this LAN ${seen === 1 ? 'says' : 'say'} to be farm '${farm}' (mDNS), and none let this peer in: ${failures[0]?.message ?? 'none answered in time'}; or ${WAY_OUT}`, { cause })
}
