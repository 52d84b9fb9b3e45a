/** What a peer can make a node do, below the sessions. */
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
   * Milliseconds that a handshake may take.
   *
   * @default 3_000
   */
  handshakeMs: number

  /**
   * Streams of one connection that its peer has open. Above it, new ones are reset. A session needs one.
   *
   * @default 8
   */
  maxStreams: number

  /**
   * Streams a second that a peer may open on one connection. Above it, the connection is cut.
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
   * turn and stay far below; a peer that sends tiny ones only to keep us busy does not.
   *
   * @default 500_000
   */
  maxFramesPerSecond: number

  /**
   * Pings a second on one connection. Above it, the connection is cut.
   *
   * @default 50
   */
  maxPingsPerSecond: number

  /**
   * Bytes waiting to be written to one connection or stream. Whatever would wait beyond it
   * (for a peer that does not read) cuts the connection or stream; sessions pause long before.
   *
   * @default 8_388_608
   */
  maxWriteBufferBytes: number
}

export const defaultNodeLimits: NodeLimits = {
  maxConnections: 2_000,
  maxConnectionsPerPeer: 2,
  maxDialsPerSecond: 200,
  maxHandshakes: 256,
  maxHandshakesPerAddress: 8,
  handshakeMs: 3_000,
  maxStreams: 8,
  maxStreamsPerSecond: 50,
  maxWindowBytes: 1024 * 1024,
  maxFramesPerSecond: 500_000,
  maxPingsPerSecond: 50,
  maxWriteBufferBytes: 8 * 1024 * 1024
}

/** The least and the most that a limit can be; those that are not here, 1 and `Infinity`. */
const RANGES: Partial<Record<keyof NodeLimits, [least: number, most: number]>> = {
  maxWindowBytes: [256 * 1024, 16 * 1024 * 1024],
  maxWriteBufferBytes: [64 * 1024, Infinity],
  handshakeMs: [1, 2 ** 31 - 1]
}

/**
 * Every limit, from those given and the defaults.
 *
 * @throws RangeError for one out of its range, or not a whole number
 */
export function resolveNodeLimits (given: Partial<NodeLimits> = {}): NodeLimits {
  const limits = { ...defaultNodeLimits, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value != null)) }

  for (const [name, value] of Object.entries(limits)) {
    const [least, most] = RANGES[name as keyof NodeLimits] ?? [1, Infinity]

    if (!(value >= least && value <= most) || (value !== Infinity && !Number.isInteger(value))) {
      throw new RangeError(`limits.${name} is a whole number from ${least} to ${most} and this is ${value}`)
    }
  }

  return limits
}
