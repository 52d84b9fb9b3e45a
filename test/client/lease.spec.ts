import { expect } from 'chai'
import { ConnectionError, LeaseLostError, PayloadError, PayloadTooLargeError } from '../../src/errors.ts'
import { decodePayload } from '../../src/protocol/index.ts'
import { outcomeOf, started } from './support.ts'
import type { Lease, ReserveOptions } from '../../src/client/index.ts'
import type { Grant } from '../../src/protocol/index.ts'
import type { Rig } from './support.ts'

async function reserved (options: ReserveOptions = {}, grant: Partial<Grant> = {}, local = false): Promise<{ rig: Rig, lease: Lease }> {
  const rig = await started({ local })
  const reserve = rig.client.queue('q').reserve(options)
  await rig.clock.settle()
  await rig.end.hand(1, 7, 'item', grant)

  return { rig, lease: await reserve }
}

/** What no compiler lets through. */
type Loose = Record<'fail' | 'release', (...args: unknown[]) => Promise<void>>

describe('a lease', () => {
  it('says what it is about', async () => {
    const { lease } = await reserved({}, { attempt: 3 })
    expect(lease).to.deep.include({ id: 'task 7', item: 'item', attempt: 3, token: 7 })
    expect(lease.signal.aborted).to.equal(false)
  })

  describe('is settled', () => {
    const verbs: Array<[name: string, (lease: Lease) => Promise<void>, expected: object]> = [
      ['complete, without a result', (lease) => lease.complete(), { token: 7, verb: 'COMPLETE', result: undefined, noRetry: false }],
      ['release', (lease) => lease.release(), { token: 7, verb: 'RELEASE', noRetry: false, delay: undefined }],
      ['release, later', (lease) => lease.release({ delay: 0.5 }), { token: 7, verb: 'RELEASE', noRetry: false, delay: 1 }],
      ['fail', (lease) => lease.fail(new TypeError('no')), {
        token: 7, verb: 'FAIL', noRetry: false, delay: undefined, failure: { name: 'TypeError', message: 'no', stack: '', workerName: '', workerPeerId: '' }
      }],
      ['fail, for good', (lease) => lease.fail('just text', { retry: false, delay: 5 }), {
        token: 7, verb: 'FAIL', noRetry: true, delay: 5, failure: { name: 'Error', message: 'just text', stack: '', workerName: '', workerPeerId: '' }
      }]
    ]

    for (const [name, settle, expected] of verbs) {
      it(`by ${name}`, async () => {
        const { rig, lease } = await reserved()
        const settled = outcomeOf(settle(lease))
        await rig.clock.settle()
        expect(rig.end.settles).to.deep.equal([expected])
        await rig.end.reply(2)
        expect(settled).to.have.property('value')
      })
    }

    it('with a result', async () => {
      const { rig, lease } = await reserved()
      void lease.complete({ width: 3 })
      await rig.clock.settle()
      expect(decodePayload(rig.end.settles[0]?.result as Uint8Array)).to.deep.equal({ width: 3 })
    })

    it('with the stack if so asked, and texts of at most 4 KiB', async () => {
      const { rig, lease } = await reserved()
      const error = new Error('ä'.repeat(5_000))
      void lease.fail(error, { stack: true })
      await rig.clock.settle()
      const failure = rig.end.settles[0]?.failure
      expect(Buffer.byteLength(failure?.message ?? '')).to.be.within(4_000, 4_096)
      expect(Buffer.byteLength(failure?.stack ?? '')).to.be.within(4_000, 4_096)
    })

    it('once: the first verb wins', async () => {
      const { rig, lease } = await reserved()
      const first = outcomeOf(lease.complete('a'))
      const second = outcomeOf(lease.fail(new Error('b')))
      await rig.clock.settle()
      expect(rig.end.settles).to.have.lengthOf(1)
      await rig.end.reply(2, { status: 'LEASE_LOST', reason: 'LAPSED' })
      expect(first.error).to.be.instanceOf(LeaseLostError)
      expect(second.error).to.equal(first.error)
      await lease[Symbol.asyncDispose]()
      expect(rig.end.settles).to.have.lengthOf(1)
    })

    it('not by a result that cannot be sent', async () => {
      const { rig, lease } = await reserved()
      const bad = outcomeOf(lease.complete({ deep: [() => {}] }))
      await rig.clock.settle()
      expect(bad.error).to.be.instanceOf(PayloadError).with.property('message').that.includes('result.deep')
      void lease.fail(bad.error)
      await rig.clock.settle()
      expect(rig.end.settles.map(({ verb }) => verb)).to.deep.equal(['FAIL'])
    })

    for (const [call, settle] of [
      ['fail(err, null)', (lease: Loose) => lease.fail(new Error('x'), null)],
      ["fail(err, { retry: 'no' })", (lease: Loose) => lease.fail(new Error('x'), { retry: 'no' })],
      ['fail(err, { stack: 1 })', (lease: Loose) => lease.fail(new Error('x'), { stack: 1 })],
      ["fail(err, { delay: '5' })", (lease: Loose) => lease.fail(new Error('x'), { delay: '5' })],
      ['release(5)', (lease: Loose) => lease.release(5)],
      ['release({ delay: null })', (lease: Loose) => lease.release({ delay: null })]
    ] as const) {
      it(`not by ${call}: a TypeError, and it is still held`, async () => {
        const { rig, lease } = await reserved()
        const bad = outcomeOf(settle(lease as unknown as Loose))
        await rig.clock.settle()
        expect(bad.error).to.be.instanceOf(TypeError).with.property('message').that.matches(/^(options|retry|stack|delay) must be/)
        expect(rig.end.settles).to.deep.equal([])
        void lease.complete()
        await rig.clock.settle()
        expect(rig.end.settles.map(({ verb }) => verb)).to.deep.equal(['COMPLETE'])
      })
    }

    it('again when the answer never came', async () => {
      const { rig, lease } = await reserved()
      const first = outcomeOf(lease.complete('a'))
      await rig.clock.settle()
      await rig.end.cut()
      rig.isSilent = true
      await rig.clock.advance(10_000)
      expect(first.error).to.be.instanceOf(ConnectionError).with.property('outcome', 'unknown')
      rig.isSilent = false
      await rig.resume()
      const again = outcomeOf(lease.complete('a'))
      await rig.clock.settle()
      await rig.end.reply(3)
      expect(again).to.have.property('value')
    })

    it('when it goes out of scope', async () => {
      const { rig, lease } = await reserved()
      const disposed = outcomeOf(Promise.resolve(lease[Symbol.asyncDispose]()))
      await rig.clock.settle()
      expect(rig.end.settles.map(({ verb }) => verb)).to.deep.equal(['RELEASE'])
      await rig.end.reply(2, { status: 'LEASE_LOST', reason: 'LAPSED' })
      expect(disposed).to.have.property('value')
    })
  })

  describe('is lost', () => {
    for (const [wire, reason] of [['CANCELLED', 'cancelled'], ['LAPSED', 'lapsed'], ['MAX_RUN', 'maxRun'], ['HISTORY', 'history']] as const) {
      it(`when the coordinator says ${wire}`, async () => {
        const { rig, lease } = await reserved()
        const { signal } = lease
        await rig.end.send({ revoke: { token: 7, reason: wire } })
        expect(signal.reason).to.be.instanceOf(LeaseLostError).with.property('reason', reason)
        const late = outcomeOf(lease.complete())
        await rig.clock.settle()
        expect(late.error).to.equal(signal.reason)
        expect(rig.end.settles).to.deep.equal([])
      })
    }

    it('when it ends on this machine\'s own clock, a tenth early', async () => {
      const { rig, lease } = await reserved({}, { leaseMs: 10_000 })
      const { signal } = lease

      for (let seconds = 0; seconds < 8; seconds++) {
        await rig.clock.advance(1_000)
        await rig.end.beat()
      }

      await rig.clock.advance(999)
      expect(signal.aborted).to.equal(false)
      await rig.clock.advance(1)
      expect(signal.reason).to.be.instanceOf(LeaseLostError).with.property('reason', 'lapsed')
    })

    it('counting from the heartbeat that the grant names', async () => {
      const rig = await started({}, { silentMs: 60_000 })
      await rig.clock.advance(3_000)
      expect(rig.end.heartbeats.at(-1)?.sequence).to.equal(2)
      await rig.clock.advance(2_000)
      const reserve = rig.client.queue('q').reserve()
      await rig.clock.settle()
      await rig.end.hand(1, 7, 'item', { leaseMs: 10_000, heartbeat: 2 })
      const { signal } = await reserve
      await rig.clock.advance(6_999)
      expect(signal.aborted).to.equal(false)
      await rig.clock.advance(1)
      expect(signal.aborted).to.equal(true)
    })

    it('when a cut cost it', async () => {
      const { rig, lease } = await reserved()
      const { signal } = lease
      await rig.end.cut()
      await rig.resume({ voided: [7] })
      expect(signal.reason).to.have.property('reason', 'lapsed')
    })

    it('not when the cut was short', async () => {
      const { rig, lease } = await reserved()
      const { signal } = lease
      await rig.end.cut()
      await rig.resume()
      expect(signal.aborted).to.equal(false)
      void lease.complete()
      await rig.clock.settle()
      expect(rig.end.settles).to.have.lengthOf(1)
    })

    it('not while the answer to its settlement is on the way: that says what counts', async () => {
      const { rig, lease } = await reserved()
      const { signal } = lease
      const complete = outcomeOf(lease.complete())
      await rig.clock.settle()
      await rig.end.send({ revoke: { token: 7, reason: 'CANCELLED' } })
      expect(signal.aborted).to.equal(false)
      await rig.end.reply(2)
      expect(complete).to.have.property('value')
    })

    it('before anybody looks at its signal', async () => {
      const { rig, lease } = await reserved()
      await rig.end.send({ revoke: { token: 7, reason: 'CANCELLED' } })
      expect(lease.signal.aborted).to.equal(true)
      await lease[Symbol.asyncDispose]()
    })

    it('when the client stops', async () => {
      const { rig, lease } = await reserved()
      const { signal } = lease
      const stop = rig.client.stop()
      await rig.clock.advance(2_000)
      await stop
      expect(signal.aborted).to.equal(true)
    })
  })

  describe('lasts longer', () => {
    it('by extend, on both clocks', async () => {
      const { rig, lease } = await reserved({}, { leaseMs: 5_000 })
      const { signal } = lease
      await rig.clock.advance(1_000)
      const extend = outcomeOf(lease.extend(10_000))
      await rig.clock.settle()
      expect(rig.end.requests.at(-1)?.extend).to.deep.equal({ token: 7, ms: 10_000 })
      await rig.end.reply(2)
      expect(extend).to.have.property('value')
      await rig.clock.advance(8_999)
      expect(signal.aborted).to.equal(false)
      await rig.clock.advance(1)
      expect(signal.aborted).to.equal(true)
    })

    for (const ms of [0, -1, NaN, Infinity]) {
      it(`not by extend(${ms})`, async () => {
        const { lease } = await reserved()
        const extend = outcomeOf(lease.extend(ms))
        await Promise.resolve()
        expect(extend.error).to.be.instanceOf(RangeError)
      })
    }

    it('with autoExtend, as long as heartbeats are answered', async () => {
      const { rig, lease } = await reserved({ autoExtend: true }, { leaseMs: 5_000, maxRunMs: 60_000 })
      const { signal } = lease

      for (let seconds = 0; seconds < 20; seconds++) {
        await rig.clock.advance(1_000)
        await rig.end.beat()
      }

      expect(rig.end.heartbeats.at(-1)?.tokens).to.deep.equal([7])
      expect(signal.aborted).to.equal(false)
    })

    it('with autoExtend only where maxRunMs ends it', async () => {
      const rig = await started()
      const reserve = outcomeOf(rig.client.queue('q').reserve({ autoExtend: true }))
      await rig.clock.settle()
      await rig.end.hand(1, 7)
      expect(reserve.error).to.be.instanceOf(RangeError).with.property('message').that.includes('maxRunMs')
      expect(rig.end.settles.map(({ verb }) => verb)).to.deep.equal(['RELEASE'])
    })

    it('without it is not named in heartbeats', async () => {
      const { rig } = await reserved()
      await rig.clock.advance(3_000)
      expect(rig.end.heartbeats.at(-1)?.tokens).to.deep.equal([])
    })
  })

  describe('reports progress', () => {
    it('at once', async () => {
      const { rig, lease } = await reserved()
      lease.progress(0.5)
      void lease.complete()
      await rig.clock.settle()
      const [progress] = rig.end.messages.slice(-2)
      expect(progress?.progress?.token).to.equal(7)
      expect(decodePayload(progress?.progress?.value as Uint8Array)).to.equal(0.5)
    })

    it('the latest of it, when there is a connection again', async () => {
      const { rig, lease } = await reserved()
      await rig.end.cut()
      lease.progress(1)
      lease.progress(2)
      await rig.resume()
      const values = rig.end.messages.flatMap(({ progress }) => progress === undefined ? [] : [decodePayload(progress.value)])
      expect(values).to.deep.equal([2])
    })

    it('not any more when it is settled', async () => {
      const { rig, lease } = await reserved()
      void lease.complete()
      lease.progress(1)
      await rig.clock.settle()
      expect(rig.end.messages.some(({ progress }) => progress !== undefined)).to.equal(false)
    })

    it('not with what cannot be carried, or is too large', async () => {
      const { lease } = await reserved()
      expect(() => { lease.progress(() => {}) }).to.throw(PayloadError)
      expect(() => { lease.progress('x'.repeat(70_000)) }).to.throw(PayloadTooLargeError)
    })
  })

  it('is not given to a reserve that cannot read the item', async () => {
    const rig = await started()
    const reserve = outcomeOf(rig.client.queue('q').reserve())
    await rig.clock.settle()
    await rig.end.hand(1, 7, Uint8Array.of(0xff))
    expect(reserve.error).to.be.instanceOf(PayloadError)
    expect(rig.end.settles[0]).to.include({ verb: 'FAIL', noRetry: true })
  })

  it('lasts, in the coordinator\'s own process, until the coordinator says otherwise', async () => {
    const { rig, lease } = await reserved({}, { leaseMs: 1_000 }, true)
    const { signal } = lease
    await rig.clock.advance(60_000)
    expect(signal.aborted).to.equal(false)
    expect(rig.ends).to.have.lengthOf(1)
    await rig.end.send({ revoke: { token: 7, reason: 'LAPSED' } })
    expect(signal.aborted).to.equal(true)
  })
})
