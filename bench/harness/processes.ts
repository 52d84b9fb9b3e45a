import { join } from 'node:path'
import { Child } from '../../test/acceptance/child.ts'

const PROGRAMS = join(import.meta.dirname, '..', 'programs')

/** A start or a stop on a loaded machine, at most: milliseconds. */
const PATIENCE_MS = 60_000

/** A program of bench/programs; resolves when it is ready. */
export async function start (program: string, args: Record<string, unknown>, execArgv: string[] = []): Promise<Child> {
  const child = new Child(join(PROGRAMS, program), args, execArgv)
  child.greeting = await child.says('ready', PATIENCE_MS)

  return child
}

/** Stops them one after another; each has written its profile by then, where it was asked for one. */
export async function stop (...children: Child[]): Promise<void> {
  for (const child of children) {
    child.tell({ type: 'stop' })
    await child.ended(PATIENCE_MS)
  }
}
