import { expect } from 'chai'
import { PayloadError } from '../../src/errors.ts'
import { createReply, encodePayload } from '../../src/protocol/index.ts'
import { automaticTaskId } from '../../src/task-id.ts'
import { OTHER_HISTORY, outcomeOf, started } from './support.ts'
import type { Queue } from '../../src/client/index.ts'
import type { Reply, Request, TaskInfo } from '../../src/protocol/index.ts'
import type { Rig } from './support.ts'

function sessionOf (rig: Rig): string {
  return Buffer.from(rig.ends[0]?.hello?.session ?? []).toString('base64url')
}

describe('a queue', () => {
  describe('put', () => {
    it('sends what it was given, as integers', async () => {
      const rig = await started()
      const queue = rig.client.queue('q')
      void queue.put({ a: 1 })
      void queue.put('x', {
        id: 'mine', block: false, timeout: 0.5, priority: -3, delay: 0.5, ttl: 100, maxAttempts: Infinity, leaseMs: 200, maxRunMs: Infinity
      })
      await rig.clock.settle()
      expect(rig.end.requests).to.deep.equal([
        {
          number: 1,
          queue: 'q',
          put: {
            items: [encodePayload({ a: 1 })], id: '', noWait: false, timeout: undefined, priority: 0, delay: 0, ttl: undefined, maxAttempts: undefined, leaseMs: undefined, maxRunMs: undefined
          }
        },
        {
          number: 2,
          queue: 'q',
          put: {
            items: [encodePayload('x')], id: 'mine', noWait: true, timeout: 1, priority: -3, delay: 1, ttl: 100, maxAttempts: 0, leaseMs: 200, maxRunMs: 0
          }
        }
      ])
    })

    it('gives a handle that knows whether the task is new', async () => {
      const rig = await started()
      const queue = rig.client.queue('q')
      const made = outcomeOf(queue.put('x'))
      const known = outcomeOf(queue.put('x', { id: 'mine' }))
      await rig.clock.settle()
      await rig.end.reply(1)
      await rig.end.reply(2, { flag: true })
      expect(made.value).to.deep.include({ id: automaticTaskId(sessionOf(rig), 1), isNew: true })
      expect(known.value).to.deep.include({ id: 'mine', isNew: false })
    })

    it('sends the item as it was when it was put', async () => {
      const rig = await started()
      const item = { a: 1 }
      void rig.client.queue('q').put(item)
      item.a = 2
      await rig.clock.settle()
      expect(rig.end.requests[0]?.put?.items).to.deep.equal([encodePayload({ a: 1 })])
    })
  })

  describe('putMany', () => {
    it('sends all in one request, and gives a handle for each', async () => {
      const rig = await started()
      const puts = outcomeOf(rig.client.queue('q').putMany(new Set(['a', 'b']), { priority: 2 }))
      await rig.clock.settle()
      expect(rig.end.requests[0]?.put).to.deep.include({ items: ['a', 'b'].map((item) => encodePayload(item)), priority: 2 })
      await rig.end.reply(1)
      expect(puts.value?.map(({ id }) => id)).to.deep.equal([0, 1].map((index) => automaticTaskId(sessionOf(rig), 1, index, 2)))
    })

    it('of one item is like put', async () => {
      const rig = await started()
      const puts = outcomeOf(rig.client.queue('q').putMany(['a']))
      await rig.clock.settle()
      await rig.end.reply(1)
      expect(puts.value?.map(({ id }) => id)).to.deep.equal([automaticTaskId(sessionOf(rig), 1)])
    })

    it('of nothing sends nothing', async () => {
      const rig = await started()
      expect(await rig.client.queue('q').putMany([])).to.deep.equal([])
      expect(rig.end.requests).to.deep.equal([])
    })

    it('names the item that cannot be carried', async () => {
      const rig = await started()
      const puts = outcomeOf(rig.client.queue('q').putMany(['a', { f () {} }]))
      await rig.clock.settle()
      expect(puts.error).to.be.instanceOf(PayloadError).with.property('message').that.includes('items[1].f')
      expect(rig.end.requests).to.deep.equal([])
    })
  })

  describe('run', () => {
    it('gives the result', async () => {
      const rig = await started()
      const run = outcomeOf(rig.client.queue('q').run('x'))
      await rig.clock.settle()
      await rig.end.reply(1)
      expect(rig.end.requests[1]?.awaitResult).to.deep.equal({ task: automaticTaskId(sessionOf(rig), 1) })
      await rig.end.reply(2, { payload: encodePayload('done') })
      expect(run.value).to.equal('done')
    })

    it('gives the whole task one time, and cancels it when that is over', async () => {
      const rig = await started()
      const run = outcomeOf(rig.client.queue('q').run('x', { timeout: 5_000 }))
      await rig.clock.settle()
      expect(rig.end.requests[0]?.put?.timeout).to.equal(5_000)
      await rig.clock.advance(2_000)
      await rig.end.reply(1)
      expect(rig.end.requests[1]?.awaitResult?.timeout).to.equal(3_000)
      await rig.clock.advance(3_000)
      await rig.end.reply(2, { status: 'TIMEOUT' })
      expect(run.error).to.have.property('name', 'TimeoutError')
      expect(rig.end.requests[2]?.cancel?.task).to.equal(automaticTaskId(sessionOf(rig), 1))
    })

    for (const [when, answers] of [['before it was put', 0], ['while it is put', 1], ['while it runs', 2]] as const) {
      it(`cancels the task when it is aborted ${when}`, async () => {
        const rig = await started()
        const leave = new AbortController()
        const run = outcomeOf(rig.client.queue('q').run('x', { signal: leave.signal }))
        await rig.clock.settle()

        if (answers === 0) {
          leave.abort(new Error('enough'))
          await rig.end.reply(1)
        } else if (answers === 1) {
          rig.end.link.send({ reply: createReply(1) })
          // the handle is there, and the wait for the result is not
          rig.clock.soon(() => { queueMicrotask(() => { leave.abort(new Error('enough')) }) })
          await rig.clock.settle()
        } else {
          await rig.end.reply(1)
          leave.abort(new Error('enough'))
        }

        await rig.clock.settle()
        expect(run.error).to.have.property('message', 'enough')
        expect(rig.end.requests.flatMap(({ cancel }) => cancel?.task ?? [])).to.deep.equal([automaticTaskId(sessionOf(rig), 1)])
      })
    }

    it('does not cancel a task that has failed', async () => {
      const rig = await started()
      const run = outcomeOf(rig.client.queue('q').run('x'))
      await rig.clock.settle()
      await rig.end.reply(1)
      await rig.end.reply(2, { status: 'TASK_FAILED', failure: { name: 'TypeError', message: 'no', stack: '', workerName: 'w', workerPeerId: 'p' } })
      expect(run.error).to.include({ name: 'TaskFailedError' })
      expect(run.error).to.have.nested.property('remote.remoteName', 'TypeError')
      expect(rig.end.calls).to.deep.equal(['put', 'awaitResult'])
    })
  })

  describe('a task handle', () => {
    it('asks once for what is final', async () => {
      const rig = await started()
      const task = rig.client.queue('q').task('t')
      const result = outcomeOf(task.result())
      await rig.clock.settle()
      await rig.end.reply(1, { payload: encodePayload([1]) })
      expect(result.value).to.deep.equal([1])
      expect(await task.result()).to.equal(result.value)
      expect(rig.end.requests).to.have.lengthOf(1)
    })

    it('gives undefined for a result that is none', async () => {
      const rig = await started()
      const result = outcomeOf(rig.client.queue('q').task('t').result())
      await rig.clock.settle()
      await rig.end.reply(1)
      expect(result).to.have.property('value', undefined)
    })

    for (const [status, name, isFinal] of [
      ['TASK_CANCELLED', 'TaskCancelledError', true], ['TASK_EXPIRED', 'TaskExpiredError', true], ['RESULT_EXPIRED', 'ResultExpiredError', true],
      // it may be redriven
      ['TASK_FAILED', 'TaskFailedError', false], ['TIMEOUT', 'TimeoutError', false]
    ] as const) {
      it(`rejects with ${name}, ${isFinal ? 'once and for all' : 'and may be asked again'}`, async () => {
        const rig = await started()
        const task = rig.client.queue('q').task('t')
        const result = outcomeOf(task.result())
        await rig.clock.settle()
        await rig.end.reply(1, { status })
        expect(result.error).to.have.property('name', name)
        void task.result()
        await rig.clock.settle()
        expect(rig.end.requests).to.have.lengthOf(isFinal ? 1 : 2)
      })
    }

    it('is no promise', async () => {
      const rig = await started()
      expect(rig.client.queue('q').task('t')).to.not.have.property('then')
    })

    it('cancels', async () => {
      const rig = await started()
      const cancel = outcomeOf(rig.client.queue('q').task('t').cancel())
      await rig.clock.settle()
      expect(rig.end.requests[0]?.cancel).to.deep.equal({ task: 't' })
      await rig.end.reply(1, { flag: true })
      expect(cancel.value).to.equal(true)
    })

    it('tells where the task stands', async () => {
      const rig = await started()
      const status = outcomeOf(rig.client.queue('q').task('t').status())
      await rig.clock.settle()
      await rig.end.reply(1, { tasks: [infoOf('t')] })
      expect(status.value).to.deep.equal({
        id: 't',
        state: 'leased',
        priority: 0,
        attempts: 2,
        maxAttempts: Infinity,
        ageMs: 10,
        stateMs: 5,
        holder: { peerId: 'peer', name: 'worker', token: 9 },
        itemBytes: 3,
        history: [{ attempt: 1, peerId: 'peer', name: 'worker', outcome: 'failed', error: 'no', endedMsAgo: 6 }],
        progress: 0.5
      })
    })

    it('follows its progress until it ends', async () => {
      const rig = await started()
      const values: unknown[] = []
      const loop = (async () => {
        for await (const value of rig.client.queue('q').task('t').progress()) {
          values.push(value)
        }
      })()
      await rig.clock.settle()
      await rig.end.send(update(1, 1), update(1, 2))
      expect(values).to.deep.equal([1, 2])
      await rig.end.send(update(1, 3), { reply: createReply(1) })
      await loop
      expect(values).to.deep.equal([1, 2, 3])
    })

    it('does not follow it any more when the loop is left', async () => {
      const rig = await started()
      const progress = rig.client.queue('q').task('t').progress()[Symbol.asyncIterator]()
      void progress.next()
      await rig.clock.settle()
      await rig.end.send(update(1, 1))
      const left = progress.return?.()
      await rig.clock.settle()
      expect(rig.end.abandoned).to.deep.equal([1])
      await rig.end.reply(1, { status: 'ABANDONED' })
      await left
    })

    it('throws what it cannot read of the progress, and the connection stays', async () => {
      const rig = await started()
      const next = outcomeOf(rig.client.queue('q').task('t').progress()[Symbol.asyncIterator]().next())
      await rig.clock.settle()
      await rig.end.send({ update: { number: 1, value: Uint8Array.of(0xff), events: [], gap: false } })
      expect(next.error).to.be.instanceOf(PayloadError)
      expect(rig.end.ended).to.equal(undefined)
    })
  })

  describe('asks and administers', () => {
    const table: Array<[name: string, (queue: Queue) => Promise<unknown>, request: Partial<Request>, reply: Partial<Reply>, value: unknown]> = [
      ['size', (queue) => queue.size(), { ask: { what: 'SIZE' } }, { count: 3 }, 3],
      ['empty', (queue) => queue.empty(), { ask: { what: 'EMPTY' } }, { flag: true }, true],
      ['full', (queue) => queue.full(), { ask: { what: 'FULL' } }, { flag: false }, false],
      ['isShutdown', (queue) => queue.isShutdown(), { ask: { what: 'IS_SHUTDOWN' } }, { flag: true }, true],
      ['taskDone', (queue) => queue.taskDone(), { taskDone: {} }, {}, undefined],
      ['join', (queue) => queue.join(), { join: { timeout: undefined } }, {}, undefined],
      ['join in time', (queue) => queue.join({ timeout: 5 }), { join: { timeout: 5 } }, {}, undefined],
      ['shutdown', (queue) => queue.shutdown(), { shutdown: { immediate: false } }, {}, undefined],
      ['shutdown at once', (queue) => queue.shutdown({ immediate: true }), { shutdown: { immediate: true } }, {}, undefined],
      ['setMaxSize', (queue) => queue.setMaxSize(-5), { setMaxSize: { maxSize: -5 } }, {}, undefined],
      ['setMaxSize to no limit', (queue) => queue.setMaxSize(Infinity), { setMaxSize: { maxSize: 0 } }, {}, undefined],
      ['pause', (queue) => queue.pause(), { administer: { verb: 'PAUSE' } }, {}, undefined],
      ['resume', (queue) => queue.resume(), { administer: { verb: 'RESUME' } }, {}, undefined],
      ['purge', (queue) => queue.purge(), { administer: { verb: 'PURGE' } }, { count: 7 }, 7],
      ['requeue', (queue) => queue.requeue('t'), { requeue: { task: 't' } }, {}, undefined],
      ['redrive all', (queue) => queue.redrive(), { redrive: { tasks: [] } }, { count: 2 }, 2],
      ['redrive some', (queue) => queue.redrive({ ids: ['a'], limit: 5 }), { redrive: { tasks: ['a'], limit: 5 } }, { count: 1 }, 1]
    ]

    for (const [name, call, request, reply, value] of table) {
      it(name, async () => {
        const rig = await started()
        const outcome = outcomeOf(call(rig.client.queue('q')))
        await rig.clock.settle()
        expect(rig.end.requests).to.deep.equal([{ number: 1, queue: 'q', ...request }])
        await rig.end.reply(1, reply)
        expect(outcome).to.deep.equal({ value })
      })
    }

    it('redrives none of none', async () => {
      const rig = await started()
      expect(await rig.client.queue('q').redrive({ ids: [] })).to.equal(0)
      expect(await rig.client.queue('q').redrive({ limit: 0 })).to.equal(0)
      expect(rig.end.requests).to.deep.equal([])
    })

    it('lists its tasks page by page, as the loop goes', async () => {
      const rig = await started()
      const tasks = rig.client.queue('q').tasks({ state: 'dead', holder: 'peer', limit: 300, after: 'z' })[Symbol.asyncIterator]()
      const first = outcomeOf(tasks.next())
      await rig.clock.settle()
      expect(rig.end.requests.map(({ listTasks }) => listTasks)).to.deep.equal([{ state: 'DEAD', holder: 'peer', limit: 256, after: 'z' }])
      await rig.end.reply(1, { tasks: [infoOf('a'), infoOf('b')] })
      expect(first.value?.value).to.include({ id: 'a' })
      await tasks.next()
      const third = outcomeOf(tasks.next())
      await rig.clock.settle()
      expect(rig.end.requests[1]?.listTasks).to.deep.include({ limit: 256, after: 'b' })
      await rig.end.reply(2)
      expect(third.value).to.deep.equal({ value: undefined, done: true })
    })

    it('watches what happens, and tells what it missed over a cut', async () => {
      const rig = await started()
      const events: unknown[] = []
      void (async () => {
        for await (const event of rig.client.queue('q').watch()) {
          events.push(event)
        }
      })()
      await rig.clock.settle()
      await rig.end.send({ update: { number: 1, gap: false, events: [{ type: 'task:put', task: 't', peer: 'p', name: 'n', attempt: 0 }] } })
      expect(events).to.deep.equal([{ type: 'task:put', id: 't', peerId: 'p', name: 'n', attempt: 0 }])
      await rig.end.cut()
      await rig.resume()
      expect(events.at(-1)).to.deep.equal({ type: 'gap' })
      await rig.end.send({ update: { number: 1, gap: true, events: [] } })
      expect(events).to.have.lengthOf(3)
    })
  })

  describe('declared here', () => {
    it('is declared before anything else of it is asked', async () => {
      const rig = await started()
      const queue = rig.client.queue('q', { maxSize: 5, order: 'lifo', maxAttempts: Infinity, backoff: { type: 'fixed', delay: 10 }, grace: { closed: 1 }, resultTtl: Infinity })
      const size = outcomeOf(queue.size())
      await rig.clock.settle()
      expect(rig.end.calls).to.deep.equal(['declare'])
      expect(rig.end.requests[0]?.declare).to.deep.equal({
        maxSize: 5,
        order: 'LIFO',
        leaseMs: undefined,
        maxRunMs: undefined,
        maxAttempts: 0,
        backoff: { type: 'FIXED', delay: 10, maxDelay: 300_000, jitter: 0.5 },
        resultTtl: Number.MAX_SAFE_INTEGER,
        dedupTtl: undefined,
        graceClosed: 1,
        graceSilent: undefined,
        reopen: false
      })
      await rig.end.reply(1)
      expect(rig.end.calls).to.deep.equal(['declare', 'ask'])
      await rig.end.reply(2, { count: 1 })
      expect(size.value).to.equal(1)
      void queue.size()
      void queue.put('x')
      await rig.clock.settle()
      expect(rig.end.calls.slice(2)).to.deep.equal(['ask', 'put'])
    })

    it('rejects its calls with what the declaration is refused with', async () => {
      const rig = await started()
      const queue = rig.client.queue('q', { order: 'lifo' })
      const put = outcomeOf(queue.put('x'))
      const next = outcomeOf(queue.items()[Symbol.asyncIterator]().next())
      await rig.clock.settle()
      await rig.end.reply(1, { status: 'RANGE', message: 'order cannot change' })
      expect(put.error).to.be.instanceOf(RangeError).with.property('message', 'order cannot change')
      expect(next.error).to.equal(put.error)
      const late = outcomeOf(queue.size())
      await rig.clock.settle()
      expect(late.error).to.equal(put.error)
    })

    it('is used as it is by those who may not declare it', async () => {
      const rig = await started()
      const put = outcomeOf(rig.client.queue('q', { maxSize: 5 }).put('x'))
      await rig.clock.settle()
      await rig.end.reply(1, { status: 'PERMISSION' })
      await rig.end.reply(2)
      expect(put.value).to.have.property('isNew', true)
    })

    it('is declared by the next call when nobody answered', async () => {
      const rig = await started({ offline: 'fail' })
      await rig.end.cut()
      const queue = rig.client.queue('q', { maxSize: 5 })
      const size = outcomeOf(queue.size())
      await rig.clock.settle()
      expect(size.error).to.have.property('name', 'ConnectionError')
      await rig.resume()
      void queue.size()
      await rig.clock.settle()
      await rig.end.reply(1)
      expect(rig.end.calls).to.deep.equal(['declare', 'ask'])
    })

    it('is declared again to a coordinator that was started anew, before new calls', async () => {
      const rig = await started()
      const queue = rig.client.queue('q', { maxSize: 5 })
      await rig.clock.settle()
      await rig.end.reply(1)
      await rig.end.cut()
      void queue.put('x')
      await rig.resume({ resumed: false, history: OTHER_HISTORY })
      expect(rig.end.calls).to.deep.equal(['declare', 'put'])
      await rig.end.cut()
      await rig.resume({ history: OTHER_HISTORY })
      expect(rig.end.calls).to.deep.equal(['declare', 'put'])
    })

    it('is not declared by a name alone, except where all are', async () => {
      const rig = await started()
      void rig.client.queue('q').size()
      await rig.clock.settle()
      expect(rig.end.calls).to.deep.equal(['ask'])
      const own = await started({ declare: 'always' })
      void own.client.queue('q').size()
      await own.clock.settle()
      expect(own.end.calls).to.deep.equal(['declare'])
    })
  })

  it('says who is connected', async () => {
    const rig = await started()
    const peers = outcomeOf(rig.client.peers())
    await rig.clock.settle()
    expect(rig.end.requests[0]).to.deep.equal({ number: 1, queue: '', listPeers: {} })
    await rig.end.reply(1, { peers: [{ peer: 'p', name: 'n', keyName: '', connected: true, sinceMs: 1, leases: 2, consumers: 3 }] })
    expect(peers.value).to.deep.equal([{ peerId: 'p', name: 'n', keyName: '', connected: true, sinceMs: 1, leases: 2, consumers: 3 }])
  })
})

function update (number: number, value: unknown): { update: { number: number, value: Uint8Array, events: [], gap: false } } {
  return { update: { number, value: encodePayload(value), events: [], gap: false } }
}

function infoOf (id: string): TaskInfo {
  return {
    id,
    state: 'LEASED',
    priority: 0,
    attempts: 2,
    maxAttempts: 0,
    ageMs: 10,
    stateMs: 5,
    holderPeer: 'peer',
    holderName: 'worker',
    token: 9,
    itemBytes: 3,
    history: [{ attempt: 1, peer: 'peer', name: 'worker', outcome: 'failed', error: 'no', endedMsAgo: 6 }],
    progress: encodePayload(0.5)
  }
}
