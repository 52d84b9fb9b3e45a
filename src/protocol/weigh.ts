import type { Grant, Message, Outcome, Reply, Request } from './messages.ts'

// Upper bounds of what protobuf makes of each kind of field, tag and length included.
const NUMBER = 12
const PREFIX = 8
const BYTES_PER_UNIT = 3

/** Covers all numbers, flags and enums of any of the small messages. */
const SMALL = 128

/**
 * How many bytes `message` takes in a frame, at most, without encoding it: nearly exact for
 * its payload, generous for the rest. The frequent ones are weighed field by field; of the
 * others every field is looked at.
 */
export function weigh (message: Message): number {
  if (message.request != null) {
    return weighRequest(message.request)
  }

  if (message.grant != null) {
    return weighGrant(message.grant)
  }

  if (message.reply != null && isResult(message.reply)) {
    return SMALL + PREFIX + message.reply.payload.byteLength + weighText(message.reply.message)
  }

  if (message.outcome != null && message.outcome.failure == null) {
    return weighOutcome(message.outcome)
  }

  return PREFIX + weighValue(message)
}

function weighRequest (request: Request): number {
  const { put, settle } = request

  if (put != null) {
    let weight = SMALL + weighText(request.queue) + weighText(put.id)

    for (let index = 0; index < put.items.length; index++) {
      weight += PREFIX + put.items[index]!.byteLength
    }

    return weight
  }

  if (request.awaitResult != null) {
    return SMALL + weighText(request.queue) + weighText(request.awaitResult.task)
  }

  if (settle != null && settle.failure == null) {
    return SMALL + weighText(request.queue) + (settle.result?.byteLength ?? 0)
  }

  return PREFIX + weighValue(request)
}

function weighGrant (grant: Grant): number {
  return SMALL + weighText(grant.task) + grant.item.byteLength
}

function weighOutcome ({ payload }: Outcome): number {
  return SMALL + (payload?.byteLength ?? 0)
}

/** Carries a payload and nothing else of any size. */
function isResult (reply: Reply): reply is Reply & { payload: Uint8Array } {
  return reply.payload != null && reply.grant == null && reply.failure == null && reply.stats == null &&
    reply.tasks.length === 0 && reply.peers.length === 0 && reply.queues.length === 0
}

function weighText (text: string): number {
  return PREFIX + BYTES_PER_UNIT * text.length
}

function weighValue (value: unknown): number {
  switch (typeof value) {
    case 'string':
      return weighText(value)
    case 'number':
    case 'boolean':
      return NUMBER
    case 'object':
      return value instanceof Uint8Array ? PREFIX + value.byteLength : weighFields(value)
    default:
      return 0
  }
}

/** Of a message or a list: the elements of a repeated field have a tag each. */
function weighFields (fields: object | null): number {
  if (Array.isArray(fields)) {
    return fields.reduce((weight: number, element) => weight + weighValue(element), 0)
  }

  let weight = PREFIX

  for (const key in fields) {
    weight += weighValue(fields[key as keyof typeof fields])
  }

  return weight
}
