import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { Proxy } from '../acceptance/proxy.ts'
import { useLan } from '../lan/lan.ts'
import { size } from './sizes.ts'
import { Trial } from './trial.ts'
import type { Actor } from './trial.ts'

describe('faults: the network', function () {
  this.timeout(size(300_000, 7_200_000))

  describe('of four hosts', () => {
    const lan = useLan(['a', 'b', 'c', 'd', 'e'])

    it('4: is parted, both ways and one way', async () => {
      const rounds = size(1, 12)
      await using trial = await Trial.begin({
        row: 4,
        title: 'partitions, both ways and one way',
        durable: true,
        options: { leaseMs: 5_000, maxSize: 100, maxAttempts: 100 },
        place: { start: (host, ...rest) => lan().program(host, ...rest), address: lan().address('a') }
      })
      await Promise.all(['b', 'c', 'd', 'e'].map(async (host) => trial.workers({ names: [host], host, ms: 20 })))
      const producer = await trial.producer(rounds * 2_000, { waits: true })

      for (let round = 0; round < rounds; round++) {
        for (const [half, ms] of [5_000, 12_000].entries()) {
          const cuts = ([['b', 'both'], ['c', 'in'], ['d', 'out']] as const).slice(half)
          await trial.progress(producer, round * 2_000 + half * 1_000 + 200, round * 2_000 + half * 1_000 + 1_000)
          trial.breaks('partition', ...cuts.map(([host]) => host))
          await Promise.all(cuts.map(async ([host, way]) => lan().cut(host, way)))
          await sleep(ms)
          await Promise.all(cuts.map(async ([host]) => lan().heal(host)))
          await trial.connected(6)
          trial.heals(...cuts.map(([host]) => host))
        }
      }

      const { counts, problems } = await trial.finish()
      expect(problems).to.deep.equal([])
      expect(counts).to.include({ acknowledged: rounds * 2_000, lost: 0, unexpected: 0, unexplained: 0 })
    })
  })

  it('5: is slow, and cut at any byte', async () => {
    const rounds = size(6, 300)
    await using trial = await Trial.begin({ row: 5, title: 'latency of 25 to 200 ms, cuts at any byte', durable: true, options: { maxSize: 200 } })
    const names = ['one', 'two', 'three', 'producer']
    const proxies = await Promise.all(names.map(async () => Proxy.to(trial.port)))
    proxies.forEach((proxy) => { proxy.delay(() => 25 + Math.random() * 175) })
    const addresses = proxies.map(({ address }) => address)
    const workers = await trial.workers({ names: names.slice(0, 3), addresses, ms: 5, concurrency: 16 })
    const producer = await trial.producer(Number.MAX_SAFE_INTEGER, { waits: true, address: addresses[3] })
    let put = 0

    for (let round = 0; round < rounds; round++) {
      let left = names.length
      trial.breaks('cut', ...names)

      const cuts = proxies.map(async (proxy, index) => {
        await proxy.cutAfter(1 + Math.floor(Math.random() * 3_000), (round + index) % 2 === 0 ? 'there' : 'back')
        left--
      })

      // what goes through brings the cut closer
      while (left > 0) {
        await trial.progress(producer, put += 50, put + 150)
      }

      await Promise.all(cuts)
      await back(workers, 3)
      await back(producer, 1)
      trial.heals(...names)
    }

    trial.enough(producer, put + 150)
    const { counts, problems } = await trial.finish()
    await Promise.all(proxies.map(async (proxy) => proxy.close()))
    expect(problems).to.deep.equal([])
    expect(counts.acknowledged).to.equal(put + 150)
    expect(counts).to.include({ lost: 0, unexpected: 0, unexplained: 0 })
  })

  /** Resolves when so many have resumed their sessions. */
  async function back (actor: Actor, count: number): Promise<void> {
    for (let left = count; left > 0; left--) {
      await actor.says('resume', 60_000)
    }
  }
})
