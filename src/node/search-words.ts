import { ConnectionError } from '../errors.ts'
import { ownNetworks } from './near.ts'
import type { LanSearch } from './lan.ts'

const WAY_OUT = "give its address instead: connect({ address: 'host:port' })"

/** What is known of a search. */
export interface Sighting {
  farm: string

  /** The only peer that would have been let through. */
  coordinatorId?: string | undefined
  search: Pick<LanSearch, 'seen' | 'others'>

  /** Of those who were dialed. */
  failures: Error[]
}

/** There is no search without a socket. */
export function cannotAsk (cause: Error): ConnectionError {
  return new ConnectionError(`cannot look for a farm on this LAN (mDNS): ${cause.message}; ${WAY_OUT}`, { cause })
}

/** What a search saw, in words. */
export function notFound (sighting: Sighting): ConnectionError {
  const { farm, coordinatorId = '', search: { seen, others } } = sighting

  if (seen > 0) {
    return notLetIn(sighting, ConnectionError)
  }

  if (others.length > 0) {
    return new ConnectionError(`${sayTo(others.length, farm)}, and none is peer ${coordinatorId}, which was asked for: ${others.join(', ')}. If it is elsewhere, ${WAY_OUT}`)
  }

  const networks = ownNetworks()

  return new ConnectionError(networks.length === 0
    ? `nobody answers for farm '${farm}' (mDNS), and this machine is in no network. If its coordinator is here, ${WAY_OUT}`
    : `nobody on this LAN (asked from ${networks.join(', ')}) answers for farm '${farm}' (mDNS): is its coordinator running with this farm name, in this network, and does the network let multicast through? If not, ${WAY_OUT}`)
}

/** Some answered, and none of them let this peer in. */
export function notLetIn<E extends Error> ({ farm, search: { seen }, failures }: Sighting, Failure: new (message: string, options: { cause?: Error }) => E): E {
  const message = `${sayTo(seen, farm)}, and none let this peer in: ${failures[0]?.message ?? 'none answered in time'}. If yours is another one, ${WAY_OUT}`

  return new Failure(message, failures.length > 0 ? { cause: new AggregateError(failures, 'what the candidates answered') } : {})
}

function sayTo (seen: number, farm: string): string {
  return `${seen} on this LAN ${seen === 1 ? 'says' : 'say'} to be farm '${farm}' (mDNS)`
}
