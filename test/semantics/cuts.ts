import { expect } from 'chai'
import { createFarm, outcomeOf } from './farm.ts'
import { answerOf, snapshot } from './snapshot.ts'
import type { Farm } from './farm.ts'
import type { Kind } from './kinds.ts'
import type { Direction } from '../../src/testing/wire.ts'

/** A place where a wire is cut: that of the exchange is the first. */
export interface Cut {
  wire: 0 | 1
  direction: Direction
  bytes: number
}

export interface Ran {
  /** What came of the call, and of the queue. */
  came: unknown

  /** The bytes of the exchange over the first wire, and those over all of the second. */
  bytes: Array<Record<Direction, number>>
}

const DIRECTIONS: Direction[] = ['up', 'down']

/** The call, with its connection cut at these places. */
export async function run (kind: Kind, cuts: Cut[] = []): Promise<Ran> {
  const farm: Farm = await createFarm(kind.options)
  const peer = farm.peer('a')
  const queue = peer.queue<string>('q')
  const given = await kind.prepare?.(farm, queue) as never
  const before = { ...peer.wire.bytes }

  for (const { direction, bytes } of cuts.filter(({ wire }) => wire === 0)) {
    peer.wire.cutAfter(direction, bytes)
  }

  peer.onWire = (wire, index) => {
    for (const { direction, bytes } of cuts.filter(({ wire }) => wire === index)) {
      wire.cutAfter(direction, bytes)
    }
  }

  const outcome = outcomeOf(kind.act({ queue, peer, given, lose: () => {} }))
  await farm.advance(1_000)
  expect(peer.wires, `connections with cuts at ${JSON.stringify(cuts)}`).to.have.lengthOf(1 + cuts.length)
  const [first, ...others] = peer.wires.map(({ bytes }) => ({ ...bytes }))

  return {
    came: { answer: answerOf(outcome), ...await snapshot(farm) },
    bytes: [{ up: (first?.up ?? 0) - before.up, down: (first?.down ?? 0) - before.down }, ...others]
  }
}

/** Every place where one wire can be cut. */
export function * cutsOf (wire: 0 | 1, { up, down }: Record<Direction, number>): Generator<Cut> {
  for (const direction of DIRECTIONS) {
    for (let bytes = 0; bytes <= (direction === 'up' ? up : down); bytes++) {
      yield { wire, direction, bytes }
    }
  }
}
