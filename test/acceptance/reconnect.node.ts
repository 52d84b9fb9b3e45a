import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { ConnectionError, defineQueue, LeaseLostError, ResultExpiredError, writeKeyFile } from '../../src/index.ts'
import { SAYS_MS } from './child.ts'
import { Proxy } from './proxy.ts'
import { drain, event, Handling, inTime, isPending, pause, portOf, rejection, Stage, until } from './support.ts'
import type { Client, ConnectInit, Coordinator, Queue, TaskHappening } from '../../src/index.ts'
import type { Child } from './child.ts'
import type { Way } from './proxy.ts'

interface Resumed {
  kept: boolean
}

describe('reconnecting', function () {
  this.timeout(120_000)

  let stage: Stage

  beforeEach(() => {
    stage = new Stage()
  })

  afterEach(async () => {
    await stage.end()
  })

  describe('to a coordinator that was killed and started again in memory', () => {
    let directory: string
    let coordinator: Child
    let port: number
    let client: Client
    let tasks: Queue<unknown, unknown>

    async function start (at = 0): Promise<void> {
      coordinator = await stage.child('coordinator', { keyFile: join(directory, 'swarm.key'), port: at, queues: { tasks: {}, others: {} } })
      port = portOf(coordinator.greeting.addresses as string[])
    }

    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), 'peerq-reconnect-'))
      await writeKeyFile(join(directory, 'swarm.key'), stage.key)
      await start()
      client = await stage.client({ address: `127.0.0.1:${port}` })
      tasks = client.queue('tasks')
    })

    afterEach(async () => {
      await rm(directory, { recursive: true })
    })

    async function killAndStartAgain (): Promise<void> {
      const lost = event(client, 'session:lost')
      await coordinator.kill()
      await lost
      await start(port)
    }

    it('clients and workers find it again without being started again, and work goes on', async () => {
      const worker = await stage.child('worker', { address: `127.0.0.1:${port}` })
      expect(await tasks.run('before')).to.equal('before')

      await killAndStartAgain()
      expect(await inTime('a result', tasks.run('after'))).to.equal('after')
      expect(await worker.says('resume')).to.include({ kept: false })
      expect(worker.hasEnded).to.equal(false)

      await killAndStartAgain()
      expect(await inTime('a result', tasks.run('after that'))).to.equal('after that')
    })

    it('what it knew is gone, and everybody who asks is told so', async () => {
      const done = await tasks.put('from before')
      const lease = await tasks.reserve()
      const waited = rejection(done.result(), SAYS_MS)
      const resumed = event<Resumed>(client, 'session:resume', () => true, SAYS_MS)

      await killAndStartAgain()
      expect(await resumed).to.include({ kept: false })
      expect(await waited).to.be.instanceOf(ResultExpiredError)
      expect(await rejection(done.status())).to.be.instanceOf(ResultExpiredError)
      expect(lease.signal.reason).to.be.instanceOf(LeaseLostError).with.property('reason', 'history')
      expect(await rejection(lease.complete())).to.be.instanceOf(LeaseLostError).with.property('reason', 'history')
    })

    it('calls that wait go on waiting, and are served by the new one', async () => {
      const calls = [tasks.get(), client.queue('others').items()[Symbol.asyncIterator]().next()]
      await tasks.size()

      await killAndStartAgain()
      await Promise.all([tasks.put('one'), client.queue('others').put('two')])
      expect(await inTime('both items', Promise.all(calls))).to.deep.equal(['one', { done: false, value: 'two' }])
    })
  })

  describe('over a network that is cut', () => {
    let farm: Coordinator
    let here: Queue<unknown, unknown>

    beforeEach(async () => {
      farm = await stage.coordinator({ queues: [defineQueue('tasks')] })
      here = farm.queue('tasks')
    })

    /** A client whose network a test has in its hand. */
    async function clientBehindProxy (init: Partial<ConnectInit> = {}): Promise<{ proxy: Proxy, client: Client, tasks: Queue<unknown, unknown> }> {
      const proxy = await Proxy.to(stage.port)
      stage.add(() => proxy.close())
      const client = await stage.client({ ...init, address: proxy.address })

      return { proxy, client, tasks: client.queue('tasks') }
    }

    for (const manner of ['reset', 'end'] as const) {
      it(`for a second (${manner}), a client keeps its leases, and nothing is given out again`, async () => {
        const granted: TaskHappening[] = []
        const handling = new Handling()
        farm.addEventListener('task:lease', ({ detail }) => { granted.push(detail) })

        // how soon it is back is tested in virtual time; a handshake may take a busy machine a second
        farm.queue('tasks', { grace: { closed: 6_000 } })
        const { proxy, client, tasks } = await clientBehindProxy()
        const handles = await here.putMany(['handled', 'reserved'])
        const worker = tasks.process(handling.handler)
        await until('the handler has begun', () => handling.items.length === 1)
        const lease = await tasks.reserve()

        const resumed = event<Resumed>(client, 'session:resume')
        proxy.cut(manner)
        await pause(1_000)
        proxy.heal()

        expect(await resumed).to.include({ kept: true })
        expect(await handles[1]?.status()).to.deep.include({ state: 'leased', attempts: 1 }).and.have.nested.property('holder.token', lease.token)
        expect(lease.signal.aborted).to.equal(false)
        await lease.complete('by the same')
        handling.finish()

        expect(await Promise.all(handles.map(async (handle) => handle.result()))).to.deep.equal(['handled', 'by the same'])
        expect(granted.map(({ attempt }) => attempt)).to.deep.equal([1, 1])
        await worker.stop()
      })
    }

    it('for a second, a dozen clients are all back in time for their leases, whatever the lots say', async () => {
      // a dozen handshakes may take a busy machine a second or two; how soon they begin is tested in virtual time
      farm.queue('tasks', { grace: { closed: 6_000 } })
      await here.putMany(Array.from({ length: 12 }, (_, index) => index))

      const kept = await Promise.all(Array.from({ length: 12 }, async () => {
        const { proxy, client, tasks } = await clientBehindProxy()
        const lease = await tasks.reserve()
        const resumed = event<Resumed>(client, 'session:resume')
        proxy.cut()
        await pause(1_000)
        proxy.heal()
        await resumed

        return lease.complete().then(() => true, () => false)
      }))

      expect(kept).to.deep.equal(Array(12).fill(true))
    })

    it('for a second without anybody being told, nobody notices', async () => {
      const { proxy, client, tasks } = await clientBehindProxy()
      const lost: unknown[] = []
      client.addEventListener('session:lost', (evt) => { lost.push(evt) })
      await here.put('item')
      const lease = await tasks.reserve()

      proxy.halt()
      const put = tasks.put('meanwhile')
      await pause(1_000)
      expect(await isPending(put)).to.equal(true)
      proxy.heal()

      await inTime('the put', put)
      await lease.complete('done')
      expect(lost).to.deep.equal([])
    })

    for (const way of ['there', 'back'] as Way[]) {
      it(`at any byte ${way}, puts, taskDones and gets that are under way happen exactly once`, async () => {
        const offsets = Array.from({ length: 32 }, (_, index) => 1 + index * 37)
        const expected: string[] = []
        const received: unknown[] = []

        // a few at a time: handshakes are what takes time here
        for (let from = 0; from < offsets.length; from += 8) {
          await Promise.all(offsets.slice(from, from + 8).map(async (offset) => {
            const { proxy, tasks } = await clientBehindProxy({ name: `cut at ${offset}` })
            const items = Array.from({ length: 20 }, (_, index) => `${offset}/${index}`)
            const done = proxy.cutAfter(offset, way)

            expected.push(...items)
            await inTime(`the calls of ${offset}`, Promise.all([
              ...items.map(async (item) => tasks.put(item)),
              tasks.putMany([`${offset}/many`, `${offset}/more`]),
              ...items.map(async () => tasks.taskDone()),
              ...items.slice(0, 10).map(async () => { received.push(await tasks.get()) })
            ]))
            expected.push(`${offset}/many`, `${offset}/more`)

            // the last of them may have got by on fewer bytes
            for (let isCut = false; !isCut;) {
              await inTime('an answer', tasks.size())
              isCut = !(await isPending(done))
            }
          }))
        }

        received.push(...await drain(here))
        expect(received.toSorted()).to.deep.equal(expected.toSorted())
        expect(await here.stats()).to.deep.include({ put: expected.length, taken: expected.length, unfinished: offsets.length * 2, leased: 0 })
      })
    }

    it("with offline: 'fail', calls reject at once while there is no connection, and then work again", async () => {
      const { proxy, client, tasks } = await clientBehindProxy({ offline: 'fail' })
      const waiting = rejection(tasks.get())
      await tasks.size()
      const lost = event(client, 'session:lost')
      const resumed = event(client, 'session:resume')
      proxy.cut()
      await lost

      for (const call of [waiting, ...[tasks.put('x'), tasks.get(), tasks.size(), tasks.run('x'), tasks.task('x').result()].map(async (call) => rejection(call))]) {
        const err = await inTime('a refusal', call, 1_000)

        expect(err).to.be.instanceOf(ConnectionError).with.property('outcome', 'none')
        expect(err.message).to.match(/there is no connection to the coordinator; it had no effect/)
      }

      proxy.heal()
      await resumed
      await tasks.put('y')
      expect(await tasks.get()).to.equal('y')
    })

    it('calls that wait by nature go on waiting for longer than those that do not', async () => {
      const { proxy, tasks } = await clientBehindProxy({ timeout: 300 })
      const handle = await here.put('first')
      const lease = await here.reserve()
      const waiting = [tasks.get(), tasks.task(handle.id).result(), tasks.join(), tasks.watch()[Symbol.asyncIterator]().next()]
      await tasks.size()

      proxy.cut()
      const refused = await rejection(tasks.size())
      expect(refused).to.be.instanceOf(ConnectionError).with.property('outcome', 'none')
      expect(await Promise.all(waiting.map(isPending))).to.deep.equal([true, true, true, true])

      proxy.heal()
      await until('the watch is there again', async () => (await here.stats()).getters === 1)
      await lease.complete('result')
      await here.put('second')
      await here.taskDone()
      const [got, result, , first] = await inTime('all of them', Promise.all(waiting))

      expect([got, result]).to.deep.equal(['second', 'result'])
      expect(first).to.deep.equal({ done: false, value: { type: 'gap' } })
    })

    it('for longer than its grace, a client loses its leases, and is told so when it is back', async () => {
      const { proxy, client, tasks } = await clientBehindProxy()
      await here.put('item', { leaseMs: 60_000 })
      const lease = await tasks.reserve()
      farm.queue('tasks', { grace: { closed: 100 } })
      await here.size()

      proxy.cut()
      const again = await inTime('the next lease', here.reserve())
      expect(again).to.deep.include({ id: lease.id, attempt: 2 })
      expect(again.token).to.be.greaterThan(lease.token)

      const resumed = event<Resumed>(client, 'session:resume')
      proxy.heal()
      expect(await resumed).to.include({ kept: true })
      expect(await rejection(lease.complete('late'))).to.be.instanceOf(LeaseLostError).with.property('reason', 'lapsed')
      expect(lease.signal.aborted).to.equal(true)
      await again.complete('in time')
    })
  })
})
