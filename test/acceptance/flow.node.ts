import { expect } from 'chai'
import { defineQueue, EmptyError, FullError, PayloadError } from '../../src/index.ts'
import { drain, inTime, isPending, pause, rejection, Stage, until } from './support.ts'
import type { Coordinator, Limits, Queue } from '../../src/index.ts'
import type { Child } from './child.ts'

const PUTS = 100_000
const ITEM_BYTES = 100

/** What a waiting task may take beside its item. The design's goal is 300; this is about growth without bound. */
const OVERHEAD_BYTES = 1_000

const LARGE_PUTS = 100_000
const LARGE_BYTES = 1_000

/** What memory may differ by between two halves of a run in which it is flat. */
const FLAT_BYTES = 8 * 1024 * 1024

const WORKERS = 4
const SLOW_ITEMS = 60

describe('flow', function () {
  this.timeout(60_000)

  let stage: Stage

  beforeEach(() => {
    stage = new Stage()
  })

  afterEach(async () => {
    await stage.end()
  })

  describe('of puts from one client that nobody awaits one by one', () => {
    async function startCoordinator (maxSize = 0, limits: Partial<Limits> = {}): Promise<{ coordinator: Child, address: string }> {
      const coordinator = await stage.child('coordinator', { queues: { tasks: { maxSize } }, limits }, { execArgv: ['--expose-gc'] })

      return { coordinator, address: (coordinator.greeting.addresses as string[])[0] as string }
    }

    /** What it keeps, once what it does not need is gone. */
    async function bytesOf (coordinator: Child): Promise<number> {
      coordinator.tell({ type: 'memory' })

      return (await coordinator.says('memory')).bytes as number
    }

    it('100,000 all resolve, and the coordinator keeps little more than the items', async () => {
      const { coordinator, address } = await startCoordinator()
      const tasks = (await stage.client({ address, timeout: 30_000 })).queue<unknown>('tasks')
      // what is there once, whatever comes
      await tasks.putMany(Array.from({ length: 1_000 }, (_, index) => itemOf(index)))
      const before = await bytesOf(coordinator)
      const begin = performance.now()

      const handles = await inTime('all of them', Promise.all(Array.from({ length: PUTS }, async (_, index) => tasks.put(itemOf(index)))), 40_000)
      const ms = performance.now() - begin
      const grown = await bytesOf(coordinator) - before
      console.log(`          ${Math.round(PUTS / ms * 1_000)} puts a second, ${Math.round(grown / PUTS - ITEM_BYTES)} bytes a task beside the item`)

      expect(new Set(handles.map(({ id }) => id)).size).to.equal(PUTS)
      expect(await tasks.size()).to.equal(PUTS + 1_000)
      expect(grown / PUTS).to.be.below(ITEM_BYTES + OVERHEAD_BYTES)
    })

    it('100,000 go through a queue with little room, and the coordinator’s memory is flat: they wait at the client', async function () {
      this.timeout(120_000)
      const { coordinator, address } = await startCoordinator(1_000, { maxResultBytes: 1_000_000 })
      const tasks = (await stage.client({ address, timeout: 30_000 })).queue<unknown>('tasks')
      const others = (await stage.client({ address })).queue<unknown>('tasks')
      const item = new Uint8Array(LARGE_BYTES)
      const before = await bytesOf(coordinator)
      const grown: number[] = []
      let received = 0

      const putting = Promise.all(Array.from({ length: LARGE_PUTS }, async () => tasks.put(item)))
      const worker = others.process(() => { received++ }, { concurrency: 100 })

      for (let tenth = 1; tenth <= 10; tenth++) {
        await until('more is worked on', () => received >= LARGE_PUTS * tenth / 10, 30_000)
        grown.push(await bytesOf(coordinator) - before)
      }

      await inTime('all puts', putting)
      await worker.stop()
      console.log(`          ${grown.map(mebibytes).join(', ')} MiB for ${mebibytes(LARGE_PUTS * LARGE_BYTES)} MiB of items`)
      // those in the queue, those that wait for room, and what is on its way
      expect(Math.max(...grown)).to.be.below(LARGE_PUTS * LARGE_BYTES / 4)
      expect(Math.max(...grown.slice(5))).to.be.below(Math.max(...grown.slice(0, 5)) + FLAT_BYTES)
      expect(await tasks.stats()).to.include({ put: LARGE_PUTS, done: LARGE_PUTS })
    })
  })

  describe('map over a source without an end', () => {
    for (const ordered of [true, false]) {
      it(`reads no further than its window (ordered: ${ordered}), and leaving the loop cancels the rest`, async () => {
        const WINDOW = 20
        const tasks = (await stageWithQueue()).queue<number, number>('tasks')
        const workers = (await stage.clients(2)).map((client) => client.queue<number, number>('tasks'))
        let pulled = 0
        let taken = 0
        let returned = false
        let most = 0

        function * source (): Generator<number> {
          try {
            for (;;) {
              yield pulled++
            }
          } finally {
            returned = true
          }
        }

        workers.forEach((queue) => queue.process((item) => item * 2, { concurrency: 3 }))

        for await (const result of tasks.map(source(), { window: WINDOW, ordered })) {
          expect(ordered ? result : result % 2).to.equal(ordered ? taken * 2 : 0)
          taken++
          most = Math.max(most, pulled - taken)

          if (taken % 10 === 0) {
            const { put, done } = await tasks.stats()
            expect(put - taken).to.be.at.most(WINDOW)
            expect(done).to.be.at.most(put)
          }

          if (taken === 300) {
            break
          }
        }

        expect([most, returned]).to.deep.equal([WINDOW, true])
        await until('the rest is cancelled', async () => {
          const { put, done, cancelled } = await tasks.stats()
          return put === done + cancelled
        })
        expect((await tasks.stats()).put).to.be.at.most(taken + WINDOW)
      })
    }
  })

  describe('with four workers and a slow producer, every item comes exactly once', () => {
    let farm: Coordinator
    let received: unknown[]
    let queues: Array<Queue<number>>
    const expected = Array.from({ length: SLOW_ITEMS }, (_, index) => index)

    beforeEach(async () => {
      farm = await stageWithQueue()
      queues = (await stage.clients(WORKERS)).map((client) => client.queue<number>('tasks'))
      received = []
    })

    /** Puts an item every few milliseconds, sometimes two, and shuts the queue down. */
    async function produce (): Promise<void> {
      const tasks = farm.queue<number>('tasks')

      for (const item of expected) {
        await tasks.put(item)
        // slow is what this is about
        await pause(item % 3 === 0 ? 0 : 5)
      }

      await tasks.shutdown()
    }

    async function check (): Promise<void> {
      expect((received as number[]).toSorted((a, b) => a - b)).to.deep.equal(expected)
      expect(await farm.queue('tasks').stats()).to.include({ put: SLOW_ITEMS, done: SLOW_ITEMS, ready: 0, leased: 0 })
    }

    it("in the recipe's own loop, begun again whenever it finds the queue empty", async () => {
      const producing = produce()

      await Promise.all(queues.map(async (tasks) => {
        while (!(await tasks.isShutdown()) || !(await tasks.empty())) {
          try {
            while (!(await tasks.empty())) {
              received.push(await tasks.get({ timeout: 20 }))
            }
          } catch (err) {
            // somebody else was faster: the race that the recipe has, too
            expect(['EmptyError', 'ShutdownError']).to.include((err as Error).name)
          }
        }
      }))

      await producing
      await until('all are confirmed', async () => (await farm.queue('tasks').stats()).leased === 0)
      await check()
    })

    it('in a loop over items', async () => {
      const producing = produce()

      await inTime('the end of all loops', Promise.all(queues.map(async (tasks) => {
        for await (const item of tasks.items()) {
          received.push(item)
        }
      })))
      await producing
      await until('all are confirmed', async () => (await farm.queue('tasks').stats()).leased === 0)
      await check()
    })

    it('in a loop over leases', async () => {
      const producing = produce()

      await inTime('the end of all loops', Promise.all(queues.map(async (tasks) => {
        for await (const lease of tasks.leases()) {
          received.push(lease.item)
          await lease.complete()
        }
      })))
      await producing
      await check()
      expect((await farm.queue('tasks').stats()).unfinished).to.equal(0)
    })

    it('in the handlers of process', async () => {
      const workers = queues.map((tasks) => tasks.process((item) => { received.push(item) }, { concurrency: 2 }))
      await produce()

      await inTime('the end of all workers', Promise.all(workers.map(async (worker) => worker.ended)))
      await until('all are noted', async () => (await farm.queue('tasks').stats()).leased === 0)
      await check()
    })
  })

  describe('in a bounded queue', () => {
    it('putMany puts all or nothing', async () => {
      const farm = await stageWithQueue({ maxSize: 10 })
      const tasks = (await stage.client()).queue<unknown>('tasks')
      await tasks.putMany([1, 2, 3, 4, 5, 6, 7, 8])

      expect(await rejection(tasks.putMany(['a', 'b', 'c'], { block: false }))).to.be.instanceOf(FullError)
      expect(await rejection(tasks.putMany(['a', 'b', 'c'], { timeout: 20 }))).to.be.instanceOf(FullError)
      expect(await rejection(tasks.putMany(Array(11).fill('x')))).to.be.instanceOf(RangeError)
      expect(await rejection(tasks.putMany(['a', () => {}]))).to.be.instanceOf(PayloadError)
      expect(await tasks.size()).to.equal(8)

      const waiting = tasks.putMany(['a', 'b', 'c'])
      const behind = tasks.put('behind them')
      await until('both wait', async () => (await tasks.stats()).putters === 2)
      expect(await Promise.all([isPending(waiting), isPending(behind), tasks.size()])).to.deep.equal([true, true, 8])
      expect(await tasks.get()).to.equal(1)
      expect(await inTime('the handles', waiting)).to.have.lengthOf(3)
      expect(await isPending(behind)).to.equal(true)
      expect(await tasks.get()).to.equal(2)
      await inTime('the last put', behind)
      expect(await drain(farm.queue('tasks'))).to.deep.equal([3, 4, 5, 6, 7, 8, 'a', 'b', 'c', 'behind them'])
      expect(await tasks.putMany([])).to.deep.equal([])
    })

    it('putters of several clients block, take turns and keep their order', async () => {
      const SIZE = 5
      const EACH = 50
      const farm = await stageWithQueue({ maxSize: SIZE })
      const here = farm.queue<[client: number, index: number]>('tasks')
      const clients = await stage.clients(4)

      const putting = Promise.all(clients.map(async (client, number) => {
        const tasks = client.queue('tasks')

        // half of them one after the other, the others at once
        if (number % 2 === 0) {
          for (let index = 0; index < EACH; index++) {
            await tasks.put([number, index])
          }
        } else {
          await Promise.all(Array.from({ length: EACH }, async (_, index) => tasks.put([number, index])))
        }
      }))
      const received: Array<[number, number]> = []

      while (received.length < clients.length * EACH) {
        expect((await here.stats()).ready).to.be.at.most(SIZE)
        received.push(await here.get({ timeout: 5_000 }))
      }

      await inTime('all puts', putting)
      expect(await rejection(here.get({ block: false }))).to.be.instanceOf(EmptyError)

      for (const number of clients.keys()) {
        expect(received.filter(([client]) => client === number).map(([, index]) => index)).to.deep.equal(Array.from({ length: EACH }, (_, index) => index))
      }
    })
  })

  async function stageWithQueue (options: { maxSize?: number } = {}): Promise<Coordinator> {
    return stage.coordinator({ queues: [defineQueue('tasks', options)] })
  }
})

function itemOf (index: number): Uint8Array {
  const item = new Uint8Array(ITEM_BYTES)
  new DataView(item.buffer).setUint32(0, index)

  return item
}

function mebibytes (bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1)
}
