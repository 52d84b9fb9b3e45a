import { DEFAULT_BACKOFF } from '../constants.ts'
import {
  checkBoolean, checkCount, checkDuration, checkMaxDuration, checkMaxSize, checkNumber, checkOneOf, checkOptions, MIN_LEASE_MS, zeroIfEndless
} from './arguments.ts'
import type { Declare } from '../protocol/index.ts'
import type { Backoff, Grace, QueueOptions } from './definition.ts'

/**
 * What the wire says of a queue's options; those that are not given keep their value.
 *
 * @throws TypeError, RangeError
 */
export function declareOf (options: QueueOptions): Declare {
  const { maxSize, order, leaseMs, maxRunMs, maxAttempts, backoff, resultTtl, dedupTtl, grace, reopen } = checkOptions(options)

  return {
    maxSize: ifGiven(maxSize, checkMaxSize),
    order: ifGiven(order, (value) => checkOneOf('order', value, { fifo: 'FIFO', lifo: 'LIFO' } as const)),
    leaseMs: ifGiven(leaseMs, (value) => checkDuration('leaseMs', value, MIN_LEASE_MS)),
    maxRunMs: ifGiven(maxRunMs, (value) => zeroIfEndless(checkMaxDuration('maxRunMs', value, 1))),
    maxAttempts: ifGiven(maxAttempts, (value) => zeroIfEndless(checkCount('maxAttempts', value, 1))),
    backoff: ifGiven(backoff, backoffOf),
    resultTtl: ifGiven(resultTtl, (value) => checkTtl('resultTtl', value)),
    dedupTtl: ifGiven(dedupTtl, (value) => checkTtl('dedupTtl', value)),
    ...ifGiven(grace, graceOf),
    reopen: checkBoolean('reopen', reopen, false)
  }
}

function backoffOf (backoff: Backoff): NonNullable<Declare['backoff']> {
  const otherwise = DEFAULT_BACKOFF
  const { type = otherwise.type, delay = otherwise.delay, maxDelay = otherwise.maxDelay, jitter = otherwise.jitter } = checkOptions(backoff, 'backoff')

  if (!(checkNumber('backoff.jitter', jitter) >= 0 && jitter <= 1)) {
    throw new RangeError(`backoff.jitter is ${jitter}: it must be from 0 to 1`)
  }

  return {
    type: checkOneOf('backoff.type', type, { exponential: 'EXPONENTIAL', fixed: 'FIXED' } as const),
    delay: checkDuration('backoff.delay', delay, 0),
    maxDelay: checkTtl('backoff.maxDelay', maxDelay),
    jitter
  }
}

function graceOf (grace: Grace): Pick<Declare, 'graceClosed' | 'graceSilent'> {
  const { closed, silent } = checkOptions(grace, 'grace')

  return {
    graceClosed: ifGiven(closed, (value) => checkTtl('grace.closed', value)),
    graceSilent: ifGiven(silent, (value) => checkTtl('grace.silent', value))
  }
}

/** The wire has no word for "for ever" here; 285,000 years will do. */
function checkTtl (name: string, value: number): number {
  return Math.min(checkMaxDuration(name, value, 0), Number.MAX_SAFE_INTEGER)
}

function ifGiven<T, U> (value: T | undefined, make: (value: T) => U): U | undefined {
  return value === undefined ? undefined : make(value)
}
