/** Frames as a caller sends them, and what becomes of them when bytes are changed: the same for a seed each time. */
import fc from 'fast-check'
import { concat } from 'uint8arrays/concat'
import { encodeFrame } from '../../src/protocol/index.ts'
import { fromCaller } from './arbitrary.ts'
import type { Message } from '../../src/protocol/index.ts'

/** So many whole frames are made, and all others from them. */
const WHOLE = 2_000

/** The queue that most of them are about: what comes for others does not get far. */
export const FUZZED_QUEUE = 'fuzz'

/** Without end. */
export function * mutants (seed: number): Generator<Uint8Array, never> {
  const random = seeded(seed)
  const messages = fc.sample(fromCaller, { numRuns: 10 * WHOLE, seed }).filter((message) => random(100) < shareOf(message))
    .map((message) => random(10) === 0 ? message : aboutQueue(message))
  const whole = Array.from({ length: WHOLE }, () =>
    encodeFrame({ messages: Array.from({ length: 1 + random(3) }, () => messages[random(messages.length)] as Message), below: 0 }))

  for (;;) {
    yield mutate(whole[random(WHOLE)] as Uint8Array, whole[random(WHOLE)] as Uint8Array, random)
  }
}

/** Of a hundred, how many are kept: most are to be requests, and few are to end the session. */
function shareOf ({ request, hello, goodbye }: Message): number {
  return request !== undefined ? 100 : hello ?? goodbye ? 2 : 10
}

/** Some of a frame's bytes changed, lost, or those of another one. */
function mutate (frame: Uint8Array, other: Uint8Array, random: (below: number) => number): Uint8Array {
  const bytes = Uint8Array.from(frame)

  switch (random(8)) {
    case 0: return bytes.subarray(0, random(bytes.length))
    case 1: return concat([bytes.subarray(0, random(bytes.length)), other.subarray(random(other.length))])
    case 2: return Uint8Array.from({ length: 1 + random(100) }, () => random(256))
    case 3:
    case 4:
      for (let changes = 1 + random(3); changes > 0; changes--) {
        bytes[random(bytes.length)] = random(256)
      }

      return bytes
    default: return bytes
  }
}

function aboutQueue ({ request, consume, ...others }: Message): Message {
  return {
    ...others,
    ...request && { request: { ...request, queue: FUZZED_QUEUE } },
    ...consume && { consume: { ...consume, queue: FUZZED_QUEUE } }
  }
}

/** Whole numbers below the one that is asked for: a generator of Park and Miller. */
export function seeded (seed: number): (below: number) => number {
  let state = seed % 0x7ffffffe + 1

  return (below) => {
    state = state * 48_271 % 0x7fffffff

    return state % below
  }
}
