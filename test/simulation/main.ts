/**
 * Runs courses of events over seeds, and stops at the first that fails.
 *
 *     npx node test/simulation/main.ts [first seed] [seeds] [steps]
 */
import { Course, CourseError } from './course.ts'

const [first = 1, seeds = 100, steps = 300] = process.argv.slice(2).map(Number)

// most errors of a course are as they should be, and where they come from costs more than all else about them
Error.stackTraceLimit = seeds > 1 ? 0 : 20

const sum: Record<string, number> = {}
const started = performance.now()

for (let seed = first; seed < first + seeds; seed++) {
  try {
    for (const [name, value] of Object.entries(await new Course(seed, steps).run())) {
      sum[name] = (sum[name] ?? 0) + (value as number)
    }
  } catch (error) {
    console.log(error instanceof CourseError ? error.trace : error)
    console.log(`seed ${seed} fails, of ${steps} steps: ${(error as Error).message}\n\nThe same again:\n  PEERQ_SEED=${seed} npm run test:sim`)
    process.exitCode = 1
    break
  }
}

const realMs = Math.round(performance.now() - started)
const cpuMs = Math.round(process.cpuUsage().user / 1_000)
console.log(JSON.stringify({ first, seeds, steps, ...sum, realMs, cpuMs }))
