import { checkName, checkOptions, kindOf } from './arguments.ts'
import { declareOf } from './declare.ts'
import type { InputOf, OutputOf, StandardSchema } from './standard-schema.ts'

/** How long to wait before a failed task is tried again. */
export interface Backoff {
  /**
   * `exponential`: doubles with each attempt; `fixed`: is the same each time.
   *
   * @default 'exponential'
   */
  type?: 'exponential' | 'fixed'

  /**
   * Milliseconds before the second attempt, 0 or more.
   *
   * @default 1_000
   */
  delay?: number

  /**
   * Milliseconds, 0 or more: the most that doubling comes to.
   *
   * @default 300_000
   */
  maxDelay?: number

  /**
   * 0 to 1: the share of the delay that is left to chance, so that failures spread out.
   *
   * @default 0.5
   */
  jitter?: number
}

/** How long a session that went away keeps its leases. */
export interface Grace {
  /**
   * Milliseconds after its connection was closed without goodbye, 0 or more.
   *
   * @default 2_000
   */
  closed?: number

  /**
   * Milliseconds after it fell silent, 0 or more.
   *
   * @default 10_000
   */
  silent?: number
}

/**
 * What a queue can be told to do otherwise. It takes effect at the coordinator. Declaring a
 * queue again changes what is given and leaves the rest, except that `order` cannot change
 * while tasks wait. Times are milliseconds; `Infinity` is no limit.
 */
export interface QueueOptions {
  /**
   * The most tasks that wait, ready or delayed; 0 or less: unbounded.
   *
   * @default 0
   */
  maxSize?: number

  /**
   * Which waiting item of the smallest priority goes first: the oldest, or the newest.
   *
   * @default 'fifo'
   */
  order?: 'fifo' | 'lifo'

  /**
   * How long a worker may be silent about a task before somebody else gets it, 100 or more.
   * A `grace` shorter than it lets two workers overlap; only the token fences outside effects.
   *
   * @default 30_000
   */
  leaseMs?: number

  /**
   * How long one attempt may take, however often its lease is renewed; 1 or more.
   *
   * @default Infinity
   */
  maxRunMs?: number

  /**
   * How often a task is handed out before it is dead; 1 or more.
   *
   * @default 3
   */
  maxAttempts?: number
  backoff?: Backoff

  /**
   * How long a result is kept once nobody waits for it; 0 or more.
   *
   * @default 600_000
   */
  resultTtl?: number

  /**
   * How long an id of a caller's own is known after its task has ended; 0 or more.
   *
   * @default 600_000
   */
  dedupTtl?: number
  grace?: Grace

  /**
   * Opens the queue again if it was shut down.
   *
   * @default false
   */
  reopen?: boolean
}

/** The schemas of a queue (https://standardschema.dev); at least one of them. */
export type QueueSchemas<S extends StandardSchema, T extends StandardSchema> =
  & ({ input: S, output?: T } | { input?: S, output: T })

/**
 * A queue's name, its options and the types that go through it, to be shared by both sides
 * as a module. `I` is what takers get, `P` what putters give, `O` what `result` gives, `R`
 * what handlers return: `P` and `R` differ from `I` and `O` only where a schema transforms.
 */
export interface QueueDefinition<I = unknown, O = unknown, P = I, R = O> {
  readonly name: string
  readonly options: Readonly<QueueOptions>

  /** Checks what is put; what it makes of it is sent. */
  readonly input?: StandardSchema<P, I> | undefined

  /** Checks what a handler returns; what it makes of it is sent. A result that fails it fails the task, without retry. */
  readonly output?: StandardSchema<R, O> | undefined
}

/**
 * Defines a queue once for both sides. Nothing of its schemas travels: putters and handlers
 * check with their own copy.
 *
 * @param name - 1 to 128 of `A-Z a-z 0-9 . _ / -`
 * @throws TypeError, RangeError
 */
export function defineQueue<S extends StandardSchema = StandardSchema, T extends StandardSchema = StandardSchema> (
  name: string, options: QueueOptions & QueueSchemas<S, T>
): QueueDefinition<OutputOf<S>, OutputOf<T>, InputOf<S>, InputOf<T>>
export function defineQueue<I = unknown, O = unknown> (name: string, options?: QueueOptions): QueueDefinition<I, O>
export function defineQueue (name: string, options?: QueueOptions & Partial<QueueSchemas<StandardSchema, StandardSchema>>): QueueDefinition {
  const { input, output, ...rest } = checkOptions(options)
  const definition = { name: checkName(name), options: rest, input: checkSchema('input', input), output: checkSchema('output', output) }
  declareOf(rest)

  return definition
}

/**
 * A definition as `defineQueue` makes it, or a name: what somebody else made may look like one and not be one.
 *
 * @throws TypeError, RangeError
 */
export function checkDefinition (queue: string | QueueDefinition): QueueDefinition {
  if (typeof queue === 'string') {
    return defineQueue(queue)
  }

  if (typeof queue !== 'object' || queue === null || Array.isArray(queue)) {
    throw new TypeError(`a queue is a name, or what defineQueue() makes, not ${kindOf(queue)}`)
  }

  const { name, options, input, output } = queue

  return defineQueue(name, { ...checkOptions(options), input, output } as QueueOptions)
}

function checkSchema (name: string, schema: StandardSchema | undefined): StandardSchema | undefined {
  if (schema !== undefined && typeof (schema as StandardSchema | null)?.['~standard']?.validate !== 'function') {
    throw new TypeError(`${name} must be a Standard Schema, such as those of zod, valibot or arktype, not ${kindOf(schema)}`)
  }

  return schema
}
