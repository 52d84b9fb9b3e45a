import { systemClock } from '../../src/clock.ts'
import { createBytePair, createFramedLink } from '../../src/link/index.ts'
import { createRequest } from '../../src/protocol/index.ts'
import type { Clock } from '../../src/clock.ts'
import type { Batch, BytePairInit, FramedLinkLimits, Link, Remote } from '../../src/link/index.ts'
import type { Message } from '../../src/protocol/index.ts'

export const remoteOf = (peerId: string): Remote => ({ peerId, keyName: '', address: '', local: true })

export interface FramedPairInit extends BytePairInit {
  clock?: Clock
  limits?: Partial<FramedLinkLimits>
}

/** A caller and a coordinator, joined by bytes. */
export function createFramedPair ({ clock = systemClock, limits, ...cuts }: FramedPairInit = {}): [caller: Link, coordinator: Link] {
  const [a, b] = createBytePair(cuts)

  return [
    createFramedLink({ duplex: a, remote: remoteOf('coordinator'), clock, role: 'caller', limits }),
    createFramedLink({ duplex: b, remote: remoteOf('caller'), clock, role: 'coordinator', limits })
  ]
}

/** A put of an item of so many bytes, all of them `number`. */
export function putOf (number: number, itemBytes = 1): Message {
  const item = new Uint8Array(itemBytes).fill(number)

  return { request: createRequest(number, 'q', { put: { items: [item], id: '', noWait: false, priority: 0, delay: 0 } }) }
}

export const heartbeat = (sequence: number): Message => ({ heartbeat: { sequence, tokens: [], started: [] } })
export const goodbye: Message = { goodbye: { reason: 'DONE', status: 'OK', message: '' } }

/** A short name for each message: `put 3`, `heartbeat 1`, `reply 1-4`. */
export function nameOf ({ request, heartbeat, reply, goodbye, welcome }: Message): string {
  if (request != null) {
    return `put ${request.number}`
  }

  if (reply != null) {
    return reply.through > 0 ? `reply ${reply.number}-${reply.through}` : `reply ${reply.number}`
  }

  if (heartbeat != null) {
    return `heartbeat ${heartbeat.sequence}`
  }

  return goodbye != null ? 'goodbye' : welcome != null ? 'welcome' : 'something else'
}

/** Reads on until `count` messages have come, or the link has ended. */
export async function readMessages (batches: AsyncIterator<Batch>, count: number): Promise<Message[]> {
  const messages: Message[] = []

  while (messages.length < count) {
    const batch = await batches.next()

    if (batch.done === true) {
      break
    }

    messages.push(...batch.value.messages)
  }

  return messages
}

/** Reads to the end; the error it ended in, if it did. */
export async function readToTheEnd ({ incoming }: Link): Promise<{ messages: Message[], error: Error | undefined }> {
  const messages: Message[] = []

  try {
    for await (const batch of incoming) {
      messages.push(...batch.messages)
    }
  } catch (error) {
    return { messages, error: error as Error }
  }

  return { messages, error: undefined }
}

/** Lets the event loop turn, so that whatever can go on without us does. */
export async function turns (count = 5): Promise<void> {
  for (let turn = 0; turn < count; turn++) {
    await new Promise((resolve) => { setImmediate(resolve) })
  }
}
