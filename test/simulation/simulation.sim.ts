import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect } from 'chai'
import { Course } from './course.ts'
import { MUTANTS } from './mutants.ts'

/** PEERQ_SIM_SEEDS and PEERQ_SIM_FIRST choose others, PEERQ_SEED one alone. */
const { PEERQ_SIM_SEEDS = '2000', PEERQ_SIM_FIRST = '1', PEERQ_SEED } = process.env
const SEEDS = PEERQ_SEED === undefined ? Number(PEERQ_SIM_SEEDS) : 1
const FIRST = Number(PEERQ_SEED ?? PEERQ_SIM_FIRST)
const STEPS = 300

/** A mutant that lives for longer has got away. */
const MUTANT_SEEDS = 200
const PROCESSES = SEEDS > 1 ? 2 : 1

interface Run {
  code: number
  output: string
}

/** Runs some seeds in a process of its own, with one mistake or none. */
async function run (first: number, seeds: number, mutant?: string): Promise<Run> {
  const args = [join(import.meta.dirname, 'main.ts'), ...[first, seeds, STEPS].map(String)]
  const env = { ...process.env, PEERQ_MUTANT: mutant, PEERQ_SEED: undefined }

  return new Promise((resolve) => {
    execFile(process.execPath, mutant === undefined ? args : ['--import', join(import.meta.dirname, 'mutate.ts'), ...args], {
      env, maxBuffer: 64 * 1024 * 1024, timeout: mutant === undefined ? 900_000 : 300_000
    }, (error, output, stderr) => { resolve({ code: error === null ? 0 : Number(error.code ?? -1), output: output + stderr }) })
  })
}

describe('simulation', function () {
  this.timeout(1_000_000)

  it(`holds all that is promised over ${SEEDS} seeds of ${STEPS} steps from ${FIRST} on`, async () => {
    const share = Math.ceil(SEEDS / PROCESSES)
    const runs = await Promise.all(Array.from({ length: PROCESSES }, (_, index) => run(FIRST + index * share, share)))

    for (const { code, output } of runs) {
      const lines = output.trimEnd().split('\n')
      expect(code, PEERQ_SEED === undefined ? lines.slice(-60).join('\n') : output).to.equal(0)
      console.log(`      ${lines.at(-1)}`)
    }
  })

  it('is the same again for the same seed, to the letter', async () => {
    const traces: string[] = []

    for (const seed of [FIRST, FIRST, FIRST + 1]) {
      const course = new Course(seed, STEPS)
      await course.run()
      traces.push(course.farm.trace())
    }

    expect(traces[0]?.split('\n').length).to.be.above(STEPS)
    expect(traces[1]).to.equal(traces[0])
    expect(traces[2]).to.not.equal(traces[0])
  })

  describe('finds out the one who', () => {
    for (const mutant of Object.keys(MUTANTS)) {
      it(mutant, async () => {
        const { code, output } = await run(1, MUTANT_SEEDS, mutant)
        const [, seed, problem = ''] = /seed (\d+) fails, of \d+ steps: (.*)/.exec(output) ?? []

        expect(code, 'it has got away').to.equal(1)
        expect(seed, output.slice(-2_000)).to.be.a('string')
        console.log(`        after ${seed} seed${seed === '1' ? '' : 's'}: ${problem.replace(/^Error: /, '').slice(0, 120)}`)
      })
    }
  })
})
