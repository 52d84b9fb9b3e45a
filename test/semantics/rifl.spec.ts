import { expect } from 'chai'
import { MemoryStore } from '../../src/storage/memory.ts'
import { createFarm, outcomeOf } from './farm.ts'
import { KINDS } from './kinds.ts'
import { answerOf, snapshot } from './snapshot.ts'
import type { Farm, FarmInit, Outcome } from './farm.ts'
import type { Kind } from './kinds.ts'

// Request identity: whatever a client asks for happens once, and it has the same answer,
// whether or not its connection is lost on the way (RIFL, SOSP 2015).

/** Where a run loses its connection. */
type Trouble = 'none' | 'request' | 'reply' | 'reply, in the end of the coordinator'

/** One call of client a, in one kind of trouble: what came of it, and of the queue. */
class Run {
  readonly farm: Farm
  readonly #trouble: Trouble
  #outcome: Outcome<unknown> = { state: 'waiting' }

  private constructor (farm: Farm, trouble: Trouble) {
    this.farm = farm
    this.#trouble = trouble
  }

  static async begin (kind: Kind, trouble: Trouble, init: FarmInit = {}): Promise<Run> {
    const farm = await createFarm(kind.options, init)
    const run = new Run(farm, trouble)
    const peer = farm.peer('a')
    const queue = peer.queue<string>('q')
    const given = await kind.prepare?.(farm, queue) as never

    if (kind.losesItself !== true) {
      run.#lose()
    }

    run.#outcome = outcomeOf(kind.act({ queue, peer, given, lose: () => { run.#lose() } }))
    await farm.settle()

    return run
  }

  /** Lets the client come back. */
  async end (): Promise<unknown> {
    const { farm } = this

    if (this.#trouble === 'reply, in the end of the coordinator') {
      await farm.restart()
    }

    await farm.advance(1_000)
    expect(farm.peer('a').wires, 'connections').to.have.lengthOf(this.#trouble === 'none' ? 1 : 2)

    return { answer: answerOf(this.#outcome), ...await snapshot(farm) }
  }

  #lose (): void {
    if (this.#trouble !== 'none') {
      this.farm.peer('a').wire.cutAfter(this.#trouble === 'request' ? 'up' : 'down', 0)
    }
  }
}

async function comesTo (kind: Kind, trouble: Trouble, init?: FarmInit): Promise<unknown> {
  const run = await Run.begin(kind, trouble, init)

  return run.end()
}

describe('a request', () => {
  for (const kind of KINDS) {
    describe(kind.name, () => {
      it('that is lost on its way is done once, and answered as ever', async () => {
        expect(await comesTo(kind, 'request')).to.deep.equal(await comesTo(kind, 'none'))
      })

      it('whose reply is lost is done once, and answered as ever', async () => {
        const undisturbed = await comesTo(kind, 'none')
        expect(undisturbed).to.have.nested.property('answer.state', 'done')
        expect(await comesTo(kind, 'reply')).to.deep.equal(undisturbed)
      })

      it('whose reply is lost because the coordinator dies is done once, and answered as ever', async () => {
        const undisturbed = await comesTo(kind, 'none', { store: new MemoryStore() })
        expect(await comesTo(kind, 'reply, in the end of the coordinator', { store: new MemoryStore() })).to.deep.equal(undisturbed)
      })

      if (kind.meanwhile !== undefined) {
        it('whose reply is lost does not undo what others did meanwhile', async () => {
          const [undisturbed, disturbed] = [await Run.begin(kind, 'none'), await Run.begin(kind, 'reply')]

          for (const { farm } of [undisturbed, disturbed]) {
            await farm.now(kind.meanwhile?.(farm) ?? Promise.reject(new Error('nothing')))
          }

          expect(await disturbed.end()).to.deep.equal(await undisturbed.end())
        })
      }
    })
  }
})

describe('a request whose answer cannot be had any more', () => {
  /** What is certain, or not, of each kind of request when the coordinator has forgotten all of it. */
  const FORGOTTEN: Record<string, string> = {
    declare: 'done',
    complete: 'LeaseLostError history',
    fail: 'LeaseLostError history',
    'fail without retry': 'LeaseLostError history',
    release: 'LeaseLostError history',
    extend: 'LeaseLostError history'
  }

  for (const kind of KINDS.filter(({ name, losesItself = false }) => !losesItself && name !== 'put that waits for room')) {
    it(`says so: ${kind.name}, of a coordinator that was started anew`, async () => {
      const farm = await createFarm(kind.options)
      const peer = farm.peer('a')
      const queue = peer.queue<string>('q')
      const given = await kind.prepare?.(farm, queue) as never
      peer.wire.cutAfter('down', 0)
      const outcome = outcomeOf(kind.act({ queue, peer, given, lose: () => {} }))
      await farm.settle()
      await farm.restart()
      await farm.now(farm.queue('q').size())
      await farm.advance(1_000)
      expect(inWords(outcome)).to.equal(FORGOTTEN[kind.name] ?? 'ConnectionError unknown')

      if (kind.name.startsWith('put with')) {
        expect(outcome.error?.taskId).to.equal('mine')
      }
    })
  }

  for (const [what, ms, expected] of [
    ['less than five minutes', 290_000, 'done'],
    ['more than five minutes', 310_000, 'ConnectionError unknown'],
    ['so long that the session was forgotten', 700_000, 'ConnectionError unknown']
  ] as const) {
    it(`${expected === 'done' ? 'is had all the same after a cut of' : 'says so after a cut of'} ${what}`, async () => {
      for (const direction of ['up', 'down'] as const) {
        const farm = await createFarm()
        const peer = farm.peer('a')
        peer.wire.cutAfter(direction, 0)
        const outcome = outcomeOf(peer.queue('q').put('x'))
        await farm.settle()
        await peer.cut()
        await farm.advance(ms)
        await peer.reconnect()
        expect(inWords(outcome), direction).to.equal(expected)
        expect(await farm.conserves()).to.include({ put: expected === 'done' || direction === 'down' ? 1 : 0 })
      }
    })
  }
})

function inWords ({ state, error }: Outcome<unknown>): string {
  return error === undefined ? state : `${error.name} ${error.reason ?? error.outcome ?? ''}`.trim()
}
