import { expect } from 'chai'
import { createFramedLink, createLinkPair } from '../../src/link/index.ts'
import { createRig, putOf } from './support.ts'
import type { WatchEvent } from '../../src/coordinator/index.ts'
import type { TaskEvent } from '../../src/protocol/index.ts'
import type { Caller, Rig } from './support.ts'

const MIB = 1024 * 1024

describe('looking on', () => {
  let rig: Rig
  let caller: Caller

  beforeEach(async () => {
    rig = await createRig({ autoCreate: true, limits: { maxOutboxBytes: MIB } })
    caller = await rig.connect({ peerId: 'p' })
  })

  afterEach(async () => {
    await rig[Symbol.asyncDispose]()
  })

  async function runTask (id: string, queue = 'q'): Promise<void> {
    await caller.call(queue, { put: putOf(['a'], { id }) })
    const { token } = (await caller.take(queue))!.grant!
    await caller.call(queue, { settle: { token, verb: 'COMPLETE', noRetry: false } })
  }

  const eventsOf = (watcher: Caller, number: number): TaskEvent[] => watcher.updatesOf(number).flatMap(({ events }) => events)
  const typesOf = (watcher: Caller, number: number): string[] => eventsOf(watcher, number).map(({ type }) => type)

  describe('from afar', () => {
    let watcher: Caller

    beforeEach(async () => {
      watcher = await rig.connect()
    })

    it('is told what happens to the tasks of a queue, in order, and who did it', async () => {
      const number = await watcher.request('q', { watch: {} })
      await runTask('t')
      await runTask('elsewhere', 'other')

      expect(eventsOf(watcher, number)).to.deep.equal([
        { type: 'task:put', task: 't', peer: 'p', name: 'tester', attempt: 0 },
        { type: 'task:lease', task: 't', peer: 'p', name: 'tester', attempt: 1 },
        { type: 'task:complete', task: 't', peer: 'p', name: 'tester', attempt: 0 }
      ])
    })

    it('misses nothing that comes in the same frame', async () => {
      void caller.request('q', { watch: {} })
      await caller.put('q', 'a')

      expect(typesOf(caller, 1)).to.deep.equal(['task:put'])
    })

    it('is told of all queues, when it asks for none', async () => {
      const number = await watcher.request('', { watch: {} })
      await runTask('t', 'a')
      await runTask('u', 'b')

      expect(eventsOf(watcher, number)).to.have.lengthOf(6)
    })

    it('ends when it is called off', async () => {
      const number = await watcher.request('q', { watch: {} })
      await watcher.send({ abandon: { number } })
      await runTask('t')

      expect(watcher.replyTo(number)?.status).to.equal('ABANDONED')
      expect(eventsOf(watcher, number)).to.deep.equal([])
    })

    it('ends with its connection', async () => {
      const remote = { peerId: 'watcher', keyName: '', address: '', local: false }
      const [near, far] = createLinkPair({ clock: rig.clock, remotes: [remote, remote] })
      let sent = 0
      rig.core.accept({
        remote,
        answeredBelow: 0,
        incoming: far.incoming,
        get pendingBytes () { return far.pendingBytes },
        drained: () => far.drained(),
        close: (deadline) => far.close(deadline),
        abort: (reason) => { far.abort(reason) },
        done: (number) => { far.done(number) },
        send (message, urgent) {
          sent++
          far.send(message, urgent)
        }
      })
      near.send({ hello: { session: rig.clock.randomBytes(16), name: '', resume: false, history: new Uint8Array(), held: [] } })
      near.send({ request: { number: 1, queue: 'q', watch: {} } })
      await rig.clock.settle()
      await caller.put('q', 'a')
      expect(sent, 'welcome and update').to.equal(2)

      near.abort(new Error('cut'))
      await rig.clock.settle()
      await caller.put('q', 'b')
      expect(sent).to.equal(2)
    })

    it('is told how every task can end', async () => {
      const number = await watcher.request('q', { watch: {} })
      await caller.call('q', { put: putOf(['a'], { id: 'cancelled' }) })
      await caller.call('q', { cancel: { task: 'cancelled' } })
      await caller.call('q', { put: putOf(['a'], { id: 'expired', ttl: 10 }) })
      await rig.clock.advance(10)
      await caller.call('q', { put: putOf(['a'], { id: 'dead', maxAttempts: 1 }) })
      const { token } = (await caller.take('q'))!.grant!
      await caller.call('q', { settle: { token, verb: 'RELEASE', noRetry: false } })
      const again = (await caller.take('q'))!.grant!
      const failure = { name: 'E', message: '', stack: '', workerName: '', workerPeerId: '' }
      await caller.call('q', { settle: { token: again.token, verb: 'FAIL', noRetry: false, failure } })
      await caller.put('q', 'purged')
      await caller.call('q', { administer: { verb: 'PURGE' } })

      expect(typesOf(watcher, number)).to.deep.equal([
        'task:put', 'task:cancel', 'task:put', 'task:expire',
        'task:put', 'task:lease', 'task:requeue', 'task:lease', 'task:fail', 'task:dead',
        'task:put', 'task:drop'
      ])
    })

    it('is told of a gap, instead of waiting without a bound for one who does not read', async function () {
      this.timeout(20_000)
      const remote = { peerId: 'coordinator', keyName: '', address: '', local: false }
      const link = createFramedLink({ duplex: rig.dialBytes(), remote, clock: rig.clock, role: 'caller' })
      link.send({ hello: { session: rig.clock.randomBytes(16), name: '', resume: false, history: new Uint8Array(), held: [] } })
      link.send({ request: { number: 1, queue: 'q', watch: {} } })
      await rig.clock.settle()

      for (let round = 0; round < 60; round++) {
        await caller.call('q', { put: putOf(Array.from({ length: 1_000 }, () => 'x')) })
        await caller.call('q', { administer: { verb: 'PURGE' } })
      }

      const updates: Array<{ gap: boolean, events: number }> = []
      void (async () => {
        for await (const { messages } of link.incoming) {
          updates.push(...messages.flatMap(({ update }) => update === undefined ? [] : [{ gap: update.gap, events: update.events.length }]))
        }
      })().catch(() => {})
      await rig.clock.settle()
      const before = updates.reduce((sum, { events }) => sum + events, 0)
      expect(before).to.be.within(1_000, 100_000)
      expect(updates.some(({ gap }) => gap)).to.equal(false)

      await caller.put('q', 'after')
      await rig.clock.settle()
      expect(updates.at(-1)).to.deep.equal({ gap: true, events: 1 })
      await caller.put('q', 'later')
      await rig.clock.settle()
      expect(updates.at(-1)).to.deep.equal({ gap: false, events: 1 })
      link.abort(new Error('enough'))
      await rig.clock.settle()
    })
  })

  describe('in this process', () => {
    /** Reads on until the loop ends. */
    function collect (watch: AsyncIterable<WatchEvent>): { events: string[], done: Promise<unknown> } {
      const events: string[] = []
      const done = (async () => {
        for await (const event of watch) {
          events.push(event.type === 'gap' ? 'gap' : `${event.queue} ${event.type}`)
        }
      })()
      done.catch(() => {})

      return { events, done }
    }

    it('is told of one queue, or of all', async () => {
      const one = collect(rig.core.watch({ queue: 'a' }))
      const all = collect(rig.core.watch())
      await runTask('t', 'a')
      await runTask('u', 'b')

      expect(one.events).to.deep.equal(['a task:put', 'a task:lease', 'a task:complete'])
      expect(all.events).to.have.lengthOf(6)
    })

    for (const options of [null, 5, { queue: 5 }, { queue: null }, { signal: {} }]) {
      it(`is told that ${JSON.stringify(options)} are no options`, async () => {
        const refusal: unknown = await rig.core.watch(options as object).next().catch((error: unknown) => error)
        expect(refusal).to.be.instanceOf(TypeError).with.property('message').that.matches(/^(options|queue|signal) must be/)
      })
    }

    it('ends with the reason of its signal', async () => {
      const stop = new AbortController()
      const { done } = collect(rig.core.watch({ signal: stop.signal }))
      await rig.clock.settle()
      stop.abort(new Error('enough'))

      expect(await done.catch((error: unknown) => error)).to.deep.include({ message: 'enough' })
      expect(await rig.core.watch({ signal: stop.signal }).next().catch((error: unknown) => error)).to.deep.include({ message: 'enough' })
    })

    it('ends with the coordinator', async () => {
      const { done, events } = collect(rig.core.watch())
      await rig[Symbol.asyncDispose]()
      await done

      expect(events).to.deep.equal([])
    })

    it('is told of a gap by a loop that was too slow', async () => {
      const watch = rig.core.watch()
      const first = watch.next()
      await caller.put('q', 'first')
      await first

      for (let round = 0; round < 5; round++) {
        await caller.call('q', { put: putOf(Array.from({ length: 1_000 }, () => 'x')) })
      }

      const { events } = collect(watch)
      await rig.clock.settle()
      expect(events).to.have.lengthOf(4_096)
      expect(events.filter((event) => event === 'gap')).to.deep.equal(['gap'])
      expect(events.at(-1)).to.equal('gap')
      await caller.put('q', 'more')
      expect(events.at(-1)).to.equal('q task:put')
    })
  })

  describe('as events', () => {
    it('come for tasks, queues and peers', async () => {
      const events: string[] = []

      for (const type of ['task:put', 'task:lease', 'task:complete', 'queue:declare', 'queue:change', 'queue:shutdown'] as const) {
        rig.core.events.addEventListener(type, ({ detail }) => { events.push(`${type} ${detail.queue}`) })
      }

      for (const type of ['peer:connect', 'peer:disconnect'] as const) {
        rig.core.events.addEventListener(type, ({ detail }) => { events.push(`${type} ${detail.peerId} ${detail.name}`) })
      }

      const guest = await rig.connect({ peerId: 'guest' })
      await runTask('t')
      await caller.call('q', { setMaxSize: { maxSize: 5 } })
      await caller.call('q', { shutdown: { immediate: false } })
      await guest.send({ goodbye: { reason: 'DONE', status: 'OK', message: '' } })

      expect(events).to.deep.equal([
        'peer:connect guest tester', 'queue:declare q', 'task:put q', 'task:lease q', 'task:complete q',
        'queue:change q', 'queue:shutdown q', 'peer:disconnect guest tester'
      ])
    })

    it('come for those who are not let in', async () => {
      const refusals: unknown[] = []
      rig.core.events.addEventListener('peer:refuse', ({ detail }) => { refusals.push(detail) })
      await rig.dial({ peerId: 'stranger', address: '/ip4/1.2.3.4/tcp/5' }).send({ abandon: { number: 1 } })

      expect(refusals).to.deep.equal([{ peerId: 'stranger', address: '/ip4/1.2.3.4/tcp/5', reason: 'a session begins with a hello' }])
    })

    it('stop coming when nobody listens any more', async () => {
      let count = 0
      const listener = (): void => { count++ }
      rig.core.events.addEventListener('task:put', listener)
      await caller.put('q', 'a')
      rig.core.events.removeEventListener('task:put', listener)
      await caller.put('q', 'b')

      expect(count).to.equal(1)
    })
  })
})
