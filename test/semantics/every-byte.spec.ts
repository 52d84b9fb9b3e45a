import { expect } from 'chai'
import { createFarm, outcomeOf } from './farm.ts'
import { KINDS } from './kinds.ts'
import { answerOf, snapshot } from './snapshot.ts'
import type { Farm } from './farm.ts'
import type { Kind } from './kinds.ts'
import type { Direction } from '../../src/testing/wire.ts'

/** A place where a wire is cut: that of the exchange is the first. */
interface Cut {
  wire: 0 | 1
  direction: Direction
  bytes: number
}

interface Ran {
  /** What came of the call, and of the queue. */
  came: unknown

  /** The bytes of the exchange over the first wire, and those over all of the second. */
  bytes: Array<Record<Direction, number>>
}

const DIRECTIONS: Direction[] = ['up', 'down']

function kindOf (name: string): Kind {
  return KINDS.find((kind) => kind.name === name) ?? expect.fail(`no kind '${name}'`)
}

async function run (kind: Kind, cuts: Cut[] = []): Promise<Ran> {
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
function * cutsOf (wire: 0 | 1, { up, down }: Record<Direction, number>): Generator<Cut> {
  for (const direction of DIRECTIONS) {
    for (let bytes = 0; bytes <= (direction === 'up' ? up : down); bytes++) {
      yield { wire, direction, bytes }
    }
  }
}

describe('a connection that is cut at any byte of', () => {
  for (const [title, name] of [['a put', 'put'], ['a get and its confirmation', 'confirm'], ['a complete', 'complete']] as const) {
    const kind = kindOf(name)

    it(`${title} makes no difference`, async function () {
      this.timeout(10_000)
      const { came, bytes: [exchange] } = await run(kind)
      let cuts = 0

      for (const cut of cutsOf(0, exchange ?? expect.fail('nothing was said'))) {
        expect((await run(kind, [cut])).came, JSON.stringify(cut)).to.deep.equal(came)
        cuts++
      }

      expect(cuts).to.be.above(20)
    })

    it(`${title}, and of the resumption after it whose reply was lost, makes no difference`, async function () {
      this.timeout(10_000)
      const { came } = await run(kind)
      const lost: Cut = { wire: 0, direction: 'down', bytes: 0 }
      const { bytes: [, resumption] } = await run(kind, [lost])
      let cuts = 0

      for (const cut of cutsOf(1, resumption ?? expect.fail('it was not resumed'))) {
        expect((await run(kind, [lost, cut])).came, JSON.stringify(cut)).to.deep.equal(came)
        cuts++
      }

      expect(cuts).to.be.above(100)
    })
  }
})
