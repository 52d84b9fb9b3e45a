import { PayloadError } from '../errors.ts'
import { cutText } from './text.ts'

/** How deep a payload may be nested: what encodes and decodes it takes a step of the stack for each level. */
export const MAX_DEPTH = 1_000

const MAX_PATH_BYTES = 256
const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

/**
 * Throws a `PayloadError` that names the path of the first thing in `value` that cannot be
 * carried. What passes comes back equal at the other end.
 */
export function assertCarriable (value: unknown, root: string): void {
  check(value, { parent: undefined, step: root, value, depth: 0 })
}

/** The way from the root to the value that is looked at: only put into words when it is needed. */
interface Place {
  parent: Place | undefined
  step: string | number | { text: string }
  value: unknown
  depth: number
}

function check (value: unknown, place: Place): void {
  switch (typeof value) {
    case 'string':
      checkText(value, place)
      break
    case 'object':
      if (value !== null) {
        checkObject(value, place)
      }

      break
    case 'function':
      throw uncarriable(value.name === '' ? 'a function' : `the function ${value.name}`, place)
    case 'symbol':
      throw uncarriable('a symbol', place)
    default:
      // undefined, boolean, number, bigint
  }
}

function checkText (text: string, place: Place): void {
  if (!text.isWellFormed()) {
    throw uncarriable('text with half a character (a lone surrogate)', place)
  }
}

function checkObject (value: object, place: Place): void {
  if (value instanceof Uint8Array) {
    return
  }

  if (place.depth > MAX_DEPTH) {
    throw new PayloadError(`${where(place)} is nested more than ${MAX_DEPTH} levels deep: send it flatter`)
  }

  refuseCycle(value, place)

  if (Array.isArray(value)) {
    checkArray(value, place)
  } else if (isExactly(value, Map)) {
    checkMap(value, place)
  } else if (isExactly(value, Set)) {
    checkSet(value, place)
  } else if (isExactly(value, Date)) {
    checkDate(value, place)
  } else {
    checkPlainObject(value, place)
  }
}

/** Not of a subclass: it would come back as something less. */
function isExactly<Instance extends object> (value: object, Class: new () => Instance): value is Instance {
  return Object.getPrototypeOf(value) === Class.prototype
}

function checkArray (array: unknown[], place: Place): void {
  for (let index = 0; index < array.length; index++) {
    descend(array[index], index, place)
  }
}

function checkMap (map: Map<unknown, unknown>, place: Place): void {
  let index = 0

  for (const [key, value] of map) {
    descend(key, { text: `.keys()[${index}]` }, place)
    descend(value, { text: `.values()[${index}]` }, place)
    index++
  }
}

function checkSet (set: Set<unknown>, place: Place): void {
  let index = 0

  for (const value of set) {
    descend(value, { text: `.values()[${index++}]` }, place)
  }
}

function checkDate (date: Date, place: Place): void {
  if (Number.isNaN(date.getTime())) {
    throw uncarriable('an invalid Date', place)
  }
}

function checkPlainObject (value: object, place: Place): void {
  if (!isPlain(value)) {
    throw uncarriable(nameOf(value), place)
  }

  for (const [key, item] of Object.entries(value)) {
    checkText(key, place)
    descend(item, key, place)
  }
}

/** Made by a literal, by `Object.create(null)`, or by either in another realm. */
function isPlain (value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null

  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function descend (value: unknown, step: Place['step'], parent: Place): void {
  // a place is made only for what may have to name it
  if (typeof value === 'number' || typeof value === 'boolean' || value == null) {
    return
  }

  check(value, { parent, step, value, depth: parent.depth + 1 })
}

function refuseCycle (value: object, place: Place): void {
  for (let above = place.parent; above != null; above = above.parent) {
    if (above.value === value) {
      throw new PayloadError(`${where(place)} is ${where(above)} again: a payload cannot contain itself`)
    }
  }
}

function uncarriable (what: string, place: Place): PayloadError {
  return new PayloadError(`${where(place)} is ${what}, which cannot be carried: send null, booleans, numbers, bigints, ` +
    'strings, Uint8Arrays, Dates, Maps, Sets, arrays and plain objects')
}

function nameOf (value: object): string {
  const { constructor } = value as { constructor?: unknown }
  const name = typeof constructor === 'function' ? constructor.name : ''

  return name === '' ? 'an instance of a class' : `an instance of ${name}`
}

function where (place: Place): string {
  return cutText(describe(place), MAX_PATH_BYTES)
}

/** `item.user["first name"][3]` */
function describe ({ parent, step }: Place): string {
  if (typeof step === 'object') {
    return describe(parent!) + step.text
  }

  if (parent == null) {
    return String(step)
  }

  if (typeof step === 'number') {
    return `${describe(parent)}[${step}]`
  }

  return describe(parent) + (IDENTIFIER.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`)
}
