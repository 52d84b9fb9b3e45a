import { expect } from 'chai'
import { Farm } from './farm.ts'
import { outcomeOf } from './support.ts'
import type { Queue } from '../../src/client/index.ts'

async function collect<T> (items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = []

  for await (const item of items) {
    collected.push(item)
  }

  return collected
}

async function putAll (queue: Queue<number, number>, count: number): Promise<void> {
  await queue.putMany(Array.from({ length: count }, (_, i) => i))
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

describe('clients and a coordinator', () => {
  it('keep what they got when they stop in the same breath', async () => {
    await using farm = await Farm.create()
    const owner = await farm.client('owner', { local: true })
    const getter = await farm.client('getter')
    await farm.wait(owner.queue('q').putMany(['a', 'b']))
    const got = (async () => {
      const item = await getter.queue('q').get()
      await getter.stop()

      return item
    })()

    expect(await farm.wait(got)).to.equal('a')
    expect(await farm.wait(owner.queue('q').stats())).to.include({ ready: 1, leased: 0, taken: 1 })
  })

  it('are told how all queues are', async () => {
    await using farm = await Farm.create({ autoCreate: true })
    const client = await farm.client('client')
    await farm.wait(client.queue('a', {}).put('x'))
    await farm.wait(client.queue('b', {}).put('y'))
    await farm.wait((await farm.client('owner', { local: true })).queue('b').pause())
    const stats = await farm.wait(client.stats())

    expect(Object.keys(stats)).to.deep.equal(['a', 'b'])
    expect(stats.a).to.include({ ready: 1, paused: false })
    expect(stats.b).to.include({ ready: 1, paused: true })
  })

  for (const local of [true, false]) {
    it(`pass items and results, the putter being ${local ? 'the coordinator itself' : 'a client'}`, async () => {
      await using farm = await Farm.create({ autoCreate: true })
      const putter = await farm.client('putter', { local })
      const worker = await farm.client('worker')
      const queue = putter.queue<string, string>('q')
      worker.queue<string, string>('q').process(async (item) => item.toUpperCase())
      expect(await farm.wait(queue.run('a'))).to.equal('A')
      expect(await farm.wait(collect(queue.map(['b', 'c', 'd'], { window: 2 })))).to.deep.equal(['B', 'C', 'D'])
      const handle = await farm.wait(queue.put('e'))
      expect(await farm.wait(handle.result())).to.equal('E')
      expect(await farm.wait(handle.status())).to.include({ state: 'done' })
    })

    it(`give each item to one getter, the queue being looked at by ${local ? 'the coordinator itself' : 'a client'}`, async () => {
      await using farm = await Farm.create()
      const owner = await farm.client('owner', { local: true })
      const other = local ? owner : await farm.client('other')
      const queue = owner.queue<number>('q')
      await farm.wait(queue.putMany([1, 2, 3]))
      const view = other.queue<number>('q')
      expect(await farm.wait(view.size())).to.equal(3)
      expect(await farm.wait(view.get())).to.equal(1)
      expect(await farm.wait(view.get({ block: false }))).to.equal(2)
      expect(await farm.wait(view.get({ timeout: 0 }))).to.equal(3)
      expect(await farm.wait(view.empty())).to.equal(true)
      const nothing = outcomeOf(view.get({ timeout: 500 }))
      await farm.clock.advance(499)
      expect(nothing).to.deep.equal({})
      await farm.clock.advance(2)
      expect(nothing.error).to.have.property('name', 'EmptyError')
      expect(await farm.wait(view.stats())).to.include({ done: 3, taken: 3, unfinished: 3, leased: 0 })
    })
  }

  it('share the work, and all of it is done once', async () => {
    await using farm = await Farm.create()
    const queue = (await farm.client('owner', { local: true })).queue<number, number>('q')
    const done: string[] = []

    for (const name of ['a', 'b', 'c']) {
      const client = await farm.client(name)
      client.queue<number, number>('q').process(async (item) => {
        done.push(name)
        return item * 2
      }, { concurrency: 2 })
    }

    const results = await farm.wait(collect(queue.map(upTo(300))))
    expect(results).to.deep.equal(upTo(300).map((item) => item * 2))
    expect(done).to.have.lengthOf(300)
    expect(new Set(done).size).to.equal(3)
  })

  it('wait for a queue that is not declared yet', async () => {
    await using farm = await Farm.create()
    const worker = await farm.client('worker')
    const seen: unknown[] = []
    worker.queue('late').process((item) => { seen.push(item) })
    await farm.clock.advance(60_000)
    const owner = await farm.client('owner', { local: true })
    await farm.wait(owner.queue('late').put('x'))
    await farm.clock.settle()
    expect(seen).to.deep.equal(['x'])
  })

  it('lose and repeat nothing over short cuts', async () => {
    await using farm = await Farm.create()
    const queue = (await farm.client('owner', { local: true })).queue<number, number>('q')
    const runs = new Map<number, number>()

    for (const name of ['a', 'b']) {
      const client = await farm.client(name)
      client.queue<number, number>('q').process(async (item) => {
        runs.set(item, (runs.get(item) ?? 0) + 1)
        await new Promise<void>((resolve) => { farm.clock.alarm(resolve, 30) })
        return item
      }, { concurrency: 4, prefetch: 4 })
    }

    const results = outcomeOf(collect(queue.map(upTo(200))))

    for (let i = 0; i < 20; i++) {
      await farm.clock.advance(70)
      await farm.cut(i % 2 === 0 ? 'a' : 'b')
    }

    await farm.clock.advance(20_000)
    expect(results.value).to.deep.equal(upTo(200))
    expect([...runs.values()].every((count) => count === 1)).to.equal(true)
  })

  it('get every item once, over cuts at any time', async () => {
    await using farm = await Farm.create()
    const owner = await farm.client('owner', { local: true })
    const queue = owner.queue<number, number>('q')
    const names = ['a', 'b']
    const got: number[] = []

    for (const name of names) {
      const client = await farm.client(name)
      void (async () => {
        for (;;) {
          got.push(await client.queue<number>('q').get())
        }
      })().catch(() => {})
    }

    for (let i = 0; i < 100; i++) {
      void queue.put(i)
      await farm.clock.advance(farm.clock.random() * 20)

      if (i % 3 === 0) {
        await farm.cut(names[i % 2] as string)
      }
    }

    await farm.clock.advance(30_000)
    expect(got.toSorted((a, b) => a - b)).to.deep.equal(upTo(100))
  })

  it('put every item once, over cuts at any time', async () => {
    await using farm = await Farm.create()
    const queue = (await farm.client('owner', { local: true })).queue<number>('q', { maxSize: 3 })
    const putter = (await farm.client('putter')).queue<number>('q')
    const puts = Promise.all(upTo(100).map(async (i) => putter.put(i)))
    const got: number[] = []

    for (let i = 0; i < 100; i++) {
      got.push(await farm.wait(queue.get()))

      if (i % 7 === 0) {
        await farm.cut('putter')
      }
    }

    expect(got).to.deep.equal(upTo(100))
    expect(new Set((await puts).map(({ id }) => id)).size).to.equal(100)
    expect(await farm.wait(queue.stats())).to.include({ put: 100, taken: 100, ready: 0 })
  })

  it('lose no item to a loop that is left', async () => {
    await using farm = await Farm.create()
    const queue = (await farm.client('owner', { local: true })).queue<number, number>('q')
    const client = await farm.client('client')
    await farm.wait(putAll(queue, 500))
    const got: number[] = []

    for (let round = 0; round < 5; round++) {
      await farm.wait((async () => {
        let left = 100

        for await (const item of client.queue<number>('q').items()) {
          got.push(item)

          if (--left === 0) {
            break
          }
        }
      })())
    }

    expect(got.toSorted((a, b) => a - b)).to.deep.equal(upTo(500))
    await farm.clock.settle()
    expect(await farm.wait(queue.stats())).to.include({ ready: 0, leased: 0, taken: 500 })
  })

  it('end their loops when the queue is shut down and empty', async () => {
    await using farm = await Farm.create()
    const queue = (await farm.client('owner', { local: true })).queue<number, number>('q')
    const client = (await farm.client('client')).queue<number, number>('q')
    await farm.wait(putAll(queue, 10))
    const items = collect(client.items())
    const worker = client.process(async (item) => item)
    await farm.wait(queue.shutdown())
    const taken = await farm.wait(items)
    await farm.wait(worker.ended)
    expect(await farm.wait(queue.stats())).to.include({ ready: 0, leased: 0, done: 10, taken: taken.length })
  })

  it('cancel a task that runs elsewhere', async () => {
    await using farm = await Farm.create()
    const queue = (await farm.client('owner', { local: true })).queue<string, string>('q')
    const client = await farm.client('worker')
    const aborted: unknown[] = []
    const worker = client.queue<string, string>('q').process(async (_, { signal }) => new Promise((resolve) => {
      signal.addEventListener('abort', () => { resolve('stopped') })
    }))
    worker.addEventListener('task:abort', ({ detail }) => { aborted.push(detail.reason) })
    const leave = new AbortController()
    const run = outcomeOf(queue.run('x', { signal: leave.signal }))
    await farm.clock.advance(100)
    expect(worker.active).to.equal(1)
    leave.abort(new Error('enough'))
    await farm.clock.advance(100)
    expect(run.error).to.have.property('message', 'enough')
    expect(aborted).to.deep.equal(['cancelled'])
    expect(worker.active).to.equal(0)
    // its place is free again
    expect(await farm.wait(queue.run('y', { timeout: 500 }).catch((err: Error) => err.name))).to.equal('TimeoutError')
    expect(aborted).to.deep.equal(['cancelled', 'cancelled'])
  })

  it('keep a lease for as long as the handler runs, here and elsewhere', async () => {
    await using farm = await Farm.create()
    const owner = await farm.client('owner', { local: true })
    const client = await farm.client('worker')

    for (const [name, worker] of [['here', owner], ['elsewhere', client]] as const) {
      const queue = owner.queue<number, number>(name, { leaseMs: 1_000 })
      let runs = 0
      worker.queue<number, number>(name).process(async (item) => {
        runs++
        await new Promise<void>((resolve) => { farm.clock.alarm(resolve, 20_000) })
        return item
      })
      expect(await farm.wait(queue.run(5))).to.equal(5)
      expect(runs).to.equal(1)
    }
  })

  it('find a coordinator again that was started anew, with all that it has forgotten', async () => {
    await using farm = await Farm.create({ autoCreate: true })
    const client = await farm.client('client')
    const resumed: boolean[] = []
    client.addEventListener('session:resume', ({ detail }) => { resumed.push(detail.kept) })
    const queue = client.queue<string, string>('q', { leaseMs: 5_000 })
    let release = (): void => {}
    const worker = client.queue<string, string>('q').process(async (item) => {
      if (item === 'old') {
        await new Promise<void>((resolve) => { release = resolve })
      }

      return item
    })
    const aborted: string[] = []
    worker.addEventListener('task:abort', ({ detail }) => { aborted.push(detail.reason) })
    const old = outcomeOf(queue.run('old'))
    await farm.clock.advance(100)
    await farm.restart()
    await farm.clock.advance(6_000)
    expect(resumed).to.deep.equal([false])
    expect(aborted).to.deep.equal(['history'])
    expect(old.error).to.have.property('name', 'ResultExpiredError')
    release()
    expect(await farm.wait(queue.run('new'))).to.equal('new')
  })

  it('put 100,000 items that nobody awaits one by one', async function () {
    this.timeout(20_000)
    await using farm = await Farm.create()
    const queue = (await farm.client('owner', { local: true })).queue<number>('q')
    const putter = (await farm.client('putter')).queue<number>('q')
    const handles = await farm.wait(Promise.all(upTo(100_000).map(async (i) => putter.put(i))))
    expect(new Set(handles.map(({ id }) => id)).size).to.equal(100_000)
    expect(await farm.wait(queue.size())).to.equal(100_000)
  })
})
