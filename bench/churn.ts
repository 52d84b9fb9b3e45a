/**
 * Load for minutes, while workers come and go: memory of the coordinator, once nothing is
 * left to collect, must be flat after the first minute.
 *
 *     npm run bench:churn [-- --minutes 10]
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { draw } from './harness/chart.ts'
import { machine } from './harness/machine.ts'
import { memoryOf, startCoordinator } from './harness/peerq.ts'
import { start, stop } from './harness/processes.ts'
import { digits, table } from './harness/report.ts'
import { median } from './harness/statistics.ts'
import type { Child } from '../test/acceptance/child.ts'

const MIB = 1024 * 1024
const MINUTE_MS = 60_000

/** Tasks between two looks. */
const TASKS = 20_000
const RUN_MS = 120_000

/** Workers at a time. After every run the oldest goes, by turns with a goodbye and killed, and a new one comes. */
const WORKERS = 3

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '2' } } })
const minutes = Number(values.minutes)

if (!(minutes >= 1)) {
  throw new RangeError(`--minutes is ${values.minutes}: it must be 1 or more`)
}

const { key, address, coordinator } = await startCoordinator()
const hire = (): Promise<Child> => start('worker', { key, address, options: { concurrency: 64 } })
const workers = await Promise.all(Array.from({ length: WORKERS }, hire))
const begun = performance.now()
const looks: Array<[seconds: number, mib: number]> = []
let tasks = 0
let gone = 0

while (performance.now() - begun < minutes * MINUTE_MS) {
  coordinator.tell({ type: 'run', tasks: TASKS })
  const oldest = workers.shift() as Child
  // in the middle of the run
  await (gone++ % 2 === 0 ? stop(oldest) : oldest.kill())
  workers.push(await hire())
  await coordinator.says('ran', RUN_MS)
  tasks += TASKS
  looks.push([(performance.now() - begun) / 1_000, await memoryOf(coordinator) / MIB])
}

await stop(...workers, coordinator)

const byMinute = Array.from({ length: Math.ceil(minutes) }, (_, minute) => looks.filter(([at]) => Math.floor(at / 60) === minute).map(([, mib]) => mib))
  .filter((found) => found.length > 0)

console.log(`${tasks.toLocaleString('en-US')} tasks, ${gone} workers left, half of them killed; MiB that the coordinator uses`)
console.log(table([
  ['minute', 'least', 'median', 'most'],
  ...byMinute.map((found, minute) => [String(minute + 1), digits(Math.min(...found)), digits(median(found)), digits(Math.max(...found))])
]))

const results = join(import.meta.dirname, 'results')
await mkdir(results, { recursive: true })
await writeFile(join(results, 'churn.json'), `${JSON.stringify({
  id: 'churn', measured: new Date().toISOString(), machine: machine(), minutes, tasks, workersGone: gone, mibAtSeconds: looks
}, null, 2)}\n`)
await writeFile(join(results, 'churn.svg'), draw({
  type: 'lines', name: 'churn', title: 'Memory of a coordinator under load, while workers come and go', unit: 'MiB', x: 'seconds',
  lines: [{ name: 'peerq', points: looks }]
}))
