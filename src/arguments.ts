/**
 * Arguments, looked at before anything else is done: of the wrong kind is a `TypeError`, out of
 * range a `RangeError`, and both say what was given and what it should be.
 */

/** @param name - what the caller knows it as */
export function checkOptions<T extends object> (options: T | undefined, name = 'options'): T {
  if (options === undefined) {
    return {} as T
  }

  if (options === null || typeof options !== 'object' || Array.isArray(options)) {
    throw new TypeError(`${name} must be an object, not ${kindOf(options)}`)
  }

  return options
}

export function checkSignal ({ signal }: { signal?: AbortSignal | undefined }): AbortSignal | undefined {
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(`signal must be an AbortSignal, not ${kindOf(signal)}`)
  }

  return signal
}

export function checkBoolean (name: string, value: unknown, otherwise: boolean): boolean {
  if (value !== undefined && typeof value !== 'boolean') {
    throw new TypeError(`${name} must be true or false, not ${kindOf(value)}`)
  }

  return value ?? otherwise
}

export function checkString (name: string, value: unknown): string {
  if (typeof value !== 'string') {
    throw new TypeError(`${name} must be a string, not ${kindOf(value)}`)
  }

  return value
}

/** One of the words that a table has. */
export function checkOneOf<K extends string, V> (name: string, value: NoInfer<K>, table: Readonly<Record<K, V>>): V {
  if (typeof value !== 'string' || !Object.hasOwn(table, value)) {
    const words = Object.keys(table).map((word) => `'${word}'`)
    throw new TypeError(`${name} must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}, not ${typeof value === 'string' ? `'${value}'` : kindOf(value)}`)
  }

  return table[value]
}

/** Options that are a table: a name that is misspelt would do nothing. */
export function checkNames (place: string, given: object, known: object, what: string): void {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(known, name)) {
      throw new TypeError(`${place}.${name} is not ${what}; these are: ${Object.keys(known).join(', ')}`)
    }
  }
}

/** A number of milliseconds that ends. */
export function checkDuration (name: string, value: unknown, least: number): number {
  return checkMs(name, value, least, '')
}

/** A number of milliseconds of which `Infinity` means no limit. */
export function checkMaxDuration (name: string, value: unknown, least: number): number {
  return value === Infinity ? Infinity : checkMs(name, value, least, ', or Infinity')
}

function checkMs (name: string, value: unknown, least: number, orElse: string): number {
  const ms = Math.ceil(checkNumber(name, value))

  if (!(ms >= least && ms <= Number.MAX_SAFE_INTEGER)) {
    throw new RangeError(`${name} is ${String(value)} ms: it must be from ${least} to ${Number.MAX_SAFE_INTEGER}${orElse}`)
  }

  return ms
}

export function checkInteger (name: string, value: unknown, least: number, most: number): number {
  const number = checkNumber(name, value)

  if (!Number.isInteger(number) || number < least || number > most) {
    throw new RangeError(`${name} is ${String(value)}: it must be an integer from ${least} to ${most}`)
  }

  return number
}

/** A count of which `Infinity` means no limit; with one it is at most `most`. */
export function checkCount (name: string, value: unknown, least: number, most = 2 ** 32 - 1): number {
  return value === Infinity ? Infinity : checkInteger(name, value, least, most)
}

/** Any number but NaN. */
export function checkNumber (name: string, value: unknown): number {
  if (typeof value !== 'number') {
    throw new TypeError(`${name} must be a number, not ${kindOf(value)}`)
  }

  if (Number.isNaN(value)) {
    throw new RangeError(`${name} is NaN: it must be a number`)
  }

  return value
}

/** What a value is, in a word. */
export function kindOf (value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value
}
