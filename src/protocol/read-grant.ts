import type { Grant } from './messages.ts'
import type { WireReader } from './wire-reader.ts'

const NOTHING: Uint8Array = new Uint8Array(0)

const tag = (field: number, type: number): number => field << 3 | type

const CONSUMER = tag(1, 0)
const TOKEN = tag(2, 0)
const TASK = tag(3, 2)
const ITEM = tag(4, 2)
const ATTEMPT = tag(5, 0)
const LEASE_MS = tag(6, 0)
const MAX_RUN_MS = tag(7, 0)
const HEARTBEAT = tag(8, 0)

/**
 * A grant, as protons reads it, by hand: that makes an empty `Buffer` for the item of each
 * before it reads it, which is more than half of its time (0.35 µs instead of 0.55).
 */
export function readGrant (reader: WireReader, length: number): Grant {
  const end = reader.pos + length
  let consumer = 0
  let token = 0
  let task = ''
  let item = NOTHING
  let attempt = 0
  let leaseMs = 0
  let maxRunMs = 0
  let heartbeat = 0

  while (reader.pos < end) {
    const field = reader.uint32()

    switch (field) {
      case CONSUMER: consumer = reader.uint32(); break
      case TOKEN: token = reader.uint64Number(); break
      case TASK: task = reader.string(); break
      case ITEM: item = reader.bytes(); break
      case ATTEMPT: attempt = reader.uint32(); break
      case LEASE_MS: leaseMs = reader.uint64Number(); break
      case MAX_RUN_MS: maxRunMs = reader.uint64Number(); break
      case HEARTBEAT: heartbeat = reader.uint64Number(); break
      default: reader.skipType(field & 7)
    }
  }

  return { consumer, token, task, item, attempt, leaseMs, maxRunMs, heartbeat }
}
