import { hostname } from 'node:os'
import { systemClock } from '../clock.ts'
import { createClient } from '../client/index.ts'
import { PROTOCOL_ID } from '../protocol/index.ts'
import { parseAddresses, parsePeerId, pinTo } from './addresses.ts'
import { farmDialer } from './dialer.ts'
import { checkFarm, DEFAULT_FARM } from './keys.ts'
import type { StartableClient } from '../client/index.ts'
import type { ClientOptions } from './index.ts'
import type { KeyRing } from './key-ring.ts'
import type { ComponentLogger, Libp2p } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'

export interface FarmClientInit extends ClientOptions {
  node: Pick<Libp2p, 'dial'>
  logger: ComponentLogger
  peerId: string

  /** Known when it dials. */
  ring: () => KeyRing
  protocolPrefix?: string | undefined

  /** Ends what the client dials from, when the client ends. */
  close?: () => Promise<void>
}

/** A client that reaches its coordinator over libp2p, not started. Throws for an address that is none. */
export function createFarmClient (init: FarmClientInit): StartableClient {
  const { protocolPrefix = 'peerq', close } = init
  const farm = checkFarm(init.farm === undefined ? DEFAULT_FARM : init.farm)
  const dialer = farmDialer({
    ...init,
    farm,
    clock: systemClock,
    protocol: PROTOCOL_ID.replace('peerq', protocolPrefix),
    addresses: addressesOf(init)
  })

  return createClient({
    dialer: close === undefined ? dialer : { ...dialer, close },
    clock: systemClock,
    peerId: init.peerId,
    name: init.name === undefined ? `${hostname()}/${process.pid}` : init.name,
    timeout: init.timeout,
    offline: init.offline
  })
}

/**
 * Where the coordinator is; nowhere: it is looked for on the LAN.
 *
 * @throws TypeError, RangeError for an address or a peer id that is none
 */
export function addressesOf ({ address, coordinatorId }: Pick<ClientOptions, 'address' | 'coordinatorId'>): Multiaddr[] {
  const addresses = address === undefined ? [] : parseAddresses(address)

  return coordinatorId === undefined ? addresses : pinTo(addresses, parsePeerId(coordinatorId))
}
