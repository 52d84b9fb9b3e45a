import { expect } from 'chai'
import { createCoordinatorCore } from '../../src/coordinator/index.ts'
import { MemoryStore, createMemoryJournal } from '../../src/storage/memory.ts'
import { createRig, putOf } from './support.ts'
import type { Rig } from './support.ts'

describe('a coordinator that stops', () => {
  let rig: Rig

  beforeEach(async () => {
    rig = await createRig({ autoCreate: true })
  })

  /** Resolves to when it was over, in milliseconds after the call. */
  async function stop (options?: { deadline?: number }): Promise<number> {
    const { clock } = rig
    const before = clock.now()
    let after: number | undefined
    void rig.core.stop(options).then(() => { after = clock.now() - before })

    for (let ms = 0; after === undefined && ms < 20_000; ms += 50) {
      await clock.advance(50)
    }

    expect(after, 'never over').to.not.equal(undefined)

    return after as number
  }

  for (const [options, error] of [[null, TypeError], ['5', TypeError], [{ deadline: '5' }, TypeError], [{ deadline: null }, TypeError], [{ deadline: -1 }, RangeError], [{ deadline: NaN }, RangeError]] as const) {
    it(`does not, for ${JSON.stringify(options)}`, async () => {
      const refusal: unknown = await rig.core.stop(options as object).catch((err: unknown) => err)
      expect(refusal).to.be.instanceOf(error).with.property('message').that.matches(/^(options|deadline) /)
      expect(await stop()).to.be.at.least(0)
    })
  }

  it('says goodbye for good when it keeps nothing, and ends every connection', async () => {
    const caller = await rig.connect()
    const local = await rig.connect({ local: true, peerId: 'coordinator' })
    await stop()

    expect([caller, local].map(({ goodbye }) => goodbye?.reason)).to.deep.equal(['FOR_GOOD', 'FOR_GOOD'])
    expect([caller.ended, local.ended]).to.deep.equal([true, true])
  })

  it('says that it will be back when its journal keeps everything', async () => {
    rig = await createRig({ autoCreate: true, journal: createMemoryJournal(new MemoryStore()) })
    const caller = await rig.connect()
    await stop()

    expect(caller.goodbye?.reason).to.equal('BACK_SOON')
  })

  it('does not wait when nothing is out', async () => {
    const caller = await rig.connect()
    await caller.request('q', { take: { mode: 'LEASE', noWait: false } })

    expect(await stop()).to.be.at.most(50)
  })

  it('takes what is settled within a second, and nothing else', async () => {
    const caller = await rig.connect()
    await caller.put('q', 'a', 'b', 'c')
    await caller.consume('q', 2)
    const [first, second] = caller.grants.map(({ token }) => token) as [number, number]
    const stopped = stop()
    await rig.clock.settle()
    const settle = async (token: number): Promise<unknown> =>
      (await caller.call('q', { settle: { token, verb: 'COMPLETE', noRetry: false } }))?.status

    expect(await settle(first)).to.equal('OK')
    expect(caller.grants, 'nothing more is handed out').to.have.lengthOf(2)
    expect((await caller.put('q', 'd'))?.status).to.equal('STOPPED')
    expect((await caller.take('q'))?.status).to.equal('STOPPED')
    expect(caller.goodbye).to.equal(undefined)
    expect(await settle(second)).to.equal('OK')
    expect(await stopped).to.be.below(1_000)
    expect(caller.goodbye?.reason).to.equal('FOR_GOOD')
  })

  it('counts what is settled with others', async () => {
    const caller = await rig.connect()
    await caller.put('q', 'a', 'b')
    await caller.consume('q', 2)
    const done = caller.grants.map(({ token }) => ({ token }))
    const stopped = stop()
    await rig.clock.settle()

    expect((await caller.call('q', { completeMany: { done } }))?.status).to.equal('OK')
    expect(await stopped).to.be.below(1_000)
  })

  it('waits a second for what is never settled, and no longer', async () => {
    const caller = await rig.connect()
    await caller.put('q', 'a')
    await caller.take('q')

    expect(await stop()).to.be.within(1_000, 1_100)
  })

  it('leaves requests unanswered that its successor can answer', async () => {
    const store = new MemoryStore()
    rig = await createRig({ autoCreate: true, journal: createMemoryJournal(store) })
    const caller = await rig.connect({ peerId: 'p' })
    await caller.put('q', 'a')
    await caller.take('q')
    const stopped = stop()
    await rig.clock.settle()
    const number = await caller.request('q', { put: putOf(['b']) })
    await stopped
    expect(caller.replyTo(number)).to.equal(undefined)

    rig = await createRig({ journal: createMemoryJournal(store) })
    const back = rig.dial({ peerId: 'p' }, caller.session)
    expect((await back.hello({ resume: true }))?.resumed).to.equal(true)
    await back.request('q', { put: putOf(['b']) }, number)
    expect(back.replyTo(number)?.status).to.equal('OK')
    await rig[Symbol.asyncDispose]()
  })

  it('takes no more connections', async () => {
    await stop()
    const late = rig.dial()
    await late.hello()

    expect(late.ended).to.be.an('error')
  })

  it('keeps to its deadline', async () => {
    const caller = await rig.connect()
    await caller.put('q', 'a')
    await caller.take('q')

    expect(await stop({ deadline: 300 })).to.be.at.most(350)
  })

  it('leaves no alarm behind', async () => {
    await rig.connect()
    await stop()
    await rig.clock.advance(10_000)

    expect(rig.clock.pending).to.equal(0)
  })

  it('may be stopped twice, at once or later, or without having been started', async () => {
    const both = Promise.all([rig.core.stop(), rig.core.stop()])
    await rig.clock.advance(6_000)
    await both
    await rig.core.stop()
    await createCoordinatorCore({ clock: rig.clock }).stop()
  })

  it('cannot be started again', async () => {
    await stop()

    expect(await rig.core.start().catch((error: unknown) => error)).to.be.an('error')
  })

  it('refuses a deadline that is none', async () => {
    for (const deadline of [-1, NaN]) {
      expect(await rig.core.stop({ deadline }).catch((error: unknown) => error)).to.be.instanceOf(RangeError)
    }
  })

  it('may be started twice', async () => {
    await rig.core.start()
    const caller = await rig.connect()

    expect((await caller.put('q', 'a'))?.status).to.equal('OK')
    await stop()
  })
})
