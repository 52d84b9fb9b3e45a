/**
 * Runs the benchmarks and says what they found:
 *
 *     npm run bench [-- p1 p4] [--runs 7] [--quick]
 *     npm run bench -- --peers [--body 1024] [--workers 4]
 *     npm run bench -- guard --quick
 *
 * Figures and drawings go to bench/results, unless it was quick.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { guard } from './guard.ts'
import { draw } from './harness/chart.ts'
import { machine } from './harness/machine.ts'
import { print } from './harness/report.ts'
import { layers } from './layers.ts'
import { p1 } from './p1-farm.ts'
import { p10 } from './p10-fairness.ts'
import { p2 } from './p2-durable.ts'
import { p3 } from './p3-payloads.ts'
import { p4 } from './p4-latency.ts'
import { p5 } from './p5-depth.ts'
import { p6 } from './p6-idle.ts'
import { p7 } from './p7-distance.ts'
import { p8 } from './p8-start.ts'
import { p9 } from './p9-engine.ts'
import { besidePeers } from './peers.ts'
import { workers } from './workers.ts'
import type { Benchmark, Conditions, Report } from './harness/report.ts'

/** What runs when nothing is chosen. */
const GOALS: Benchmark[] = [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10]
const ALL: Benchmark[] = [...GOALS, workers, layers, guard]
const RESULTS = join(import.meta.dirname, 'results')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    body: { type: 'string', default: '64' },
    workers: { type: 'string', default: '2' }
  }
})

const conditions: Conditions = { runs: integer('--runs', values.runs), isQuick: values.quick }
const { cpu, cores, memoryGiB, kernel, node, packages } = machine()
const chosen = choose()

console.log(`${cores} × ${cpu}, ${memoryGiB} GiB, Linux ${kernel}, Node.js ${node}`)
console.log(Object.entries(packages).map((version) => version.join(' ')).join(', '))
console.log(`medians of ${conditions.runs} runs after warm-up`)

for (const benchmark of chosen) {
  const report = await benchmark.run(conditions)
  print(benchmark.title, report)

  if (!conditions.isQuick) {
    await keep(benchmark, report)
  }
}

function choose (): Benchmark[] {
  const unknown = positionals.find((id) => ALL.every((benchmark) => benchmark.id !== id))

  if (unknown !== undefined) {
    throw new RangeError(`there is no benchmark ${unknown}: there are ${ALL.map(({ id }) => id).join(', ')}`)
  }

  if (values.peers) {
    return [besidePeers(integer('--body', values.body), integer('--workers', values.workers))]
  }

  return positionals.length === 0 ? GOALS : ALL.filter(({ id }) => positionals.includes(id))
}

function integer (option: string, value: string): number {
  const number = Number(value)

  if (!Number.isInteger(number) || number < 1) {
    throw new RangeError(`${option} is ${value}: it must be an integer of 1 or more`)
  }

  return number
}

async function keep ({ id, title }: Benchmark, { figures, goals, charts = [] }: Report): Promise<void> {
  const result = { id, title, measured: new Date().toISOString(), runs: conditions.runs, machine: machine(), figures, goals }

  await mkdir(RESULTS, { recursive: true })
  await writeFile(join(RESULTS, `${id}.json`), `${JSON.stringify(result, null, 2)}\n`)

  for (const chart of charts) {
    await writeFile(join(RESULTS, `${chart.name}.svg`), draw(chart))
  }
}
