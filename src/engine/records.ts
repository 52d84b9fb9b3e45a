import type { Pages } from '../pages.ts'
import type { Timed } from './agenda.ts'
import type { Answers } from './answers.ts'
import type { CallCommand, PutCall } from './commands.ts'
import type { QueueOptions } from './config.ts'
import type { LostReason } from './effects.ts'
import type { Line, Standing } from './line.ts'
import type { Linked } from './linked-list.ts'
import type { InLine, ReadyLine } from './ready-line.ts'
import type { Attempt, Failure, Mode } from './task.ts'
import type { TaskIds } from './task-ids.ts'
import type { TaskState } from './transitions.ts'

/**
 * What the engine remembers. *Durable* fields follow from the changes alone and are
 * written only by `State.apply`; *volatile* ones follow from what sessions say, and start
 * empty after a restart. All times are on the engine's clock, in milliseconds.
 */

/** The deadline of a task that waits: its delay, or its ttl. Only tasks that had either have one. */
export interface TaskTimer extends Timed {
  readonly kind: 'task'
  readonly task: Task

  // durable
  /** When it becomes ready; 0: it is not delayed. */
  due: number

  /** When it is too late to start it for the first time; Infinity: never, or it was started in an earlier life. */
  expires: number
}

/** The deadline of a call that waits. */
export interface WaitTimer extends Timed {
  readonly kind: 'waiter'
  readonly waiter: Waiter
}

/** What a task was put with and never changes; tasks that were put alike share one. */
export interface Terms {
  readonly maxAttempts: number
  readonly leaseMs: number
  readonly maxRunMs: number

  /** Identifies item and options when the caller chose the id; 0: nobody did. */
  readonly fingerprint: number

  /** An id that was chosen; '': it follows from what the task was made of. */
  readonly id: string
}

/**
 * A task. What only few tasks need is in records of its own: a million of them wait in memory.
 * One that has ended is looked up as the smaller record that took its place: see `Ended`.
 */
export interface Task extends InLine, Linked<Task> {
  // durable
  readonly id: string

  /** What an automatic id is made of: see `Birth`. */
  readonly number: number
  readonly index: number
  readonly queue: Queue
  readonly terms: Terms

  /** An integer, which takes no memory of its own. */
  readonly putAt: number

  /** The session that put it. */
  readonly putter: string
  state: TaskState

  /** Dropped when the task ends, kept while it is DEAD. */
  item: Uint8Array | undefined

  /** Its size. */
  readonly itemBytes: number

  /** Charged at grant, refunded by an uncharged return, reset by redrive. */
  attempts: number

  /** When it came into its state; an integer. */
  since: number

  /** While it is LEASED. */
  lease: Lease | undefined

  /** Once it has come back; a redrive clears part of it. */
  past: Past | undefined

  /** Once it has ended: what is kept of it. */
  outcome: Ended | undefined

  // volatile, but for what is said there
  timer: TaskTimer | undefined

  /** Calls that wait for its outcome or follow its progress. */
  waiters: Waiter[] | undefined
}

/** What remains of the attempts that did not finish a task. Durable. */
export interface Past {
  /** The last token that ended so. */
  token: number

  /** Uncharged returns in a row; from the 100th on they are charged. A real end of an attempt, or redrive, sets it to 0. */
  uncharged: number

  /** How the last 20 attempts ended, oldest first. */
  history: Attempt[]

  /** DEAD: why. A redrive clears it. */
  failure: Failure | undefined
}

/**
 * What is kept of a task that has ended, while somebody may ask how. There are many of
 * them, and they live long: so it has nothing of what only waiting or leased tasks need.
 * Durable, but for its slot in one of the lists of `Outcomes`.
 */
export interface Ended extends Task {
  /** The session that held it then, and how that attempt ended; '': nobody did. */
  readonly by: string
  readonly how: string

  /** Whose handles count as waiting for it; handed over, or that session forgotten: nobody's. */
  awaitedBy: Session | undefined

  /** DONE: what its holder returned; absent: undefined, or taken. */
  result: Uint8Array | undefined

  /** Its size. */
  readonly resultBytes: number

  /** What it counts for in `maxResultBytes`. */
  readonly bytes: number

  /** Whether more than its id is still known. */
  readonly kept: boolean

  /** When it may be forgotten, once nobody waits for it; an integer. −1: only its id is known. */
  keptUntil: number
}

/** A task in somebody's hands, since `task.since`; the attempt is `task.attempts`. */
export interface Lease extends Timed {
  readonly kind: 'lease'

  // durable
  readonly token: number
  readonly task: Task

  /** The task's id: put together once for all that is said of the lease. */
  readonly id: string
  readonly session: Session
  readonly mode: Mode

  /** The consumer that it was granted to; 0: to a `take`. */
  readonly consumer: number

  /** The request that it answers; 0: it was granted to a consumer. */
  readonly request: number

  /** The latest extension beyond `leaseMs`; 0: none. It holds after a restart. */
  extended: number

  // volatile
  /** When it lapses unless it is renewed. Only ever moves on; `at` may be earlier, and is then looked at again. */
  until: number

  /** When the grace of its session is over; −1: the session is here, or there was a restart since. */
  graceEnds: number

  /** Its holder has named it, or has been sent all that was on its way since; false: it may not have arrived. */
  delivered: boolean

  /** Its handler is known to have begun. */
  started: boolean

  /** Whether its lapse is charged: false for what a lost worker had fetched ahead. */
  charge: boolean

  /** The session came back without it; it is given back unless it is asked for again. */
  unclaimed: boolean

  /** The consumer whose slot it takes. */
  slot: Consumer | undefined

  /** Cancels that wait for the outcome of a receipt. */
  cancels: Waiter[] | undefined

  /** The latest that its holder reported. */
  progress: Uint8Array | undefined
}

export interface Counts {
  ready: number
  delayed: number
  leased: number
  dead: number
  put: number
  done: number
  taken: number
  cancelled: number
  expired: number
  dropped: number
  evicted: number
}

export interface Queue {
  // durable
  readonly name: string
  options: QueueOptions
  paused: boolean
  shut: 'open' | 'draining' | 'immediate'
  readonly tasks: TaskIds
  line: ReadyLine<Task>
  readonly counts: Counts
  unfinished: number
  nextSeq: number

  // volatile
  /** What the last task was put with. */
  terms: Terms

  /** Those with an idle slot, and waiting takes, in the order they came. */
  readonly hungry: Line<Taker>

  /** Those that would fetch ahead. */
  readonly spare: Line<Taker>

  /** The place of the next that comes to one of those lines. */
  nextTaker: number

  /** Puts that wait for room, in the order they came. */
  readonly putters: Set<Waiter>
  readonly joins: Set<Waiter>

  /** Something happened here in this command that others may have waited for. */
  touched: boolean
}

export interface Session extends Timed {
  readonly kind: 'session'

  // durable
  readonly id: string
  readonly peer: string
  readonly name: string
  readonly keyName: string
  readonly local: boolean
  readonly since: number

  /** All requests below are answered, and known to be. */
  below: number

  /** The answers that the caller may not have. */
  readonly answers: Answers

  /** What it holds, in the order of the grants. */
  readonly leases: Pages<Lease>

  /** Receipts that went back and may still be confirmed; `undefined`: the task is long forgotten. Bounded. */
  readonly late: Map<number, Task | undefined>

  /** The largest request number that an answer or a lease is known for, or that was read. */
  highest: number

  // volatile
  connected: boolean

  /** When its stream ended; only while it is not connected. */
  awayAt: number

  /** Its outbox is over the mark. */
  throttled: boolean

  /** The last heartbeat that was read, and when anything was. */
  heartbeat: number
  heard: number

  /** The last state-changing request over the present stream; Infinity: none yet. */
  latest: number
  readonly consumers: Map<number, Consumer>
  readonly waiters: Pages<Waiter>

  /** Leases that it lost and has not settled. Bounded. */
  readonly lost: Map<number, Lost>

  /** Ended tasks that its handles count as waiting for. */
  awaited: number

  /** Bytes of puts that wait. */
  waitingBytes: number
}

/** A lease that was taken from its holder: why, and the slot that is taken until the holder says so. */
export interface Lost {
  readonly reason: LostReason
  slot: Consumer | undefined
}

/** Who can be given a task: a standing consumer, or one waiting `take`. */
export type Taker = Consumer | TakeWaiter

/** What both have: a place in the line of the hungry, or of the spare. */
export interface Seated extends Standing {
  /** The line that it stands in. */
  line: Line<Taker> | undefined

  /** The line in which it was passed over, and where its place is kept. */
  passedIn: Line<Taker> | undefined
}

export interface Consumer extends Seated {
  readonly kind: 'consumer'
  readonly session: Session
  readonly number: number
  readonly queue: string
  readonly mode: Mode
  concurrency: number
  prefetch: number

  /** Slots that are taken. */
  busy: number
}

/** A request that is not answered yet. */
export interface Waiter extends Seated {
  readonly kind: 'waiter'
  readonly session: Session
  readonly number: number
  readonly queue: string
  readonly wait: Wait

  /** What its answer covers: see `Answers.add`; 0: it is not kept. */
  readonly from: number

  /** Absent: it waits without limit. */
  timer: WaitTimer | undefined
}

/** `missing`: whose outcomes were not told yet, and the place of each of these tasks in the call. */
export type Wait =
  | TakeWait
  | { op: 'put', call: PutCall, bytes: number }
  | { op: 'result', task: Task }
  | { op: 'collect', missing: Map<Task, number> }
  | { op: 'follow', task: Task, seen: Uint8Array | undefined }
  | { op: 'join' }
  | { op: 'cancel', task: Task }
  | { op: 'declare', command: CallCommand, bytes: number }

export interface TakeWait { op: 'take', mode: Mode }

export interface TakeWaiter extends Waiter {
  readonly wait: TakeWait
}
