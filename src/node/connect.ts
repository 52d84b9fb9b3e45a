import { multiaddr } from '@multiformats/multiaddr'
import { checkOptions, checkSignal } from '../arguments.ts'
import { createClientNode } from './create-node.ts'
import { addressesOf, createFarmClient } from './farm-client.ts'
import { loadIdentity } from './identity.ts'
import { KeyRing } from './key-ring.ts'
import { nearestFirst } from './near.ts'
import { stopNode } from './stop.ts'
import { decodeTicket } from './ticket.ts'
import type { Client } from '../client/index.ts'
import type { ConnectInit, TicketConnectOptions } from './index.ts'

/** The node has nothing to say any more: its client has said goodbye. Milliseconds. */
const NODE_STOP_MS = 1_000

/**
 * Connects to a coordinator, with a libp2p node of its own that only dials. Once connected,
 * it reconnects for ever, until `stop`.
 *
 * @param init - what is needed, or a ticket, which says where and with which key
 * @param more - with a ticket, what it does not say
 * @throws TypeError without a key, or for a damaged ticket; RangeError for an address that is
 * none; AuthenticationError when the key was refused or another peer answered;
 * ConnectionError or TimeoutError when nobody answered within `timeout`; `signal.reason`
 */
export async function connect (init: ConnectInit | string, more?: TicketConnectOptions): Promise<Client> {
  const options = typeof init === 'string' ? { ...checkOptions(more), ...fromTicket(init) } : init

  if (typeof options !== 'object' || options === null) {
    throw new TypeError("connect takes an object, connect({ key: …, address: 'host:port' }), or a ticket")
  }

  // before the passphrase is stretched
  addressesOf(options)
  checkSignal(options)?.throwIfAborted()
  const ring = await KeyRing.create(options.key, options.farm === undefined ? {} : { farm: options.farm })
  const node = await createClientNode({ ring, privateKey: await loadIdentity(options.identity) })
  const close = async (): Promise<void> => { await stopNode(node, { deadline: NODE_STOP_MS }) }

  try {
    const client = createFarmClient({ ...options, node, ring: () => ring, logger: node.logger, peerId: node.peerId.toString(), close })
    await client.start({ signal: options.signal })

    return client
  } catch (err) {
    await close()
    throw err
  }
}

/** Its addresses are all those of the machine that made it: the nearest are tried first, and lead to that one peer. */
function fromTicket (ticket: string): ConnectInit {
  const { farm, key, peerId, addresses } = decodeTicket(ticket)

  return { farm, key, coordinatorId: peerId, address: nearestFirst(addresses.map((address) => multiaddr(address))).map(String) }
}
