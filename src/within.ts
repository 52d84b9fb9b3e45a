import type { Clock } from './clock.ts'

/** Waits for `promise`, which does not reject, but for no longer than `ms` milliseconds. */
export async function within (clock: Clock, ms: number, promise: Promise<unknown>): Promise<void> {
  let calloff = (): void => {}
  const late = new Promise<void>((resolve) => { calloff = clock.alarm(resolve, ms) })

  await Promise.race([promise, late])
  calloff()
}
