import { DONE } from './answers.ts'
import { moveTask, putTask } from './life.ts'
import type { Change, TaskMove, TaskPut, TasksForgotten } from './changes.ts'
import type { EngineLimits } from './config.ts'
import type { Answer, Effect } from './effects.ts'
import type { Queue, Session, Task, Wait, Waiter } from './records.ts'
import type { State } from './state.ts'
import type { Birth } from './task-ids.ts'

/** For how long after its start a coordinator waits for a queue to be declared, in milliseconds. */
export const DECLARE_WITHIN_MS = 5_000

/**
 * One command's worth of work: the state, the time, and what has come of it so far.
 * Everything that handles a command is a function of this.
 */
export class Core {
  readonly state: State
  readonly limits: EngineLimits
  readonly autoCreate: boolean
  readonly random: () => number

  /** When it began to serve: with its first command, or tick. */
  startedAt = 0

  /** Sessions that may come back, those that went first in front. */
  readonly away = new Set<Session>()
  now = 0

  /** What has come of the command, and of those before it that go the same way. */
  changes: Change[] = []
  effects: Effect[] = []

  /** Why nothing can be put at present. */
  putsRefused: string | undefined

  /** What the answer to the present call covers: see `Answers.add`; 0: it is not kept. */
  from = 0

  /** Queues to settle. */
  readonly #touched: Queue[] = []

  constructor (state: State, limits: EngineLimits, autoCreate: boolean, random: () => number) {
    this.state = state
    this.limits = limits
    this.autoCreate = autoCreate
    this.random = random
  }

  /** Makes it a fact. */
  record (change: Change): void {
    this.state.apply(change)
    this.changes.push(change)
  }

  /** The same for a new task, of which there are many: nothing needs to be looked up. */
  put (queue: Queue, change: TaskPut, birth?: Birth): void {
    putTask(this.state, queue, change, birth)
    this.changes.push(change)
  }

  /** The same for a task that moves, to `taker` if that is a grant. */
  move (task: Task, change: TaskMove, taker?: Session): void {
    moveTask(this.state, task, change, taker)
    this.changes.push(change)
  }

  /** Something happened in this queue that others may have waited for. */
  touch (queue: Queue): void {
    if (!queue.touched) {
      queue.touched = true
      this.#touched.push(queue)
    }
  }

  /** The next queue to settle. */
  nextTouched (): Queue | undefined {
    const queue = this.#touched.pop()

    if (queue !== undefined) {
      queue.touched = false
    }

    return queue
  }

  /** The same for ended tasks. */
  forget (queue: Queue, tasks: Task[], change: TasksForgotten): void {
    this.state.forget(queue, tasks, change)
    this.changes.push(change)
  }

  /**
   * Answers a request. An OK is kept from `from` on (0: not at all) until the caller is known
   * to have it, so that the same request again has no other effect; the coordinator's own
   * handles never repeat one.
   */
  answer (session: Session, number: number, answer: Answer, from = 0): void {
    if (from > 0 && !session.local && answer.status === 'OK') {
      const change = answer === DONE
        ? { type: 'session:answer' as const, session: session.id, from, number }
        : { type: 'session:answer' as const, session: session.id, from, number, answer }

      this.state.answered(session, change)
      this.changes.push(change)
    }

    if (session.connected) {
      this.effects.push({ type: 'reply', session: session.id, number, answer })
    }
  }

  /** Lets the present call wait, at most until `at`. */
  wait (session: Session, number: number, queue: string, wait: Wait, at: number): Waiter | undefined {
    const bytes = bytesOf(wait)

    if (session.waiters.size >= this.limits.maxWaiters) {
      this.answer(session, number, { status: 'LIMIT', message: `more than maxWaiters (${this.limits.maxWaiters}) calls of one session wait: let some of them be answered first` })
      return undefined
    }

    if (session.waitingBytes + bytes > this.limits.maxWaitingBytes) {
      this.answer(session, number, { status: 'LIMIT', message: `puts of one session with more than maxWaitingBytes (${this.limits.maxWaitingBytes}) wait: let some of them be answered first` })
      return undefined
    }

    const waiter: Waiter = {
      kind: 'waiter', slot: -1, place: -1, seq: 0, line: undefined, passedIn: undefined, session, number, queue, wait, from: this.from, timer: undefined
    }

    session.waiters.set(number, waiter)
    session.waitingBytes += bytes

    if (at !== Infinity) {
      waiter.timer = { kind: 'waiter', list: undefined, before: undefined, after: undefined, at, order: this.state.nextOrder(), waiter }
      this.state.deadlines.schedule(waiter.timer, at)
    }

    return waiter
  }

  /** The request waits no more; whoever calls this answers it, or knows that nobody listens. */
  unwait (waiter: Waiter): void {
    const { session, wait, timer } = waiter

    session.waiters.delete(waiter.number)
    session.waitingBytes -= bytesOf(wait)
    if (timer !== undefined) {
      this.state.deadlines.remove(timer)
    }

    switch (wait.op) {
      case 'take':
        waiter.line?.remove(waiter as Waiter & { wait: typeof wait })
        waiter.line = undefined
        waiter.passedIn = undefined
        break
      case 'put':
        this.#leavePutters(waiter)
        break
      case 'join':
        this.state.queues.get(waiter.queue)?.joins.delete(waiter)
        break
      case 'result':
      case 'follow':
        wait.task.waiters = without(wait.task.waiters, waiter)
        break
      case 'collect':
        for (const task of wait.missing.keys()) {
          // none waits for one that has ended and was not told yet
          if (task.waiters !== undefined) {
            task.waiters = without(task.waiters, waiter)
          }
        }
        break
      case 'cancel':
        if (wait.task.lease !== undefined) {
          wait.task.lease.cancels = without(wait.task.lease.cancels, waiter)
        }
        break
      case 'declare':
    }
  }

  /** Answers a request that waited. */
  release (waiter: Waiter, answer: Answer): void {
    this.unwait(waiter)
    this.answer(waiter.session, waiter.number, answer, waiter.from)
  }

  #leavePutters (waiter: Waiter): void {
    const queue = this.state.queues.get(waiter.queue)

    // the one behind it may fit
    if (queue?.putters.delete(waiter) === true) {
      this.touch(queue)
    }
  }
}

/** Bytes of items that a call keeps here while it waits. */
function bytesOf (wait: Wait): number {
  return wait.op === 'put' || wait.op === 'declare' ? wait.bytes : 0
}

function without (waiters: Waiter[] | undefined, waiter: Waiter): Waiter[] | undefined {
  const rest = waiters?.filter((each) => each !== waiter)

  return rest?.length === 0 ? undefined : rest
}
