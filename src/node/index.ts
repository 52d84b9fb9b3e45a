/**
 * Where the parts meet a network: libp2p with TCP, Noise with the pre-shared key, yamux and
 * mDNS. `createCoordinator` and `connect` are the recipes; `coordinator`, `client` and
 * `pskNoise` are the same as services of a libp2p node that is there already.
 */
import type { Client, PeerInfo, Queue, QueueDefinition, QueueOptions, QueueStats } from '../client/index.ts'
import type { Access, CoordinatorEvents, WatchEvent, WatchOptions } from '../coordinator/index.ts'
import type { Key, Keys } from './keys.ts'
import type { Limits, ServiceLimits } from './limits.ts'
import type { ComponentLogger, Metrics, PrivateKey } from '@libp2p/interface'
import type { TypedEventTarget } from 'main-event'

/** What a coordinator can be told, wherever it runs. */
export interface FarmCoordinatorInit {
  /**
   * The name of the farm: workers look for it on the LAN, and it salts passphrases.
   *
   * @default 'default'; in a node that is there already, what its `pskNoise` was told
   */
  farm?: string

  /**
   * A directory on this machine's disk in which everything is kept, made (mode 0700) when it
   * is missing. What was acknowledged is on disk, and is there again after a restart: tasks,
   * leases, results, sessions. One coordinator at a time; docs/durability.md says what is
   * promised, and what it costs.
   *
   * @default none: everything is in memory, and ends with the coordinator
   */
  dataDir?: string

  /** Queues that are declared before the first address listens. */
  queues?: QueueDefinition[]

  /**
   * Whether a client may open a queue that was not declared here.
   *
   * @default false
   */
  autoCreate?: boolean

  /**
   * Which key name or peer id may do what on which queue; docs/security.md has the table.
   *
   * @default one unnamed key may do everything; a key named after a role has that role
   */
  access?: Access
}

/** What a coordinator with a node of its own is made from. */
export interface CoordinatorInit extends FarmCoordinatorInit {
  /** Who has one of these keys gets in. There is no open mode. */
  key: Keys

  /**
   * Multiaddrs to listen on.
   *
   * @default ['/ip4/0.0.0.0/tcp/7337'], or a free port when that one is taken
   */
  listen?: string[]

  /**
   * Bounds that differ from their defaults; docs/limits.md has them all. A `TypeError` for a
   * name that is none, a `RangeError` for a value out of its range.
   */
  limits?: Partial<Limits>

  /**
   * Whether to announce the farm on the LAN. A coordinator that listens on loopback only is
   * not announced: nobody else could reach it.
   *
   * @default true
   */
  mdns?: boolean

  /**
   * Where it registers what it counts and measures, as libp2p's option of this name:
   * `prometheusMetrics()` of `@libp2p/prometheus-metrics`. docs/metrics.md says what there is. In a
   * node that is there already, it is the node's.
   *
   * @default nothing is counted
   */
  metrics?: (components: { logger: ComponentLogger }) => Metrics

  /**
   * Who it is: a private key, or a file that holds one and is made (mode 0600) when it is
   * missing. Clients that pinned its peer id find it again only if that stays.
   *
   * @default with `dataDir` the file `identity` in there; without, somebody new each time
   */
  identity?: PrivateKey | string
}

/**
 * What a coordinator as a service of a libp2p node is made from. The keys are those of the
 * node's `pskNoise`. It is not announced on the LAN.
 */
export interface CoordinatorServiceInit extends FarmCoordinatorInit {
  /** Bounds that differ from their defaults. Those of connections are the node's: docs/limits.md says how to set them there. */
  limits?: Partial<ServiceLimits>

  /**
   * What the id of its protocol begins with: `/peerq/1.0.0`.
   *
   * @default 'peerq'
   */
  protocolPrefix?: string
}

/** How to make a ticket. */
export interface TicketOptions {
  /**
   * Which key it carries, where there are several; '' for one without a name.
   *
   * @default the only one
   */
  keyName?: string

  /**
   * Multiaddrs under which others reach the coordinator.
   *
   * @default the addresses it listens on; those of loopback only if there are no others
   */
  addresses?: string[]
}

/** How to exchange keys. */
export interface SetKeysOptions {
  /**
   * Whether peers that came with a key that is no longer there are cut off.
   *
   * @default true
   */
  disconnectRetired?: boolean
}

/** How to stop a coordinator. */
export interface StopOptions {
  /**
   * Milliseconds for an orderly end, 0 or more.
   *
   * @default 5_000
   */
  deadline?: number
}

/** The owner of the queues. Its `queue()` handles are what a client's are. */
export interface Coordinator extends TypedEventTarget<CoordinatorEvents>, AsyncDisposable {
  /** Proved to whoever connects. */
  readonly peerId: string

  /** Multiaddrs that it listens on, with `/p2p/…`. */
  readonly addresses: string[]

  /** A handle of a queue, which is declared by that. */
  queue<I = unknown, O = unknown> (name: string, options?: QueueOptions): Queue<I, O>
  queue<I, O, P, R> (definition: QueueDefinition<I, O, P, R>): Queue<I, O, P, R>

  /**
   * Exchanges the keys while it runs. Resolves when the new ones are in force.
   *
   * @throws TypeError, RangeError: then nothing has changed
   */
  setKeys (keys: Keys, options?: SetKeysOptions): Promise<void>

  /**
   * All that a client needs to join, in one string for `connect`. It holds the key: it is a password.
   *
   * @throws RangeError when there are several keys and none, or none of that name, was chosen
   */
  ticket (options?: TicketOptions): string

  /** All sessions, connected or away. */
  peers (): PeerInfo[]

  /** The statistics of every queue, by name. */
  stats (): Promise<Record<string, QueueStats>>

  /** What happens to tasks from now on. Where a slow loop missed something there is a `gap`. */
  watch (options?: WatchOptions): AsyncIterable<WatchEvent>

  /** Says goodbye to all clients and ends. May be called twice. */
  stop (options?: StopOptions): Promise<void>
}

/** The same as a libp2p service. */
export interface CoordinatorService extends Omit<Coordinator, 'stop' | typeof Symbol.asyncDispose> {
  /** What the node leaves unguarded, in words. */
  readonly warnings: string[]
}

/** How to reach a coordinator. */
export interface ClientOptions {
  /**
   * Where the coordinator is: a multiaddr (with `/p2p/…` only that peer is let through),
   * `host`, `host:port` or `[v6]:port`; several are tried beside each other. Port 7337 unless given.
   *
   * @default looked for on the LAN by `farm`
   */
  address?: string | string[]

  /**
   * The coordinator's peer id: no other peer is let through, wherever it was found. As
   * `/p2p/…` at the end of each address.
   *
   * @default whoever has the key
   */
  coordinatorId?: string

  /**
   * The farm that is looked for, and salts a passphrase.
   *
   * @default 'default'
   */
  farm?: string

  /**
   * A label in errors, histories and lists. It proves nothing.
   *
   * @default hostname/pid
   */
  name?: string

  /**
   * Milliseconds for the first connection, and for calls that do not wait by nature while
   * there is no connection. A key that is refused is an error before that, on the LAN when all who
   * answer within 750 ms refuse it. `Infinity`: waits for a coordinator that is not up yet.
   *
   * @default 10_000
   */
  timeout?: number

  /**
   * What calls do while there is no connection: wait for the next one, or reject at once.
   *
   * @default 'wait'
   */
  offline?: 'wait' | 'fail'
}

/** What a client with a node of its own is made from. */
export interface ConnectInit extends ClientOptions {
  key: Key | Key[]

  /**
   * Who it is: a private key, or a file that holds one and is made (mode 0600) when it is missing.
   *
   * @default somebody new each time
   */
  identity?: PrivateKey | string

  /** Ends the first attempt to connect: rejects with `signal.reason`. */
  signal?: AbortSignal
}

/** What a ticket does not say. */
export type TicketConnectOptions = Pick<ConnectInit, 'name' | 'timeout' | 'offline' | 'identity' | 'signal'>

/** What a client as a service of a libp2p node is made from. The keys are those of the node's `pskNoise`. */
export interface ClientServiceInit extends ClientOptions {
  /**
   * What the id of the protocol begins with, as the coordinator has it.
   *
   * @default 'peerq'
   */
  protocolPrefix?: string
}

/** A client as a libp2p service: it starts and stops with its node, which does not wait for its first connection. */
export type ClientService = Omit<Client, 'stop' | typeof Symbol.asyncDispose>

export { checkDataDir } from './check-data-dir.ts'
export type { DataDirReport } from './check-data-dir.ts'
export { connect } from './connect.ts'
export { createCoordinator } from './create-coordinator.ts'
export { client, coordinator } from './services.ts'
export { formatKey, generateKey } from './keys.ts'
export { readKeyFile, writeKeyFile } from './key-file.ts'
export { pskNoise } from './psk-noise.ts'
export type { PskNoise, PskNoiseComponents, PskNoiseInit } from './psk-noise.ts'
export type { GuardLimits } from './guard.ts'
export type { HostComponents } from './host-node.ts'
export type { Refusal, RefusalReason } from './refusals.ts'
export type { Key, Keys } from './keys.ts'
export type { Limits, ServiceLimits } from './limits.ts'
