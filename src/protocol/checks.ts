import { fitsIn } from './text.ts'

/** What is wrong with a value, to be read behind its name (`must be …`); `undefined`: nothing. */
export type Check<Value> = (value: Value) => string | undefined

/** A check for each field, none forgotten. Missing sub-messages are the affair of `optional`. */
export type Fields<Value> = { [Key in keyof Value]-?: Check<Value[Key]> }

export const anything = (): undefined => undefined

/** An integer from `min` to `max`. */
export function integer (min: number, max = Number.MAX_SAFE_INTEGER): Check<number> {
  return (value) => Number.isSafeInteger(value) && value >= min && value <= max
    ? undefined
    : `must be an integer from ${min} to ${max}`
}

/** Any number but NaN and the infinities, from `min` to `max`. */
export function real (min: number, max: number): Check<number> {
  return (value) => value >= min && value <= max ? undefined : `must be from ${min} to ${max}`
}

/** Text of at most `maxBytes` in UTF-8. */
export function text (maxBytes: number, minLength = 0): Check<string> {
  return (value) => value.length >= minLength && fitsIn(value, maxBytes) && value.isWellFormed()
    ? undefined
    : `must be text of ${minLength > 0 ? `${minLength} to ` : 'at most '}${maxBytes} bytes`
}

export function bytes (minBytes: number, maxBytes = Infinity): Check<Uint8Array> {
  return (value) => value.byteLength >= minBytes && value.byteLength <= maxBytes
    ? undefined
    : `must be ${minBytes === maxBytes ? minBytes : `${minBytes} to ${maxBytes}`} bytes`
}

/** One of the names of an enum. */
export function oneOf<Name extends string> (...names: Name[]): Check<string> {
  return (value) => (names as string[]).includes(value) ? undefined : `must be ${names.join(' or ')}`
}

export function list<Item> (min: number, max: number, check: Check<Item>): Check<Item[]> {
  return (items) => {
    if (items.length < min || items.length > max) {
      return `must be ${min} to ${max} of them`
    }

    for (let index = 0; index < items.length; index++) {
      const problem = check(items[index]!)

      if (problem != null) {
        // of one of its fields, or of itself
        return `[${index}]${problem.startsWith('.') ? '' : ' '}${problem}`
      }
    }
  }
}

/** May be absent. */
export function optional<Value> (check: Check<Value>): Check<Value | undefined> {
  return (value) => value === undefined ? undefined : check(value)
}

/** All fields of a message; then, when each is right by itself, what they must be together. */
export function fields<Value extends object> (checks: Fields<Value>, together?: Check<Value>): Check<Value> {
  const names = Object.keys(checks) as Array<keyof Value & string>

  return (value) => {
    for (const name of names) {
      const problem = checks[name](value[name])

      if (problem != null) {
        return problem.startsWith('[') || problem.startsWith('.') ? `.${name}${problem}` : `.${name} ${problem}`
      }
    }

    return together?.(value)
  }
}
