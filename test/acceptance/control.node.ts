import { expect } from 'chai'
import { defineQueue, LeaseLostError, TaskCancelledError, TaskError, TaskFailedError } from '../../src/index.ts'
import { collect, event, Handling, inTime, isPending, pause, rejection, Stage, until } from './support.ts'
import type { Client, Coordinator, Queue, TaskEvent, TaskInfo } from '../../src/index.ts'

/** How long a handler may take to hear that its work is for nothing: milliseconds. Usually it is a few. */
const HEARS_MS = 2_000

const ABORTED_RUNS = 200

/** A handler hears of an abort within this, and two round trips, since the put may be on its way still: milliseconds. */
const ABORT_MS = 50

describe('control of tasks', function () {
  this.timeout(30_000)

  let stage: Stage
  let farm: Coordinator
  let putter: Client
  let tasks: Queue<unknown, unknown>

  /** The same queue, as a second and a third client have it. */
  let works: Queue<unknown, unknown>
  let looks: Queue<unknown, unknown>

  beforeEach(async () => {
    stage = new Stage()
    farm = await stage.coordinator({ queues: [defineQueue('tasks')] })
    putter = await stage.client({ name: 'putter' })
    tasks = putter.queue('tasks')
    works = (await stage.client({ name: 'worker' })).queue('tasks')
    looks = (await stage.client({ name: 'onlooker' })).queue('tasks')
  })

  afterEach(async () => {
    await stage.end()
  })

  async function taskInfos (queue: Queue<unknown, unknown>, options: Parameters<Queue['tasks']>[0] = {}): Promise<TaskInfo[]> {
    return collect(queue.tasks(options))
  }

  describe('that were put with run', () => {
    it('an abort at any time reaches the handler, and the task is cancelled', async () => {
      const delays: number[] = []
      const abortedAt = new Map<unknown, number>()
      const roundTrips: number[] = []
      let begun = 0

      works.process(async (item, { signal }) => {
        begun++
        await new Promise<void>((resolve) => { signal.addEventListener('abort', () => { resolve() }) })
        delays.push(performance.now() - (abortedAt.get(item) as number))
      }, { concurrency: ABORTED_RUNS / 2 })

      // what a round trip takes meanwhile, on whatever machine this is
      let isOver = false
      const probing = (async () => {
        // one follows the other without a gap: whatever holds this process up is in one of them
        for (let since = performance.now(); !isOver;) {
          await looks.size()
          await pause(1)
          const now = performance.now()
          roundTrips.push(now - since)
          since = now
        }
      })()

      await Promise.all(Array.from({ length: ABORTED_RUNS }, async (_, item) => {
        const controller = new AbortController()
        const run = tasks.run(item, { signal: controller.signal })
        // random times are what this is about: from before the put is sent to long after its handler has begun
        const after = Math.random() * 400 - 20

        if (after > 0) {
          await pause(after)
        }

        abortedAt.set(item, performance.now())
        controller.abort(new Error('enough'))
        expect(await rejection(run, HEARS_MS)).to.have.property('message', 'enough')
      }))

      await until('all handlers have heard of it', () => delays.length === begun, HEARS_MS)
      isOver = true
      await probing
      await until('all are cancelled or were never put', async () => {
        const { put, cancelled, unfinished } = await tasks.stats()
        return put === cancelled && unfinished === 0
      })
      const sorted = delays.toSorted((a, b) => a - b)
      console.log(`        ${begun} of ${ABORTED_RUNS} had begun; their signals fired after ${[0.5, 0.99, 1].map((share) => sorted[Math.ceil(share * begun) - 1]?.toFixed(1)).join(', ')} ms (median, p99, most)`)
      expect(begun).to.be.greaterThan(ABORTED_RUNS / 4)
      expect(sorted.at(-1)).to.be.below(ABORT_MS + 2 * Math.max(...roundTrips))
    })

    it('a timeout covers the whole task, and cancels it where it runs', async () => {
      const reasons: unknown[] = []
      works.process(async (_, { signal }) => {
        await new Promise<void>((resolve) => { signal.addEventListener('abort', () => { resolve() }) })
        reasons.push(signal.reason)
      })

      expect(await rejection(tasks.run('item', { timeout: 100 }))).to.have.property('name', 'TimeoutError')
      await until('the handler has heard of it', () => reasons.length === 1)
      expect(reasons[0]).to.be.instanceOf(LeaseLostError).with.property('reason', 'cancelled')
      expect(await tasks.stats()).to.deep.include({ cancelled: 1, leased: 0, ready: 0 })
    })
  })

  describe('from another client', () => {
    it('cancels a task that waits', async () => {
      const handle = await tasks.put('item')

      expect(await looks.task(handle.id).cancel()).to.equal(true)
      expect(await rejection(handle.result())).to.be.instanceOf(TaskCancelledError)
      expect(await tasks.empty()).to.equal(true)
      expect(await looks.task(handle.id).cancel()).to.equal(false)
    })

    it('cancels a task that runs: the signal fires, the result is refused, the slot is free when the handler returns', async () => {
      const handling = new Handling()
      const reasons: unknown[] = []
      const worker = works.process(async (item, { signal }) => {
        signal.addEventListener('abort', () => { reasons.push(signal.reason) })
        return handling.handler(item)
      })
      const handle = await tasks.put('first')
      const second = await tasks.put('second')
      await until('the handler has begun', () => handling.items.length === 1)
      const aborted = event(worker, 'task:abort')

      expect(await looks.task(handle.id).cancel()).to.equal(true)
      expect(await rejection(handle.result())).to.be.instanceOf(TaskCancelledError)
      expect(await aborted).to.include({ id: handle.id, reason: 'cancelled' })
      expect(reasons[0]).to.be.instanceOf(LeaseLostError).with.property('reason', 'cancelled')

      // it takes its time, and nothing else is begun meanwhile
      expect(await second.status()).to.include({ state: 'ready' })
      expect(worker.active).to.equal(1)
      handling.finish()
      expect(await second.result()).to.equal('second')
      expect(await looks.task(handle.id).cancel()).to.equal(false)
    })

    it('cancels nothing that is done, dead or unknown', async () => {
      works.process((item) => {
        if (item === 'bad') {
          throw new TaskError('no', { retry: false })
        }
      }).addEventListener('task:fail', () => {})
      const [done, dead] = [await tasks.put('good'), await tasks.put('bad')]
      await done.result()
      await rejection(dead.result())

      for (const id of [done.id, dead.id, 'unknown']) {
        expect(await looks.task(id).cancel()).to.equal(false)
      }
    })

    it('gets the result of a task by its id, before and after it is there', async () => {
      const handle = await tasks.put('item')
      const before = looks.task(handle.id).result()
      expect(looks.task(handle.id)).to.include({ id: handle.id, isNew: false })
      expect(await isPending(before)).to.equal(true)

      works.process((item) => `${item as string} done`)
      expect(await before).to.equal('item done')
      expect(await looks.task(handle.id).result()).to.equal('item done')
      expect(await handle.result()).to.equal('item done')
    })

    it('follows the progress of a task, in order, until it ends', async () => {
      const steps: unknown[] = []
      let go = Promise.withResolvers<void>()
      works.process(async (_, { progress }) => {
        for (let step = 1; step <= 5; step++) {
          progress({ step })
          await go.promise
        }

        return 'done'
      })
      const handle = await tasks.put('item')

      for await (const value of looks.task(handle.id).progress()) {
        steps.push((value as { step: number }).step)
        go.resolve()
        go = Promise.withResolvers()

        if (steps.at(-1) === 5) {
          go.resolve()
        }
      }

      expect(steps).to.deep.equal([1, 2, 3, 4, 5])
      expect(await handle.result()).to.equal('done')
      expect(await collect(looks.task(handle.id).progress())).to.deep.equal([])
    })

    it('sees where a task stands, at each step of its life', async () => {
      const handling = new Handling()
      const delayed = await tasks.put('later', { delay: 60_000 })
      const handle = await tasks.put('item', { maxAttempts: 2, priority: -1 })
      const status = async (): Promise<TaskInfo> => looks.task(handle.id).status()
      expect(await looks.task(delayed.id).status()).to.include({ state: 'delayed' })
      expect(await status()).to.deep.include({ state: 'ready', attempts: 0, maxAttempts: 2, priority: -1, history: [] })

      const worker = works.process(async (item, { attempt, progress }) => {
        progress(`attempt ${attempt}`)
        if (attempt === 1) {
          throw new TaskError('try again', { delay: 0 })
        }

        return handling.handler(item)
      })
      worker.addEventListener('task:fail', () => {})
      await until('the second attempt has begun', () => handling.items.length === 1)
      await until('its progress is known', async () => (await status()).progress === 'attempt 2')
      const info = await status()
      expect(info).to.deep.include({ state: 'leased', attempts: 2 }).and.have.nested.property('holder.name', 'worker')
      expect(info.history).to.have.lengthOf(1).with.property('0').that.includes({ attempt: 1, name: 'worker', outcome: 'failed', error: 'TaskError: try again' })

      handling.finish()
      await handle.result()
      expect(await status()).to.deep.include({ state: 'done', itemBytes: 0 })
    })

    it('lists the tasks of a queue, by state and holder, page by page', async () => {
      const handles = await tasks.putMany(Array.from({ length: 600 }, (_, index) => index))
      const ids = handles.map(({ id }) => id)
      const lease = await works.reserve()

      expect((await taskInfos(looks)).map(({ id }) => id)).to.deep.equal(ids)
      expect((await taskInfos(looks, { state: 'leased' })).map(({ id, holder }) => [id, holder?.name])).to.deep.equal([[lease.id, 'worker']])
      expect(await taskInfos(looks, { holder: 'worker' })).to.have.lengthOf(1)
      expect(await taskInfos(looks, { holder: 'putter' })).to.deep.equal([])
      expect((await taskInfos(looks, { state: 'ready', after: ids[2] as string, limit: 300 })).map(({ id }) => id)).to.deep.equal(ids.slice(3, 303))
      await lease.release()
    })

    it('watches what happens to the tasks of a queue', async () => {
      const events: TaskEvent[] = []
      const ended = new AbortController()
      const watching = (async () => {
        for await (const happening of looks.watch({ signal: ended.signal })) {
          events.push(happening)
        }
      })()
      await looks.size()

      const [good, bad, off] = await tasks.putMany(['good', 'bad', 'off'])
      await off?.cancel()
      works.process((item) => {
        if (item === 'bad') {
          throw new TaskError('no', { retry: false })
        }
      }).addEventListener('task:fail', () => {})
      await Promise.allSettled([good?.result(), bad?.result()])
      await until('all is told', () => events.length >= 9)
      ended.abort(new Error('seen enough'))
      expect(await rejection(watching)).to.have.property('message', 'seen enough')

      const of = (id: string | undefined): string[] => events.flatMap((each) => each.type !== 'gap' && each.id === id ? [`${each.type} ${each.name}`] : [])
      expect(of(good?.id)).to.deep.equal(['task:put putter', 'task:lease worker', 'task:complete worker'])
      expect(of(bad?.id)).to.deep.equal(['task:put putter', 'task:lease worker', 'task:fail worker', 'task:dead worker'])
      expect(of(off?.id)).to.deep.equal(['task:put putter', 'task:cancel putter'])
    })

    it('finds a hung handler and moves its task with two calls; its late result is refused', async () => {
      const hung = new Handling()
      const worker = works.process(hung.handler)
      const handle = await tasks.put('precious')
      await until('it hangs', () => hung.items.length === 1)
      const aborted = event(worker, 'task:abort')
      const rescuer = (await stage.client({ name: 'rescuer' })).queue<unknown, unknown>('tasks')
      rescuer.process((item) => `${item as string}, rescued`)
      await until('somebody else is idle', async () => (await looks.stats()).getters === 1)

      const [found] = await taskInfos(looks, { state: 'leased' })
      await looks.requeue(found?.id as string)

      expect(await inTime('the result', handle.result())).to.equal('precious, rescued')
      expect(await aborted).to.include({ id: handle.id, reason: 'cancelled' })
      hung.finish()
      await until('the hung handler has returned', () => worker.active === 0)
      expect(await handle.result()).to.equal('precious, rescued')
      expect((await handle.status()).history.map(({ name, outcome }) => `${name} ${outcome}`)).to.deep.equal(['worker requeued', 'rescuer completed'])
    })

    it('moves a reserved task too, and the first holder is refused whatever it says of it', async () => {
      const handle = await tasks.put('precious')
      const first = await works.reserve()
      await looks.requeue(handle.id)
      const second = await looks.reserve()
      expect(second).to.include({ id: handle.id, attempt: 1 })
      expect(second.token).to.be.greaterThan(first.token)

      for (const call of [first.complete('late'), first.complete('again')]) {
        expect(await rejection(call)).to.be.instanceOf(LeaseLostError).with.property('reason', 'cancelled')
      }

      expect(await rejection(first.extend(1_000))).to.be.instanceOf(LeaseLostError)
      expect(first.signal.aborted).to.equal(true)
      await second.complete('in time')
      expect(await handle.result()).to.equal('in time')
      expect(await rejection(looks.requeue(handle.id))).to.be.instanceOf(RangeError)
    })

    it('learns why a task failed, and where', async () => {
      works.process(() => { throw new RangeError('no such page') }).addEventListener('task:fail', () => {})
      const err = await rejection(tasks.run('item', { maxAttempts: 1 }))

      expect(err).to.be.instanceOf(TaskFailedError)
      expect((err as TaskFailedError).remote).to.include({ remoteName: 'RangeError', remoteMessage: 'no such page', workerName: 'worker', remoteStack: undefined })
      expect(err.message).to.match(/at worker: RangeError: no such page$/)
      expect(farm.peers().find(({ name }) => name === 'worker')?.peerId).to.equal((err as TaskFailedError).remote.workerPeerId)
    })
  })
})
