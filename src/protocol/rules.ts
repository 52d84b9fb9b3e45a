import {
  MAX_COLLECTED, MAX_COMPLETED, MAX_EVENTS, MAX_FRAME_BYTES, MAX_HISTORY, MAX_HISTORY_ID_BYTES, MAX_ID_BYTES, MAX_IDS, MAX_ITEMS, MAX_NAME_BYTES,
  MAX_PAGE, MAX_PEERS, MAX_PROGRESS_BYTES, MAX_QUEUES, MAX_SLOTS, MAX_TEXT_BYTES, MAX_TOKENS, SESSION_BYTES
} from './bounds.ts'
import { anything, bytes, fields, integer, list, oneOf, optional, real, text } from './checks.ts'
import { callOf } from './messages.ts'
import type { Check } from './checks.ts'
import type {
  Abandon, Administer, Ask, Attempt, AwaitResult, Backoff, BodyName, CallName, Chunk, Collect, CompleteMany, Completion, Confirm, Consume, ConsumerEnd,
  Declare, Extend, Failure, Goodbye, GoodbyeReason, Grant, Heartbeat, HeartbeatAnswer, Hello, Join, ListTasks, Message,
  Outcome, PeerInfo, Progress, Put, QueueStats, Redrive, Reply, Request, Revoke, SetMaxSize, Settle, Shutdown, Take, TaskEvent,
  TaskInfo, Update, Welcome
} from './messages.ts'

// What a message must be to be looked at. Whether it is allowed, and makes sense, is for the
// coordinator to say. An enum needs no check: the decoder knows no other values.

const QUEUE_NAME = /^[A-Za-z0-9._/-]{1,128}$/
const FARM_WIDE = new Set<string>(['watch', 'listPeers', 'listQueues'] satisfies CallName[])

const any = integer(Number.MIN_SAFE_INTEGER)
const count = integer(0)
const milliseconds = integer(0)
const number = integer(1)
const token = integer(1)
const tokens = list(0, MAX_TOKENS, token)
const name = text(MAX_NAME_BYTES)
const taskId = text(MAX_ID_BYTES, 1)
const words = text(MAX_TEXT_BYTES)

/** 1 to 128 of `A-Z a-z 0-9 . _ / -`. */
export const queueName: Check<string> = (value) => QUEUE_NAME.test(value)
  ? undefined
  : 'must be 1 to 128 of the characters A-Z a-z 0-9 . _ / -'

const failure = fields<Failure>({ name, message: words, stack: words, workerName: name, workerPeerId: name })

const completion = fields<Completion>({ token, result: anything })
const revoke = fields<Revoke>({ token, reason: anything })

const byTask = fields<{ task: string }>({ task: taskId })
const empty = fields<object>({})

const CALLS: { [Name in CallName]: Check<NonNullable<Request[Name]>> } = {
  declare: fields<Declare>({
    maxSize: optional(any),
    order: anything,
    leaseMs: optional(milliseconds),
    maxRunMs: optional(milliseconds),
    maxAttempts: optional(count),
    backoff: optional(fields<Backoff>({ type: anything, delay: milliseconds, maxDelay: milliseconds, jitter: real(0, 1) })),
    resultTtl: optional(milliseconds),
    dedupTtl: optional(milliseconds),
    graceClosed: optional(milliseconds),
    graceSilent: optional(milliseconds),
    reopen: anything
  }),
  put: fields<Put>({
    items: list(1, MAX_ITEMS, anything),
    id: text(MAX_ID_BYTES),
    noWait: anything,
    timeout: optional(any),
    priority: any,
    delay: milliseconds,
    ttl: optional(milliseconds),
    maxAttempts: optional(count),
    leaseMs: optional(milliseconds),
    maxRunMs: optional(milliseconds)
  }, ({ items, id }) => items.length > 1 && id !== '' ? '.id must be absent when there are several items' : undefined),
  take: fields<Take>({ mode: anything, noWait: anything, timeout: optional(any) }),
  settle: fields<Settle>({
    token,
    verb: anything,
    result: anything,
    failure: optional(failure),
    noRetry: anything,
    delay: optional(milliseconds)
  }, ({ verb, failure }) => verb === 'FAIL' && failure == null ? '.failure must be there to FAIL' : undefined),
  confirm: fields<Confirm>({ tokens: list(1, MAX_TOKENS, token) }),
  extend: fields<Extend>({ token, ms: milliseconds }),
  cancel: byTask,
  awaitResult: fields<AwaitResult>({ task: taskId, timeout: optional(milliseconds) }),
  follow: byTask,
  inspect: byTask,
  ask: fields<Ask>({ what: anything }),
  taskDone: empty,
  join: fields<Join>({ timeout: optional(milliseconds) }),
  shutdown: fields<Shutdown>({ immediate: anything }),
  setMaxSize: fields<SetMaxSize>({ maxSize: any }),
  administer: fields<Administer>({ verb: anything }),
  requeue: byTask,
  redrive: fields<Redrive>({ tasks: list(0, MAX_IDS, taskId), limit: optional(count) }),
  listTasks: fields<ListTasks>({ state: anything, holder: name, limit: integer(0, MAX_PAGE), after: text(MAX_ID_BYTES) }),
  getStats: empty,
  watch: empty,
  listPeers: empty,
  listQueues: empty,
  collect: fields<Collect>({ tasks: list(0, MAX_COLLECTED, taskId) }),
  completeMany: fields<CompleteMany>({ done: list(1, MAX_COMPLETED, completion) })
}

/** A request that carries no call is whole: it has a number, so that it can be refused by itself. */
const request: Check<Request> = (request) => {
  const call = callOf(request)
  const problem = number(request.number)

  if (problem != null) {
    return `.number ${problem}`
  }

  if (call == null) {
    return undefined
  }

  if (!(request.queue === '' && FARM_WIDE.has(call)) && queueName(request.queue) != null) {
    return `.queue ${queueName(request.queue)}`
  }

  const trouble = (CALLS[call] as Check<unknown>)(request[call])

  return trouble == null ? undefined : `.${call}${trouble}`
}

const grant = fields<Grant>({
  consumer: count,
  token,
  task: taskId,
  item: anything,
  attempt: integer(1),
  leaseMs: milliseconds,
  maxRunMs: milliseconds,
  heartbeat: count
})

const attempt = fields<Attempt>({ attempt: count, peer: name, name, outcome: name, error: words, endedMsAgo: milliseconds })

const taskInfo = fields<TaskInfo>({
  id: taskId,
  state: anything,
  priority: any,
  attempts: count,
  maxAttempts: count,
  ageMs: milliseconds,
  stateMs: milliseconds,
  holderPeer: name,
  holderName: name,
  token: count,
  itemBytes: count,
  history: list(0, MAX_HISTORY, attempt),
  progress: optional(bytes(0, MAX_PROGRESS_BYTES))
})

const stats = fields<QueueStats>({
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
  oldestReadyMs: milliseconds,
  longestLeaseMs: milliseconds,
  maxSize: any,
  paused: anything,
  shutdown: anything,
  putRate: real(0, Number.MAX_VALUE),
  doneRate: real(0, Number.MAX_VALUE)
})

const peerInfo = fields<PeerInfo>({
  peer: name, name, keyName: name, connected: anything, sinceMs: milliseconds, leases: count, consumers: count
})

const taskEvent = fields<TaskEvent>({ type: name, task: text(MAX_ID_BYTES), peer: name, name, attempt: count })

const goodbye = (...reasons: GoodbyeReason[]): Check<Goodbye> =>
  fields<Goodbye>({ reason: oneOf(...reasons), status: anything, message: words })

const chunk = fields<Chunk>({ data: bytes(1, MAX_FRAME_BYTES), last: anything })

type Bodies = { [Name in BodyName]?: Check<NonNullable<Message[Name]>> }

/** What a coordinator listens to. */
export const FROM_CALLER: Bodies = {
  hello: fields<Hello>({
    session: bytes(SESSION_BYTES, SESSION_BYTES),
    name,
    resume: anything,
    history: bytes(0, MAX_HISTORY_ID_BYTES),
    held: tokens
  }, ({ resume, history }) => resume && history.byteLength === 0 ? '.history must be there to resume' : undefined),
  request,
  consume: fields<Consume>({
    consumer: integer(1),
    queue: queueName,
    mode: anything,
    concurrency: integer(0, MAX_SLOTS),
    prefetch: integer(0, MAX_SLOTS),
    close: anything
  }),
  heartbeat: fields<Heartbeat>({ sequence: integer(1), tokens, started: tokens }),
  abandon: fields<Abandon>({ number }),
  progress: fields<Progress>({ token, value: bytes(0, MAX_PROGRESS_BYTES) }),
  goodbye: goodbye('DONE'),
  chunk
}

/** What a caller listens to. */
export const FROM_COORDINATOR: Bodies = {
  welcome: fields<Welcome>({
    history: bytes(1, MAX_HISTORY_ID_BYTES),
    resumed: anything,
    voided: tokens,
    heartbeatMs: integer(1),
    silentMs: integer(1),
    maxFrameBytes: integer(1024),
    maxPayloadBytes: integer(1),
    maxRequests: integer(1),
    maxWaiters: integer(1),
    keyName: name
  }),
  reply: fields<Reply>({
    number,
    status: anything,
    message: words,
    through: count,
    flag: anything,
    count: any,
    payload: anything,
    grant: optional(grant),
    failure: optional(failure),
    reason: anything,
    stats: optional(stats),
    tasks: list(0, MAX_PAGE, taskInfo),
    peers: list(0, MAX_PEERS, peerInfo),
    queues: list(0, MAX_QUEUES, queueName),
    lost: list(0, MAX_COMPLETED, revoke)
  }, ({ number, through }) => through > 0 && through < number ? '.through must not be below .number' : undefined),
  grant,
  revoke,
  heartbeatAnswer: fields<HeartbeatAnswer>({ sequence: integer(1), refused: tokens }),
  consumerEnd: fields<ConsumerEnd>({ consumer: integer(1), status: anything, message: words }),
  update: fields<Update>({
    number,
    value: optional(bytes(0, MAX_PROGRESS_BYTES)),
    events: list(0, MAX_EVENTS, taskEvent),
    gap: anything
  }),
  outcome: fields<Outcome>({
    number, index: integer(0, MAX_COLLECTED - 1), status: anything, payload: anything, failure: optional(failure)
  }),
  goodbye: goodbye('FOR_GOOD', 'BACK_SOON', 'REFUSED', 'ANSWER', 'REPLACED'),
  chunk
}
