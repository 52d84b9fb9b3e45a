import { checkInteger, checkOptions } from '../arguments.ts'
import { DEFAULT_ENGINE_LIMITS } from '../engine/index.ts'
import { HIGH_WATER_BYTES, LOW_WATER_BYTES } from '../link/index.ts'
import { DEFAULT_MAX_PAYLOAD_BYTES, MAX_FRAME_BYTES } from '../protocol/index.ts'
import type { EngineLimits } from '../engine/index.ts'

/**
 * What one peer, or all of them together, can make a coordinator keep. Over a bound a call
 * is refused with a `LimitError` that names it, unless the bound says otherwise. All are integers.
 */
export interface CoordinatorLimits extends EngineLimits {
  /**
   * Queues in all. 1 to 16,777,216.
   *
   * @default 1_024
   */
  maxQueues: number

  /**
   * Tasks of all queues that wait, are leased or are dead. 1 to 16,777,216; that much also for
   * `maxTasks`, `maxResults` and `maxIds` together, since a JavaScript `Map` ends there.
   *
   * @default 10_000_000
   */
  maxTasks: number

  /**
   * Ended tasks whose outcome is kept for whoever asks later. Above it the oldest that
   * nobody waits for is forgotten. 1 or more.
   *
   * @default 100_000
   */
  maxResults: number

  /**
   * Bytes of those outcomes, with what surrounds them in memory: about 450 for each, 200 for
   * its result, 160 for each attempt that failed. Above it, as above `maxResults`. 0 or more.
   *
   * @default 67_108_864
   */
  maxResultBytes: number

  /**
   * Ids of ended tasks, known for `dedupTtl`. Above it the oldest is forgotten. 1 or more.
   *
   * @default 4_000_000
   */
  maxIds: number

  /**
   * Bytes of one item or result. 1 to 1,073,741,824. Above it a `PayloadTooLargeError`.
   *
   * @default 67_108_864
   */
  maxPayloadBytes: number

  /**
   * Bytes of one frame, the unit that is read at a time: larger messages travel in pieces.
   * 1,024 to 1,048,576. A peer that sends a longer one is cut off.
   *
   * @default 1_048_576
   */
  maxFrameBytes: number

  /**
   * Sessions that are connected at once. 1 or more. A client that comes above it is turned away.
   *
   * @default 2_000
   */
  maxSessions: number

  /**
   * Sessions of one peer id that are connected at once. 1 or more. Above it the oldest
   * connection is closed: it is most likely what a peer that was restarted has left half open.
   *
   * @default 16
   */
  maxSessionsPerPeer: number

  /**
   * Sessions that went away and may come back. 1 or more. Above it the oldest is forgotten.
   *
   * @default 10_000
   */
  maxAway: number

  /**
   * Calls of one session that are not answered yet. 1 to 1,048,576. Clients let further
   * calls wait their turn: a worker ends at most this many tasks in one round trip.
   *
   * @default 4_096
   */
  maxRequests: number

  /**
   * Those of them that wait for something to happen (an item, room, up to 256 results, …), and
   * consumers of one session. 1 to 1,048,576. Clients let further calls wait their turn.
   *
   * @default 1_024
   */
  maxWaiters: number

  /**
   * Bytes of items that one session has waiting for room in full queues. 1 or more.
   *
   * @default 67_108_864
   */
  maxWaitingBytes: number

  /**
   * Answers of one session that are kept until it is known to have them; those in a row that
   * say nothing but OK count as one. 1 or more.
   *
   * @default 65_536
   */
  maxAnswers: number

  /**
   * Bytes that wait to be sent to one session. Above it nothing more is read from that
   * session, nor handed out to it, until it has taken most of them; `watch` leaves events out and
   * says so. 1,048,576 or more.
   *
   * @default 8_388_608
   */
  maxOutboxBytes: number
}

export const DEFAULT_LIMITS: Readonly<CoordinatorLimits> = {
  ...DEFAULT_ENGINE_LIMITS,
  maxPayloadBytes: DEFAULT_MAX_PAYLOAD_BYTES,
  maxFrameBytes: MAX_FRAME_BYTES,
  maxSessions: 2_000,
  maxSessionsPerPeer: 16,
  maxRequests: 4_096,
  maxWaiters: 1_024,
  maxOutboxBytes: HIGH_WATER_BYTES
}

/** A `Map` takes no more. */
const MAP_ENTRIES = 2 ** 24

/** Where a bound is not simply 1 or more. */
const RANGES: Partial<Record<keyof CoordinatorLimits, [least: number, most: number]>> = {
  maxQueues: [1, MAP_ENTRIES],
  maxTasks: [1, MAP_ENTRIES],
  maxResults: [1, MAP_ENTRIES],
  maxIds: [1, MAP_ENTRIES],
  maxResultBytes: [0, Number.MAX_SAFE_INTEGER],
  maxPayloadBytes: [1, 2 ** 30],
  maxFrameBytes: [1_024, MAX_FRAME_BYTES],
  maxSessions: [1, MAP_ENTRIES],
  maxAway: [1, MAP_ENTRIES],
  maxRequests: [1, 2 ** 20],
  maxWaiters: [1, 2 ** 20],
  maxOutboxBytes: [LOW_WATER_BYTES, Number.MAX_SAFE_INTEGER]
}

/**
 * The bounds in force: those given, and defaults for the rest. Names that are not the
 * coordinator's are left to others. Throws a `RangeError` that names the bound.
 */
export function resolveLimits (init?: Partial<CoordinatorLimits>): CoordinatorLimits {
  const given = checkOptions(init, 'limits')
  const limits = { ...DEFAULT_LIMITS }

  for (const name of Object.keys(limits) as Array<keyof CoordinatorLimits>) {
    const { [name]: value = limits[name] } = given
    const [least, most] = RANGES[name] ?? [1, Number.MAX_SAFE_INTEGER]

    limits[name] = checkInteger(`limits.${name}`, value, least, most)
  }

  if (limits.maxTasks + limits.maxResults + limits.maxIds > MAP_ENTRIES) {
    throw new RangeError(`limits.maxTasks, limits.maxResults and limits.maxIds come to more than ${MAP_ENTRIES} together`)
  }

  return limits
}
