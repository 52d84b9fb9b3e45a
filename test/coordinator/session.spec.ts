import { expect } from 'chai'
import { createRig, putOf, textOf } from './support.ts'
import { HELLO_MS, SILENT_MS } from '../../src/coordinator/vigil.ts'
import type { Rig } from './support.ts'

describe('a session', () => {
  let rig: Rig

  beforeEach(async () => {
    rig = await createRig({ autoCreate: true })
  })

  afterEach(async () => {
    await rig[Symbol.asyncDispose]()
  })

  describe('hello', () => {
    it('is answered with what the caller has to know', async () => {
      const welcome = await rig.dial({ keyName: 'work' }).hello()

      expect(welcome).to.deep.include({
        resumed: false, voided: [], heartbeatMs: 3_000, silentMs: 10_000, maxFrameBytes: 1024 * 1024, maxPayloadBytes: 64 * 1024 * 1024,
        maxRequests: 4_096, maxWaiters: 1_024, keyName: 'work'
      })
      expect(welcome?.history.byteLength).to.be.greaterThan(0)
    })

    it('is the first thing that is listened to', async () => {
      const caller = rig.dial()
      await caller.send({ heartbeat: { sequence: 1, tokens: [], started: [] } })

      expect(caller.goodbye).to.deep.include({ reason: 'REFUSED', status: 'PROTOCOL' })
      expect(caller.ended).to.equal(true)
    })

    it('is said once', async () => {
      const caller = await rig.connect()
      await caller.hello()

      expect(caller.goodbye).to.deep.include({ reason: 'REFUSED', status: 'PROTOCOL' })
    })

    it('comes in time, or never', async () => {
      const caller = rig.dial()
      await rig.clock.advance(HELLO_MS)
      expect(caller.ended).to.not.equal(true)

      await rig.clock.advance(300)
      expect(caller.ended).to.be.an('error')
      expect(caller.goodbye, 'a verdict').to.equal(undefined)
    })

    it('can be followed by requests at once', async () => {
      const caller = rig.dial()
      void caller.hello()
      await caller.request('q', { put: putOf(['a']) })

      expect(caller.messages.map((message) => Object.keys(message)[0])).to.deep.equal(['welcome', 'reply'])
    })

    it('names a session that is another peer\'s in vain', async () => {
      const owner = await rig.connect({ peerId: 'owner' })
      const thief = rig.dial({ peerId: 'thief' }, owner.session)
      expect(await thief.hello()).to.equal(undefined)
      expect(thief.goodbye).to.deep.include({ reason: 'REFUSED', status: 'PROTOCOL' })
      expect((await owner.put('q', 'a'))?.status).to.equal('OK')
    })

    it('names one in vain that is another peer\'s who is away, and that peer can come back', async () => {
      const owner = await rig.connect({ peerId: 'owner' })
      owner.link.abort(new Error('cut'))
      await rig.clock.settle()

      const thief = rig.dial({ peerId: 'thief' }, owner.session)
      await thief.hello()
      await thief.put('q', 'stolen')
      expect(thief.goodbye).to.deep.include({ reason: 'REFUSED', status: 'PROTOCOL' })

      const back = rig.dial({ peerId: 'owner' }, owner.session)
      expect((await back.hello())?.resumed).to.equal(true)
      expect(await back.size('q')).to.equal(0)
    })
  })

  describe('a second connection', () => {
    it('takes the session over, and the first is read no more', async () => {
      const first = await rig.connect({ peerId: 'p' })
      await first.put('q', 'a')
      const taken = await first.take('q')

      const second = rig.dial({ peerId: 'p' }, first.session)
      const welcome = await second.hello({ resume: true, held: [taken!.grant!.token, 99] })
      expect(first.goodbye?.reason).to.equal('REPLACED')
      expect(welcome).to.deep.include({ resumed: true, voided: [99] })

      await first.put('q', 'b')
      expect(await second.size('q')).to.equal(0)
      expect(first.replyTo(3)).to.equal(undefined)

      const { grant } = taken!
      expect((await second.call('q', { settle: { token: grant!.token, verb: 'COMPLETE', noRetry: false } }))?.status).to.equal('OK')
    })

    it('is told nothing that was meant for the first', async () => {
      const first = await rig.connect({ peerId: 'p' })
      const number = await first.request('q', { take: { mode: 'LEASE', noWait: false } })
      const second = rig.dial({ peerId: 'p' }, first.session)
      await second.hello({ resume: true })
      const other = await rig.connect()
      await other.put('q', 'a')

      expect(second.messages.map((message) => Object.keys(message)[0])).to.deep.equal(['welcome'])
      await second.request('q', { take: { mode: 'LEASE', noWait: false } }, number)
      expect(textOf(second.replyTo(number)?.grant?.item)).to.equal('a')
    })
  })

  describe('the end', () => {
    it('is answered when it is a goodbye, and what was held goes back at once', async () => {
      const worker = await rig.connect()
      await worker.put('q', 'a')
      await worker.consume('q', 1)
      expect(worker.grants).to.have.lengthOf(1)
      await worker.send({ goodbye: { reason: 'DONE', status: 'OK', message: '' } })

      expect(worker.goodbye?.reason).to.equal('ANSWER')
      expect(worker.ended).to.equal(true)
      expect(await (await rig.connect()).size('q')).to.equal(1)
      expect(rig.core.peers()).to.have.lengthOf(1)
    })

    it('leaves nothing read that came behind a goodbye', async () => {
      const caller = await rig.connect()
      void caller.send({ goodbye: { reason: 'DONE', status: 'OK', message: '' } })
      await caller.put('q', 'a')

      expect(await (await rig.connect()).size('q')).to.equal(0)
    })

    it('without a goodbye leaves what was held for the grace', async () => {
      const worker = await rig.connect()
      await worker.put('q', 'a')
      await worker.consume('q', 1)
      worker.link.abort(new Error('cut'))
      const other = await rig.connect()
      expect(await other.size('q')).to.equal(0)
      expect(rig.core.peers().map(({ connected }) => connected)).to.deep.equal([false, true])

      await rig.clock.advance(1_900)
      expect((await other.take('q'))?.status).to.equal('EMPTY')
      await other.heartbeat(1)
      await rig.clock.advance(2_000)
      expect((await other.take('q'))?.grant).to.not.equal(undefined)
    })

    it('comes when nothing was heard for too long', async () => {
      const caller = await rig.connect()
      await rig.clock.advance(SILENT_MS)
      expect(caller.ended).to.equal(undefined)

      await rig.clock.advance(500)
      expect(caller.ended).to.be.an('error')
      expect(rig.core.peers().map(({ connected }) => connected)).to.deep.equal([false])
    })

    it('does not come while there are heartbeats', async () => {
      const caller = await rig.connect()

      for (let sequence = 1; sequence <= 20; sequence++) {
        await rig.clock.advance(3_000)
        await caller.heartbeat(sequence)
      }

      expect(caller.ended).to.equal(undefined)
      expect(caller.messages.filter(({ heartbeatAnswer }) => heartbeatAnswer !== undefined)).to.have.lengthOf(20)
    })

    it('does not come because the coordinator itself stood still', async () => {
      const worker = await rig.connect()
      await worker.put('q', 'a')
      await worker.consume('q', 1)
      await rig.clock.advance(6_000)
      rig.clock.stall(60_000)
      await rig.clock.advance(3_000)
      expect(worker.ended).to.equal(undefined)

      const { token } = worker.grants[0]!
      await worker.heartbeat(1, [token])
      expect(worker.messages.at(-1)?.heartbeatAnswer?.refused).to.deep.equal([])
    })

    it('never comes to the coordinator\'s own process for being silent', async () => {
      const local = await rig.connect({ local: true, peerId: 'coordinator' })
      await rig.clock.advance(60_000)

      expect(local.ended).to.equal(undefined)
      expect((await local.put('q', 'a'))?.status).to.equal('OK')
    })
  })

  describe('what is malformed', () => {
    it('ends that session with the reason, and no other', async () => {
      const honest = await rig.connect()
      const bytes = rig.dialBytes()
      const received: Uint8Array[] = []
      void bytes.sink((async function * () {
        yield Uint8Array.of(3, 255, 255, 255)
        await new Promise(() => {})
      })()).catch(() => {})

      for await (const chunk of bytes.source) {
        received.push(chunk)
        break
      }

      expect(Buffer.concat(received).toString('latin1')).to.contain('sent a frame that cannot be read')
      expect((await honest.put('q', 'a'))?.status).to.equal('OK')
    })
  })

  describe('what a caller has the answer to', () => {
    it('is not kept: the same request again is a new one to nobody', async () => {
      const caller = await rig.connect()
      const number = await caller.request('q', { put: putOf(['a']) })
      caller.link.answeredBelow = number + 1
      await caller.send({ heartbeat: { sequence: 1, tokens: [], started: [] } })
      await caller.request('q', { put: putOf(['a']) }, number)

      expect(caller.messages.filter(({ reply }) => reply?.number === number)).to.have.lengthOf(1)
      expect(await caller.size('q')).to.equal(1)
    })

    it('is given again until then', async () => {
      const caller = await rig.connect()
      const number = await caller.request('q', { put: putOf(['a']) })
      await caller.request('q', { put: putOf(['a']) }, number)

      expect(caller.messages.filter(({ reply }) => reply?.number === number && reply.status === 'OK')).to.have.lengthOf(2)
      expect(await caller.size('q')).to.equal(1)
    })
  })
})
