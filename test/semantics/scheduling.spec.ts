import { expect } from 'chai'
import { DuplicateIdError, ShutdownError, TaskError, TaskExpiredError, TaskFailedError } from '../../src/errors.ts'
import { createFarm, outcomeOf } from './farm.ts'
import { tasksOf } from './snapshot.ts'
import type { PutOptions, Queue, QueueOptions } from '../../src/client/index.ts'
import type { Farm } from './farm.ts'

describe('a task', () => {
  let farm: Farm
  let queue: Queue<string, string>

  async function open (options: QueueOptions = {}): Promise<void> {
    farm = await createFarm(options)
    queue = farm.peer('a').queue('q')
  }

  async function put (item: string, options: PutOptions = {}): Promise<void> {
    await farm.now(queue.put(item, { id: item, ...options }))
  }

  /** What is there to be taken, in order. */
  async function drain (): Promise<string[]> {
    const items: string[] = []

    while (!await farm.now(queue.empty())) {
      items.push(await farm.now(farm.queue<string>('q').get()))
    }

    return items
  }

  /** One attempt, which fails; the milliseconds until the next can begin. */
  async function failAndWait (options: { retry?: boolean, delay?: number } = {}, step = 1): Promise<number> {
    await farm.now((await farm.now(queue.reserve({ block: false }))).fail(new Error('no'), options))
    const since = farm.clock.now()

    while (await farm.now(queue.empty())) {
      await farm.advance(step)
    }

    return farm.clock.now() - since
  }

  describe('with a priority', () => {
    it('overtakes those that wait, and takes nothing from anybody', async () => {
      await open()
      await put('first')
      await put('second')
      const lease = await farm.now(queue.reserve())
      await put('urgent', { priority: -1 })
      expect(lease.signal.aborted).to.equal(false)
      expect(await drain()).to.deep.equal(['urgent', 'second'])
    })

    for (const order of ['fifo', 'lifo'] as const) {
      it(`that is given back uncharged has its old place (${order})`, async () => {
        await open({ order })

        for (const item of ['1', '2', '3']) {
          await put(item)
        }

        const before = []

        for (let count = 0; count < 2; count++) {
          before.push(await farm.now(queue.reserve()))
        }

        await put('4')
        await farm.now(Promise.all(before.map((lease) => lease.release())))
        expect(await drain()).to.deep.equal(order === 'fifo' ? ['1', '2', '3', '4'] : ['4', '3', '2', '1'])
      })
    }
  })

  describe('with a delay', () => {
    it('waits for exactly that long, and is not counted in size', async () => {
      await open()
      const got = outcomeOf(farm.queue('q').get())
      await put('x', { delay: 1_000 })
      expect(await farm.conserves()).to.include({ ready: 0, delayed: 1, unfinished: 1 })
      expect(await farm.now(queue.size())).to.equal(0)
      await farm.advance(999)
      expect(got.state).to.equal('waiting')
      await farm.advance(1)
      expect(got.value).to.equal('x')
    })

    it('has its place from when it is due', async () => {
      await open()
      await put('late', { delay: 100 })
      await put('early', { delay: 50 })
      await put('now')
      await farm.advance(100)
      await put('last')
      expect(await drain()).to.deep.equal(['now', 'early', 'late', 'last'])
    })

    it('takes room in a bounded queue', async () => {
      await open({ maxSize: 1 })
      await put('x', { delay: 1_000 })
      const blocked = outcomeOf(queue.put('y'))
      await farm.advance(1_000)
      expect(blocked.state).to.equal('waiting')
      expect(await farm.now(queue.get())).to.equal('x')
      expect(blocked.state).to.equal('done')
    })

    it('can be hurried', async () => {
      await open()
      await put('x', { delay: 1_000 })
      await farm.now(queue.requeue('x'))
      expect(await drain()).to.deep.equal(['x'])
      await farm.advance(2_000)
      expect(await farm.conserves()).to.include({ put: 1, done: 1 })
    })

    for (const delay of [-1, NaN, Infinity]) {
      it(`of ${delay} is a RangeError`, async () => {
        await open()
        expect(await farm.refusal(queue.put('x', { delay }))).to.be.instanceOf(RangeError)
      })
    }

    it('that is not above its ttl is a RangeError', async () => {
      await open()
      expect(await farm.refusal(queue.put('x', { delay: 5, ttl: 5 }))).to.be.instanceOf(RangeError)
      await put('x', { delay: 5, ttl: 6 })
      await farm.advance(5)
      expect(await drain()).to.deep.equal(['x'])
    })
  })

  describe('with a ttl', () => {
    it('expires when nobody has begun it in time', async () => {
      await open()
      await put('x', { ttl: 1_000 })
      const result = outcomeOf(farm.queue('q').task('x').result())
      const joined = outcomeOf(queue.join())
      await farm.advance(999)
      expect(await farm.stats()).to.include({ ready: 1 })
      await farm.advance(1)
      expect(result.error).to.be.instanceOf(TaskExpiredError)
      expect(joined.state).to.equal('done')
      expect(await farm.conserves()).to.include({ ready: 0, expired: 1, unfinished: 0 })
    })

    it('expires while it is delayed, or the queue is paused', async () => {
      await open()
      await farm.now(queue.pause())
      await put('delayed', { delay: 900, ttl: 1_000 })
      await put('ready', { ttl: 500 })
      await farm.advance(500)
      expect(await farm.stats()).to.include({ expired: 1, delayed: 1 })
      await farm.advance(500)
      expect(await farm.conserves()).to.include({ expired: 2, ready: 0, delayed: 0 })
    })

    it('does not expire any more once it was begun', async () => {
      await open({ backoff: { delay: 5_000, jitter: 0 } })
      await put('x', { ttl: 1_000 })
      expect(await failAndWait({}, 100)).to.equal(5_000)
      expect(await drain()).to.deep.equal(['x'])
    })

    it('does not expire in somebody’s hands, but as soon as it comes back as if nobody had begun it', async () => {
      await open()
      await put('x', { ttl: 1_000 })
      const lease = await farm.now(queue.reserve())
      await farm.advance(2_000)
      expect(await farm.stats()).to.include({ leased: 1 })
      const got = outcomeOf(farm.queue('q').get())
      await farm.now(lease.release())
      expect(got.state).to.equal('waiting')
      expect(await farm.conserves()).to.include({ expired: 1, ready: 0 })
    })

    it('makes room for those who wait', async () => {
      await open({ maxSize: 1 })
      await put('x', { ttl: 1_000 })
      const blocked = outcomeOf(queue.put('y'))
      await farm.advance(1_000)
      expect(blocked.state).to.equal('done')
    })
  })

  describe('that fails', () => {
    it('is tried again after 1 s, doubling, with half of it left to chance', async () => {
      await open({ maxAttempts: 6 })
      const waits: number[][] = [[], [], [], []]

      for (let task = 0; task < 20; task++) {
        await put(`${task}`)

        for (const wait of waits) {
          wait.push(await failAndWait({}, 20))
        }

        await farm.now(queue.purge())
      }

      for (const [index, wait] of waits.entries()) {
        const full = 1_000 * 2 ** index
        expect(Math.min(...wait), `after attempt ${index + 1}`).to.be.within(full * 0.5, full * 0.65)
        expect(Math.max(...wait), `after attempt ${index + 1}`).to.be.within(full * 0.85, full + 20)
      }
    })

    it('waits no longer than maxDelay', async () => {
      await open({ maxAttempts: 10, backoff: { delay: 100, maxDelay: 500, jitter: 0 } })
      await put('x')
      const waits: number[] = []

      for (let count = 0; count < 5; count++) {
        waits.push(await failAndWait())
      }

      expect(waits).to.deep.equal([100, 200, 400, 500, 500])
    })

    it('waits the same each time where the queue says so', async () => {
      await open({ maxAttempts: 10, backoff: { type: 'fixed', delay: 100, jitter: 0 } })
      await put('x')
      expect([await failAndWait(), await failAndWait(), await failAndWait()]).to.deep.equal([100, 100, 100])
    })

    it('is at once at the end of the line where there is no delay', async () => {
      await open({ backoff: { delay: 0 } })
      await put('x')
      await put('y')
      expect(await failAndWait()).to.equal(0)
      expect(await drain()).to.deep.equal(['y', 'x'])
    })

    it('waits as long as whoever failed it says', async () => {
      await open()
      await put('x')
      expect(await failAndWait({ delay: 1_234 })).to.equal(1_234)
      expect(await failAndWait({ delay: 0 })).to.equal(0)
    })

    it('is dead when whoever failed it wants no other attempt', async () => {
      await open()
      await put('x')
      await farm.now((await farm.now(queue.reserve())).fail(new Error('hopeless'), { retry: false }))
      expect(await farm.refusal(farm.queue('q').task('x').result())).to.be.instanceOf(TaskFailedError)
      expect(await farm.conserves()).to.include({ dead: 1, unfinished: 0 })
    })

    for (const [maxAttempts, given, attempts] of [[3, undefined, 3], [3, 1, 1], [1, 4, 4]] as const) {
      it(`is tried ${attempts} times when its queue says ${maxAttempts} and its put ${given ?? 'nothing'}`, async () => {
        await open({ maxAttempts, backoff: { delay: 0 } })
        await put('x', { ...given !== undefined && { maxAttempts: given } })
        let tried = 0

        while (!await farm.now(queue.empty())) {
          await farm.now((await farm.now(queue.reserve())).fail(new Error('no')))
          tried++
        }

        expect(tried).to.equal(attempts)
        expect(await farm.stats()).to.include({ dead: 1 })
      })
    }

    it('is tried for ever when it may be', async () => {
      await open({ backoff: { delay: 0 } })
      await put('x', { maxAttempts: Infinity })

      for (let count = 1; count <= 50; count++) {
        const lease = await farm.now(queue.reserve({ block: false }))
        expect(lease.attempt).to.equal(count)
        await farm.now(lease.fail('no'))
      }

      expect((await tasksOf(farm))[0]).to.include({ state: 'ready', maxAttempts: Infinity })
    })

    describe('in a handler', () => {
      /** When each attempt began, of a handler that throws this. */
      async function attempts (error: unknown): Promise<number[]> {
        await open({ backoff: { delay: 1_000, jitter: 0 } })
        const begun: number[] = []
        const worker = queue.process(() => {
          begun.push(farm.clock.now())
          throw error
        })
        worker.addEventListener('task:fail', () => {})
        await put('x')
        await farm.advance(20_000)
        await farm.now(worker.stop())

        return begun
      }

      it('is tried again after the queue’s backoff', async () => {
        expect(await attempts(new Error('no'))).to.deep.equal([0, 1_000, 3_000])
      })

      it('is tried again also when what was thrown is no Error', async () => {
        expect(await attempts('no')).to.deep.equal([0, 1_000, 3_000])
        const error = await farm.refusal(queue.task('x').result())
        expect(error).to.be.instanceOf(TaskFailedError)
        expect(error.remote?.remoteMessage).to.equal('no')
      })

      it('is tried again when a TaskError says so', async () => {
        expect(await attempts(new TaskError('later', { delay: 5_000 }))).to.deep.equal([0, 5_000, 10_000])
      })

      it('is dead when a TaskError says so', async () => {
        expect(await attempts(new TaskError('hopeless', { retry: false, cause: new Error('why') }))).to.deep.equal([0])
        expect((await farm.refusal(queue.task('x').result())).remote).to.include({ remoteName: 'TaskError', remoteMessage: 'hopeless' })
      })

      it('is tried again after the backoff when its TaskError names a delay that is none', async () => {
        expect(await attempts(new TaskError('odd', { delay: -1 }))).to.deep.equal([0, 1_000, 3_000])
      })
    })
  })

  describe('with an id of its own', () => {
    it('is put once, by whomever: the other handles know that it is not new', async () => {
      await open()
      const handles = [await farm.now(queue.put('x', { id: 'one' })), await farm.now(queue.put('x', { id: 'one' })), await farm.now(farm.peer('b').queue('q').put('x', { id: 'one' }))]
      expect(handles.map(({ id, isNew }) => [id, isNew])).to.deep.equal([['one', true], ['one', false], ['one', false]])
      expect(await drain()).to.deep.equal(['x'])
      expect(await farm.conserves()).to.include({ put: 1 })
    })

    for (const [what, item, options] of [
      ['another item', 'y', {}],
      ['another priority', 'x', { priority: 1 }],
      ['another delay', 'x', { delay: 1 }],
      ['another ttl', 'x', { ttl: 1 }],
      ['another number of attempts', 'x', { maxAttempts: 1 }],
      ['another lease', 'x', { leaseMs: 1_000 }],
      ['another time to run', 'x', { maxRunMs: 1_000 }]
    ] as const) {
      it(`cannot be put with ${what}`, async () => {
        await open()
        await farm.now(queue.put('x', { id: 'one' }))
        const error = await farm.refusal(farm.peer('b').queue('q').put(item, { id: 'one', ...options }))
        expect(error).to.be.instanceOf(DuplicateIdError)
        expect(error.message).to.contain('one')
        expect(await farm.conserves()).to.include({ put: 1 })
      })
    }

    it('may wait differently for room', async () => {
      await open({ maxSize: 1 })
      await farm.now(queue.put('x', { id: 'one' }))
      expect(await farm.now(queue.put('x', { id: 'one', block: false, timeout: 5 }))).to.include({ isNew: false })
    })

    it('is known while it is in somebody’s hands, dead, or done, and as long as dedupTtl after its end', async () => {
      await open({ dedupTtl: 60_000, resultTtl: 1_000 })
      const handle = await farm.now(queue.put('x', { id: 'one', maxAttempts: 1 }))
      const again = async (): Promise<boolean> => (await farm.now(queue.put('x', { id: 'one', maxAttempts: 1 }))).isNew

      const lease = await farm.now(queue.reserve())
      expect(await again(), 'leased').to.equal(false)
      await farm.now(lease.fail(new Error('no')))
      expect(await again(), 'dead').to.equal(false)
      await farm.now(queue.redrive())
      await farm.now((await farm.now(queue.reserve())).complete('done'))
      expect(await again(), 'done').to.equal(false)
      expect(await farm.now(handle.result())).to.equal('done')
      await farm.advance(59_999)
      expect(await again(), 'done a while ago').to.equal(false)
      await farm.advance(1)
      expect(await again(), 'done long ago').to.equal(true)
      expect(await farm.conserves()).to.include({ put: 2, done: 1, ready: 1 })
    })

    it('is its queue’s own', async () => {
      await open()
      await farm.now(farm.queue('other').size())
      expect(await farm.now(queue.put('x', { id: 'one' }))).to.include({ isNew: true })
      expect(await farm.now(farm.peer('a').queue('other').put('y', { id: 'one' }))).to.include({ isNew: true })
    })

    it('gives its result to every handle', async () => {
      await open()
      const handles = [await farm.now(queue.put('x', { id: 'one' })), await farm.now(farm.peer('b').queue<string, string>('q').put('x', { id: 'one' })), farm.queue<string, string>('q').task('one')]
      const results = handles.map((handle) => outcomeOf(handle.result()))
      await farm.now((await farm.now(queue.reserve())).complete('done'))
      expect(results.map(({ value }) => value)).to.deep.equal(['done', 'done', 'done'])
    })

    it('was given to it by a put of which nobody knows whether it arrived: putting it again under that id is the same task', async () => {
      for (const direction of ['up', 'down'] as const) {
        await open()
        farm.peer('a').wire.cutAfter(direction, 0)
        const lost = outcomeOf(queue.put('x', { timeout: 1_000 }))
        await farm.settle()
        await farm.peer('a').cut()
        await farm.advance(30_000)
        expect(lost.error).to.include({ code: 'ERR_CONNECTIONERROR', outcome: 'unknown' })
        const { taskId } = lost.error ?? expect.fail('it had no taskId')

        await farm.peer('a').reconnect()
        const handle = await farm.now(queue.put('x', { id: taskId as string }))
        expect(handle).to.include({ id: taskId, isNew: direction === 'up' })
        expect(await farm.conserves()).to.include({ put: 1, ready: 1 })
      }
    })

    for (const id of ['', 'x'.repeat(257)]) {
      it(`cannot have one of ${id.length} bytes`, async () => {
        await open()
        expect(await farm.refusal(queue.put('x', { id }))).to.be.instanceOf(RangeError)
      })
    }
  })

  describe('that is dead', () => {
    async function bury (...items: string[]): Promise<void> {
      for (const item of items) {
        await put(item, { maxAttempts: 2 })
        await failAndWait({ delay: 0 })
        await farm.now((await farm.now(queue.reserve())).fail(new Error('no')))
      }
    }

    it('gets another life with all its attempts by a redrive, and another result', async () => {
      await open()
      await bury('x')
      const handle = farm.queue<string, string>('q').task('x')
      expect(await farm.refusal(handle.result())).to.be.instanceOf(TaskFailedError)
      expect(await farm.now(queue.redrive())).to.equal(1)
      expect(await farm.conserves()).to.include({ dead: 0, ready: 1, unfinished: 1 })
      const result = outcomeOf(handle.result())
      const lease = await farm.now(queue.reserve())
      expect(lease.attempt).to.equal(1)
      expect((await tasksOf(farm))[0]?.history).to.have.lengthOf(2)
      await farm.now(lease.complete('at last'))
      expect(result.value).to.equal('at last')
      expect(await farm.conserves()).to.include({ put: 1, done: 1, unfinished: 0 })
    })

    it('is one of those named, or of the oldest', async () => {
      await open()
      await bury('1', '2', '3', '4')
      expect(await farm.now(queue.redrive({ ids: ['3', 'unknown'] }))).to.equal(1)
      expect(await farm.now(queue.redrive({ limit: 2 }))).to.equal(2)
      expect(await farm.now(queue.redrive({ limit: 0 }))).to.equal(0)
      expect(await farm.now(queue.redrive({ ids: [] }))).to.equal(0)
      expect(await drain()).to.deep.equal(['3', '1', '2'])
      expect(await farm.stats()).to.include({ dead: 1 })
    })

    it('stays dead in a queue that was shut down', async () => {
      await open()
      await bury('x')
      await farm.now(queue.shutdown())
      expect(await farm.refusal(queue.redrive())).to.be.instanceOf(ShutdownError)
      expect(await farm.conserves()).to.include({ dead: 1 })
    })

    it('does not expire in its next life', async () => {
      await open()
      await put('x', { ttl: 1_000, maxAttempts: 1 })
      await farm.now((await farm.now(queue.reserve())).fail(new Error('no')))
      await farm.advance(5_000)
      await farm.now(queue.redrive())
      await farm.advance(5_000)
      expect(await drain()).to.deep.equal(['x'])
    })
  })

  describe('of a queue that', () => {
    it('is paused stays where it is, and everything else goes on', async () => {
      await open({ maxSize: 2 })
      await put('x')
      const lease = await farm.now(queue.reserve())
      await farm.now(queue.pause())
      await put('y')
      const got = outcomeOf(farm.peer('b').queue('q').get())
      const worker = farm.peer('b').queue('q').process(() => expect.fail('it is paused'))
      await farm.advance(1_000)
      expect(got.state).to.equal('waiting')
      expect(await farm.stats()).to.include({ ready: 1, leased: 1, paused: true })
      await farm.now(lease.complete('done'))
      await farm.now(worker.stop())
      await farm.now(queue.resume())
      expect(got.value).to.equal('y')
      expect(await farm.conserves()).to.include({ done: 2, paused: false })
    })

    it('is purged is dropped, ready or delayed, but not out of somebody’s hands', async () => {
      await open({ maxSize: 3 })
      await put('held')
      const lease = await farm.now(queue.reserve())
      await put('ready')
      await put('later', { delay: 1_000 })
      await put('ready too')
      const blocked = outcomeOf(queue.put('y'))
      expect(await farm.now(queue.purge())).to.equal(3)
      expect(blocked.state).to.equal('done')
      await farm.now(lease.complete('done'))
      expect(await drain()).to.deep.equal(['y'])
      expect(await farm.conserves()).to.include({ put: 5, dropped: 3, done: 2 })
    })

    it('is shut down is still given back and tried again', async () => {
      await open({ backoff: { delay: 1_000, jitter: 0 } })
      await put('x')
      await put('y')
      const [x, y] = [await farm.now(queue.reserve()), await farm.now(queue.reserve())]
      await farm.now(queue.shutdown())
      const [lease, got] = [outcomeOf(queue.reserve()), outcomeOf(farm.queue('q').get())]
      await farm.settle()
      expect([lease.state, got.error?.constructor]).to.deep.equal(['waiting', ShutdownError])
      await farm.now(x.release())
      expect(lease.value).to.include({ item: 'x' })
      await farm.now(y.fail(new Error('no')))
      await farm.advance(1_000)
      expect(await drain()).to.deep.equal(['y'])
      const last = outcomeOf(queue.reserve())
      await farm.now(lease.value?.complete('done') ?? expect.fail('no lease'))
      expect(last.error).to.be.instanceOf(ShutdownError)
      expect(await farm.conserves()).to.include({ done: 2 })
    })

    it('is shut down immediately is dropped when it would come back', async () => {
      await open({ maxAttempts: 2 })
      await put('1')
      await put('2')
      await put('3')
      const [first, second, third] = [await farm.now(queue.reserve()), await farm.now(queue.reserve()), await farm.now(queue.reserve())]
      await farm.now(queue.shutdown({ immediate: true }))
      await farm.now(first.complete('done'))
      await farm.now(second.release())
      await farm.now(third.fail(new Error('no')))
      await farm.advance(60_000)
      expect(await farm.conserves()).to.include({ done: 1, dropped: 2, leased: 0, delayed: 0, unfinished: 0 })
      await farm.now(queue.join())
    })
  })
})
