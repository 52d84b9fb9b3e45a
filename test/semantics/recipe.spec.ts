import { expect } from 'chai'
import { EmptyError, PermissionError } from '../../src/errors.ts'
import { MemoryStore } from '../../src/storage/memory.ts'
import { createFarm, outcomeOf } from './farm.ts'
import type { Farm } from './farm.ts'

/** For how long the coordinator remembers a session that went away: milliseconds. */
const FORGOTTEN_MS = 600_000

describe('what Python’s recipe gets wrong', () => {
  let farm: Farm

  it('a worker that dies does not lose its task: it is given out again within 3 s', async () => {
    farm = await createFarm()
    await farm.now(farm.queue('q').put('x'))
    const seen: string[] = []
    farm.peer('a').queue<string>('q').process(async (item, { attempt }) => {
      seen.push(`a: ${item} ${attempt}`)
      await new Promise(() => {})
    })
    await farm.settle()
    await farm.peer('a').kill()
    farm.peer('b').queue<string>('q').process((item, { attempt }) => { seen.push(`b: ${item} ${attempt}`) })
    await farm.advance(3_000)
    expect(seen).to.deep.equal(['a: x 1', 'b: x 2'])
    expect(await farm.conserves()).to.include({ done: 1, leased: 0 })
  })

  it('clients that die while they are blocked in get swallow nothing: a living getter gets all that is put', async () => {
    farm = await createFarm({}, { clients: ['a', 'b', 'c', 'd'] })
    const before = await farm.stats()
    const blocked = ['a', 'b', 'c'].map((name) => outcomeOf(farm.peer(name).queue('q').get()))
    await farm.settle()
    expect(await farm.stats()).to.include({ getters: 3 })

    for (const name of ['a', 'b', 'c']) {
      await farm.peer(name).kill()
    }

    const got: string[] = []

    for (let index = 0; index < 5; index++) {
      await farm.now(farm.queue('q').put(`item ${index}`))
      got.push(await farm.now(farm.peer('d').queue<string>('q').get()))
    }

    expect(got).to.deep.equal(['item 0', 'item 1', 'item 2', 'item 3', 'item 4'])
    expect(blocked.some(({ state }) => state === 'done')).to.equal(false)
    expect(await farm.conserves()).to.include({ getters: before.getters, leased: 0, ready: 0, taken: 5 })
  })

  it('clients that die while an item is on its way to them swallow nothing', async () => {
    farm = await createFarm({}, { clients: ['a', 'b', 'c', 'd'] })

    for (const name of ['a', 'b', 'c']) {
      outcomeOf(farm.peer(name).queue('q').get())
      await farm.settle()
      farm.peer(name).silence()
    }

    await farm.now(farm.queue('q').putMany(['0', '1', '2', '3', '4']))
    expect(await farm.stats()).to.include({ leased: 3, ready: 2 })
    await Promise.all(['a', 'b', 'c'].map((name) => farm.peer(name).kill()))
    const got: string[] = []
    const loop = (async () => {
      for await (const item of farm.peer('d').queue<string>('q').items()) {
        got.push(item)
      }
    })()
    // they said nothing of it, and a machine that is gone cannot close its connections
    await farm.advance(12_000)
    expect(got.sort()).to.deep.equal(['0', '1', '2', '3', '4'])
    expect(await farm.conserves()).to.include({ taken: 5, unfinished: 5 })
    await farm.now(farm.queue('q').shutdown())
    await farm.now(loop)
  })

  it('nothing outlives its session', async () => {
    farm = await createFarm({ maxSize: 1 }, { clients: ['a', 'b'] })
    const queue = farm.peer('a').queue('q')
    await farm.now(queue.put('x'))
    queue.process(() => new Promise(() => {}))
    await farm.settle()
    await farm.now(farm.queue('q').pause())
    await farm.now(queue.put('y'))
    const blocked = [queue.put('z'), queue.putMany(['z']), queue.get(), queue.reserve(), queue.join()].map((call) => outcomeOf<unknown>(call))
    await farm.settle()
    expect(await farm.stats()).to.include({ getters: 2, putters: 2, leased: 1, ready: 1 })

    await farm.peer('a').kill()
    expect(await farm.stats()).to.include({ getters: 0, putters: 0 })
    expect(farm.core.peers().map(({ name, connected }) => [name, connected])).to.deep.equal([['coordinator', true], ['a', false], ['b', true]])
    await farm.advance(FORGOTTEN_MS)
    expect(blocked.map(({ state }) => state)).to.deep.equal(['failed', 'failed', 'failed', 'failed', 'failed'])
    expect(farm.core.peers().map(({ name }) => name)).to.deep.equal(['coordinator', 'b'])
    expect(await farm.conserves()).to.include({ leased: 0, ready: 2, put: 2 })
  })

  it('`while not q.empty(): q.get(True, 5)` behaves as in Python, race included', async () => {
    farm = await createFarm()
    const queue = farm.peer('a').queue<string>('q')
    await farm.now(queue.put('x'))
    expect(await farm.now(queue.empty())).to.equal(false)
    await farm.now(farm.peer('b').queue('q').get())
    const got = outcomeOf(queue.get({ timeout: 5_000 }))
    await farm.advance(4_999)
    expect(got.state).to.equal('waiting')
    await farm.advance(1)
    expect(got.error).to.be.instanceOf(EmptyError)
  })

  for (const [name, loop] of [
    ['items', async (farm: Farm, worker: string, got: string[]) => {
      for await (const item of farm.peer(worker).queue<string>('q').items()) {
        got.push(item)
      }
    }],
    ['leases', async (farm: Farm, worker: string, got: string[]) => {
      for await (const lease of farm.peer(worker).queue<string>('q').leases()) {
        got.push(lease.item)
        await lease.complete()
      }
    }],
    ['process', async (farm: Farm, worker: string, got: string[]) => {
      await farm.peer(worker).queue<string>('q').process((item) => { got.push(item) }).ended
    }]
  ] as const) {
    it(`\`${name}\` is the right way: 4 workers and a slow producer, and every item is seen once`, async () => {
      farm = await createFarm({}, { clients: ['1', '2', '3', '4', 'producer'] })
      const got: string[] = []
      const loops = outcomeOf(Promise.all(['1', '2', '3', '4'].map((worker) => loop(farm, worker, got))))
      const items = Array.from({ length: 20 }, (_, i) => `item ${i}`)

      for (const item of items) {
        await farm.now(farm.peer('producer').queue('q').put(item))
        await farm.advance(700)
      }

      expect(loops.state).to.equal('waiting')
      await farm.now(farm.queue('q').shutdown())
      expect(loops.state).to.equal('done')
      expect(got).to.deep.equal(items)
      expect(await farm.conserves()).to.include({ put: 20, done: 20 })
    })
  }

  it('what a putter may do a worker may not, and neither may stop the queue', async () => {
    farm = await createFarm({}, { clients: [] })
    const putter = (await farm.connect('p', { keyName: 'put' })).queue('q')
    const worker = (await farm.connect('w', { keyName: 'work' })).queue('q')
    await farm.now(putter.put('x'))
    expect(await farm.refusal(worker.put('y'))).to.be.instanceOf(PermissionError)
    expect(await farm.refusal(putter.get())).to.be.instanceOf(PermissionError)
    expect(await farm.refusal(putter.shutdown())).to.be.instanceOf(PermissionError)
    expect(await farm.refusal(worker.shutdown())).to.be.instanceOf(PermissionError)
    expect(await farm.now(worker.get())).to.equal('x')
  })

  it('a restart of the coordinator does not kill its clients, and its death loses nothing', async () => {
    farm = await createFarm({}, { store: new MemoryStore() })
    const queue = farm.peer('a').queue<string>('q')
    const handle = await farm.now(queue.put('x'))
    await farm.now(queue.put('y'))
    const lease = await farm.now(farm.peer('b').queue<string>('q').reserve())
    const result = outcomeOf(handle.result())

    await farm.restart(3_000)
    await farm.advance(6_000)
    expect(await farm.now(queue.size())).to.equal(1)
    await farm.now(lease.complete('done'))
    expect(result).to.deep.equal({ state: 'done', value: 'done' })
    expect(await farm.now(farm.peer('b').queue('q').get())).to.equal('y')
    expect(await farm.conserves()).to.include({ put: 2, done: 2 })
  })
})
