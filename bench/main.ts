/**
 * Runs the benchmarks and says what they found:
 *
 *     npm run bench [-- p1 p4] [--runs 7] [--quick]
 *
 * Figures are written to bench/results, unless it was quick.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { machine } from './harness/machine.ts'
import { print } from './harness/report.ts'
import { p1 } from './p1-farm.ts'
import { p2 } from './p2-durable.ts'
import { p3 } from './p3-payloads.ts'
import { p4 } from './p4-latency.ts'
import { p5 } from './p5-depth.ts'
import { p6 } from './p6-idle.ts'
import { p7 } from './p7-distance.ts'
import { p8 } from './p8-start.ts'
import { p9 } from './p9-engine.ts'
import { p10 } from './p10-fairness.ts'
import type { Benchmark, Conditions, Report } from './harness/report.ts'

const BENCHMARKS: Benchmark[] = [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10]
const RESULTS = join(import.meta.dirname, 'results')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' }, quick: { type: 'boolean', default: false } }
})

const conditions: Conditions = { runs: Number(values.runs), isQuick: values.quick }
const unknown = positionals.find((id) => BENCHMARKS.every((benchmark) => benchmark.id !== id))

if (unknown !== undefined || !(conditions.runs >= 1)) {
  throw new RangeError(`what to run is of ${BENCHMARKS.map(({ id }) => id).join(', ')}, and --runs is 1 or more`)
}

const { cpu, cores, memoryGiB, kernel, node, packages } = machine()
console.log(`${cores} × ${cpu}, ${memoryGiB} GiB, Linux ${kernel}, Node.js ${node}`)
console.log(Object.entries(packages).map((version) => version.join(' ')).join(', '))
console.log(`medians of ${conditions.runs} runs after warm-up`)

for (const benchmark of BENCHMARKS.filter(({ id }) => positionals.length === 0 || positionals.includes(id))) {
  const report = await benchmark.run(conditions)
  print(benchmark.title, report)

  if (!conditions.isQuick) {
    await keep(benchmark, report)
  }
}

async function keep ({ id, title }: Benchmark, { figures, goals }: Report): Promise<void> {
  const result = { id, title, measured: new Date().toISOString(), runs: conditions.runs, machine: machine(), figures, goals }

  await mkdir(RESULTS, { recursive: true })
  await writeFile(join(RESULTS, `${id}.json`), `${JSON.stringify(result, null, 2)}\n`)
}
