import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { size } from './sizes.ts'
import { Trial } from './trial.ts'
import type { Actor } from './trial.ts'

describe('faults: kill -9 of the coordinator', function () {
  this.timeout(size(300_000, 7_200_000))

  it('2: of one that is durable', async () => {
    const [kills, tasks] = [size(25, 300), size(20_000, 2_000_000)]
    await using trial = await Trial.begin({ row: 2, title: 'kill -9 of the durable coordinator', durable: true, options: { maxSize: 2_000 } })
    await trial.workers({ names: ['one', 'two'], concurrency: 32 })
    const producer = await trial.producer(tasks, { window: 256, waits: true })

    for (let kill = 0; kill < kills; kill++) {
      await trial.progress(producer, (kill + 0.5) * tasks / kills, (kill + 1) * tasks / kills)
      await sleep(Math.random() * 50)
      await trial.killCoordinator()
      await trial.startCoordinator()
    }

    const { counts, problems } = await trial.finish()
    expect(problems).to.deep.equal([])
    expect(counts).to.include({ acknowledged: tasks, lost: 0, unexpected: 0, explained: 0, unexplained: 0 })
  })

  it('3: of both, and then 50 workers come back at once', async () => {
    const [rounds, crowd] = [size(3, 50), 50]
    await using trial = await Trial.begin({ row: 3, title: 'kill -9 of both, 50 workers come back', durable: true, options: { leaseMs: 5_000, maxSize: 500, maxAttempts: 100 } })
    let number = 0
    const start = async (): Promise<Actor> => trial.workers({ names: Array.from({ length: crowd / 5 }, () => `worker ${++number}`), ms: 20, concurrency: 2 })
    const workers = await Promise.all([start(), start(), start(), start(), start()])
    const producer = await trial.producer(rounds * 2_000, { waits: true })
    const times: number[] = []

    for (let round = 0; round < rounds; round++) {
      await trial.progress(producer, round * 2_000 + 1_000, round * 2_000 + 2_000)
      await Promise.all([trial.killCoordinator(), trial.kill(workers.shift() as Actor)])
      const started = start()
      await trial.startCoordinator()
      // the producer and the coordinator's own handles are sessions, too
      times.push(await trial.connected(crowd + 2))
      workers.push(await started)
    }

    const { counts, problems } = await trial.finish({ notes: [`all back after ${times.map(Math.round).join(', ')} ms`] })
    expect(problems).to.deep.equal([])
    expect(counts).to.include({ acknowledged: rounds * 2_000, lost: 0, unexpected: 0, unexplained: 0 })
    // five seconds on a machine that has nothing else to do
    expect(Math.max(...times)).to.be.below(15_000)
  })
})
