import { expect } from 'chai'
import { TaskFailedError } from '../../src/errors.ts'
import { createFarm, outcomeOf } from './farm.ts'
import { tasksOf } from './snapshot.ts'
import type { Lease, Queue, QueueOptions, TaskInfo } from '../../src/client/index.ts'
import type { HandlerContext } from '../../src/worker/index.ts'
import type { Farm } from './farm.ts'

/** Nothing of a session for this long, and the coordinator takes it for gone: milliseconds. */
const SILENT_MS = 10_000

describe('a lease', () => {
  let farm: Farm

  async function open (options: QueueOptions = {}, clients = ['a', 'b']): Promise<void> {
    farm = await createFarm(options, { clients })
  }

  function queueOf (name: string): Queue<string, string> {
    return farm.peer(name).queue<string, string>('q')
  }

  async function put (...items: string[]): Promise<void> {
    for (const item of items) {
      await farm.now(farm.queue('q').put(item, { id: item }))
    }
  }

  async function reserve (name: string): Promise<Lease<string, string>> {
    return farm.now(queueOf(name).reserve({ block: false }))
  }

  async function statusOf (id: string): Promise<TaskInfo> {
    return farm.now(farm.queue('q').task(id).status())
  }

  /** Handlers that never return; what they were called with, in order. */
  function hang (name: string, options: { concurrency?: number, prefetch?: number } = {}): Array<{ item: string } & HandlerContext> {
    const begun: Array<{ item: string } & HandlerContext> = []

    queueOf(name).process((item, { id, queue, attempt, token, signal, progress, extend }) => {
      begun.push({ item, id, queue, attempt, token, signal, progress, extend })
      return new Promise(() => {})
    }, options)

    return begun
  }

  describe('of a client that goes away', () => {
    it('survives a cut of a second: the same token, and nothing is redelivered', async () => {
      await open()
      await put('x')
      const begun = hang('a')
      await farm.settle()
      const other = hang('b')
      const { token } = await statusOf('x').then(({ holder }) => holder ?? expect.fail('nobody has it'))
      const resumed: boolean[] = []
      farm.peer('a').client.addEventListener('session:resume', ({ detail }) => { resumed.push(detail.kept) })

      await farm.peer('a').cut()
      await farm.advance(1_000)
      expect((await statusOf('x')).state).to.equal('leased')
      farm.peer('a').heal()
      await farm.advance(900)
      expect(resumed).to.deep.equal([true])

      await farm.advance(60_000)
      expect((await statusOf('x')).holder).to.deep.equal({ peerId: 'peer-a', name: 'a', token })
      expect([begun.length, other.length]).to.deep.equal([1, 0])
      expect(begun[0]?.signal.aborted).to.equal(false)
    })

    it('can be settled after a cut of a second as if there had been none, whatever the client draws for its pauses', async () => {
      for (let seed = 1; seed <= 30; seed++) {
        farm = await createFarm({}, { seed })
        await put('x')
        const lease = await reserve('a')
        const result = outcomeOf(farm.queue('q').task('x').result())
        await farm.peer('a').cut()
        const completed = outcomeOf(lease.complete('done'))
        await farm.advance(1_000)
        farm.peer('a').heal()
        await farm.advance(900)
        expect([completed.state, result.value], `seed ${seed}`).to.deep.equal(['done', 'done'])
        expect(await statusOf('x')).to.deep.include({ state: 'done', attempts: 1 })
      }
    })

    it('survives a connection that dies with nobody being told, where another can be made', async () => {
      for (const ms of [0, 1, 1_500, 2_999]) {
        await open()
        await put('x')
        const begun = hang('a')
        await farm.settle()
        const other = hang('b')
        const { token } = await statusOf('x').then(({ holder }) => holder ?? expect.fail('nobody has it'))

        await farm.advance(ms)
        farm.peer('a').wire.silence()
        await farm.advance(60_000)
        expect(farm.peer('a').wires, `${ms} ms after a heartbeat`).to.have.lengthOf(2)
        expect((await statusOf('x')).holder).to.deep.equal({ peerId: 'peer-a', name: 'a', token })
        expect([begun.length, other.length]).to.deep.equal([1, 0])
        expect(begun[0]?.signal.aborted).to.equal(false)
      }
    })

    it('ends with the grace when the connection was closed, and not a moment earlier', async () => {
      await open({ grace: { closed: 2_000 } })
      await put('x')
      await reserve('a')
      await farm.peer('a').cut()
      const got = outcomeOf(queueOf('b').reserve())
      await farm.advance(1_999)
      expect(got.state).to.equal('waiting')
      await farm.advance(1)
      expect(got.value).to.include({ item: 'x', attempt: 2 })
    })

    it('ends as soon as the coordinator believes in the silence of a client', async () => {
      await open()
      await put('x')
      await reserve('a')
      farm.peer('a').silence()
      const since = farm.clock.now()
      const got = outcomeOf(queueOf('b').reserve())
      await farm.advance(SILENT_MS - 1)
      expect(got.state).to.equal('waiting')
      await farm.advance(2_000)
      expect(got.value).to.include({ item: 'x', attempt: 2 })
      expect((await statusOf('x')).history.map(({ outcome, endedMsAgo }) => [outcome, farm.clock.now() - endedMsAgo - since >= SILENT_MS]))
        .to.deep.equal([['gone', true]])
    })

    it('ends that much later after a silence where the queue grants more', async () => {
      await open({ grace: { silent: 15_000 } })
      await put('x')
      await reserve('a')
      farm.peer('a').silence()
      const got = outcomeOf(queueOf('b').reserve())
      await farm.advance(14_999)
      expect(got.state).to.equal('waiting')
      await farm.advance(2_000)
      expect(got.value).to.include({ item: 'x' })
    })

    it('goes back at once and uncharged after a goodbye', async () => {
      await open()
      await put('1', '2')
      const lease = await reserve('a')
      const begun = hang('b')
      await farm.settle()
      expect(begun.map(({ item }) => item)).to.deep.equal(['2'])
      const { signal } = lease
      const got = outcomeOf(farm.queue<string>('q').reserve())
      await farm.now(farm.peer('a').client.stop())
      expect(got.value).to.include({ item: '1', attempt: 1 })
      expect(signal.aborted).to.equal(true)
    })
  })

  describe('as its attempts are counted', () => {
    /** How the first attempt ends, and what the second one is called. */
    const ENDS: Array<[how: string, attempt: number, outcome: string, end: (lease: Lease<string, string>) => Promise<unknown>]> = [
      ['is released', 1, 'released', async (lease) => { await farm.now(lease.release()) }],
      ['is released until later', 1, 'released', async (lease) => { await farm.now(lease.release({ delay: 500 })) }],
      ['is left at the end of its block', 1, 'released', async (lease) => { await farm.now(lease[Symbol.asyncDispose]()) }],
      ['is requeued by somebody', 1, 'requeued', async () => { await farm.now(farm.queue('q').requeue('x')) }],
      ['is given back by a goodbye', 1, 'gone', async () => { await farm.now(farm.peer('a').client.stop()) }],
      ['fails', 2, 'failed', async (lease) => { await farm.now(lease.fail(new Error('no'), { delay: 0 })) }],
      ['lapses', 2, 'lapsed', async () => { await farm.advance(5_000) }],
      ['takes longer than maxRunMs', 2, 'maxRun', async () => { await farm.advance(3_000) }],
      ['is lost with its worker', 2, 'gone', async () => { await farm.peer('a').kill() }]
    ]

    for (const [how, attempt, outcome, end] of ENDS) {
      it(`${attempt === 1 ? 'does not count' : 'counts'} when it ${how}`, async () => {
        await open({ leaseMs: 5_000, ...outcome === 'maxRun' && { maxRunMs: 3_000 } })
        await put('x')
        const lease = await reserve('a')
        expect(lease.attempt).to.equal(1)
        await end(lease)
        const got = outcomeOf(queueOf('b').reserve())
        await farm.advance(3_000)
        expect(got.value).to.include({ item: 'x', attempt })
        expect((await statusOf('x')).history.map(({ name, attempt, outcome }) => ({ name, attempt, outcome })))
          .to.deep.equal([{ name: 'a', attempt: 1, outcome }])
        expect(got.value?.token).to.be.above(lease.token)
      })
    }

    it('counts of a worker that dies only what it may have begun; the rest is back in its old place', async () => {
      await open()
      await put('1', '2', '3', '4', '5')
      const begun = hang('a', { concurrency: 2, prefetch: 2 })
      await farm.settle()
      expect(begun.map(({ item }) => item)).to.deep.equal(['1', '2'])
      expect(await farm.stats()).to.include({ leased: 4, ready: 1 })

      await farm.peer('a').kill()
      await farm.advance(2_000)
      const seen: Array<[string, number]> = []

      for (let count = 0; count < 5; count++) {
        const { item, attempt } = await reserve('b')
        seen.push([item, attempt])
      }

      expect(seen).to.deep.equal([['3', 1], ['4', 1], ['5', 1], ['1', 2], ['2', 2]])
    })

    it('counts from the hundredth uncharged return in a row on', async () => {
      await open({ maxAttempts: 1_000 })
      await put('x')
      const attempts: number[] = []

      for (let count = 0; count < 102; count++) {
        const lease = await reserve('a')
        attempts.push(lease.attempt)
        await farm.now(lease.release())
      }

      expect(attempts).to.deep.equal([...new Array<number>(100).fill(1), 2, 3])
    })

    it('waits longer after each crash: 1 s, doubling to 5 s', async () => {
      await open({ maxAttempts: 10, grace: { closed: 0 } }, ['1', '2', '3', '4', '5', 'last'])
      await put('x')
      const waits: number[] = []

      for (const name of ['1', '2', '3', '4', '5']) {
        await reserve(name)
        await farm.peer(name).kill()

        for (waits.push(0); await farm.now(farm.queue('q').empty());) {
          await farm.advance(100)
          waits.push((waits.pop() ?? 0) + 100)
        }
      }

      expect(waits).to.deep.equal([1_000, 2_000, 4_000, 5_000, 5_000])
      expect(await reserve('last')).to.include({ attempt: 6 })
    })

    it('counts the backoff of a crash from when its worker was gone, so that a long grace makes up for it', async () => {
      await open({ grace: { closed: 2_000 } })
      await put('x')
      await reserve('a')
      await farm.peer('a').kill()
      await farm.advance(2_000)
      expect(await reserve('b')).to.include({ attempt: 2 })
    })
  })

  describe('whose attempts are used up', () => {
    it('leaves a dead task, with how every attempt ended', async () => {
      await open({ maxAttempts: 3, leaseMs: 1_000 })
      await put('x')
      const result = outcomeOf(farm.queue('q').task('x').result())
      await farm.now((await reserve('a')).fail(new TypeError('first'), { delay: 0 }))
      await reserve('b')
      await farm.advance(5_000)
      await farm.now((await reserve('a')).fail(new RangeError('third')))

      const [task, ...others] = await tasksOf(farm)
      expect(others).to.deep.equal([])
      expect(task).to.include({ id: 'x', state: 'dead', attempts: 3, maxAttempts: 3, itemBytes: 2 })
      expect(task?.history.map((attempt) => ({ ...attempt, endedMsAgo: 0 }))).to.deep.equal([
        { attempt: 1, peerId: 'peer-a', name: 'a', outcome: 'failed', error: 'TypeError: first', endedMsAgo: 0 },
        { attempt: 2, peerId: 'peer-b', name: 'b', outcome: 'lapsed', error: 'worker \'b\' did not renew its lease for 1000 ms', endedMsAgo: 0 },
        { attempt: 3, peerId: 'peer-a', name: 'a', outcome: 'failed', error: 'RangeError: third', endedMsAgo: 0 }
      ])
      expect(await statusOf('x')).to.deep.equal(task)

      expect(result.error).to.be.instanceOf(TaskFailedError)
      expect(result.error?.remote).to.deep.include({ remoteName: 'RangeError', remoteMessage: 'third', workerName: 'a', workerPeerId: 'peer-a' })
      expect(await farm.conserves()).to.include({ dead: 1, unfinished: 0 })
    })

    it('says of a task whose last worker died that it did', async () => {
      await open({ maxAttempts: 1 })
      await put('x')
      await reserve('a')
      await farm.peer('a').kill()
      await farm.advance(2_000)
      const error = await farm.refusal(farm.queue('q').task('x').result())
      expect(error).to.be.instanceOf(TaskFailedError)
      expect(error.message).to.contain('worker \'a\' went away')
    })

    it('keeps the last twenty attempts', async () => {
      await open({ maxAttempts: 25 })
      await put('x')

      for (let count = 1; count <= 25; count++) {
        await farm.now((await reserve('a')).fail(new Error(`attempt ${count}`), { delay: 0 }))
      }

      const { history, state } = await statusOf('x')
      expect(state).to.equal('dead')
      expect(history.map(({ error }) => error)).to.deep.equal(Array.from({ length: 20 }, (_, i) => `Error: attempt ${i + 6}`))
    })

    it('is listed by state and by holder', async () => {
      await open({ maxAttempts: 1 })
      await put('dead', 'held', 'ready')
      await farm.now((await reserve('a')).fail(new Error('no')))
      await reserve('a')

      const list = async (options: Parameters<Queue['tasks']>[0]): Promise<string[]> => {
        const ids: string[] = []

        for await (const { id } of farm.peer('b').queue('q').tasks(options)) {
          ids.push(id)
        }

        return ids
      }

      expect(await farm.now(list({}))).to.deep.equal(['dead', 'held', 'ready'])
      expect(await farm.now(list({ state: 'dead' }))).to.deep.equal(['dead'])
      expect(await farm.now(list({ holder: 'a' }))).to.deep.equal(['held'])
      expect(await farm.now(list({ holder: 'peer-a' }))).to.deep.equal(['held'])
      expect(await farm.now(list({ holder: 'b' }))).to.deep.equal([])
      expect(await farm.now(list({ after: 'dead', limit: 1 }))).to.deep.equal(['held'])
    })
  })
})
