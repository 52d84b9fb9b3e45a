import { checkNumber, checkOptions, checkSignal } from '../arguments.ts'
import { checkFunction } from './arguments.ts'
import type { Clock } from '../clock.ts'
import type { SleepOptions, TestClock } from './index.ts'

/** The time of a farm in a bottle, in the form in which code likes to have it. */
export function userClock (clock: Clock): TestClock {
  const timers = new Map<number, () => void>()
  let last = 0

  return {
    now: () => clock.now(),

    setTimeout (callback, ms = 0) {
      checkFunction('callback', callback)
      checkNumber('ms', ms)
      const timer = ++last

      timers.set(timer, clock.alarm(() => {
        timers.delete(timer)
        callback()
      }, ms))

      return timer
    },

    clearTimeout (timer) {
      if (timer !== undefined) {
        timers.get(timer)?.()
        timers.delete(timer)
      }
    },

    sleep: (ms, options) => sleep(clock, ms, options)
  }
}

async function sleep (clock: Clock, ms: number, options?: SleepOptions): Promise<void> {
  const signal = checkSignal(checkOptions(options))
  checkNumber('ms', ms)
  signal?.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const calloff = clock.alarm(resolve, ms)
  const abort = (): void => { reject(signal?.reason as Error) }
  signal?.addEventListener('abort', abort)

  try {
    await promise
  } finally {
    calloff()
    signal?.removeEventListener('abort', abort)
  }
}
