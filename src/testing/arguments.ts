import { checkDuration, checkString, kindOf } from '../arguments.ts'

/** @throws TypeError, RangeError for what a client cannot be called */
export function checkClientName (given: unknown): string {
  const name = checkString("a client's name", given)

  if (name === '' || name === 'coordinator') {
    throw new RangeError(`a client cannot be called '${name}'`)
  }

  return name
}

/** Milliseconds of the farm's time: 0 or more, and not Infinity, as nothing could follow. */
export function checkMs (ms: unknown): number {
  checkDuration('ms', ms, 0)

  return ms as number
}

/** @throws TypeError */
export function checkFunction (name: string, value: unknown): void {
  if (typeof value !== 'function') {
    throw new TypeError(`${name} must be a function, not ${kindOf(value)}`)
  }
}
