import { expect } from 'chai'
import { EmptyError, FullError } from '../../src/errors.ts'
import { createFarm, outcomeOf } from './farm.ts'
import type { Queue } from '../../src/client/index.ts'
import type { Farm, Outcome } from './farm.ts'

describe('those who wait', () => {
  let farm: Farm

  /** The handles of the coordinator and of two clients, in turn. */
  function handles (): Array<Queue<string>> {
    return [farm.peer('a').queue('q'), farm.queue('q'), farm.peer('b').queue('q')]
  }

  /** Calls made one after the other, each from another place. */
  async function inTurn<T> (count: number, call: (queue: Queue<string>, index: number) => Promise<T>): Promise<Array<Outcome<T>>> {
    const outcomes: Array<Outcome<T>> = []

    for (let index = 0; index < count; index++) {
      const queue = handles()[index % 3] as Queue<string>
      outcomes.push(outcomeOf(call(queue, index)))
      await farm.settle()
    }

    return outcomes
  }

  function values<T> (outcomes: Array<Outcome<T>>): unknown[] {
    return outcomes.map(({ value }) => value)
  }

  function states (outcomes: Array<Outcome<unknown>>): string[] {
    return outcomes.map(({ state }) => state)
  }

  describe('for items', () => {
    beforeEach(async () => {
      farm = await createFarm()
    })

    it('are served in the order in which they came, wherever they are', async () => {
      const got = await inTurn(9, (queue) => queue.get())
      expect(await farm.stats()).to.include({ getters: 9 })

      for (let index = 0; index < 9; index++) {
        await farm.now(farm.peer('b').queue('q').put(`item ${index}`))
        expect(values(got)).to.deep.equal(Array.from({ length: 9 }, (_, i) => i <= index ? `item ${i}` : undefined))
      }
    })

    it('are served in that order also by one putMany', async () => {
      const got = await inTurn(9, (queue) => queue.get())
      await farm.now(farm.queue('q').putMany(Array.from({ length: 9 }, (_, i) => `item ${i}`)))
      expect(values(got)).to.deep.equal(Array.from({ length: 9 }, (_, i) => `item ${i}`))
    })

    it('stand in one line, whether they get or reserve', async () => {
      const got = await inTurn(6, (queue, index) => index % 2 === 0 ? queue.get() : queue.reserve().then(({ item }) => item))
      await farm.now(farm.queue('q').putMany(['0', '1', '2', '3', '4', '5']))
      expect(values(got)).to.deep.equal(['0', '1', '2', '3', '4', '5'])
    })

    it('make room for those behind them when they give up', async () => {
      const abort = new AbortController()
      const got = await inTurn(6, (queue, index) => queue.get(index < 2 ? { signal: abort.signal } : index === 2 ? { timeout: 10 } : {}))
      abort.abort('enough')
      await farm.advance(10)
      expect(states(got)).to.deep.equal(['failed', 'failed', 'failed', 'waiting', 'waiting', 'waiting'])
      await farm.now(farm.queue('q').putMany(['x', 'y']))
      expect(values(got)).to.deep.equal([undefined, undefined, undefined, 'x', 'y', undefined])
    })

    it('are not overtaken by one that does not want to wait', async () => {
      await farm.now(farm.queue('q').pause())
      const [first] = await inTurn(1, (queue) => queue.get())
      await farm.now(farm.queue('q').put('x'))
      const second = outcomeOf(farm.peer('b').queue('q').get({ block: false }))
      await farm.settle()
      expect(second.error).to.be.instanceOf(EmptyError)
      await farm.now(farm.queue('q').resume())
      expect(first?.value).to.equal('x')
    })

    it('come back after a cut, and are given nothing meanwhile', async () => {
      const [cut, other] = await inTurn(2, (queue) => queue.get())
      await farm.peer('a').cut()
      await farm.now(farm.queue('q').put('x'))
      expect(other?.value).to.equal('x')
      await farm.now(farm.queue('q').put('y'))
      expect(await farm.stats()).to.include({ ready: 1, leased: 0 })

      await farm.peer('a').reconnect()
      expect(cut).to.deep.equal({ state: 'done', value: 'y' })
    })

    it('keep their deadline over a cut', async () => {
      const [got] = await inTurn(1, (queue) => queue.get({ timeout: 3_000 }))
      await farm.advance(1_000)
      await farm.peer('a').cut()
      await farm.peer('a').reconnect()
      await farm.advance(2_999 - farm.clock.now())
      expect(got?.state).to.equal('waiting')
      await farm.advance(1)
      expect(got?.error).to.be.instanceOf(EmptyError)
    })

    it('do not hold up what else their client does', async () => {
      const queue = farm.peer('a').queue('q')
      const got = Array.from({ length: 2_000 }, () => outcomeOf(queue.get()))
      await farm.settle()
      expect(await farm.now(queue.size())).to.equal(0)
      const handles = await farm.now(Promise.all(Array.from({ length: 2_000 }, (_, i) => queue.put(i))))
      expect(handles).to.have.lengthOf(2_000)
      expect(values(got)).to.deep.equal(Array.from({ length: 2_000 }, (_, i) => i))
    })
  })

  describe('for room', () => {
    beforeEach(async () => {
      farm = await createFarm({ maxSize: 2 })
      await farm.now(farm.queue('q').putMany(['x', 'x']))
    })

    async function take (count: number): Promise<string[]> {
      const items: string[] = []

      for (let index = 0; index < count; index++) {
        items.push(await farm.now(farm.queue<string>('q').get()))
      }

      return items
    }

    it('are let in in the order in which they came, wherever they are, and whatever their priority', async () => {
      const blocked = await inTurn(6, (queue, index) => queue.put(`${index}`, { priority: -index }))
      expect(await farm.stats()).to.include({ putters: 6, ready: 2 })

      for (let index = 0; index < 6; index++) {
        await take(1)
        expect(states(blocked)).to.deep.equal(blocked.map((_, i) => i <= index ? 'done' : 'waiting'))
      }
    })

    it('are not overtaken by one that would fit', async () => {
      const [many] = await inTurn(1, (queue) => queue.putMany(['1', '2']))
      await take(1)
      expect(many?.state).to.equal('waiting')
      const one = outcomeOf(farm.peer('b').queue('q').put('3'))
      const impatient = outcomeOf(farm.peer('b').queue('q').put('4', { block: false }))
      await farm.settle()
      expect(one.state).to.equal('waiting')
      expect(impatient.error).to.be.instanceOf(FullError)
      expect(await take(1)).to.deep.equal(['x'])
      expect(states([many as Outcome<unknown>, one])).to.deep.equal(['done', 'waiting'])
      expect(await take(3)).to.deep.equal(['1', '2', '3'])
    })

    it('let those behind them in when they give up', async () => {
      const many = outcomeOf(farm.peer('a').queue('q').putMany(['1', '2'], { timeout: 100 }))
      await farm.settle()
      const one = outcomeOf(farm.peer('b').queue('q').put('3'))
      await take(1)
      expect(one.state).to.equal('waiting')
      await farm.advance(100)
      expect(many.error).to.be.instanceOf(FullError)
      expect(one.state).to.equal('done')
      expect(await take(2)).to.deep.equal(['x', '3'])
    })

    it('put all of their items or none', async () => {
      await take(1)
      expect(await farm.refusal(farm.peer('a').queue('q').putMany(['1', '2'], { block: false }))).to.be.instanceOf(FullError)
      expect(await farm.refusal(farm.peer('a').queue('q').putMany(['1', '2', '3']))).to.be.instanceOf(RangeError)
      expect(await farm.conserves()).to.include({ ready: 1, put: 2 })
    })

    it('come back after a cut, and put once', async () => {
      const blocked = outcomeOf(farm.peer('a').queue('q').put('1'))
      await farm.settle()
      await farm.peer('a').cut()
      expect(await farm.stats()).to.include({ putters: 0 })
      await take(2)
      expect(await farm.stats()).to.include({ ready: 0 })
      await farm.peer('a').reconnect()
      expect(blocked.state).to.equal('done')
      expect(await farm.conserves()).to.include({ ready: 1, put: 3 })
    })

    it('do not count what is in somebody’s hands, but what is delayed', async () => {
      const lease = await farm.now(farm.peer('a').queue('q').reserve())
      await farm.now(farm.queue('q').put('later', { delay: 1_000 }))
      expect(await farm.now(farm.queue('q').full())).to.equal(true)
      expect(await farm.stats()).to.include({ ready: 1, delayed: 1, leased: 1 })
      // what was accepted once always comes back, even above maxSize
      await farm.now(lease.release())
      expect(await farm.stats()).to.include({ ready: 2, delayed: 1 })
    })
  })
})
