import { UsageError } from './explain.ts'
import { parseDuration } from './options.ts'
import type { QueueOptions } from '../index.ts'

/** What a value is, for each option of a queue. Those that are times may be written with a unit. */
const KINDS: Readonly<Record<keyof QueueOptions, 'time' | 'number' | 'word' | 'boolean' | 'object'>> = {
  maxSize: 'number',
  order: 'word',
  leaseMs: 'time',
  maxRunMs: 'time',
  maxAttempts: 'number',
  backoff: 'object',
  resultTtl: 'time',
  dedupTtl: 'time',
  grace: 'object',
  reopen: 'boolean'
}

/** Times within `backoff` and `grace`. */
const INNER_TIMES = new Set(['delay', 'maxDelay', 'closed', 'silent'])

/**
 * `thumbs,maxSize=100,leaseMs=60s`: a queue and its options, as one word of a command line.
 *
 * @throws UsageError
 */
export function parseQueueWord (word: string): [name: string, options: QueueOptions] {
  const [name = '', ...pairs] = word.split(',')

  return [name, readQueueOptions(name, Object.fromEntries(pairs.map((pair) => {
    const [key = '', ...value] = pair.split('=')

    return [key, value.join('=')]
  })))]
}

/**
 * Options of a queue as JSON or a command line has them: numbers and times may be texts (`'30s'`,
 * `'inf'`), since JSON has no `Infinity`. Ranges are for the library to check.
 *
 * @throws UsageError for a name that is no option, or a value of the wrong kind
 */
export function readQueueOptions (queue: string, given: unknown): QueueOptions {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new UsageError(`queue '${queue}' has options that are no object`, 'write: "queues": { "thumbs": { "maxSize": 100 } }')
  }

  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, readOption(queue, name, value)]))
}

function readOption (queue: string, name: string, value: unknown): unknown {
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name as keyof QueueOptions] : undefined
  const place = `option ${name} of queue '${queue}'`

  switch (kind) {
    case undefined: throw new UsageError(`${place} is none`, `these are: ${Object.keys(KINDS).join(', ')}`)
    case 'time': return readTime(place, value)
    case 'number': return readNumber(place, value)
    case 'boolean': return value === 'true' || value === 'false' ? value === 'true' : value
    case 'word': return value
    case 'object': return readInner(place, value)
  }
}

function readInner (place: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    throw new UsageError(`${place} is an object, which goes into a file only`, 'use: peerq serve --config farm.json')
  }

  return Object.fromEntries(Object.entries(value).map(([name, inner]: [string, unknown]) =>
    [name, INNER_TIMES.has(name) ? readTime(`${name} of ${place}`, inner) : inner]))
}

function readTime (place: string, value: unknown): unknown {
  if (typeof value !== 'string' || /^\d+$/.test(value)) {
    return readNumber(place, value)
  }

  try {
    return parseDuration(value)
  } catch (err) {
    throw new UsageError(`${place}: ${JSON.stringify(value)} is no time`, 'write 30s, 5m or inf, or a number of milliseconds', { cause: err })
  }
}

function readNumber (place: string, value: unknown): unknown {
  if (typeof value !== 'string') {
    return value
  }

  const number = /^(inf|infinity)$/i.test(value) ? Infinity : value.trim() === '' ? NaN : Number(value)

  if (Number.isNaN(number)) {
    throw new UsageError(`${place}: ${JSON.stringify(value)} is no number`, 'write digits, or inf')
  }

  return number
}
