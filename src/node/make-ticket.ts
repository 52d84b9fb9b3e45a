import { CODE_P2P, multiaddr } from '@multiformats/multiaddr'
import { checkString } from '../arguments.ts'
import { parseAddresses } from './addresses.ts'
import { encodeTicket } from './ticket.ts'
import type { TicketOptions } from './index.ts'
import type { KeyRing } from './key-ring.ts'

/** Of a machine with a great many addresses, the first; a ticket is still to be pasted. */
const MAX_ADDRESSES = 16

/** What a ticket says beside the key, unless it is told otherwise. */
export interface TicketSource {
  farm: string
  peerId: string

  /** All that the coordinator listens on. */
  addresses: string[]
}

/** The ticket of a running coordinator. */
export function makeTicket (ring: KeyRing, { farm, peerId, addresses }: TicketSource, options: TicketOptions): string {
  const chosen = options.addresses === undefined ? reachable(addresses).slice(0, MAX_ADDRESSES) : parseAddresses(options.addresses, 'addresses').map(String)

  return encodeTicket({
    farm,
    key: keyOf(ring, options.keyName === undefined ? undefined : checkString('keyName', options.keyName)),
    peerId,
    addresses: chosen.map((address) => multiaddr(address).decapsulateCode(CODE_P2P).toString())
  })
}

/** Nobody on another machine gets anywhere with an address of loopback. */
function reachable (addresses: string[]): string[] {
  const elsewhere = addresses.filter((address) => !/^\/(ip4\/127\.|ip6\/::1\/)/.test(address))

  return elsewhere.length > 0 ? elsewhere : addresses
}

function keyOf (ring: KeyRing, name: string | undefined): Uint8Array {
  const keys = ring.keys()
  const fitting = name === undefined ? keys : keys.filter((key) => key.name === name)
  const [key, ...others] = fitting

  if (key === undefined || (others.length > 0 && name === undefined)) {
    const names = keys.map((each) => each.name === '' ? "'' (no name)" : `'${each.name}'`).join(', ')
    throw new RangeError(`a ticket carries one key: choose keyName among ${names}`)
  }

  return key.secret.reveal()
}
