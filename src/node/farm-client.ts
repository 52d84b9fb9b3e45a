import { hostname } from 'node:os'
import { systemClock } from '../clock.ts'
import { createClient } from '../client/index.ts'
import { PROTOCOL_ID } from '../protocol/index.ts'
import { parseAddresses } from './addresses.ts'
import { farmDialer } from './dialer.ts'
import { DEFAULT_FARM } from './keys.ts'
import type { StartableClient } from '../client/index.ts'
import type { ClientOptions } from './index.ts'
import type { KeyRing } from './key-ring.ts'
import type { ComponentLogger, Libp2p } from '@libp2p/interface'

export interface FarmClientInit extends ClientOptions {
  node: Pick<Libp2p, 'dial'>
  logger: ComponentLogger
  peerId: string

  /** Known when it dials. */
  ring: () => KeyRing
  protocolPrefix?: string | undefined

  /** The only peer that is let through on the LAN. */
  pinned?: string | undefined

  /** Ends what the client dials from, when the client ends. */
  close?: () => Promise<void>
}

/** A client that reaches its coordinator over libp2p, not started. Throws for an address that is none. */
export function createFarmClient (init: FarmClientInit): StartableClient {
  const { protocolPrefix = 'peerq', farm = DEFAULT_FARM, address, close } = init
  const dialer = farmDialer({
    ...init,
    farm,
    clock: systemClock,
    protocol: PROTOCOL_ID.replace('peerq', protocolPrefix),
    addresses: address === undefined ? [] : parseAddresses(address)
  })

  return createClient({
    dialer: close === undefined ? dialer : { ...dialer, close },
    clock: systemClock,
    peerId: init.peerId,
    name: init.name ?? `${hostname()}/${process.pid}`,
    timeout: init.timeout,
    offline: init.offline
  })
}
