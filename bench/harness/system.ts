import { median } from './statistics.ts'
import type { Conditions, Figure } from './report.ts'

/** The job: every task has a body of so many bytes, and its result is the body again. */
export interface Job {
  workers: number
  bodyBytes: number
}

/** Something that does the job: peerq in one of its ways, or a peer. */
export interface System {
  name: string

  /** Tasks of one run: enough for a second or so. */
  tasks: number
  note?: string

  /** Starts all processes; resolves when the workers take. */
  start (job: Job): Promise<RunningSystem>
}

export interface RunningSystem {
  /** One producer puts so many tasks and receives as many results. Milliseconds that it took. */
  run (tasks: number): Promise<number>

  /** A CPU profile of each process, from now until the function is called, which leaves them in a directory. */
  profile? (): Promise<(directory: string) => Promise<void>>
  stop (): Promise<void>
}

/** As many as a large program needs until all that is frequent is compiled; the same for all. */
const WARM_UPS = 4

/** Bodies of one run, at most: larger ones are fewer. */
const RUN_BYTES = 128 * 1024 * 1024

/** Tasks a second, one figure a run. */
export async function measure (system: System, job: Job, { runs, isQuick }: Conditions): Promise<Figure> {
  const most = Math.min(system.tasks, Math.ceil(RUN_BYTES / job.bodyBytes))
  const tasks = isQuick ? Math.ceil(most / 4) : most
  const running = await system.start(job)
  const rates: number[] = []

  try {
    for (let run = 0; run < WARM_UPS + runs; run++) {
      const ms = await running.run(tasks)

      if (run >= WARM_UPS) {
        rates.push(tasks / ms * 1_000)
      }
    }
  } finally {
    await running.stop()
  }

  // what is done is seen at once; the table comes at the end
  console.error(`  ${system.name}, ${job.workers} workers, ${job.bodyBytes} bytes: ${Math.round(median(rates))} tasks/s`)

  return { name: system.name, unit: 'tasks/s', runs: rates, note: system.note }
}

export function ratio (figures: Figure[], name: string, other: string): number {
  return medianOf(figures, name) / medianOf(figures, other)
}

export function medianOf (figures: Figure[], name: string): number {
  const figure = figures.find((one) => one.name === name)

  if (figure === undefined) {
    throw new Error(`there is no figure '${name}'`)
  }

  return median(figure.runs)
}
