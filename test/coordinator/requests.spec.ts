import { expect } from 'chai'
import { bytesOf, createRig, putOf, textOf } from './support.ts'
import type { Reply, RequestCall } from '../../src/protocol/index.ts'
import type { Caller, Rig } from './support.ts'

describe('requests', () => {
  let rig: Rig
  let caller: Caller

  beforeEach(async () => {
    rig = await createRig({ limits: { maxPayloadBytes: 1_000, maxQueues: 3 } })
    const farm = await rig.connect({ local: true, peerId: 'coordinator' })
    await farm.declare('q')
    caller = await rig.connect({ peerId: 'peer' })

    // for 5 s a coordinator waits for queues that are not declared
    await rig.clock.advance(5_000)
  })

  afterEach(async () => {
    await rig[Symbol.asyncDispose]()
  })

  async function lease (item = 'a'): Promise<number> {
    await caller.put('q', item)

    return (await caller.take('q'))!.grant!.token
  }

  const complete = (token: number, result?: Uint8Array): RequestCall => ({ settle: { token, verb: 'COMPLETE', noRetry: false, result } })
  const release = (token: number, delay?: number): RequestCall => ({ settle: { token, verb: 'RELEASE', noRetry: false, delay } })

  function fail (token: number, noRetry = false, text = 'no luck'): RequestCall {
    const failure = { name: 'Error', message: text, stack: text, workerName: 'somebody', workerPeerId: 'else' }

    return { settle: { token, verb: 'FAIL', noRetry, failure } }
  }

  it('on a queue that is not there are refused, whatever they ask', async () => {
    const calls: RequestCall[] = [
      { put: putOf(['a']) }, { take: { mode: 'LEASE', noWait: true } }, complete(1), { completeMany: { done: [{ token: 1 }] } }, { confirm: { tokens: [1] } }, { extend: { token: 1, ms: 1 } },
      { cancel: { task: 't' } }, { awaitResult: { task: 't' } }, { follow: { task: 't' } }, { inspect: { task: 't' } }, { ask: { what: 'SIZE' } },
      { taskDone: {} }, { join: {} }, { shutdown: { immediate: false } }, { setMaxSize: { maxSize: 1 } }, { administer: { verb: 'PURGE' } },
      { requeue: { task: 't' } }, { redrive: { tasks: [] } }, { listTasks: { holder: '', limit: 0, after: '' } }, { getStats: {} }
    ]

    for (const call of calls) {
      expect((await caller.call('nowhere', call))?.status, Object.keys(call)[0]).to.equal('UNKNOWN_QUEUE')
    }
  })

  it('that this version does not know are refused by themselves', async () => {
    const reply = await caller.call('q', {} as RequestCall)

    expect(reply).to.deep.include({ status: 'PROTOCOL' })
    expect(await caller.size('q')).to.equal(0)
  })

  describe('declare', () => {
    const options = { reopen: false, maxSize: 3, order: 'LIFO', maxRunMs: 0, maxAttempts: 0 } as const

    it('opens a queue that is there, and changes its options', async () => {
      expect((await caller.call('q', { declare: { reopen: false } }))?.status).to.equal('OK')
      expect((await caller.call('q', { declare: options }))?.status).to.equal('OK')
      expect((await caller.call('q', { getStats: {} }))?.stats?.maxSize).to.equal(3)
      await caller.put('q', 'a', 'b')
      expect(textOf((await caller.take('q'))?.grant?.item)).to.equal('b')
      expect((await caller.take('q'))?.grant?.maxRunMs, 'no limit').to.equal(0)
    })

    it('makes no queue for a client, unless autoCreate is set', async () => {
      expect((await caller.call('new', { declare: { reopen: false } }))?.status).to.equal('UNKNOWN_QUEUE')
      expect(rig.core.queues()).to.deep.equal(['q'])
      await using other = await createRig({ autoCreate: true })
      const client = await other.connect()
      expect((await client.call('new', { declare: { reopen: false } }))?.status).to.equal('OK')
    })

    it('refuses options that make no sense, and says which', async () => {
      const reply = await caller.call('q', { declare: { reopen: false, leaseMs: 99 } })

      expect(reply?.status).to.equal('RANGE')
      expect(reply?.message).to.contain('leaseMs')
    })

    it('makes maxQueues queues', async () => {
      const farm = await rig.connect({ local: true, peerId: 'coordinator' })
      await farm.declare('q2')
      await farm.declare('q3')
      const reply = await farm.call('q4', { declare: { reopen: false } })

      expect(reply).to.deep.include({ status: 'LIMIT' })
      expect(reply?.message).to.contain('maxQueues')
    })
  })

  describe('put', () => {
    it('puts all items, under ids that both sides can derive', async () => {
      const number = await caller.request('q', { put: putOf(['a', 'b']) })
      const tasks = (await caller.call('q', { listTasks: { holder: '', limit: 0, after: '' } }))?.tasks

      expect(caller.replyTo(number)?.status).to.equal('OK')
      expect(tasks?.map(({ id }) => id)).to.deep.equal([`~${caller.id}.${number}.0`, `~${caller.id}.${number}.1`])
    })

    it('knows an id again', async () => {
      const once = putOf(['a'], { id: 'mine' })
      expect((await caller.call('q', { put: putOf(['a'], { id: 'mine' }) }))?.flag).to.equal(false)
      expect((await caller.call('q', { put: once }))?.flag).to.equal(true)
      expect((await caller.call('q', { put: putOf(['b'], { id: 'mine' }) }))?.status).to.equal('DUPLICATE_ID')
    })

    it('takes items of maxPayloadBytes, and refuses larger ones by that name', async () => {
      expect((await caller.call('q', { put: putOf(['x'.repeat(1_000)]) }))?.status).to.equal('OK')
      const reply = await caller.call('q', { put: putOf(['x', 'x'.repeat(1_001)]) })

      expect(reply?.status).to.equal('PAYLOAD_TOO_LARGE')
      expect(reply?.message).to.contain('maxPayloadBytes (1000)')
      expect(await caller.size('q')).to.equal(1)
    })

    it('keeps its items after the frame that they came in is gone', async () => {
      const frame = new Uint8Array(1_000).fill(120)
      await caller.call('q', { put: { ...putOf([]), items: [frame.subarray(0, 4)] } })
      frame.fill(0)

      expect(textOf((await caller.take('q'))?.grant?.item)).to.equal('xxxx')
    })

    it('keeps what comes from this process where it is', async () => {
      const farm = await rig.connect({ local: true, peerId: 'coordinator' })
      const item = new Uint8Array(1_000).subarray(0, 4)
      await farm.call('q', { put: { ...putOf([]), items: [item] } })

      const taken = (await farm.take('q'))?.grant?.item

      expect(taken?.buffer).to.equal(item.buffer)
      expect(taken?.byteLength).to.equal(4)
    })

    it('finds no room in a full queue, at once or in time', async () => {
      await caller.call('q', { setMaxSize: { maxSize: 1 } })
      await caller.put('q', 'a')
      expect((await caller.put('q', 'b'))?.status).to.equal('FULL')

      const waiting = await caller.request('q', { put: putOf(['b'], { noWait: false, timeout: 500 }) })
      expect(caller.replyTo(waiting)).to.equal(undefined)
      await rig.clock.advance(500)
      expect(caller.replyTo(waiting)?.status).to.equal('FULL')
    })

    it('says RANGE of what Python says ValueError of', async () => {
      await caller.call('q', { setMaxSize: { maxSize: 1 } })

      expect((await caller.call('q', { put: putOf(['a'], { noWait: false, timeout: -1 }) }))?.status).to.equal('RANGE')
      expect((await caller.call('q', { put: putOf(['a'], { delay: 5, ttl: 5 }) }))?.status).to.equal('RANGE')
    })

    it('passes on priority, delay, ttl and the limits of the task', async () => {
      await caller.call('q', { put: putOf(['late'], { priority: 5, maxAttempts: 0, leaseMs: 500, maxRunMs: 700 }) })
      await caller.call('q', { put: putOf(['early'], { priority: -5, delay: 10, ttl: 1_000 }) })
      expect((await caller.call('q', { getStats: {} }))?.stats).to.deep.include({ ready: 1, delayed: 1 })
      await rig.clock.advance(10)

      expect(textOf((await caller.take('q'))?.grant?.item)).to.equal('early')
      expect((await caller.take('q'))?.grant).to.deep.include({ leaseMs: 500, maxRunMs: 700 })
      const tasks = (await caller.call('q', { listTasks: { holder: '', limit: 0, after: '' } }))?.tasks
      expect(tasks?.map(({ maxAttempts }) => maxAttempts), '0: no limit').to.deep.equal([0, 3])
    })
  })

  describe('take', () => {
    it('gives one item on a lease, or as a receipt to confirm', async () => {
      await caller.put('q', 'a', 'b')
      const leased = (await caller.take('q'))!.grant!
      const received = (await caller.take('q', { mode: 'RECEIPT' }))!.grant!

      expect(leased).to.deep.include({ consumer: 0, attempt: 1, leaseMs: 30_000, maxRunMs: 0 })
      expect(textOf(received.item)).to.equal('b')
      expect((await caller.call('q', { confirm: { tokens: [received.token] } }))?.status).to.equal('OK')
      expect((await caller.call('q', { getStats: {} }))?.stats).to.deep.include({ leased: 1, taken: 1 })
    })

    it('finds nothing, at once or in time', async () => {
      expect((await caller.take('q'))?.status).to.equal('EMPTY')
      const waiting = await caller.request('q', { take: { mode: 'LEASE', noWait: false, timeout: 200 } })
      await rig.clock.advance(200)
      expect(caller.replyTo(waiting)?.status).to.equal('EMPTY')
      expect((await caller.take('q', { noWait: false, timeout: -1 }))?.status).to.equal('RANGE')
    })

    it('can be called off while it waits, and then takes nothing', async () => {
      const waiting = await caller.request('q', { take: { mode: 'LEASE', noWait: false } })
      await caller.send({ abandon: { number: waiting } })
      await caller.put('q', 'a')

      expect(caller.replyTo(waiting)?.status).to.equal('ABANDONED')
      expect(await caller.size('q')).to.equal(1)
    })
  })

  describe('settle', () => {
    it('completes with a result for whoever waits for it', async () => {
      const number = await caller.request('q', { put: putOf(['a']) })
      const waiting = await caller.request('q', { awaitResult: { task: `~${caller.id}.${number}` } })
      const { token } = (await caller.take('q'))!.grant!

      expect((await caller.call('q', complete(token, bytesOf('done'))))?.status).to.equal('OK')
      expect(textOf(caller.replyTo(waiting)?.payload)).to.equal('done')
    })

    it('tells a result that is undefined from one that is empty', async () => {
      for (const result of [undefined, new Uint8Array()]) {
        const number = await caller.request('q', { put: putOf(['a']) })
        await caller.call('q', complete((await caller.take('q'))!.grant!.token, result))

        expect((await caller.call('q', { awaitResult: { task: `~${caller.id}.${number}` } }))?.payload).to.deep.equal(result)
      }
    })

    it('keeps a result after the frame that it came in is gone', async () => {
      const number = await caller.request('q', { put: putOf(['a']) })
      const frame = new Uint8Array(1_000).fill(120)
      await caller.call('q', complete((await caller.take('q'))!.grant!.token, frame.subarray(0, 4)))
      frame.fill(0)

      expect(textOf((await caller.call('q', { awaitResult: { task: `~${caller.id}.${number}` } }))?.payload)).to.equal('xxxx')
    })

    it('takes results of maxPayloadBytes, and refuses larger ones without ending the lease', async () => {
      const token = await lease()

      expect((await caller.call('q', complete(token, new Uint8Array(1_001))))?.status).to.equal('PAYLOAD_TOO_LARGE')
      expect((await caller.call('q', complete(token, new Uint8Array(1_000))))?.status).to.equal('OK')
    })

    it('fails for good with the texts cut, and signed with who it was', async () => {
      const number = await caller.request('q', { put: putOf(['a']) })
      await caller.call('q', fail((await caller.take('q'))!.grant!.token, true, 'é'.repeat(10_000)))
      const { status, failure } = (await caller.call('q', { awaitResult: { task: `~${caller.id}.${number}` } })) as Reply

      expect(status).to.equal('TASK_FAILED')
      expect(failure).to.deep.include({ name: 'Error', workerName: 'tester', workerPeerId: 'peer' })
      expect(Buffer.byteLength(failure!.message)).to.be.within(4_000, 4_096)
      expect(Buffer.byteLength(failure!.stack)).to.be.within(4_000, 4_096)
    })

    it('fails with another attempt to come', async () => {
      expect((await caller.call('q', fail(await lease())))?.status).to.equal('OK')
      expect((await caller.call('q', { getStats: {} }))?.stats).to.deep.include({ delayed: 1, dead: 0 })
    })

    it('gives back, now or later', async () => {
      await caller.call('q', release(await lease()))
      expect(await caller.size('q')).to.equal(1)
      await caller.call('q', release((await caller.take('q'))!.grant!.token, 1_000))
      expect((await caller.call('q', { getStats: {} }))?.stats).to.deep.include({ ready: 0, delayed: 1 })
    })

    it('refuses whoever does not hold the lease', async () => {
      const token = await lease()
      const other = await rig.connect()

      expect(await other.call('q', complete(token))).to.deep.include({ status: 'LEASE_LOST' })
      expect((await caller.call('q', complete(token)))?.status).to.equal('OK')
      expect((await caller.call('q', complete(token)))?.status).to.equal('LEASE_LOST')
    })

    it('says why a lease was lost', async () => {
      const number = await caller.request('q', { put: putOf(['a']) })
      const { token } = (await caller.take('q'))!.grant!
      expect((await caller.call('q', { cancel: { task: `~${caller.id}.${number}` } }))?.flag).to.equal(true)

      expect(caller.messages.flatMap(({ revoke }) => revoke ?? [])).to.deep.equal([{ token, reason: 'CANCELLED' }])
      expect(await caller.call('q', complete(token))).to.deep.include({ status: 'LEASE_LOST', reason: 'CANCELLED' })
    })
  })

  describe('extend', () => {
    it('makes a lease last', async () => {
      const token = await lease()
      expect((await caller.call('q', { extend: { token, ms: 600_000 } }))?.status).to.equal('OK')
      expect((await caller.call('q', { extend: { token: token + 1, ms: 1 } }))?.status).to.equal('LEASE_LOST')
    })
  })

  describe('cancel, awaitResult, follow, inspect', () => {
    it('know no task that is not there', async () => {
      expect((await caller.call('q', { cancel: { task: 't' } }))?.flag).to.equal(false)
      expect((await caller.call('q', { awaitResult: { task: 't' } }))?.status).to.equal('RESULT_EXPIRED')
      expect((await caller.call('q', { follow: { task: 't' } }))?.status).to.equal('OK')
      expect((await caller.call('q', { inspect: { task: 't' } }))?.status).to.equal('RESULT_EXPIRED')
    })

    it('waits for a result as long as it is told to', async () => {
      await caller.call('q', { put: putOf(['a'], { id: 't' }) })
      const waiting = await caller.request('q', { awaitResult: { task: 't', timeout: 100 } })
      await rig.clock.advance(100)

      expect(caller.replyTo(waiting)?.status).to.equal('TIMEOUT')
    })

    it('tells progress before the end', async () => {
      await caller.call('q', { put: putOf(['a'], { id: 't' }) })
      const { token } = (await caller.take('q'))!.grant!
      const number = await caller.request('q', { follow: { task: 't' } })
      await caller.send({ progress: { token, value: bytesOf('half') } })
      await caller.call('q', complete(token))

      expect(caller.updatesOf(number).map(({ value }) => textOf(value))).to.deep.equal(['half'])
      expect(caller.replyTo(number)?.status).to.equal('OK')
    })

    it('shows a task with its holder and history', async () => {
      await caller.call('q', { put: putOf(['abc'], { id: 't' }) })
      const first = (await caller.take('q'))!.grant!
      await caller.call('q', fail(first.token))
      await rig.clock.advance(2_000)
      const { token } = (await caller.take('q'))!.grant!
      const info = (await caller.call('q', { inspect: { task: 't' } }))?.tasks[0]

      expect(info).to.deep.include({ id: 't', state: 'LEASED', attempts: 2, maxAttempts: 3, holderPeer: 'peer', holderName: 'tester', token, itemBytes: 3 })
      expect(info?.history).to.deep.equal([{ attempt: 1, peer: 'peer', name: 'tester', outcome: 'failed', error: 'Error: no luck', endedMsAgo: 2_000 }])
    })

    it('shows a cancelled task under the wire\'s name for that', async () => {
      await caller.call('q', { put: putOf(['a'], { id: 't' }) })
      await caller.call('q', { cancel: { task: 't' } })
      const list = { holder: '', limit: 0, after: '', state: 'CANCELLED_STATE' as const }

      expect((await caller.call('q', { inspect: { task: 't' } }))?.tasks[0]?.state).to.equal('CANCELLED_STATE')
      expect((await caller.call('q', { listTasks: list }))?.tasks.map(({ id }) => id)).to.deep.equal(['t'])
    })
  })

  describe('looking', () => {
    it('answers size, empty, full and isShutdown', async () => {
      await caller.call('q', { setMaxSize: { maxSize: 2 } })
      await caller.put('q', 'a', 'b')
      const ask = async (what: 'SIZE' | 'EMPTY' | 'FULL' | 'IS_SHUTDOWN'): Promise<unknown> => {
        const { count, flag } = (await caller.call('q', { ask: { what } })) as Reply

        return what === 'SIZE' ? count : flag
      }

      expect([await ask('SIZE'), await ask('EMPTY'), await ask('FULL'), await ask('IS_SHUTDOWN')]).to.deep.equal([2, false, true, false])
      await caller.call('q', { shutdown: { immediate: true } })
      expect([await ask('SIZE'), await ask('EMPTY'), await ask('FULL'), await ask('IS_SHUTDOWN')]).to.deep.equal([0, true, false, true])
    })

    it('lists tasks by state and holder, page by page', async () => {
      for (const id of ['a', 'b', 'c']) {
        await caller.call('q', { put: putOf([id], { id }) })
      }

      await caller.take('q')
      const list = async (fields: object): Promise<string[] | undefined> =>
        (await caller.call('q', { listTasks: { holder: '', limit: 0, after: '', ...fields } }))?.tasks.map(({ id }) => id)

      expect(await list({})).to.deep.equal(['a', 'b', 'c'])
      expect(await list({ state: 'READY' })).to.deep.equal(['b', 'c'])
      expect(await list({ holder: 'peer' })).to.deep.equal(['a'])
      expect(await list({ holder: 'nobody' })).to.deep.equal([])
      expect(await list({ limit: 1, after: 'a' })).to.deep.equal(['b'])
    })

    it('gives statistics with rates', async () => {
      for (let second = 0; second < 20; second++) {
        await caller.put('q', 'a')
        await caller.call('q', complete((await caller.take('q'))!.grant!.token))
        await rig.clock.advance(1_000)
        await caller.heartbeat(second + 1)
      }

      const stats = (await caller.call('q', { getStats: {} }))?.stats
      expect(stats).to.deep.include({ put: 20, ready: 0 })
      expect(stats?.putRate).to.be.closeTo(1, 0.15)
      expect(stats?.doneRate).to.be.closeTo(1, 0.15)
    })

    it('lists the names of all queues', async () => {
      expect((await caller.call('', { listQueues: {} }))?.queues).to.deep.equal(rig.core.queues()).and.to.include('q')
    })

    it('lists peers, for whom no queue is needed', async () => {
      await caller.put('q', 'a')
      await caller.take('q')
      const peers = (await caller.call('', { listPeers: {} }))?.peers

      expect(peers?.find(({ peer }) => peer === 'peer')).to.deep.equal({
        peer: 'peer', name: 'tester', keyName: '', connected: true, sinceMs: 5_000, leases: 1, consumers: 0
      })
      expect(rig.core.peers()).to.have.lengthOf(2)
    })
  })

  describe('administration', () => {
    it('counts taskDone, and lets join wait for it', async () => {
      expect((await caller.call('q', { join: {} }))?.status).to.equal('OK')
      await caller.put('q', 'a')
      const waiting = await caller.request('q', { join: {} })
      expect((await caller.call('q', { join: { timeout: 0 } }))?.status).to.equal('TIMEOUT')
      expect((await caller.call('q', { taskDone: {} }))?.status).to.equal('OK')

      expect(caller.replyTo(waiting)?.status).to.equal('OK')
      expect((await caller.call('q', { taskDone: {} }))?.status).to.equal('RANGE')
    })

    it('shuts down, and opens again when asked to', async () => {
      await caller.call('q', { shutdown: { immediate: false } })
      expect((await caller.put('q', 'a'))?.status).to.equal('SHUTDOWN')
      await caller.call('q', { declare: { reopen: true } })
      expect((await caller.put('q', 'a'))?.status).to.equal('OK')
    })

    it('pauses, resumes and purges', async () => {
      await caller.put('q', 'a', 'b')
      await caller.call('q', { administer: { verb: 'PAUSE' } })
      expect((await caller.take('q'))?.status).to.equal('EMPTY')
      await caller.call('q', { administer: { verb: 'RESUME' } })
      expect((await caller.take('q'))?.status).to.equal('OK')
      expect((await caller.call('q', { administer: { verb: 'PURGE' } }))?.count).to.equal(1)
    })

    it('requeues a leased task, and redrives a dead one', async () => {
      await caller.call('q', { put: putOf(['a'], { id: 't' }) })
      await caller.take('q')
      expect((await caller.call('q', { requeue: { task: 't' } }))?.status).to.equal('OK')
      expect((await caller.call('q', { requeue: { task: 't' } }))?.status).to.equal('RANGE')
      await caller.call('q', fail((await caller.take('q'))!.grant!.token, true))
      expect((await caller.call('q', { redrive: { tasks: [], limit: 0 } }))?.count).to.equal(0)
      expect((await caller.call('q', { redrive: { tasks: ['t', 'x'] } }))?.count).to.equal(1)
    })
  })

  describe('consume', () => {
    it('is given as many tasks as it has slots, and the next when one is free', async () => {
      await caller.put('q', 'a', 'b', 'c')
      await caller.consume('q', 1, { prefetch: 1 })
      expect(caller.grants.map(({ item, consumer }) => [textOf(item), consumer])).to.deep.equal([['a', 1], ['b', 1]])

      await caller.call('q', complete(caller.grants[0]!.token))
      expect(caller.grants).to.have.lengthOf(3)
    })

    it('is given nothing more once it is closed', async () => {
      await caller.consume('q', 5)
      await caller.consume('q', 0, { close: true })
      await caller.put('q', 'a')

      expect(caller.grants).to.deep.equal([])
    })

    it('ends when its queue does', async () => {
      await caller.consume('q', 1)
      await caller.call('q', { shutdown: { immediate: false } })

      expect(caller.messages.flatMap(({ consumerEnd }) => consumerEnd ?? [])).to.have.lengthOf(1)
      expect(caller.messages.find(({ consumerEnd }) => consumerEnd)?.consumerEnd).to.deep.include({ consumer: 1, status: 'SHUTDOWN' })
    })
  })
})
