import { expect } from 'chai'
import { LeaseLostError } from '../../src/errors.ts'
import { createFarm, outcomeOf } from './farm.ts'
import type { Queue, QueueOptions } from '../../src/client/index.ts'
import type { Farm, Outcome } from './farm.ts'

// A process that is suspended, or whose machine sleeps, goes on with what it knew before; by
// then what waits to be read may be long out of date.

/** Nothing of a session for this long, and the coordinator takes it for gone: milliseconds. */
const SILENT_MS = 10_000

describe('a client that stood still', () => {
  let farm: Farm

  beforeEach(async () => {
    farm = await createFarm()
  })

  function queueOf (name: string): Queue<string, string> {
    return farm.peer(name).queue<string, string>('q')
  }

  describe('when an item was on its way to it', () => {
    let got: Record<'a' | 'b', Outcome<string>>

    /** Two getters wait; the first, which is given the item, stands still for so long. */
    async function standStill (ms: number, options: QueueOptions = {}): Promise<void> {
      await farm.now(farm.queue('q', options).size())
      got = { a: outcomeOf(queueOf('a').get()), b: { state: 'waiting' } }
      await farm.settle()
      got.b = outcomeOf(queueOf('b').get())
      await farm.settle()
      farm.peer('a').standStill()
      await farm.now(farm.queue('q').put('x'))
      expect(await farm.stats()).to.include({ leased: 1, getters: 1 })
      await farm.advance(ms)
    }

    it('has it if nobody else has it by then', async () => {
      await standStill(5_000)
      await farm.peer('a').goOn()
      expect([got.a.value, got.b.state]).to.deep.equal(['x', 'waiting'])
      expect(await farm.conserves()).to.include({ taken: 1, leased: 0 })
    })

    it('has it once, also when the answer to its confirmation is lost', async () => {
      await standStill(5_000)
      const { wire } = farm.peer('a')
      wire.onChunk = (direction) => {
        // the item goes through, and nothing after it
        if (direction === 'down') {
          wire.cutAfter('down', 0, true)
        }
      }
      await farm.peer('a').goOn()
      expect(got.a.state).to.equal('waiting')
      expect(await farm.stats()).to.include({ taken: 1 })
      await farm.advance(1_000)
      expect([got.a.value, got.b.state]).to.deep.equal(['x', 'waiting'])
      expect(await farm.conserves()).to.include({ taken: 1, put: 1 })
    })

    it('does not have it if somebody else has it by then, and waits for the next', async () => {
      await standStill(SILENT_MS + 2_000)
      expect(got.b.value).to.equal('x')
      await farm.peer('a').goOn()
      await farm.advance(6_000)
      expect(got.a.state).to.equal('waiting')
      await farm.now(farm.queue('q').put('y'))
      expect(got.a.value).to.equal('y')
      expect(await farm.conserves()).to.include({ put: 2, taken: 2 })
    })

    it('does not have it if somebody else has it by then, although its connection outlived that', async () => {
      await standStill(4_000, { leaseMs: 3_000 })
      await farm.advance(1_000)
      expect(got.b.value).to.equal('x')
      await farm.peer('a').goOn()
      expect(got.a.state).to.equal('waiting')
      await farm.now(farm.queue('q').put('y'))
      expect(got.a.value).to.equal('y')
      expect(farm.peer('a').wires).to.have.lengthOf(1)
      expect(await farm.conserves()).to.include({ put: 2, taken: 2 })
    })
  })

  it('stops what it was working on, and begins nothing that it had fetched ahead', async () => {
    await farm.now(farm.queue('q', { leaseMs: 6_000 }).putMany(['1', '2', '3']))
    const began: string[] = []
    const signals: AbortSignal[] = []
    queueOf('a').process((item, { signal }) => {
      began.push(`a ${item}`)
      signals.push(signal)
      return new Promise((resolve) => { signal.addEventListener('abort', () => { resolve('stopped') }) })
    }, { prefetch: 1 })
    await farm.advance(1_000)
    expect(await farm.stats()).to.include({ leased: 2 })

    farm.peer('a').standStill()
    await farm.advance(9_000)
    queueOf('b').process((item, { attempt }) => {
      began.push(`b ${item} ${attempt}`)
      return 'done'
    })
    await farm.settle()
    const before = [...began]
    await farm.peer('a').goOn()
    expect(signals[0]?.reason).to.be.instanceOf(LeaseLostError).and.include({ reason: 'lapsed' })
    await farm.advance(60_000)
    expect(began.filter((each) => each.startsWith('a'))).to.deep.equal(['a 1'])
    expect(before).to.include('b 3 1')
    expect(await farm.conserves()).to.include({ done: 3, put: 3 })
  })

  it('goes on with its work when it stood still for less than its lease', async () => {
    await farm.now(farm.queue('q').put('x', { id: 'x' }))
    const release = Promise.withResolvers<string>()
    const signals: AbortSignal[] = []
    queueOf('a').process((_, { signal }) => {
      signals.push(signal)
      return release.promise
    })
    await farm.advance(1_000)
    farm.peer('a').standStill()
    await farm.advance(8_000)
    await farm.peer('a').goOn()
    await farm.advance(60_000)
    release.resolve('done')
    expect(await farm.now(farm.queue('q').task('x').result())).to.equal('done')
    expect(signals.map(({ aborted }) => aborted)).to.deep.equal([false])
  })
})
