import { expect } from 'chai'
import { StorageError } from '../../src/errors.ts'
import { MemoryStore } from '../../src/storage/memory.ts'
import { FailingJournal } from '../helpers/failing-journal.ts'
import { createFarm, outcomeOf } from '../semantics/farm.ts'
import type { Lease } from '../../src/client/index.ts'
import type { Remains } from '../helpers/failing-journal.ts'
import type { Farm, Outcome } from '../semantics/farm.ts'

// Each of these was a seed once. What was left of it when everything was taken away that need not be there.

describe('what the simulation has found, and does not find any more:', () => {
  let farm: Farm
  const begun: string[] = []

  const queue = (): ReturnType<Farm['queue']> => farm.peer('a').queue('q')

  /** A worker at `a` whose handler takes so long. */
  const work = (ms: number): void => {
    queue().process(async (item, { token }) => {
      begun.push(`${item as string}, token ${token}`)
      await new Promise<void>((resolve) => { farm.clock.alarm(resolve, ms) })
      return 'done'
    })
  }

  beforeEach(() => { begun.length = 0 })

  it('a completion that waited for the coordinator for longer than the lease, and whose handler was run again under the same token', async () => {
    farm = await createFarm({ leaseMs: 2_000 }, { store: new MemoryStore(), clients: ['a'] })
    work(1_000)
    const handle = await farm.now(farm.queue('q').put('x'))
    await farm.advance(500)
    await farm.restart(5_000)
    await farm.advance(10_000)

    expect(begun).to.have.lengthOf(1)
    expect(await farm.now(farm.queue('q').task(handle.id).result())).to.equal('done')
  })

  it('a lease that was lost, whose release waited for the coordinator, and that was begun again under its old token and a new one', async () => {
    farm = await createFarm({ leaseMs: 2_000 }, { store: new MemoryStore(), clients: ['a'] })
    work(3_000)
    await farm.now(farm.queue('q').put('x'))
    await farm.advance(500)
    await farm.restart(5_000)
    await farm.advance(10_000)

    expect(begun).to.have.lengthOf(2)
    expect(new Set(begun).size, 'under two tokens').to.equal(2)
  })

  it('a worker of the coordinator’s own that went round in circles when the disk failed', async () => {
    farm = await createFarm({}, { journal: () => new FailingJournal(new MemoryStore(), 4), clients: [] })
    const failed = new Promise<StorageError>((resolve) => { farm.core.events.addEventListener('storage:error', ({ detail }) => { resolve(detail) }) })
    const worker = farm.queue('q').process(async () => {
      await new Promise<void>((resolve) => { farm.clock.alarm(resolve, 1_000) })
      return 'done'
    })
    await farm.now(farm.queue('q').put('x'))
    await farm.advance(2_000)

    expect(await failed).to.be.instanceOf(StorageError)
    expect(worker.active).to.equal(0)
  })

  for (const remains of ['nothing', 'all'] as const) {
    it(`a get that asked whether its item was still its own when the disk failed, and went on to another one: ${remains} of what was being written remained`, async () => {
      const { writes } = await confirmAfterStandstill(Infinity, remains)
      const { first, journal } = await confirmAfterStandstill(writes + 1, remains)
      expect(journal.hasFailed).to.equal(true)
      await farm.restart(100)
      await farm.advance(10_000)

      expect(first).to.deep.equal({ state: 'done', value: 'x' })
      expect(await farm.conserves()).to.include({ taken: 1, ready: 1, leased: 0 })
    })
  }

  it('what a loop over leases had fetched ahead, and that stayed with its client for ever when the disk failed as it was given back', async () => {
    const { writes } = await leaveLoop(Infinity)
    const { lease, journal } = await leaveLoop(writes + 1)
    expect(journal.hasFailed).to.equal(true)
    await farm.restart(100)
    await farm.advance(10_000)

    expect(await farm.conserves()).to.include({ leased: 1, ready: 1 })
    await farm.now(lease.complete())
    expect(await farm.conserves()).to.include({ leased: 0, ready: 1 })
  })

  /** A farm whose first disk fails at a write. */
  async function startFailing (failAt: number, remains: Remains = 'nothing'): Promise<FailingJournal> {
    const store = new MemoryStore()
    const journal = new FailingJournal(store, failAt, remains)
    const journals = [journal]
    farm = await createFarm({}, { store, journal: () => journals.pop() ?? new FailingJournal(store), clients: ['a'] })

    return journal
  }

  /** `a` stands still while its get is answered: when it goes on it asks first whether the item is still its own. */
  async function confirmAfterStandstill (failAt: number, remains: Remains): Promise<{ first: Outcome<unknown>, journal: FailingJournal, writes: number }> {
    const journal = await startFailing(failAt, remains)
    const first = outcomeOf(queue().get())
    await farm.settle()
    farm.peer('a').standStill()
    await farm.now(farm.queue('q').putMany(['x', 'y']))
    await farm.advance(1_500)
    const { writes } = journal
    await farm.peer('a').goOn()
    await farm.settle()

    return { first, journal, writes }
  }

  /** `a` leaves a loop over leases that has fetched one ahead of the one that it has in hand. */
  async function leaveLoop (failAt: number): Promise<{ lease: Lease, journal: FailingJournal, writes: number }> {
    const journal = await startFailing(failAt)
    await farm.now(farm.queue('q').putMany(['x', 'y']))
    const leases = queue().leases({ prefetch: 1, autoExtend: false })[Symbol.asyncIterator]()
    const { value: lease } = await farm.now(leases.next()) as { value: Lease }
    await farm.settle()
    const { writes } = journal
    await farm.now(leases.return?.() as Promise<unknown>)
    await farm.settle()

    return { lease, journal, writes }
  }
})
