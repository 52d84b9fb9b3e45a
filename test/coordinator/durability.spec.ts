import { expect } from 'chai'
import { createCoordinatorCore } from '../../src/coordinator/index.ts'
import { StorageError } from '../../src/errors.ts'
import { MemoryStore, createMemoryJournal } from '../../src/storage/memory.ts'
import { HeldJournal } from '../helpers/held-journal.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import { createRig, putOf, textOf } from './support.ts'
import type { Reply, RequestCall } from '../../src/protocol/index.ts'
import type { Caller, Rig } from './support.ts'

describe('a durable coordinator', () => {
  let clock: VirtualClock
  let store: MemoryStore
  let journal: HeldJournal
  let rig: Rig
  let isHeld: boolean

  beforeEach(async () => {
    clock = new VirtualClock()
    store = new MemoryStore()
    journal = new HeldJournal(createMemoryJournal(store))
    isHeld = false
    rig = await createRig({ clock, journal, autoCreate: true })
  })

  afterEach(async () => {
    isHeld = false
    await flush()
    await rig[Symbol.asyncDispose]()
  })

  /** Lets all appends through that wait, and those that follow from them. */
  async function flush (): Promise<void> {
    await clock.settle()

    while (!isHeld && journal.waiting > 0) {
      journal.release()
      await clock.settle()
    }
  }

  async function connect (fields: { peerId?: string, local?: boolean } = {}, session?: Uint8Array, held: number[] = []): Promise<Caller> {
    const caller = rig.dial(fields, session)
    await caller.hello({ resume: held.length > 0, held })
    await flush()

    return caller
  }

  describe('says nothing before what it rests on is durable', () => {
    it('no welcome', async () => {
      const caller = rig.dial()
      await caller.hello()
      expect(caller.messages).to.deep.equal([])

      await flush()
      expect(caller.messages.map((message) => Object.keys(message)[0])).to.deep.equal(['welcome'])
    })

    it('no answer to a put, no read that saw it, no item, no event and no refusal', async () => {
      const putter = await connect()
      const reader = await connect()
      const worker = await connect()
      await worker.consume('q', 1)
      await flush()
      const events: string[] = []
      rig.core.events.addEventListener('task:put', ({ detail }) => { events.push(detail.id) })
      rig.core.events.addEventListener('task:lease', ({ detail }) => { events.push(detail.id) })

      await putter.call('q', { put: putOf(['a'], { id: 't' }) })
      await putter.call('q', { put: putOf(['a'], { id: 't' }) })
      await reader.size('q')
      await reader.call('q', { put: putOf(['x'.repeat(10)], { delay: 5, ttl: 1 }) })
      expect([putter, reader, worker].map(({ messages }) => messages.length)).to.deep.equal([1, 1, 1])
      expect(events).to.deep.equal([])

      await flush()
      expect(putter.messages.slice(1).map(({ reply }) => reply?.flag)).to.deep.equal([false, true])
      expect(reader.messages.slice(1).map(({ reply }) => reply?.status)).to.deep.equal(['OK', 'RANGE'])
      expect(worker.grants.map(({ task }) => task)).to.deep.equal(['t'])
      expect(events).to.deep.equal(['t', 't'])
    })

    it('no answer to a heartbeat', async () => {
      const caller = await connect()
      await caller.request('q', { put: putOf(['a']) })
      await caller.heartbeat(1)
      expect(caller.messages).to.have.lengthOf(1)

      await flush()
      expect(caller.messages.find(({ heartbeatAnswer }) => heartbeatAnswer)?.heartbeatAnswer?.sequence).to.equal(1)
    })

    it('nothing to this process either', async () => {
      const local = await connect({ local: true, peerId: 'coordinator' })
      const number = await local.request('q', { put: putOf(['a']) })
      expect(local.replyTo(number)).to.equal(undefined)

      await flush()
      expect(local.replyTo(number)?.status).to.equal('OK')
    })
  })

  it('welcomes each connection with its own welcome, however many came before it was durable', async () => {
    const session = clock.randomBytes(16)
    const first = rig.dial({ peerId: 'p' }, session)
    await first.hello({ held: [1] })
    first.link.abort(new Error('cut'))
    const second = rig.dial({ peerId: 'p' }, session)
    await second.hello({ resume: true, held: [2, 3] })
    await flush()

    expect(second.messages.map(({ welcome }) => welcome?.voided)).to.deep.equal([[2, 3]])
  })

  it('tells a connection nothing that was meant for the one before it', async () => {
    const first = await connect({ peerId: 'p' })
    const number = await first.request('q', { put: putOf(['a']) })
    const second = rig.dial({ peerId: 'p' }, first.session)
    await second.hello({ resume: true })
    await flush()
    expect(second.messages.map((message) => Object.keys(message)[0])).to.deep.equal(['welcome'])

    await second.request('q', { put: putOf(['a']) }, number)
    await flush()
    expect(second.replyTo(number)?.status).to.equal('OK')
  })

  it('answers what it was asked before it says goodbye', async () => {
    const caller = await connect()
    const number = await caller.request('q', { put: putOf(['a']) })
    const stopped = rig.core.stop()
    await clock.advance(100)
    expect(caller.messages).to.have.lengthOf(1)

    await flush()
    await stopped
    expect(caller.replyTo(number)?.status).to.equal('OK')
    expect(caller.goodbye?.reason).to.equal('BACK_SOON')
  })

  it('does not take for silence that it could not keep up with its journal', async () => {
    const caller = await connect()
    await caller.request('q', { put: putOf(['a']) })

    for (let round = 0; round < 4; round++) {
      await caller.request('q', { put: putOf(Array.from({ length: 20_000 }, () => 'x')) })
    }

    await clock.advance(60_000)
    expect(caller.ended).to.equal(undefined)
    await flush()
    expect(caller.replyTo(5)?.status).to.equal('OK')
  })

  it('refuses puts while its disk is full, and nothing else', async () => {
    const caller = await connect()
    const ask = async (call: RequestCall): Promise<Reply | undefined> => {
      const number = await caller.request('q', call)
      await flush()

      return caller.replyTo(number)
    }

    await ask({ put: putOf(['a', 'b']) })
    const { grant } = await ask({ take: { mode: 'LEASE', noWait: true } }) ?? {}
    journal.full = true
    const refusal = await ask({ put: putOf(['c']) })
    expect(refusal?.status).to.equal('LIMIT')
    expect(refusal?.message).to.include('the disk of the coordinator is full').and.to.include('make room there')
    expect(await ask({ settle: { token: grant?.token ?? 0, verb: 'COMPLETE', noRetry: false } })).to.include({ status: 'OK' })
    expect(await ask({ take: { mode: 'LEASE', noWait: true } })).to.include({ status: 'OK' })

    journal.full = false
    expect(await ask({ put: putOf(['c']) })).to.include({ status: 'OK' })
  })

  it('refuses puts that have waited for room in their queue, too, when it is their turn while the disk is full', async () => {
    const caller = await connect()
    await caller.request('q', { setMaxSize: { maxSize: 1 } })
    await caller.request('q', { put: putOf(['a']) })
    const waiting = await caller.request('q', { put: putOf(['b'], { noWait: false }) })
    await flush()
    expect(caller.replyTo(waiting)).to.equal(undefined)

    journal.full = true
    await caller.request('q', { take: { mode: 'LEASE', noWait: true } })
    await flush()
    expect(caller.replyTo(waiting)?.status).to.equal('LIMIT')
  })

  describe('when its journal fails', () => {
    let caller: Caller
    let worker: Caller
    let errors: StorageError[]

    beforeEach(async () => {
      caller = await connect()
      worker = await connect()
      await caller.request('q', { put: putOf(['a']) })
      await flush()
      await worker.take('q')
      await flush()
      errors = []
      rig.core.events.addEventListener('storage:error', ({ detail }) => { errors.push(detail) })

      await worker.request('q', { take: { mode: 'LEASE', noWait: false } })
      await caller.request('q', { put: putOf(['b']) })
      isHeld = true
      journal.release(new Error('disk on fire'))
      await clock.settle()
    })

    it('says STORAGE to all that was not answered, and ends without goodbye', () => {
      expect(caller.replyTo(2)).to.deep.include({ status: 'STORAGE' })
      expect(worker.replyTo(2)).to.deep.include({ status: 'STORAGE' })
      expect([caller.goodbye, worker.goodbye]).to.deep.equal([undefined, undefined])
      expect(caller.ended).to.be.an('error')
      expect(worker.ended).to.be.an('error')
    })

    it('tells it, once', () => {
      expect(errors).to.have.lengthOf(1)
      expect(errors[0]).to.be.instanceOf(StorageError)
    })

    it('refuses who is new, and who is in this process, with STORAGE', async () => {
      for (const remote of [{}, { local: true, peerId: 'coordinator' }]) {
        const late = rig.dial(remote)
        await late.hello({ resume: 'local' in remote })

        expect(late.goodbye).to.deep.include({ reason: 'REFUSED', status: 'STORAGE' })
      }
    })

    it('does not tell who comes back that it is over: after a restart it may not be', async () => {
      const late = rig.dial({}, worker.session)
      await late.hello({ resume: true })

      expect(late.goodbye).to.equal(undefined)
      expect(late.ended).to.be.an('error')
    })

    it('ends and grants nothing any more, whatever is due', async () => {
      const written = store.records.length
      await clock.advance(120_000)

      expect(store.records).to.have.lengthOf(written)
    })
  })

  describe('that is started again', () => {
    /** As after a kill -9: nothing of the first one is told. */
    async function restart (afterMs = 0): Promise<void> {
      await clock.advance(afterMs)
      journal = new HeldJournal(createMemoryJournal(store))
      rig = await createRig({ clock, journal, autoCreate: true })
    }

    it('has what was acknowledged, and is the same state', async () => {
      const before = await connect()
      await before.request('q', { put: putOf(['a', 'b']) })
      await flush()
      await restart()

      const after = await connect()
      expect(after.messages[0]?.welcome?.history).to.deep.equal(before.messages[0]?.welcome?.history)
      const size = await after.request('q', { ask: { what: 'SIZE' } })
      await flush()
      expect(after.replyTo(size)?.count).to.equal(2)
    })

    it('knows its sessions, what they hold, and what it answered them', async () => {
      const worker = await connect({ peerId: 'w' })
      await worker.request('q', { put: putOf(['a'], { id: 't' }) })
      await flush()
      const number = await worker.request('q', { take: { mode: 'LEASE', noWait: true } })
      await flush()
      const { token } = worker.replyTo(number)!.grant!
      await restart(1_000)

      const back = await connect({ peerId: 'w' }, worker.session, [token, 5])
      expect(back.messages[0]?.welcome).to.deep.include({ resumed: true, voided: [5] })
      const again = await back.request('q', { put: putOf(['a'], { id: 't' }) }, 1)
      const settle = await back.request('q', { settle: { token, verb: 'COMPLETE', noRetry: false } }, 3)
      await flush()
      expect(back.replyTo(again)).to.deep.include({ status: 'OK', flag: false })
      expect(back.replyTo(settle)?.status).to.equal('OK')
    })

    it('goes on with time by what has passed on the wall', async () => {
      const before = await connect()
      await before.request('q', { put: putOf(['later'], { delay: 10_000 }) })
      await flush()
      await restart(9_000)
      const after = await connect()
      const early = await after.request('q', { take: { mode: 'LEASE', noWait: true } })
      await flush()
      expect(after.replyTo(early)?.status).to.equal('EMPTY')

      await clock.advance(1_000)
      await flush()
      const late = await after.request('q', { take: { mode: 'LEASE', noWait: true } })
      await flush()
      expect(textOf(after.replyTo(late)?.grant?.item)).to.equal('later')
    })

    it('does not go back in time when the wall clock does', async () => {
      const before = await connect()
      await before.request('q', { put: putOf(['later'], { delay: 10_000 }) })
      await flush()
      clock = new VirtualClock(1, 1_600_000_000_000)
      await restart()
      await clock.advance(10_000)
      await flush()
      const after = await connect()
      const number = await after.request('q', { take: { mode: 'LEASE', noWait: true } })
      await flush()

      expect(textOf(after.replyTo(number)?.grant?.item)).to.equal('later')
    })

    it('shuts out the one before it', async () => {
      const before = await connect()
      const first = journal
      await restart()
      isHeld = false
      const number = await before.request('q', { put: putOf(['a']) })
      first.release()
      await clock.settle()

      expect(before.replyTo(number)?.status).to.equal('STORAGE')
      const after = await connect()
      const size = await after.request('q', { ask: { what: 'SIZE' } })
      await flush()
      expect(after.replyTo(size)?.count).to.equal(0)
    })

    it('refuses a journal that it cannot read', async () => {
      store.records.push({ kind: 'batch', data: Uint8Array.of(1, 2, 3), position: ++store.position })
      const core = createCoordinatorCore({ clock, journal: createMemoryJournal(store) })

      expect(await core.start().then(() => 'started', (error: unknown) => error)).to.be.instanceOf(StorageError)
      await core.stop()
    })
  })
})
