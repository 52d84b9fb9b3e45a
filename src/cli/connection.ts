import { collectList, durationOption, option } from './options.ts'
import { UsageError } from './explain.ts'
import type { Client, ConnectInit } from '../index.ts'
import type { Call } from './command.ts'
import type { Option } from 'commander'

/** How a command finds its coordinator. */
export interface ConnectionOptions {
  ticket?: string
  keyFile?: string
  address?: string[]
  farm?: string
  name?: string
  connectTimeout: number
}

const CONNECT_MS = 10_000

/** The options of every command that talks to a coordinator. A key is none of them: `ps` shows options to all users of a machine. */
export function connectionOptions ({ connectTimeout = CONNECT_MS }: { connectTimeout?: number } = {}): Option[] {
  return [
    option('--ticket <ticket>', 'all that is needed in one string, from peerq serve or peerq ticket; a password [PEERQ_TICKET]'),
    option('--key-file <file>', 'a swarm.key file, from peerq keygen [PEERQ_KEY_FILE; PEERQ_KEY is a key or passphrase itself]'),
    option('--address <host:port>', 'where the coordinator is; again or with commas for several [PEERQ_ADDRESS; else looked for on the LAN]')
      .argParser(collectList),
    option('--farm <name>', 'the farm to look for, which also salts a passphrase [PEERQ_FARM; else default]'),
    option('--name <label>', "this client's label in lists and histories [else host/pid]"),
    durationOption('--connect-timeout <time>', 'for the first connection; inf waits for a coordinator that is not up yet')
      .default(connectTimeout, connectTimeout === Infinity ? 'inf' : `${connectTimeout / 1_000}s`)
  ]
}

/** `process.env`, or what a test has in its place. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Where to connect to, and with what. */
export interface Way {
  ticket?: string
  key?: string
  keyFile?: string
  address?: string[]
  farm?: string
}

/**
 * Flags first, then the environment. Of each a ticket says all: `--key-file` beats a ticket in
 * the environment.
 *
 * @throws UsageError without a key
 */
export function findWay (flags: Pick<ConnectionOptions, 'ticket' | 'keyFile' | 'address' | 'farm'>, environment: Environment): Way {
  const env = (name: string): string | undefined => environment[name] === '' ? undefined : environment[name]

  if (flags.ticket !== undefined && (flags.keyFile ?? flags.address ?? flags.farm) !== undefined) {
    throw new UsageError('a ticket says all: --key-file, --address and --farm do not go with it', 'leave out --ticket, or the others')
  }

  const ticket = flags.ticket ?? (flags.keyFile === undefined ? env('PEERQ_TICKET') : undefined)

  if (ticket !== undefined) {
    return { ticket }
  }

  const keyFile = flags.keyFile ?? (env('PEERQ_KEY') === undefined ? env('PEERQ_KEY_FILE') : undefined)
  const key = keyFile === undefined ? env('PEERQ_KEY') : undefined
  const address = flags.address ?? (env('PEERQ_ADDRESS') === undefined ? undefined : collectList(env('PEERQ_ADDRESS') as string))
  const farm = flags.farm ?? env('PEERQ_FARM')

  if (keyFile === undefined && key === undefined) {
    throw new UsageError('there is no key, and no ticket', 'give one: --ticket or --key-file, or PEERQ_TICKET, PEERQ_KEY_FILE or PEERQ_KEY in the environment')
  }

  return { ...keyFile !== undefined && { keyFile }, ...key !== undefined && { key }, ...address && { address }, ...farm !== undefined && { farm } }
}

/** Connects as the options and the environment say. */
export async function connectAs ({ options, stop }: Pick<Call<ConnectionOptions>, 'options' | 'stop'>): Promise<Client> {
  const { ticket, key, keyFile, ...rest } = findWay(options, process.env)
  const { connect, readKeyFile } = await import('../index.ts')
  const common = { timeout: options.connectTimeout, signal: stop.signal, ...options.name !== undefined && { name: options.name } }

  if (ticket !== undefined) {
    return connect(ticket, common)
  }

  const init: ConnectInit = { ...rest, ...common, key: keyFile === undefined ? key as string : await readKeyFile(keyFile) }

  return connect(init)
}

/** Connects, does it, and says goodbye, whatever comes of it. */
export async function withClient<T> (call: Pick<Call<ConnectionOptions>, 'options' | 'stop'>, act: (client: Client) => Promise<T>): Promise<T> {
  const client = await connectAs(call)

  try {
    return await act(client)
  } finally {
    await client.stop()
  }
}
