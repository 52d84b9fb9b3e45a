import { expect } from 'chai'
import { defineQueue, EmptyError, FullError, ShutdownError, TaskCancelledError, TaskError, TimeoutError } from '../../src/index.ts'
import { inTime, isPending, rejection, Stage, until } from './support.ts'
import type { Coordinator, Queue } from '../../src/index.ts'

describe('administration of queues', function () {
  this.timeout(30_000)

  let stage: Stage
  let farm: Coordinator

  /** One queue, as each of three clients has it. */
  let queues: Array<Queue<unknown, unknown>>
  let one: Queue<unknown, unknown>
  let two: Queue<unknown, unknown>
  let three: Queue<unknown, unknown>

  beforeEach(async () => {
    stage = new Stage()
    farm = await stage.coordinator({ queues: [defineQueue('tasks')] })
    queues = (await stage.clients(3)).map((client) => client.queue('tasks'))
    ;[one, two, three] = queues as [typeof one, typeof one, typeof one]
  })

  afterEach(async () => {
    await stage.end()
  })

  it('pause hands out nothing to anybody, and changes nothing else', async () => {
    const worked: unknown[] = []
    await one.pause()
    const worker = two.process((item) => { worked.push(item) })
    const got = three.get()
    const first = await one.put('first')
    await one.put('second')

    expect(await rejection(three.get({ block: false }))).to.be.instanceOf(EmptyError)
    expect(await one.stats()).to.include({ ready: 2, leased: 0, paused: true })
    expect([worked, await isPending(got)]).to.deep.equal([[], true])
    expect(await first.cancel()).to.equal(true)

    await three.resume()
    await until('the item is with one of them', async () => (await one.stats()).done === 1)
    expect(await one.stats()).to.include({ paused: false })
    await one.put('third')
    await until('both are served', async () => (await one.stats()).done === 2)
    await worker.stop()
  })

  it('purge drops what waits, ready or delayed, and not what is being worked on', async () => {
    await one.put('leased')
    const lease = await two.reserve()
    const handles = await one.putMany(['a', 'b'])
    const delayed = await one.put('c', { delay: 60_000 })

    expect(await three.purge()).to.equal(3)

    for (const handle of [...handles, delayed]) {
      expect(await rejection(handle.result())).to.be.instanceOf(TaskCancelledError)
    }

    await lease.complete()
    expect(await one.stats()).to.include({ put: 4, done: 1, dropped: 3, ready: 0, delayed: 0, unfinished: 0 })
    expect(await three.purge()).to.equal(0)
  })

  it('redrive gives dead tasks another life, those that are named or all', async () => {
    let isMended = false
    const worker = two.process((item) => {
      if (!isMended) {
        throw new TaskError('broken', { retry: false })
      }

      return item
    })
    worker.addEventListener('task:fail', () => {})
    const handles = await one.putMany(['a', 'b', 'c', 'd'])
    await Promise.all(handles.map(async (handle) => rejection(handle.result())))
    expect(await one.stats()).to.include({ dead: 4, unfinished: 0 })

    isMended = true
    expect(await three.redrive({ ids: [handles[2]?.id as string, 'unknown'] })).to.equal(1)
    expect(await inTime('its result', (handles[2] as typeof handles[0]).result())).to.equal('c')
    expect(await three.redrive({ limit: 2 })).to.equal(2)
    expect(await three.redrive()).to.equal(1)
    expect(await inTime('all results', Promise.all(handles.map(async (handle) => handle.result())))).to.deep.equal(['a', 'b', 'c', 'd'])
    expect(await one.stats()).to.include({ dead: 0, done: 4, put: 4 })
  })

  it('setMaxSize lets in at once who waits for room, and drops nothing', async () => {
    await three.setMaxSize(2)
    await one.putMany(['a', 'b'])
    const waiting: Array<Promise<unknown>> = []

    for (const [queue, item] of [[one, 'c'], [two, 'd'], [one, 'e']] as const) {
      waiting.push(queue.put(item))
      await until('it waits', async () => (await three.stats()).putters === waiting.length)
    }

    expect(await rejection(two.put('f', { timeout: 20 }))).to.be.instanceOf(FullError)

    await three.setMaxSize(4)
    await inTime('those who came first', Promise.all(waiting.slice(0, 2)))
    expect(await one.stats()).to.include({ ready: 4, putters: 1, maxSize: 4 })

    await three.setMaxSize(1)
    expect([await one.size(), await one.full(), await isPending(waiting[2] as Promise<unknown>)]).to.deep.equal([4, true, true])
    await three.setMaxSize(0)
    await inTime('all of them', Promise.all(waiting))
    expect(await Promise.all(Array.from({ length: 5 }, async () => two.get()))).to.deep.equal(['a', 'b', 'c', 'd', 'e'])
  })

  it('join waits for all that was put, whoever puts it and whoever says that it is done', async () => {
    await one.join()
    await one.putMany(['a', 'b', 'c'])
    const joins = queues.map(async (queue) => queue.join())

    await two.get()
    await three.get()
    expect(await rejection(one.join({ timeout: 20 }))).to.be.instanceOf(TimeoutError)
    await Promise.all([two.taskDone(), three.taskDone()])
    expect(await Promise.all(joins.map(isPending))).to.deep.equal([true, true, true])

    const lease = await two.reserve()
    await lease.complete()
    await inTime('all joins', Promise.all(joins))
    expect(await rejection(three.taskDone())).to.be.instanceOf(RangeError)
  })

  describe('shutdown', () => {
    /** What waits for something in each client: what became of it. */
    function outcomes (calls: Array<Promise<unknown>>): Array<Promise<string>> {
      return calls.map(async (call) => call.then((value) => `got ${String(value)}`, (err: Error) => err.name))
    }

    async function loop (queue: Queue<unknown, unknown>): Promise<string> {
      const items: unknown[] = []

      for await (const item of queue.items()) {
        items.push(item)
      }

      return items.join()
    }

    it('ends all who are blocked in an empty queue, in every client', async () => {
      const waiting = outcomes(queues.flatMap((queue) => [queue.get(), queue.reserve()]))
      const loops = queues.map(loop)
      const workers = queues.map((queue) => queue.process(() => {}))
      await until('all wait', async () => (await one.stats()).getters === 12)

      await two.shutdown()
      expect(await inTime('all of them', Promise.all(waiting))).to.deep.equal(Array(6).fill('ShutdownError'))
      expect(await inTime('all loops', Promise.all(loops))).to.deep.equal(['', '', ''])
      await inTime('all workers', Promise.all(workers.map(async (worker) => worker.ended)))
      expect(await Promise.all(queues.map(async (queue) => queue.isShutdown()))).to.deep.equal([true, true, true])
      expect(await farm.queue('tasks').stats()).to.include({ getters: 0 })
    })

    it('refuses puts at once, blocked ones too, and lets gets drain the queue', async () => {
      await one.setMaxSize(2)
      await one.putMany(['a', 'b'])
      const putters = outcomes(queues.map(async (queue) => queue.put('c')))
      await until('all wait', async () => (await one.stats()).putters === 3)

      await three.shutdown()
      expect(await inTime('all putters', Promise.all(putters))).to.deep.equal(Array(3).fill('ShutdownError'))
      expect(await rejection(one.put('d', { block: false }))).to.be.instanceOf(ShutdownError)
      expect([await one.get(), await two.get()]).to.deep.equal(['a', 'b'])
      expect(await rejection(three.get())).to.be.instanceOf(ShutdownError)
      await Promise.all([one.taskDone(), one.taskDone()])
      await inTime('the join', two.join())
    })

    it('lets what is being worked on come back and be worked on again, then ends who waits for that', async () => {
      await one.putMany(['a', 'b'])
      const [first, second] = [await one.reserve(), await two.reserve()]
      await three.shutdown()
      const last = three.reserve()
      expect(await rejection(one.get())).to.be.instanceOf(ShutdownError)
      expect(await isPending(last)).to.equal(true)

      await first.release()
      const again = await inTime('the lease', last)
      expect(again.item).to.equal('a')
      const none = rejection(one.reserve())
      await again.complete()
      await second.complete()
      expect(await none).to.be.instanceOf(ShutdownError)
    })

    it('immediate drops what waits, and what would come back', async () => {
      const handles = await one.putMany(['a', 'b', 'c'])
      const lease = await one.reserve()
      const joins = outcomes(queues.map(async (queue) => queue.join()))
      await until('all wait', async () => (await Promise.all(joins.map(isPending))).every(Boolean) && (await two.size()) === 2)

      await three.shutdown({ immediate: true })
      expect(await Promise.all(outcomes(queues.map(async (queue) => queue.get())))).to.deep.equal(Array(3).fill('ShutdownError'))
      expect(await rejection((handles[1] as typeof handles[0]).result())).to.be.instanceOf(TaskCancelledError)
      expect(await Promise.all(joins.map(isPending))).to.deep.equal([true, true, true])

      await lease.release()
      expect(await inTime('all joins', Promise.all(joins))).to.deep.equal(Array(3).fill('got undefined'))
      expect(await one.stats()).to.include({ dropped: 3, ready: 0, leased: 0, unfinished: 0 })
      expect(await rejection(one.redrive())).to.be.instanceOf(ShutdownError)
    })
  })
})
