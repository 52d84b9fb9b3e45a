import { ConnectionError, PermissionError } from '../errors.ts'
import { ignore, quiet } from './quiet.ts'
import { Results } from './results.ts'
import type { AwaitResult, CallName, Collect, Declare, Put, Request } from '../protocol/index.ts'
import type { Call, CallGroup, CallSpec, Patience } from './call.ts'
import type { Session } from './session.ts'
import type { Lane } from './window.ts'

/** Calls that mean what was put before them, too, though it may still wait here for its turn. */
const BEHIND_PUTS: ReadonlySet<CallName> = new Set<CallName>(['ask', 'join', 'shutdown', 'setMaxSize', 'administer', 'getStats', 'listTasks'])

/** What a call needs beside what it says. */
export type CallDetails<T> = Omit<CallSpec<T>, 'op' | 'request'>

/**
 * The calls of one queue. Until the queue's declaration is answered they wait: a refusal of
 * it is theirs too. Whoever lacks the role to declare uses the queue as it is.
 */
export class QueueCalls {
  readonly queue: string
  readonly results: Results
  readonly #session: Session
  readonly #declare: (() => Promise<void>) | undefined

  /** On its way, or refused; absent: nothing stands in the way. */
  #declared: Promise<void> | undefined

  /** Nobody answered it: the next call tries again. */
  #isDue: boolean

  constructor (session: Session, queue: string, declare?: Declare) {
    this.queue = queue
    this.results = new Results(this)
    this.#session = session
    this.#declare = declare === undefined ? undefined : () => session.declare(queue, declare)
    this.#isDue = declare !== undefined
    void this.declared()
  }

  /** To be awaited before anything is asked of the queue; `undefined`: nothing is in the way. */
  declared (): Promise<void> | undefined {
    if (this.#isDue) {
      this.#isDue = false
      this.#declared = this.#declare?.().catch(pardon)
      void this.#declared?.then(() => { this.#declared = undefined }, (err) => { this.#isDue = err instanceof ConnectionError })
    }

    return this.#declared
  }

  make<N extends CallName, T> (op: N, value: NonNullable<Request[N]>, details: CallDetails<T>): Promise<T> {
    const spec = specOf(op, requestOf(op, this.queue, value), details)

    const before = this.declared() ?? (BEHIND_PUTS.has(op) ? this.#putsBefore() : undefined)
    const made = before?.then(() => this.#session.call(spec))

    if (made === undefined) {
      return this.#session.call(spec)
    }

    return quiet(made)
  }

  /**
   * Resolves when the puts that wait for their turn here have had it, or wait because the
   * queue is full; `undefined`: none does.
   */
  #putsBefore (): Promise<void> | undefined {
    const lane = this.#session.putLane(this.queue)

    return lane.isEmpty ? undefined : this.#passed(lane)
  }

  async #passed (lane: Lane<Call>): Promise<void> {
    const { end } = lane

    while (lane.left < end) {
      const { landed } = lane
      const isAnswered = await this.#probe()

      // nothing moves, although the coordinator answers
      if (!isAnswered || lane.landed === landed) {
        return
      }
    }
  }

  /** An answer to this proves that all that was sent before was seen. */
  async #probe (): Promise<boolean> {
    const request = { number: 0, queue: this.queue, ask: { what: 'SIZE' as const } }

    return this.#session.call({ op: 'ask', request, name: 'size', patience: 'none', read: () => true }).catch(() => false)
  }

  /** Cancels a task that nobody wants any more, however long that takes to arrive. */
  callOff (task: string): Promise<void> {
    return this.make('cancel', { task }, { name: 'cancel', patience: 'endless', taskId: task, read: ignore })
  }

  /** Gives up all calls of a group. */
  leave (group: CallGroup, reason: unknown): void {
    this.#session.leave(group, reason)
  }

  /** A call that is answered at once. */
  ask<N extends CallName, T> (op: N, value: NonNullable<Request[N]>, name: string, read: CallSpec<T>['read']): Promise<T> {
    return this.make(op, value, { name, patience: 'none', read })
  }
}

/** One shape for all: spreading the details costs four times as much, and then every look at them. */
function specOf<T> (op: CallName, request: Request, details: CallDetails<T>): CallSpec<T> {
  const { name, patience, read, failed, late, update, outcome, resending, resent, isFinal, limit, signal, group, bytes, taskId } = details

  return { op, request, name, patience, read, failed, late, update, outcome, resending, resent, isFinal, limit, signal, group, bytes, taskId }
}

/** The frequent ones written out: a property whose name is computed makes objects that are slow to make and to read. */
function requestOf<N extends CallName> (op: N, queue: string, value: NonNullable<Request[N]>): Request {
  switch (op) {
    case 'put': return { number: 0, queue, put: value as Put }
    case 'awaitResult': return { number: 0, queue, awaitResult: value as AwaitResult }
    case 'collect': return { number: 0, queue, collect: value as Collect }
    default: return { number: 0, queue, [op]: value }
  }
}

/** A call that may wait is patient, unless it said that it will not wait. */
export function patienceOf ({ noWait = false, timeout }: { noWait?: boolean, timeout?: number | undefined }): Patience {
  return noWait || (timeout !== undefined && timeout <= 0) ? 'none' : 'wait'
}

/** Whoever lacks the role to declare a queue may have the role to use it. */
function pardon (error: unknown): void {
  if (!(error instanceof PermissionError)) {
    throw error
  }
}
