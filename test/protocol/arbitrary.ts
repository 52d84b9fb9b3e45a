import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import type { BodyName, CallName, Failure, Grant, Message, Mode, Request, Status, TaskInfo } from '../../src/protocol/index.ts'

// Messages as both ends may send them: every field, every bound that matters.

type Arbitraries<Value> = { [Key in keyof Value]-?: Arbitrary<Value[Key]> }

const number = fc.maxSafeNat().map((value) => Math.max(value, 1))
const count = fc.oneof(fc.nat(), fc.maxSafeNat())
const small = fc.nat()
const any = fc.maxSafeInteger()
const flag = fc.boolean()
const name = fc.string({ unit: 'grapheme', maxLength: 10 })
const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 })
const bytes = fc.uint8Array({ maxLength: 300 })
const tokens = fc.array(number, { maxLength: 5 })
const queue = fc.stringMatching(/^[A-Za-z0-9._/-]{1,20}$/)

const maybe = <Value>(value: Arbitrary<Value>): Arbitrary<Value | undefined> => fc.option(value, { nil: undefined })

const mode = fc.constantFrom<Mode[]>('LEASE', 'RECEIPT')
const status = fc.constantFrom<Status[]>('OK', 'EMPTY', 'TASK_FAILED', 'STOPPED')
const reason = fc.constantFrom('CANCELLED' as const, 'LAPSED' as const, 'MAX_RUN' as const, 'HISTORY' as const)
const state = fc.constantFrom('READY' as const, 'DEAD' as const, 'CANCELLED_STATE' as const, 'DROPPED' as const)

const failure: Arbitrary<Failure> = fc.record({ name, message: name, stack: name, workerName: name, workerPeerId: name })

const grant: Arbitrary<Grant> = fc.record({
  consumer: small,
  token: number,
  task: id,
  item: bytes,
  attempt: small.map((value) => value + 1),
  leaseMs: count,
  maxRunMs: count,
  heartbeat: count
})

const byTask = fc.record({ task: id })
const empty = fc.constant({})

const calls: Arbitraries<{ [Name in CallName]: NonNullable<Request[Name]> }> = {
  declare: fc.record({
    maxSize: maybe(any),
    order: maybe(fc.constantFrom('FIFO' as const, 'LIFO' as const)),
    leaseMs: maybe(count),
    maxRunMs: maybe(count),
    maxAttempts: maybe(small),
    backoff: maybe(fc.record({
      type: fc.constantFrom('EXPONENTIAL' as const, 'FIXED' as const),
      delay: count,
      maxDelay: count,
      jitter: fc.double({ min: 0, max: 1, noNaN: true })
    })),
    resultTtl: maybe(count),
    dedupTtl: maybe(count),
    graceClosed: maybe(count),
    graceSilent: maybe(count),
    reopen: flag
  }),
  put: fc.record({
    items: fc.array(bytes, { minLength: 1, maxLength: 4 }),
    id: name,
    noWait: flag,
    timeout: maybe(any),
    priority: fc.integer(),
    delay: count,
    ttl: maybe(count),
    maxAttempts: maybe(small),
    leaseMs: maybe(count),
    maxRunMs: maybe(count)
  }).map((put) => put.items.length > 1 ? { ...put, id: '' } : put),
  take: fc.record({ mode, noWait: flag, timeout: maybe(any) }),
  settle: fc.record({
    token: number,
    verb: fc.constantFrom('COMPLETE' as const, 'RELEASE' as const),
    result: maybe(bytes),
    failure: maybe(failure),
    noRetry: flag,
    delay: maybe(count)
  }),
  completeMany: fc.record({ done: fc.array(fc.record({ token: number, result: maybe(bytes) }), { minLength: 1, maxLength: 3 }) }),
  confirm: fc.record({ tokens: fc.array(number, { minLength: 1, maxLength: 5 }) }),
  extend: fc.record({ token: number, ms: count }),
  cancel: byTask,
  awaitResult: fc.record({ task: id, timeout: maybe(count) }),
  collect: fc.record({ tasks: fc.array(id, { maxLength: 3 }) }),
  follow: byTask,
  inspect: byTask,
  ask: fc.record({ what: fc.constantFrom('SIZE' as const, 'EMPTY' as const, 'FULL' as const, 'IS_SHUTDOWN' as const) }),
  taskDone: empty,
  join: fc.record({ timeout: maybe(count) }),
  shutdown: fc.record({ immediate: flag }),
  setMaxSize: fc.record({ maxSize: any }),
  administer: fc.record({ verb: fc.constantFrom('PAUSE' as const, 'RESUME' as const, 'PURGE' as const) }),
  requeue: byTask,
  redrive: fc.record({ tasks: fc.array(id, { maxLength: 3 }), limit: maybe(small) }),
  listTasks: fc.record({ state: maybe(state), holder: name, limit: fc.nat(1_000), after: name }),
  getStats: empty,
  watch: empty,
  listPeers: empty,
  listQueues: empty
}

const request: Arbitrary<Request> = fc.oneof(...Object.entries(calls).map(([call, value]) =>
  fc.tuple(number, queue, value as Arbitrary<object>).map(([number, queue, value]) => ({ number, queue, [call]: value }))))

const taskInfo: Arbitrary<TaskInfo> = fc.record({
  id,
  state,
  priority: fc.integer(),
  attempts: small,
  maxAttempts: small,
  ageMs: count,
  stateMs: count,
  holderPeer: name,
  holderName: name,
  token: count,
  itemBytes: count,
  history: fc.array(fc.record({ attempt: small, peer: name, name, outcome: name, error: name, endedMsAgo: count }), { maxLength: 2 }),
  progress: maybe(bytes)
})

const rate = fc.double({ min: 0, max: 1e9, noNaN: true })

const stats = fc.record({
  ready: count,
  delayed: count,
  leased: count,
  dead: count,
  put: count,
  done: count,
  taken: count,
  cancelled: count,
  expired: count,
  dropped: count,
  evicted: count,
  unfinished: count,
  getters: count,
  putters: count,
  oldestReadyMs: count,
  longestLeaseMs: count,
  maxSize: any,
  paused: flag,
  shutdown: flag,
  putRate: rate,
  doneRate: rate
})

const history = fc.uint8Array({ minLength: 1, maxLength: 64 })

const bodies: Arbitraries<{ [Name in BodyName]: NonNullable<Message[Name]> }> = {
  hello: fc.record({ session: fc.uint8Array({ minLength: 16, maxLength: 16 }), name, resume: flag, history, held: tokens }),
  request,
  consume: fc.record({
    consumer: fc.integer({ min: 1, max: 1_000 }), queue, mode, concurrency: fc.nat(1_000), prefetch: fc.nat(1_000), close: flag
  }),
  heartbeat: fc.record({ sequence: number, tokens, started: tokens }),
  abandon: fc.record({ number }),
  progress: fc.record({ token: number, value: bytes }),
  welcome: fc.record({
    history,
    resumed: flag,
    voided: tokens,
    heartbeatMs: fc.integer({ min: 1, max: 60_000 }),
    silentMs: fc.integer({ min: 1, max: 60_000 }),
    maxFrameBytes: fc.integer({ min: 1024, max: 2 ** 32 - 1 }),
    maxPayloadBytes: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
    maxRequests: fc.integer({ min: 1, max: 1_000 }),
    maxWaiters: fc.integer({ min: 1, max: 1_000 }),
    keyName: name
  }),
  reply: fc.record({
    number: fc.constant(7),
    status,
    message: name,
    through: fc.constantFrom(0, 7, 12),
    flag,
    count: any,
    payload: maybe(bytes),
    grant: maybe(grant),
    failure: maybe(failure),
    reason,
    stats: maybe(stats),
    tasks: fc.array(taskInfo, { maxLength: 2 }),
    peers: fc.array(fc.record({
      peer: name, name, keyName: name, connected: flag, sinceMs: count, leases: small, consumers: small
    }), { maxLength: 2 }),
    queues: fc.array(queue, { maxLength: 2 }),
    lost: fc.array(fc.record({ token: number, reason }), { maxLength: 2 })
  }),
  grant,
  revoke: fc.record({ token: number, reason }),
  heartbeatAnswer: fc.record({ sequence: number, refused: tokens }),
  consumerEnd: fc.record({ consumer: fc.integer({ min: 1, max: 1_000 }), status, message: name }),
  update: fc.record({
    number,
    value: maybe(bytes),
    events: fc.array(fc.record({ type: name, task: name, peer: name, name, attempt: small }), { maxLength: 2 }),
    gap: flag
  }),
  outcome: fc.record({ number, index: fc.nat(255), status, payload: maybe(bytes), failure: maybe(failure) }),
  goodbye: fc.record({ reason: fc.constant('DONE' as const), status, message: name }),
  chunk: fc.record({ data: fc.uint8Array({ minLength: 1, maxLength: 300 }), last: flag })
}

const message = (...names: BodyName[]): Arbitrary<Message> =>
  fc.oneof(...names.map((name) => (bodies[name] as Arbitrary<object>).map((body) => ({ [name]: body }))))

/** What a coordinator takes. Chunks aside: they only mean something in rows. */
export const fromCaller = message('hello', 'request', 'consume', 'heartbeat', 'abandon', 'progress', 'goodbye')

/** What a caller takes. */
export const fromCoordinator = message('welcome', 'reply', 'grant', 'revoke', 'heartbeatAnswer', 'consumerEnd', 'update')

/** Any message at all. */
export const anyMessage = fc.oneof(fromCaller, fromCoordinator, message('chunk'))

/** Drops what is `undefined`: a decoder leaves absent fields out. */
export function withoutAbsent<Value> (value: Value): Value {
  if (Array.isArray(value)) {
    return value.map(withoutAbsent) as Value
  }

  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) {
    return value
  }

  return Object.fromEntries(Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([key, field]) => [key, withoutAbsent(field)])) as Value
}
