import { checkNames } from '../arguments.ts'
import { DEFAULT_LIMITS as COORDINATOR_LIMITS, resolveLimits as resolveCoordinatorLimits } from '../coordinator/index.ts'
import type { CoordinatorLimits } from '../coordinator/index.ts'

/** What a peer can make a node do, below the sessions. All are integers; where nothing else is said, `Infinity` is no limit. */
export interface NodeLimits {
  /**
   * Connections at once. Above it, new ones are refused. At least 1.
   *
   * @default 2_000
   */
  maxConnections: number

  /**
   * Connections of one peer id. Above it, the oldest gives way: it is most likely what a
   * peer that was restarted has left half open. At least 1.
   *
   * @default 2
   */
  maxConnectionsPerPeer: number

  /**
   * New connections a second from one host. Above it they are reset; dialers try again. At least 1.
   *
   * @default 200
   */
  maxDialsPerSecond: number

  /**
   * Connections whose handshake is not over, in all. Above it, new ones are reset; dialers try again. At least 1.
   *
   * @default 256
   */
  maxHandshakes: number

  /**
   * The same, from one address. At least 1.
   *
   * @default 8
   */
  maxHandshakesPerAddress: number

  /**
   * Milliseconds that a handshake may take, 1 to 2,147,483,647. Then the connection is cut.
   *
   * @default 3_000
   */
  handshakeMs: number

  /**
   * Milliseconds that a connection may be without a session, 1 to 2,147,483,647. Then it is cut.
   *
   * @default 5_000
   */
  idleMs: number

  /**
   * Streams of one connection that its peer has open. Above it, new ones are reset. A session needs one. At least 1.
   *
   * @default 4
   */
  maxStreams: number

  /**
   * Streams a second that a peer may open on one connection. Above it, the connection is cut. At least 1.
   *
   * @default 50
   */
  maxStreamsPerSecond: number

  /**
   * Bytes in one frame of the multiplexer, and in the window that a stream can get: a peer
   * that sends a longer frame is cut off before the frame is stored. 262,144 to 16,777,216.
   *
   * @default 1_048_576
   */
  maxWindowBytes: number

  /**
   * Frames of the multiplexer a second on one connection, of whatever kind. Sessions send one a
   * turn and stay far below; a peer that sends tiny ones only to keep us busy does not. At least 1.
   *
   * @default 500_000
   */
  maxFramesPerSecond: number

  /**
   * Pings a second on one connection. Above it, the connection is cut. At least 1.
   *
   * @default 50
   */
  maxPingsPerSecond: number

  /**
   * Bytes waiting to be written to one connection or stream. Whatever would wait beyond it
   * (for a peer that does not read) cuts the connection or stream; sessions pause long before.
   * At least 1,048,576: a frame of a session has to fit.
   *
   * @default 8_388_608
   */
  maxWriteBufferBytes: number
}

export const defaultNodeLimits: Readonly<NodeLimits> = {
  maxConnections: 2_000,
  maxConnectionsPerPeer: 2,
  maxDialsPerSecond: 200,
  maxHandshakes: 256,
  maxHandshakesPerAddress: 8,
  handshakeMs: 3_000,
  idleMs: 5_000,
  maxStreams: 4,
  maxStreamsPerSecond: 50,
  maxWindowBytes: 1024 * 1024,
  maxFramesPerSecond: 500_000,
  maxPingsPerSecond: 50,
  maxWriteBufferBytes: 8 * 1024 * 1024
}

/** The least and the most that a limit can be; those that are not here, 1 and `Infinity`. */
const RANGES: Partial<Record<keyof NodeLimits, [least: number, most: number]>> = {
  maxWindowBytes: [256 * 1024, 16 * 1024 * 1024],
  maxWriteBufferBytes: [1024 * 1024, Infinity],
  handshakeMs: [1, 2 ** 31 - 1],
  idleMs: [1, 2 ** 31 - 1]
}

/** Every bound of a coordinator, in one object; docs/limits.md has them all. */
export interface Limits extends CoordinatorLimits, NodeLimits {}

/** Those of a coordinator in a libp2p node that is not ours: the rest is the node's. */
export interface ServiceLimits extends CoordinatorLimits, Pick<NodeLimits, 'maxStreams'> {}

/** All of them as they are unless somebody says otherwise. */
export const DEFAULT_LIMITS: Readonly<Limits> = { ...COORDINATOR_LIMITS, ...defaultNodeLimits }

/**
 * The bounds in force: those given, and defaults for the rest.
 *
 * @throws TypeError for a name that is not a limit's, and for what is not a number; RangeError
 * for a number out of its range, or not a whole one
 */
export function resolveLimits (given: Partial<Limits> = {}): Limits {
  check(given)

  return { ...resolveCoordinatorLimits(given), ...resolveNodeLimits(given) }
}

/**
 * The same where the node is not ours.
 *
 * @throws as `resolveLimits`; TypeError also for a limit of the node: nothing here would hold it
 */
export function resolveServiceLimits (given: Partial<ServiceLimits> = {}): ServiceLimits {
  check(given)
  const foreign = Object.keys(given).find((name) => name !== 'maxStreams' && Object.hasOwn(defaultNodeLimits, name))

  if (foreign !== undefined) {
    throw new TypeError(`limits.${foreign} is a bound of the libp2p node, which was not made here: docs/limits.md says how to set it there`)
  }

  return { ...resolveCoordinatorLimits(given), maxStreams: resolveNodeLimits(given).maxStreams }
}

/** One that was misspelt would bound nothing. */
function check (given: unknown): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new TypeError('limits is an object of names and numbers, like { maxQueues: 10 }')
  }

  checkNames('limits', given, DEFAULT_LIMITS, 'a limit')

  for (const [name, value] of Object.entries(given) as Array<[string, unknown]>) {
    if (value !== undefined && typeof value !== 'number') {
      throw new TypeError(`limits.${name} is a number, and this is of type ${typeof value}`)
    }
  }
}

/**
 * Every limit of a node, from those given and the defaults. Names that are not a node's are left to others.
 *
 * @throws RangeError for one out of its range, or not a whole number
 */
export function resolveNodeLimits (given: Partial<NodeLimits> = {}): NodeLimits {
  const limits = { ...defaultNodeLimits }

  for (const name of Object.keys(limits) as Array<keyof NodeLimits>) {
    const value = given[name] ?? limits[name]
    const [least, most] = RANGES[name] ?? [1, Infinity]

    if (!(value >= least && value <= most) || (value !== Infinity && !Number.isInteger(value))) {
      throw new RangeError(`limits.${name} is ${value}: it must be an integer from ${least} to ${most}`)
    }

    limits[name] = value
  }

  return limits
}
