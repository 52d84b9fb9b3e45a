import { expect } from 'chai'
import { size } from './sizes.ts'
import { Trial } from './trial.ts'
import type { Actor } from './trial.ts'

describe('faults: kill -9 of workers', function () {
  this.timeout(size(300_000, 7_200_000))

  it('0: nothing at all', async () => {
    await using trial = await Trial.begin({ row: 0, title: 'no fault, one worker', durable: true })
    await trial.workers({ names: ['worker'], concurrency: 1 })
    await trial.producer(500, { window: 1 })
    const { counts, problems } = await trial.finish({ isOrdered: true })

    expect(problems).to.deep.equal([])
    expect(counts).to.include({ attempts: 500, acknowledged: 500, lost: 0, unexpected: 0, explained: 0, unexplained: 0, doubtful: 0 })
  })

  it('1: one after the other', async () => {
    const [kills, tasks] = [size(20, 500), size(20_000, 1_000_000)]
    await using trial = await Trial.begin({ row: 1, title: 'kill -9 of workers', options: { leaseMs: 5_000, maxSize: 200, maxAttempts: 100 } })
    let number = 0
    const start = async (): Promise<Actor> => trial.workers({ names: [`worker ${++number}`], ms: 10, concurrency: 8 })
    const workers = await Promise.all([start(), start(), start(), start()])
    const producer = await trial.producer(tasks, { waits: true })

    for (let kill = 0; kill < kills; kill++) {
      // it is when it has most to do
      await trial.progress(producer, (kill + 0.5) * tasks / kills, (kill + 1) * tasks / kills)
      await trial.kill(workers.shift() as Actor)
      workers.push(await start())
    }

    const { counts, problems } = await trial.finish()
    expect(problems).to.deep.equal([])
    expect(counts).to.include({ acknowledged: tasks, lost: 0, unexpected: 0, unexplained: 0 })
  })
})
