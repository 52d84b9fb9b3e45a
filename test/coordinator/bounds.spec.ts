import { expect } from 'chai'
import { createFramedLink } from '../../src/link/index.ts'
import { SILENT_MS } from '../../src/coordinator/vigil.ts'
import { createRig, putOf } from './support.ts'
import type { CoordinatorCoreInit } from '../../src/coordinator/index.ts'
import type { Link } from '../../src/link/index.ts'
import type { Caller, Rig } from './support.ts'

const MIB = 1024 * 1024

describe('the bounds of a coordinator', () => {
  let rig: Rig

  async function start (limits: CoordinatorCoreInit['limits']): Promise<void> {
    rig = await createRig({ autoCreate: true, limits })
  }

  afterEach(async () => {
    await rig[Symbol.asyncDispose]()
  })

  it('maxSessions: the next one is turned away, and let in when there is room', async () => {
    await start({ maxSessions: 2 })
    const [first] = [await rig.connect(), await rig.connect()]
    const third = rig.dial()
    expect(await third.hello()).to.equal(undefined)
    expect(third.goodbye).to.deep.include({ reason: 'REFUSED', status: 'LIMIT' })
    expect(third.goodbye?.message).to.contain('maxSessions (2)')

    await first.send({ goodbye: { reason: 'DONE', status: 'OK', message: '' } })
    expect((await rig.dial().hello())?.resumed).to.equal(false)
  })

  it('maxSessions: those who come back, and this process, are not turned away', async () => {
    await start({ maxSessions: 1 })
    const caller = await rig.connect({ peerId: 'p' })

    expect((await rig.dial({ peerId: 'p' }, caller.session).hello({ resume: true }))?.resumed).to.equal(true)
    expect(await rig.dial({ local: true, peerId: 'coordinator' }).hello()).to.not.equal(undefined)
  })

  it('connections that never say hello are bounded too', async () => {
    await start({ maxSessions: 2 })
    const idle = Array.from({ length: 5 }, () => rig.dial())
    await rig.clock.settle()

    expect(idle.map(({ ended }) => ended !== undefined)).to.deep.equal([false, false, false, false, true])
  })

  it('maxSessionsPerPeer: the oldest connection gives way', async () => {
    await start({ maxSessionsPerPeer: 2 })
    const callers: Caller[] = []

    for (let count = 0; count < 3; count++) {
      callers.push(await rig.connect({ peerId: 'p' }))
    }

    const other = await rig.connect({ peerId: 'q' })
    expect(callers.map(({ ended }) => ended !== undefined)).to.deep.equal([true, false, false])
    expect(callers[0]?.goodbye).to.equal(undefined)
    expect(other.ended).to.equal(undefined)
    expect((await callers[2]?.put('q', 'a'))?.status).to.equal('OK')
  })

  it('maxSessionsPerPeer: does not count the handles of this process', async () => {
    await start({ maxSessionsPerPeer: 1 })
    const first = await rig.connect({ local: true, peerId: 'coordinator' })
    await rig.connect({ local: true, peerId: 'coordinator' })

    expect(first.ended).to.equal(undefined)
  })

  it('maxRequests: the next request is refused, and asked again in vain until one is answered', async () => {
    await start({ maxRequests: 2 })
    const caller = await rig.connect()
    const take = { take: { mode: 'LEASE', noWait: false } } as const
    await caller.request('q', take)
    await caller.request('q', take)
    const reply = await caller.put('q', 'a')
    expect(reply?.status).to.equal('LIMIT')
    expect(reply?.message).to.contain('maxRequests (2)')

    await caller.send({ abandon: { number: 1 } })
    expect((await caller.put('q', 'a'))?.status).to.equal('OK')
  })

  it('maxWaiters: the next call that would wait is refused', async () => {
    await start({ maxWaiters: 2 })
    const caller = await rig.connect()
    const take = { take: { mode: 'LEASE', noWait: false } } as const
    await caller.request('q', take)
    await caller.request('q', take)
    const reply = await caller.call('q', take)

    expect(reply?.status).to.equal('LIMIT')
    expect(reply?.message).to.contain('maxWaiters')
    expect(await caller.size('q')).to.equal(0)
  })

  it('maxTasks: the next put is refused', async () => {
    await start({ maxTasks: 2 })
    const caller = await rig.connect()
    await caller.put('q', 'a', 'b')

    expect((await caller.put('q', 'c'))?.message).to.contain('maxTasks')
  })

  describe('maxOutboxBytes, for one who does not read', () => {
    let link: Link
    let putter: Caller

    beforeEach(async () => {
      await start({ maxOutboxBytes: MIB })
      putter = await rig.connect()
      const remote = { peerId: 'coordinator', keyName: '', address: '', local: false }
      link = createFramedLink({ duplex: rig.dialBytes({ peerId: 'slow' }), remote, clock: rig.clock, role: 'caller' })
      link.send({ hello: { session: rig.clock.randomBytes(16), name: 'slow', resume: false, history: new Uint8Array(), held: [] } })
      link.send({ consume: { consumer: 1, queue: 'q', mode: 'LEASE', concurrency: 1_000, prefetch: 0, close: false } })
      await rig.clock.settle()

      for (let count = 0; count < 40; count++) {
        await putter.call('q', { put: { ...putOf([]), items: [new Uint8Array(100_000)] } })
      }
    })

    afterEach(() => { link.abort(new Error('enough')) })

    it('hands out no more than that and what is on its way', async () => {
      const { leases } = rig.core.peers().find(({ name }) => name === 'slow')!
      expect(leases).to.be.within(10, 20)

      const other = await rig.connect()
      await other.consume('q', 1_000)
      expect(other.grants).to.have.lengthOf(40 - leases)
    })

    it('reads no more of it than what was on its way too', async () => {
      for (let number = 1; number <= 10; number++) {
        link.send({ request: { number, queue: 'q', put: putOf(['late']) } })
        await rig.clock.settle()
      }

      expect((await putter.call('q', { getStats: {} }))?.stats?.put).to.be.within(40, 41)
    })

    it('goes on with both when it reads again', async () => {
      link.send({ request: { number: 1, queue: 'q', put: putOf(['late']) } })
      let grants = 0
      void (async () => {
        for await (const { messages } of link.incoming) {
          grants += messages.filter(({ grant }) => grant !== undefined).length
        }
      })().catch(() => {})
      await rig.clock.settle()
      await rig.clock.settle()

      expect(grants).to.equal(41)
    })

    it('gives it up when it takes nothing for too long', async () => {
      for (let sequence = 1; sequence <= 5; sequence++) {
        await rig.clock.advance(SILENT_MS / 4)
        await putter.heartbeat(sequence)
      }

      expect(rig.core.peers().map(({ name, connected }) => `${name} ${connected}`)).to.deep.equal(['tester true', 'slow false'])
    })
  })
})
