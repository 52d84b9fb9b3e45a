import { checkBoolean, checkCount, checkDuration, checkInteger, checkMaxDuration, checkNumber, checkSignal, checkString } from '../arguments.ts'
import { checkQueueName, MAX_ID_BYTES, MAX_SLOTS, utf8Length } from '../protocol/index.ts'
import type { GetOptions, PutOptions, TaskOptions, WaitOptions } from './options.ts'

export * from '../arguments.ts'

/**
 * What a queue can be given, looked at before anything is sent. Times become integers, upwards;
 * `Infinity` becomes `undefined`, by which the wire says that there is no limit. What only the
 * coordinator can judge, such as a negative `timeout`, is left to it.
 */

const INT32_MIN = -(2 ** 31)
const INT32_MAX = 2 ** 31 - 1

/** The shortest lease that a coordinator gives. */
export const MIN_LEASE_MS = 100

export function checkName (given: unknown): string {
  const name = checkString("a queue's name", given)
  const problem = checkQueueName(name)

  if (problem !== undefined) {
    throw new RangeError(`queue name '${name}' ${problem}`)
  }

  return name
}

export function checkTaskId (given: unknown): string {
  const id = checkString('id', given)

  if (id === '' || utf8Length(id) > MAX_ID_BYTES) {
    throw new RangeError(`id must be 1 to ${MAX_ID_BYTES} bytes long, not ${utf8Length(id)}`)
  }

  return id
}

/** Any number but NaN; what is below 0 stays there, and what is more than an integer can be becomes the nearest that can. */
export function checkTimeout ({ timeout }: WaitOptions): number | undefined {
  if (timeout === undefined) {
    return undefined
  }

  const ms = checkNumber('timeout', timeout)

  if (ms === Infinity) {
    return undefined
  }

  return ms < 0 ? Math.max(Math.floor(ms), Number.MIN_SAFE_INTEGER) : Math.min(Math.ceil(ms), Number.MAX_SAFE_INTEGER)
}

/** The same where the coordinator takes 0 or more. */
export function checkLimit (options: WaitOptions): number | undefined {
  const ms = checkTimeout(options)

  if (ms !== undefined && ms < 0) {
    throw new RangeError(`timeout is ${ms} ms: it must be 0 or more`)
  }

  return ms
}

export function checkDelay (delay: unknown, name = 'delay'): number | undefined {
  return delay === undefined ? undefined : checkDuration(name, delay, 0)
}

/** 0 or less, and `Infinity`: unbounded. */
export function checkMaxSize (maxSize: unknown): number {
  return maxSize === Infinity ? 0 : checkInteger('maxSize', maxSize, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
}

export function checkPrefetch (prefetch: unknown): number | undefined {
  return prefetch === undefined ? undefined : checkInteger('prefetch', prefetch, 0, MAX_SLOTS)
}

/** What a put says of each of its tasks, as the wire has it. */
export interface CheckedTask {
  priority: number
  delay: number
  ttl: number | undefined
  maxAttempts: number | undefined
  leaseMs: number | undefined
  maxRunMs: number | undefined
}

export function checkTask (options: TaskOptions): CheckedTask {
  const { priority = 0, delay = 0, ttl = Infinity, maxAttempts, leaseMs, maxRunMs } = options
  const task = {
    priority: checkInteger('priority', priority, INT32_MIN, INT32_MAX),
    delay: checkDuration('delay', delay, 0),
    ttl: finite(checkMaxDuration('ttl', ttl, 0)),
    maxAttempts: maxAttempts === undefined ? undefined : zeroIfEndless(checkCount('maxAttempts', maxAttempts, 1)),
    leaseMs: leaseMs === undefined ? undefined : checkDuration('leaseMs', leaseMs, MIN_LEASE_MS),
    maxRunMs: maxRunMs === undefined ? undefined : zeroIfEndless(checkMaxDuration('maxRunMs', maxRunMs, 1))
  }

  if (task.ttl !== undefined && task.delay >= task.ttl) {
    throw new RangeError(`delay is ${task.delay} ms and ttl ${task.ttl} ms: the task would expire before it is ready`)
  }

  return task
}

/** How a call waits, as the wire has it. */
export interface CheckedWait {
  noWait: boolean
  timeout: number | undefined
  signal: AbortSignal | undefined
}

export function checkWait (options: GetOptions | PutOptions): CheckedWait {
  const noWait = !checkBoolean('block', options.block, true)
  const timeout = checkTimeout(options)

  return { noWait, timeout, signal: checkSignal(options) }
}

/** The wire's "no limit" for fields of which 0 has no other meaning. */
export function zeroIfEndless (value: number): number {
  return value === Infinity ? 0 : value
}

export function finite (value: number): number | undefined {
  return value === Infinity ? undefined : value
}
