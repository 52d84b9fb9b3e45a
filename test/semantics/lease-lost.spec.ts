import { expect } from 'chai'
import { LeaseLostError } from '../../src/errors.ts'
import { MemoryStore } from '../../src/storage/memory.ts'
import { createFarm, outcomeOf } from './farm.ts'
import type { Lease, Queue, QueueOptions } from '../../src/client/index.ts'
import type { LeaseLostReason } from '../../src/errors.ts'
import type { Farm, FarmInit } from './farm.ts'

/** A lease ends on its worker's own clock a tenth before it ends at the coordinator. */
const OWN_SHARE = 0.9

describe('a lease that is lost', () => {
  let farm: Farm

  async function open (options: QueueOptions = {}, init: FarmInit = {}): Promise<void> {
    farm = await createFarm(options, init)
    await farm.now(farm.queue('q').put('x', { id: 'x' }))
  }

  function queueOf (name: string): Queue<string, string> {
    return farm.peer(name).queue<string, string>('q')
  }

  async function reserve (name = 'a'): Promise<Lease<string, string>> {
    return farm.now(queueOf(name).reserve({ block: false }))
  }

  /** A handler that runs until its signal aborts; when it began, and when and why that was. */
  function work (name: string): Array<{ item: string, attempt: number, token: number, endedAt?: number, reason?: unknown }> {
    const runs: ReturnType<typeof work> = []

    queueOf(name).process(async (item, { attempt, token, signal }) => {
      const run: ReturnType<typeof work>[number] = { item, attempt, token }
      runs.push(run)

      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => {
          Object.assign(run, { endedAt: farm.clock.now(), reason: signal.reason as unknown })
          resolve()
        })
      })

      return 'too late'
    })

    return runs
  }

  describe('says why', () => {
    const WAYS: Array<[reason: LeaseLostReason, how: string, options: QueueOptions, lose: () => Promise<unknown>]> = [
      ['cancelled', 'somebody cancels the task', {}, async () => { expect(await farm.now(queueOf('b').task('x').cancel())).to.equal(true) }],
      ['cancelled', 'somebody moves the task elsewhere', {}, async () => { await farm.now(queueOf('b').requeue('x')) }],
      ['lapsed', 'it is not renewed', { leaseMs: 5_000 }, async () => { await farm.advance(5_000) }],
      ['maxRun', 'it takes too long', { maxRunMs: 5_000 }, async () => { await farm.advance(5_000) }],
      ['history', 'the coordinator comes back without its memory', {}, async () => {
        await farm.restart()
        await farm.now(farm.queue('q').size())
        await farm.advance(1_000)
      }]
    ]

    for (const [reason, how, options, lose] of WAYS) {
      it(`'${reason}' when ${how}`, async () => {
        await open(options)
        const lease = await reserve()
        const { signal } = lease
        await lose()

        expect(signal.aborted).to.equal(true)
        expect(signal.reason).to.be.instanceOf(LeaseLostError).and.include({ reason, code: 'ERR_LEASELOSTERROR' })
        const error = await farm.refusal(lease.complete('too late'))
        expect(error).to.be.instanceOf(LeaseLostError).and.include({ reason })
        expect(await farm.conserves()).to.include({ done: 0 })
      })

      it(`'${reason}' when ${how}, also to one that never looked at the signal, and whatever it tries`, async () => {
        for (const settle of [
          (lease: Lease<string, string>) => lease.complete('x'),
          (lease: Lease<string, string>) => lease.fail(new Error('x')),
          (lease: Lease<string, string>) => lease.release()
        ]) {
          await open(options)
          const lease = await reserve()
          await lose()
          expect(await farm.refusal(settle(lease))).to.be.instanceOf(LeaseLostError).and.include({ reason })
        }
      })
    }

    it('and does not mind at the end of a block', async () => {
      await open()
      const lease = await reserve()
      await farm.now(queueOf('b').task('x').cancel())
      await farm.now(lease[Symbol.asyncDispose]())
    })

    it('to whoever wants to extend it', async () => {
      await open()
      const lease = await reserve()
      await farm.now(queueOf('b').requeue('x'))
      await reserve('b')
      expect(await farm.refusal(lease.extend(1_000))).to.be.instanceOf(LeaseLostError)
    })
  })

  describe('is known to its worker', () => {
    it('within a round trip when the task is cancelled', async () => {
      await open()
      const runs = work('a')
      await farm.settle()
      expect(await farm.now(queueOf('b').task('x').cancel())).to.equal(true)
      expect(runs[0]?.reason).to.be.instanceOf(LeaseLostError).and.include({ reason: 'cancelled' })
      expect(await farm.now(queueOf('b').task('x').cancel())).to.equal(false)
      expect(await farm.conserves()).to.include({ cancelled: 1, done: 0, leased: 0 })
    })

    for (const [how, lose] of [
      ['nothing gets through', async () => { farm.peer('a').silence() }],
      ['the wire is cut', async () => { await farm.peer('a').cut() }]
    ] as const) {
      it(`on its own clock when ${how}: a tenth before the coordinator’s, counted from the last heartbeat’s send`, async () => {
        const leaseMs = 6_000
        await open({ leaseMs, grace: { closed: 60_000 } })
        const runs = work('a')
        const other = work('b')
        await farm.advance(1_000)
        // from now on a third of the lease apart
        const beats = heartbeatsOf('a')
        await farm.advance(7_300)
        const last = beats.at(-1) ?? expect.fail('no heartbeat')
        expect(farm.clock.now() - last).to.be.within(1, leaseMs / 3)

        await lose()
        await farm.advance(last + leaseMs * OWN_SHARE - farm.clock.now() - 1)
        expect(runs[0]).to.not.have.property('endedAt')
        await farm.advance(1)
        expect(runs[0]).to.include({ endedAt: last + leaseMs * OWN_SHARE })
        expect(runs[0]?.reason).to.be.instanceOf(LeaseLostError).and.include({ reason: 'lapsed' })
        expect(other, 'given out before its worker has stopped').to.deep.equal([])
        await farm.advance(10_000)
        expect(other).to.have.lengthOf(1)
      })
    }

    it('and nothing that was fetched ahead is begun after it', async () => {
      await open({ leaseMs: 6_000, grace: { closed: 60_000 } })
      await farm.now(farm.queue('q').put('y'))
      const begun: string[] = []
      const first = Promise.withResolvers<void>()
      farm.peer('a').queue<string, void>('q').process(async (item) => {
        begun.push(item)
        await first.promise
      }, { concurrency: 1, prefetch: 1 })
      await farm.advance(3_000)
      expect(await farm.stats()).to.include({ leased: 2 })
      await farm.peer('a').cut()
      await farm.advance(6_000)
      first.resolve()
      await farm.advance(1_000)
      expect(begun).to.deep.equal(['x'])
    })

    /** When a client sends its heartbeats from now on: they are all that it says. */
    function heartbeatsOf (name: string): number[] {
      const sent: number[] = []
      const { wire } = farm.peer(name)
      wire.onChunk = (direction) => {
        if (direction === 'up') {
          sent.push(farm.clock.now())
        }
      }

      return sent
    }
  })

  describe('is not lost', () => {
    it('while its worker’s heartbeats name it, however long that is', async () => {
      await open({ leaseMs: 1_000 })
      const runs = work('a')
      await farm.advance(60_000)
      expect(runs).to.have.lengthOf(1)
      expect(runs[0]).to.not.have.property('endedAt')
      expect(await farm.stats()).to.include({ leased: 1 })
    })

    for (const leaseMs of [100, 1_000, 3_000]) {
      it(`before its time to a client that was quiet for longer than its ${leaseMs} ms`, async () => {
        await open({ leaseMs })
        await farm.advance(2_900)
        const { signal } = await reserve()
        await farm.advance(leaseMs * OWN_SHARE - 1)
        expect(signal.aborted).to.equal(false)
        await farm.advance(2)
        expect(signal.aborted).to.equal(true)
      })
    }

    it('while it is extended by hand, and lapses when it is not', async () => {
      await open({ leaseMs: 1_000 })
      const lease = await reserve()
      const { signal } = lease

      for (let count = 0; count < 10; count++) {
        await farm.advance(800)
        await farm.now(lease.extend(1_000))
      }

      expect(signal.aborted).to.equal(false)
      await farm.advance(1_000)
      expect(signal.aborted).to.equal(true)
      expect(await farm.now(farm.queue('q').task('x').status())).to.deep.include({ state: 'delayed' })
    })

    it('for as long as it was extended, also over the time of a lease', async () => {
      await open({ leaseMs: 1_000 })
      const lease = await reserve()
      await farm.now(lease.extend(20_000))
      await farm.advance(17_999)
      expect(lease.signal.aborted).to.equal(false)
      await farm.now(lease.complete('done'))
      expect(await farm.conserves()).to.include({ done: 1 })
    })

    for (const ms of [0, -1, Infinity, NaN]) {
      it(`nor extended by ${ms} ms`, async () => {
        await open()
        const lease = await reserve()
        expect(await farm.refusal(lease.extend(ms))).to.be.instanceOf(RangeError)
        await farm.now(lease.complete())
      })
    }

    it('with autoExtend, until maxRunMs', async () => {
      await open({ leaseMs: 1_000, maxRunMs: 30_000 })
      const lease = await farm.now(queueOf('a').reserve({ autoExtend: true }))
      const { signal } = lease
      await farm.advance(29_999)
      expect(signal.aborted).to.equal(false)
      await farm.advance(1)
      expect(signal.reason).to.be.instanceOf(LeaseLostError).and.include({ reason: 'maxRun' })
    })

    it('with autoExtend, which needs maxRunMs: without it the item goes back', async () => {
      await open()
      expect(await farm.refusal(queueOf('a').reserve({ autoExtend: true }))).to.be.instanceOf(RangeError)
      expect(await farm.conserves()).to.include({ ready: 1, leased: 0 })
      expect(await reserve('b')).to.include({ attempt: 1 })
    })

    it('because the coordinator stood still', async () => {
      await open({ leaseMs: 5_000 })
      await reserve()
      const runs = work('b')
      await farm.advance(1_000)
      farm.clock.stall(60_000)
      await farm.advance(3_000)
      expect(await farm.stats()).to.include({ leased: 1 })
      expect(runs).to.deep.equal([])
    })

    it('by a restart of a durable coordinator: its worker goes on under the same token', async () => {
      await open({ leaseMs: 30_000 }, { store: new MemoryStore() })
      const runs = work('a')
      await farm.advance(5_000)
      await farm.restart(15_000)
      await farm.advance(60_000)
      expect(runs).to.have.lengthOf(1)
      expect(runs[0]).to.not.have.property('endedAt')
      expect(await farm.now(farm.queue('q').task('x').status())).to.deep.include({
        state: 'leased', attempts: 1, holder: { peerId: 'peer-a', name: 'a', token: runs[0]?.token }
      })
    })

    it('by a restart of a durable coordinator before it has had its full time from then on, whether or not its worker comes back', async () => {
      await open({ leaseMs: 10_000 }, { store: new MemoryStore() })
      await reserve('a')
      await farm.advance(5_000)
      await farm.peer('a').kill()
      await farm.restart(1_000)
      const since = farm.clock.now()
      const got = outcomeOf(queueOf('b').reserve())
      await farm.advance(since + 9_999 - farm.clock.now())
      expect(got.state).to.equal('waiting')
      await farm.advance(1)
      expect(got.value).to.include({ item: 'x', attempt: 2 })
    })

    it('by a restart of a durable coordinator before the end of an extension', async () => {
      await open({ leaseMs: 10_000 }, { store: new MemoryStore() })
      await farm.now((await reserve('a')).extend(60_000))
      await farm.peer('a').kill()
      await farm.restart(1_000)
      const got = outcomeOf(queueOf('b').reserve())
      await farm.advance(58_999)
      expect(got.state).to.equal('waiting')
      await farm.advance(1)
      expect(got.value).to.include({ item: 'x', attempt: 2 })
    })

    it('but when it was a handle’s of the coordinator itself, it is lost by a restart', async () => {
      await open({ leaseMs: 10_000 }, { store: new MemoryStore() })
      await farm.now(farm.queue('q').reserve())
      await farm.restart(1_000)
      const got = outcomeOf(queueOf('b').reserve())
      await farm.advance(1_100)
      expect(got.value).to.include({ item: 'x', attempt: 2 })
    })
  })

  describe('has a token', () => {
    it('that grows strictly over the whole queue, whoever holds what', async () => {
      await open()
      await farm.now(farm.queue('q').putMany(['1', '2', '3']))
      const tokens: number[] = []

      for (const name of ['a', 'b', 'a', 'b']) {
        const lease = await reserve(name)
        tokens.push(lease.token)
        await farm.now(lease.release())
      }

      expect([...tokens].sort((a, b) => a - b)).to.deep.equal(tokens)
      expect(new Set(tokens).size).to.equal(4)
    })

    for (const [kind, init] of [['durable', () => ({ store: new MemoryStore() })], ['forgetful', () => ({})]] as const) {
      it(`that grows strictly over restarts of a ${kind} coordinator`, async () => {
        await open({}, init())
        const tokens: number[] = []

        for (let count = 0; count < 3; count++) {
          await farm.now(farm.queue('q').put(`item ${count}`))
          const lease = await reserve()
          tokens.push(lease.token)
          await farm.now(lease.release())
          await farm.restart(1)
          await farm.advance(1_000)
        }

        expect([...tokens].sort((a, b) => a - b)).to.deep.equal(tokens)
        expect(new Set(tokens).size).to.equal(3)
      })
    }

    it('that an older holder’s late result is refused by', async () => {
      await open()
      const hung = await reserve('a')
      const result = outcomeOf(farm.queue('q').task('x').result())
      await farm.now(farm.queue('q').requeue('x'))
      const other = await reserve('b')
      expect(other.token).to.be.above(hung.token)
      expect(await farm.refusal(hung.complete('late'))).to.be.instanceOf(LeaseLostError).and.include({ reason: 'cancelled' })
      expect(result.state).to.equal('waiting')
      await farm.now(other.complete('right'))
      expect(result.value).to.equal('right')
    })
  })

  describe('is settled once', () => {
    it('by the first verb: later ones change nothing, and end as that did', async () => {
      await open()
      const lease = await reserve()
      const all = [lease.complete('first'), lease.fail(new Error('second')), lease.release(), lease.complete('fourth')]
      await farm.now(Promise.all(all))
      expect(await farm.now(farm.queue('q').task('x').result())).to.equal('first')
      expect(await farm.conserves()).to.include({ done: 1, put: 1 })
    })

    it('by the end of its block, which gives back what was not settled', async () => {
      await open()
      await farm.now((async () => {
        await using lease = await queueOf('a').reserve()
        expect(lease.item).to.equal('x')
      })())
      expect(await farm.conserves()).to.include({ ready: 1, leased: 0 })
    })

    it('by its worker even when a cancel crosses its result: the coordinator’s order decides', async () => {
      await open()
      const lease = await reserve()
      const [completed, cancelled] = [outcomeOf(lease.complete('done')), outcomeOf(queueOf('b').task('x').cancel())]
      await farm.settle()
      expect([completed.state, cancelled.value]).to.be.deep.oneOf([['done', false], ['failed', true]])
      expect(await farm.conserves()).to.include(cancelled.value === true ? { cancelled: 1, done: 0 } : { cancelled: 0, done: 1 })
    })
  })
})
