import { TimeoutError } from '../errors.ts'
import { checkLimit, checkOptions } from './arguments.ts'
import type { Clock } from '../clock.ts'
import type { RunOptions } from './options.ts'
import type { Puts } from './puts.ts'
import type { QueueCalls } from './queue-calls.ts'

/** Puts one item and waits for what comes of it; giving up cancels it. */
export async function run<O> (puts: Puts, calls: QueueCalls, clock: Clock, item: unknown, options?: RunOptions): Promise<O> {
  const checked = checkOptions(options)
  const { signal } = checked
  const until = clock.now() + (checkLimit(checked) ?? Infinity)
  const handle = await puts.one<O>(puts.encode(item), checked)

  try {
    return await handle.result({ timeout: Math.max(0, until - clock.now()), signal })
  } catch (err) {
    if (signal?.aborted === true || err instanceof TimeoutError) {
      void calls.callOff(handle.id)
    }

    throw err
  }
}
