import { DEFAULT_QUEUE_OPTIONS } from '../engine/index.ts'
import { ERROR_TEXT_BYTES, cutText } from '../protocol/index.ts'
import type { Role } from './access.ts'
import type { Call, Grace, QueueOptions } from '../engine/index.ts'
import type { CallName, CompleteMany, Declare, Failure, Put, Request, Settle, Status } from '../protocol/index.ts'

/** What a request is looked at with. */
export interface RequestContext {
  maxPayloadBytes: number

  /** Whether a queue that is not there may be made by declaring it. */
  mayCreate: boolean

  /** The label of the session, and the peer id that the handshake proved. */
  name: string
  peerId: string

  /** The same bytes, safe to be kept for long. */
  keep: (bytes: Uint8Array) => Uint8Array
}

/** A request that comes to nothing: what it is answered with. */
export interface Refused {
  op: 'refuse'
  status: Status
  message: string
}

/** What one kind of request needs, and what it asks of the engine. */
export interface RequestRule<Body> {
  /** Any one of these roles will do; `admin` always does. */
  roles: readonly Role[]

  /** Whether only `admin` will do, for what this one asks. */
  adminOnly? (body: Body): boolean

  /** Absent: the session answers it, the engine knows nothing of it. */
  toCall? (body: Body, context: RequestContext): Call | Refused
}

type Rules = { [Name in CallName]: RequestRule<NonNullable<Request[Name]>> }

const PUT: readonly Role[] = ['put']
const WORK: readonly Role[] = ['work']
const OBSERVE: readonly Role[] = ['observe']
const ADMIN: readonly Role[] = ['admin']
const ANY: readonly Role[] = ['put', 'work', 'observe']

/** Every request: who may make it, and what it becomes. docs/security.md shows the roles. */
export const REQUESTS: Rules = {
  declare: {
    roles: ANY,
    adminOnly: (body) => body.reopen || Object.keys(optionsOf(body)).length > 0,
    toCall: (body, { mayCreate }) => ({ op: 'declare', options: optionsOf(body), reopen: body.reopen, create: mayCreate })
  },
  put: { roles: PUT, toCall: putOf },
  take: {
    roles: WORK,
    toCall: ({ mode, noWait, timeout }) => ({ op: 'take', mode, block: !noWait, timeout: timeout ?? Infinity })
  },
  settle: { roles: WORK, toCall: settleOf },
  completeMany: { roles: WORK, toCall: completeManyOf },
  confirm: { roles: WORK, toCall: ({ tokens }) => ({ op: 'confirm', tokens }) },
  extend: { roles: WORK, toCall: ({ token, ms }) => ({ op: 'extend', token, ms }) },
  cancel: { roles: PUT, toCall: ({ task }) => ({ op: 'cancel', task }) },
  awaitResult: {
    roles: PUT,
    toCall: ({ task, timeout }) => ({ op: 'awaitResult', task, timeout: timeout ?? Infinity })
  },
  collect: { roles: PUT, toCall: ({ tasks }) => ({ op: 'collect', tasks }) },
  follow: { roles: PUT, toCall: ({ task }) => ({ op: 'follow', task }) },
  inspect: { roles: ANY, toCall: ({ task }) => ({ op: 'inspect', task }) },
  ask: { roles: ANY, toCall: ({ what }) => QUESTIONS[what] },
  taskDone: { roles: WORK, toCall: () => ({ op: 'taskDone' }) },
  join: { roles: ANY, toCall: ({ timeout }) => ({ op: 'join', timeout: timeout ?? Infinity }) },
  shutdown: { roles: ADMIN, toCall: ({ immediate }) => ({ op: 'shutdown', immediate }) },
  setMaxSize: { roles: ADMIN, toCall: ({ maxSize }) => ({ op: 'setMaxSize', maxSize }) },
  administer: { roles: ADMIN, toCall: ({ verb }) => VERBS[verb] },
  requeue: { roles: ADMIN, toCall: ({ task }) => ({ op: 'requeue', task }) },
  redrive: { roles: ADMIN, toCall: ({ tasks, limit }) => ({ op: 'redrive', tasks, limit: limit ?? Infinity }) },
  listTasks: {
    roles: OBSERVE,
    toCall: ({ state, holder, limit, after }) => ({
      op: 'listTasks',
      state: state === 'CANCELLED_STATE' ? 'CANCELLED' : state,
      holder: holder === '' ? undefined : holder,
      limit,
      after: after === '' ? undefined : after
    })
  },
  getStats: { roles: OBSERVE, toCall: () => ({ op: 'stats' }) },
  watch: { roles: OBSERVE },
  listPeers: { roles: OBSERVE },
  listQueues: { roles: OBSERVE }
}

const QUESTIONS = {
  SIZE: { op: 'size' },
  EMPTY: { op: 'empty' },
  FULL: { op: 'full' },
  IS_SHUTDOWN: { op: 'isShutdown' }
} as const

const VERBS = { PAUSE: { op: 'pause' }, RESUME: { op: 'resume' }, PURGE: { op: 'purge' } } as const

function putOf (body: Put, { maxPayloadBytes, keep }: RequestContext): Call | Refused {
  const items = body.items

  for (let index = 0; index < items.length; index++) {
    const item = items[index] as Uint8Array

    if (item.byteLength > maxPayloadBytes) {
      return tooLarge('an item', item, maxPayloadBytes)
    }

    items[index] = keep(item)
  }

  return {
    op: 'put',
    items,
    id: body.id === '' ? undefined : body.id,
    block: !body.noWait,
    timeout: body.timeout ?? Infinity,
    priority: body.priority,
    delay: body.delay,
    ttl: body.ttl ?? Infinity,
    maxAttempts: limitOf(body.maxAttempts),
    leaseMs: body.leaseMs,
    maxRunMs: limitOf(body.maxRunMs)
  }
}

function settleOf (body: Settle, context: RequestContext): Call | Refused {
  const { token, verb, result, delay } = body

  if (verb === 'RELEASE') {
    return { op: 'release', token, delay }
  }

  if (verb === 'FAIL') {
    return { op: 'fail', token, failure: failureOf(body.failure, context), retry: !body.noRetry, delay }
  }

  if (result !== undefined && result.byteLength > context.maxPayloadBytes) {
    return tooLarge('the result', result, context.maxPayloadBytes)
  }

  return { op: 'complete', token, result: result && context.keep(result) }
}

function completeManyOf ({ done }: CompleteMany, { maxPayloadBytes, keep }: RequestContext): Call | Refused {
  for (const completion of done) {
    const { result } = completion

    if (result !== undefined) {
      if (result.byteLength > maxPayloadBytes) {
        return tooLarge('a result', result, maxPayloadBytes)
      }

      completion.result = keep(result)
    }
  }

  return { op: 'completeMany', done }
}

/** What a worker says of its failure, cut, and signed with who it proved to be. */
function failureOf (failure: Failure | undefined, { name, peerId }: RequestContext): Failure {
  return {
    name: failure?.name ?? '',
    message: cutText(failure?.message ?? '', ERROR_TEXT_BYTES),
    stack: cutText(failure?.stack ?? '', ERROR_TEXT_BYTES),
    workerName: name,
    workerPeerId: peerId
  }
}

/** The options that are there. */
function optionsOf (body: Declare): Partial<QueueOptions> {
  const options: Partial<QueueOptions> = {
    maxSize: body.maxSize,
    order: body.order === undefined ? undefined : body.order === 'LIFO' ? 'lifo' : 'fifo',
    leaseMs: body.leaseMs,
    maxRunMs: limitOf(body.maxRunMs),
    maxAttempts: limitOf(body.maxAttempts),
    backoff: body.backoff && { ...body.backoff, type: body.backoff.type === 'FIXED' ? 'fixed' : 'exponential' },
    resultTtl: body.resultTtl,
    dedupTtl: body.dedupTtl,
    grace: graceOf(body)
  }

  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

function graceOf ({ graceClosed, graceSilent }: Declare): Grace | undefined {
  if (graceClosed === undefined && graceSilent === undefined) {
    return undefined
  }

  const { closed, silent } = DEFAULT_QUEUE_OPTIONS.grace

  return { closed: graceClosed ?? closed, silent: graceSilent ?? silent }
}

/** On the wire 0 is no limit. */
function limitOf (value: number | undefined): number | undefined {
  return value === 0 ? Infinity : value
}

function tooLarge (what: string, bytes: Uint8Array, maxPayloadBytes: number): Refused {
  return {
    op: 'refuse',
    status: 'PAYLOAD_TOO_LARGE',
    message: `${what} of ${bytes.byteLength} bytes is larger than maxPayloadBytes (${maxPayloadBytes}) of the coordinator: pass a reference to it, or raise the limit there`
  }
}
