import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { Proxy } from '../acceptance/proxy.ts'
import { size } from './sizes.ts'
import { Trial } from './trial.ts'
import type { Way } from '../acceptance/proxy.ts'
import type { Report } from './report.ts'
import type { Actor } from './trial.ts'

/** Tasks of each stretch: while all is well, while something stands still, and afterwards. */
const STRETCH = 300

/** Most of the time is spent on waiting, so all of them run at once. */
describe('faults: standing still', function () {
  this.timeout(size(300_000, 7_200_000))

  const rounds = size(1, 10)
  const reports = new Map<string, Promise<Report>>()

  before(() => {
    for (const [row, run] of Object.entries({ halfOpen, stoppedWorkers, stoppedCoordinator, blocked })) {
      const report = run()
      // it is for those who ask
      report.catch(() => {})
      reports.set(row, report)
    }
  })

  async function expectWhole (row: string): Promise<void> {
    const { counts, problems } = await reports.get(row) as Report
    expect(problems).to.deep.equal([])
    expect(counts).to.include({ attempts: 3 * rounds * STRETCH, acknowledged: 3 * rounds * STRETCH, lost: 0, unexpected: 0, unexplained: 0 })
  }

  /** Three stretches of tasks: the second one while something is broken. */
  async function stretches (trial: Trial, breaks: () => Promise<() => Promise<void>>): Promise<void> {
    const producer = await trial.producer(3 * rounds * STRETCH, { waits: true })

    for (let round = 0, put = 0; round < rounds; round++) {
      await trial.progress(producer, put += STRETCH, put + STRETCH / 2)
      const mend = await breaks()
      await trial.progress(producer, put + STRETCH / 2, put += STRETCH)
      await mend()
      await trial.progress(producer, put, put += STRETCH)
    }
  }

  /** Ten peers from whom nothing comes any more, or to whom nothing gets, and neither side is told. */
  async function halfOpen (): Promise<Report> {
    await using trial = await Trial.begin({ row: 6, title: 'half-open: 10 peers at once', options: { leaseMs: 4_000, maxSize: 100, maxAttempts: 100 } })
    const names = Array.from({ length: 10 }, (_, index) => `behind proxy ${index}`)
    const proxies = await Promise.all(names.map(async () => Proxy.to(trial.port)))
    const ways: Way[][] = [['there', 'back'], ['there'], ['back']]
    await trial.workers({ names, addresses: proxies.map(({ address }) => address), ms: 10, concurrency: 2 })
    await trial.workers({ names: ['whole'], ms: 2 })

    await stretches(trial, async () => {
      trial.breaks('half-open', ...names)
      proxies.forEach((proxy, index) => { proxy.halt(ways[index % 3]) })
      await sleep(15_000)

      return async () => {
        proxies.forEach((proxy) => { proxy.heal() })
        await trial.connected(names.length + 3)
        trial.heals(...names)
      }
    })

    const report = await trial.finish()
    await Promise.all(proxies.map(async (proxy) => proxy.close()))

    return report
  }

  /** Ten workers that are suspended for three leases. */
  async function stoppedWorkers (): Promise<Report> {
    await using trial = await Trial.begin({ row: 7, title: 'SIGSTOP of 10 workers for 3 leases', options: { leaseMs: 2_000, maxSize: 100, maxAttempts: 100 } })
    const names = Array.from({ length: 10 }, (_, index) => `stopped ${index}`)
    const actors = await Promise.all([names.slice(0, 5), names.slice(5)].map(async (names) => trial.workers({ names, ms: 10, concurrency: 2 })))
    await trial.workers({ names: ['whole'], ms: 2 })

    await stretches(trial, async () => {
      trial.breaks('SIGSTOP', ...names)
      signal(actors, 'SIGSTOP')
      await sleep(6_000)

      return async () => {
        signal(actors, 'SIGCONT')
        await trial.connected(names.length + 3)
        trial.heals(...names)
      }
    })

    return await trial.finish()
  }

  /** A coordinator that is suspended for ten seconds: nobody is to be blamed for it. */
  async function stoppedCoordinator (): Promise<Report> {
    await using trial = await Trial.begin({ row: 7, title: 'SIGSTOP of the durable coordinator for 10 s', durable: true, options: { maxSize: 100 } })
    await trial.workers({ names: ['one', 'two'], ms: 10, concurrency: 8 })

    await stretches(trial, async () => {
      trial.breaks('SIGSTOP', 'coordinator')
      signal([trial.coordinator], 'SIGSTOP')
      await sleep(10_000)
      signal([trial.coordinator], 'SIGCONT')
      trial.heals('coordinator')

      return async () => {}
    })

    return await trial.finish()
  }

  /** Five workers whose handlers do not let go of the event loop for 20 seconds. */
  async function blocked (): Promise<Report> {
    await using trial = await Trial.begin({ row: 8, title: '5 handlers block their event loops for 20 s', options: { leaseMs: 4_000, maxSize: 100, maxAttempts: 100 } })
    const names = Array.from({ length: 5 }, (_, index) => `blocked ${index}`)
    const actors = await Promise.all(names.map(async (name) => trial.workers({ names: [name], ms: 10, concurrency: 2 })))
    await trial.workers({ names: ['whole'], ms: 2 })

    await stretches(trial, async () => {
      trial.breaks('block', ...names)
      actors.forEach((actor) => { actor.tell({ type: 'block', ms: 20_000 }) })
      const unblocked = actors.map(async (actor) => actor.says('unblocked', 60_000))

      return async () => {
        await Promise.all(unblocked)
        await trial.connected(names.length + 3)
        trial.heals(...names)
      }
    })

    return await trial.finish()
  }

  it('6: half-open connections', async () => { await expectWhole('halfOpen') })
  it('7: suspended workers', async () => { await expectWhole('stoppedWorkers') })
  it('7: a suspended coordinator', async () => { await expectWhole('stoppedCoordinator') })
  it('8: handlers that block the event loop', async () => { await expectWhole('blocked') })
})

function signal (actors: Actor[], name: NodeJS.Signals): void {
  actors.forEach(({ pid }) => { process.kill(pid, name) })
}
