import { expect } from 'chai'
import { MemoryStore } from '../../src/storage/memory.ts'
import { print } from './report.ts'
import { size } from './sizes.ts'
import { VirtualTrial } from './virtual-trial.ts'
import type { Counts } from './checks.ts'

const HOUR_MS = 3_600_000
const STEPS = 12

describe('faults: the clock', function () {
  this.timeout(size(300_000, 7_200_000))

  it('14: jumps by an hour, back and forth', async () => {
    const seeds = size(1_000, 100_000)
    const sums: Partial<Counts> = {}
    const jumps = { wall: 0, standstill: 0, restart: 0 }
    const failed: string[] = []

    for (let seed = 1; seed <= seeds; seed++) {
      const { counts, problems } = await life(seed, jumps)
      failed.push(...problems.map((problem) => `seed ${seed}: ${problem}`))

      for (const [name, count] of Object.entries(counts) as Array<[keyof Counts, number]>) {
        sums[name] = (sums[name] ?? 0) + count
      }
    }

    print(14, 'clock jumps by ±1 h', [
      `${seeds} seeds`, `${jumps.wall} jumps of the wall clock, ${jumps.standstill} machines that slept for an hour, ${jumps.restart} restarts`,
      Object.entries(sums).map(([name, count]) => `${name} ${count}`).join(', '), `${failed.length} problems`
    ])
    expect(failed.slice(0, 5)).to.deep.equal([])
    expect(sums).to.include({ lost: 0, unexpected: 0, unexplained: 0 })
  })
})

/** Work goes on while clocks are set, machines sleep and coordinators die; then it is left alone. */
async function life (seed: number, jumps: { wall: number, standstill: number, restart: number }): Promise<{ counts: Counts, problems: string[] }> {
  const trial = await VirtualTrial.begin({ leaseMs: 5_000, maxAttempts: 100 }, { seed, store: new MemoryStore(), clients: ['p', 'v', 'w'] })
  const { farm } = trial
  const { clock } = farm
  const below = (bound: number): number => Math.floor(clock.random() * bound)
  trial.work('v', () => below(700))
  trial.work('w', () => below(700))

  for (let step = 0; step < STEPS; step++) {
    const chance = below(100)

    if (chance < 55) {
      trial.put('p', { delay: chance < 10 ? below(10_000) : 0, priority: below(3) })
    } else if (chance < 70) {
      jumps.wall++
      clock.step(chance < 62 ? HOUR_MS : -HOUR_MS)
    } else if (chance < 74) {
      jumps.standstill++
      clock.stall(HOUR_MS)
    } else if (chance < 80) {
      jumps.restart++
      await trial.restart(below(3_000))
    }

    await farm.advance(below(1_500))

    if (step % 5 === 0) {
      await trial.look()
    }
  }

  await farm.advance(10_000)

  return trial.finish()
}
