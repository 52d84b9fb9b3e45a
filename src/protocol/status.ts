import {
  ConnectionError, DuplicateIdError, EmptyError, FullError, LeaseLostError, LimitError, PayloadTooLargeError,
  PermissionError, ProtocolError, ResultExpiredError, ShutdownError, StorageError, TaskCancelledError,
  TaskExpiredError, TaskFailedError, TimeoutError, UnknownQueueError
} from '../errors.ts'
import type { DoubtOptions, LeaseLostReason, RemoteFailure } from '../errors.ts'
import type { Failure, LostReason, Reply, Status } from './messages.ts'

/** What a caller knows of its call that the answer does not say. */
export interface CallContext {
  /** The name of the call in the API: `put`, `get`, `result`, … */
  call: string

  /** '' or absent: the call is about no queue. */
  queue?: string

  /** Milliseconds, if the call had a limit; absent for one that did not wait. */
  timeout?: number

  /** The id of the task that it is about; for a put, the id that its task has. */
  task?: string
}

/** The part of a reply, or of a `ConsumerEnd` or `Goodbye`, that says why. */
export type Refusal = Pick<Reply, 'status'> & Partial<Pick<Reply, 'message' | 'failure' | 'reason'>>

/** One row of the table in docs/protocol.md. */
export interface StatusRule {
  /** The error that a call with this answer ends in; `null`: in none. */
  error: { name: string } | null

  /** Whether the same call, made again later, may end otherwise. */
  mayRetry: boolean

  /** What happened and what to do, where the coordinator did not say. */
  describe (context: CallContext): string
}

type ErrorClass = new (message: string, options?: DoubtOptions) => Error

interface Rule extends StatusRule {
  create (message: string, context: CallContext, refusal: Refusal): Error
}

const LOST_REASONS: Readonly<Record<LostReason, [reason: LeaseLostReason, because: string]>> = {
  CANCELLED: ['cancelled', 'the task was cancelled'],
  LAPSED: ['lapsed', 'it was not renewed in time, so the task went back to the queue; a longer leaseMs gives more time'],
  MAX_RUN: ['maxRun', 'the attempt took longer than maxRunMs'],
  HISTORY: ['history', 'the coordinator was started anew without its old tasks']
}

/** The one table of what a status means: status, error class, whether to try again, words. */
const RULES: Readonly<Record<Status, Rule>> = {
  OK: {
    error: null,
    mayRetry: false,
    describe: (context) => `${on(context)} succeeded`,
    create: () => { throw new Error('OK is no error') }
  },
  EMPTY: rule(EmptyError, true, (context) => `${on(context)} found no item${within(context)}; nothing was taken`),
  FULL: rule(FullError, true, (context) => `${on(context)} found no room${within(context)}; nothing was put`),
  SHUTDOWN: rule(ShutdownError, false, (context) => `${on(context)} was refused: the queue is shut down`),
  UNKNOWN_QUEUE: rule(UnknownQueueError, true, (context) =>
    `${on(context)} was refused: no such queue; declare it at the coordinator, or set autoCreate there`),
  PERMISSION: rule(PermissionError, false, (context) => `${on(context)} was refused: the key or peer lacks the role for it`),
  LEASE_LOST: {
    error: LeaseLostError,
    mayRetry: false,
    describe: (context) => `${on(context)} came too late: the lease is lost`,
    create: lostLease
  },
  TASK_FAILED: { error: TaskFailedError, mayRetry: false, describe: (context) => `${task(context)} failed for good`, create: failedTask },
  TASK_CANCELLED: rule(TaskCancelledError, false, (context) => `${task(context)} was cancelled, purged, or dropped by a shutdown`),
  TASK_EXPIRED: rule(TaskExpiredError, false, (context) => `${task(context)} was not started before its ttl ran out`),
  RESULT_EXPIRED: rule(ResultExpiredError, false, (context) =>
    `${task(context)} is not known, or no longer; a longer resultTtl keeps results for longer`),
  DUPLICATE_ID: rule(DuplicateIdError, false, (context) =>
    `${task(context)} exists with another item or other options; use another id`),
  PAYLOAD_TOO_LARGE: rule(PayloadTooLargeError, false, (context) =>
    `${on(context)} was refused: its payload is larger than the coordinator's maxPayloadBytes`),
  LIMIT: rule(LimitError, true, (context) => `${on(context)} was refused: a limit of the coordinator is reached`),
  TIMEOUT: rule(TimeoutError, true, (context) => `${on(context)} had no answer${within(context)}; a larger timeout waits for longer`),
  PROTOCOL: rule(ProtocolError, false, (context) =>
    `${on(context)} is not understood by the coordinator; both sides should run the same version`),
  STORAGE: rule(StorageError, true, (context) =>
    `${on(context)}: the coordinator's storage failed; it has to be started again`, 'unknown'),
  RANGE: {
    error: RangeError,
    mayRetry: false,
    describe: (context) => `${on(context)} was refused: an argument is out of range`,
    create: (message) => new RangeError(message)
  },
  ABANDONED: rule(ConnectionError, true, (context) => `${on(context)} was abandoned before it had any effect`),
  STOPPED: rule(ConnectionError, true, (context) => `${on(context)} had no effect: the coordinator has stopped`)
}

/** What each status means. */
export const STATUSES: Readonly<Record<Status, StatusRule>> = RULES

/** The error that a call with this answer ends in; its message is the coordinator's, where that sent one. */
export function errorOf (refusal: Refusal, context: CallContext): Error {
  const rule = RULES[refusal.status]
  const message = refusal.message == null || refusal.message === '' ? rule.describe(context) : refusal.message

  return rule.create(message, context, refusal)
}

function rule (Class: ErrorClass, mayRetry: boolean, describe: Rule['describe'], outcome: DoubtOptions['outcome'] = 'none'): Rule {
  return {
    error: Class,
    mayRetry,
    describe,
    create: (message, { task }) => new Class(message, { outcome, taskId: task })
  }
}

function lostLease (message: string, _context: CallContext, { reason = 'LAPSED' }: Refusal): LeaseLostError {
  const [name, because] = LOST_REASONS[reason]

  return new LeaseLostError(`${message}: ${because}`, name)
}

function failedTask (message: string, _context: CallContext, { failure }: Refusal): TaskFailedError {
  const remote = remoteFailure(failure)
  const worker = remote.workerName == null ? '' : ` at ${remote.workerName}`
  const why = remote.remoteMessage === '' ? remote.remoteName : `${remote.remoteName}: ${remote.remoteMessage}`

  return new TaskFailedError(`${message}${worker}: ${why}`, remote)
}

/** What a `Failure` says, without what it leaves out. */
export function remoteFailure (failure: Failure | undefined): RemoteFailure {
  return {
    remoteName: present(failure?.name) ?? 'Error',
    remoteMessage: failure?.message ?? '',
    remoteStack: present(failure?.stack),
    workerName: present(failure?.workerName),
    workerPeerId: present(failure?.workerPeerId)
  }
}

function present (text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}

function on ({ call, queue = '' }: CallContext): string {
  return queue === '' ? call : `${call} on queue '${queue}'`
}

function task ({ task, queue = '' }: CallContext): string {
  return `${task == null ? 'the task' : `task '${task}'`}${queue === '' ? '' : ` of queue '${queue}'`}`
}

function within ({ timeout }: CallContext): string {
  return timeout == null ? '' : ` within ${timeout} ms`
}
