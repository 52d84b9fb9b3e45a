import { expect } from 'chai'
import { StorageError } from '../../src/errors.ts'
import { MemoryStore } from '../../src/storage/memory.ts'
import { FailingJournal } from '../helpers/failing-journal.ts'
import { createFarm } from '../semantics/farm.ts'
import type { Farm } from '../semantics/farm.ts'

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
})
