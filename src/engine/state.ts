import { Pages } from '../pages.ts'
import { Agenda } from './agenda.ts'
import { Answers } from './answers.ts'
import { moveTask, putTask } from './life.ts'
import { Line } from './line.ts'
import { known } from './maps.ts'
import { Outcomes } from './outcomes.ts'
import { ReadyLine } from './ready-line.ts'
import { TaskIds } from './task-ids.ts'
import type { Change, SessionAnswer, TasksForgotten } from './changes.ts'
import type { QueueOptions } from './config.ts'
import type { Queue, Session, Task } from './records.ts'
import type { Capture } from './snapshot.ts'

/**
 * The durable state, and the one function that moves it. `apply` is what `execute` and
 * `replay` have in common: given the same changes it comes to the same state.
 */
export class State {
  readonly queues = new Map<string, Queue>()
  readonly sessions = new Map<string, Session>()

  /** All that is due some time: waiting tasks, leases, waiters, absent sessions. */
  readonly deadlines = new Agenda()

  /** Ended tasks of which something is still known. */
  readonly outcomes = new Outcomes()

  /** Tasks that have not ended, the dead included. */
  live = 0

  /** The last token; grows for ever. */
  token: number

  /** Bytes of items that are held. */
  itemBytes = 0

  /** The snapshot that is being taken: it is shown every task before that changes. Volatile. */
  capture: Capture | undefined

  #lastOrder = 0

  constructor (tokenFloor: number) {
    this.token = tokenFloor
  }

  apply (change: Change): void {
    switch (change.type) {
      case 'task:put': putTask(this, this.queue(change.queue), change); break
      case 'task:move': moveTask(this, this.task(change.queue, change.task), change); break
      case 'task:extend': this.#extend(this.task(change.queue, change.task), change.until); break
      case 'task:evict':
      case 'task:forget': this.forget(this.queue(change.queue), change.tasks.map((id) => this.task(change.queue, id)), change); break
      case 'session:open': this.#open(change); break
      case 'session:answer': this.answered(this.session(change.session), change); break
      case 'session:answered': this.#acknowledged(this.session(change.session), change.below); break
      case 'session:forget': this.#forgetSession(this.session(change.session), change.at); break
      case 'queue:declare': this.queues.set(change.queue, newQueue(change.queue, change.options)); break
      case 'queue:change': this.#configure(this.queue(change.queue), change.options); break
      case 'queue:shutdown': this.queue(change.queue).shut = change.immediate ? 'immediate' : 'draining'; break
      case 'queue:reopen': this.queue(change.queue).shut = 'open'; break
      case 'queue:pause': this.queue(change.queue).paused = change.paused; break
      case 'queue:taskDone': this.queue(change.queue).unfinished--; break
    }
  }

  /** `session:answer`, for those who have the session at hand. */
  answered (session: Session, { from, number, answer }: SessionAnswer): void {
    session.answers.add(from, number, answer)
    session.highest = Math.max(session.highest, number)
  }

  /** The place among those that are due at the same time of one that comes now. */
  nextOrder (): number {
    return ++this.#lastOrder
  }

  /** `task:evict` and `task:forget`, likewise. */
  forget (queue: Queue, tasks: Task[], { type, forced }: TasksForgotten): void {
    // by index, here as elsewhere where thousands come by: an iterator costs a call for each
    for (let index = 0; index < tasks.length; index++) {
      const task = tasks[index] as Task
      const outcome = known(task.outcome, 'outcome of task', task.id)
      this.capture?.save(task)
      queue.counts.evicted += forced && outcome.kept ? 1 : 0

      if (type === 'task:evict') {
        this.outcomes.evict(outcome)
      } else {
        this.outcomes.forget(outcome)
        queue.tasks.delete(task)
      }
    }
  }

  queue (name: string): Queue {
    return known(this.queues.get(name), 'queue', name)
  }

  session (id: string): Session {
    return known(this.sessions.get(id), 'session', id)
  }

  task (queue: string, id: string): Task {
    return known(this.queue(queue).tasks.get(id), 'task', id)
  }

  #extend (task: Task, until: number): void {
    this.capture?.save(task)
    known(task.lease, 'lease of task', task.id).extended = until
  }

  #open (change: Change & { type: 'session:open' }): void {
    this.sessions.set(change.session, newSession(change, this.nextOrder()))
  }

  #acknowledged (session: Session, below: number): void {
    session.below = below
    session.answers.forget(below)
  }

  #forgetSession (session: Session, at: number): void {
    this.outcomes.releaseAll(session, at)
    this.deadlines.remove(session)
    this.sessions.delete(session.id)
  }

  #configure (queue: Queue, options: QueueOptions): void {
    if (options.order !== queue.options.order) {
      queue.line = new ReadyLine(options.order)
    }

    queue.options = options
  }
}

/** A session that was just opened, or comes back from a snapshot. */
export function newSession ({ session, peer, name, keyName, local, at }: Omit<Change & { type: 'session:open' }, 'type'>, order: number): Session {
  return {
    kind: 'session', list: undefined, before: undefined, after: undefined, at: Infinity, order, id: session, peer, name, keyName, local, since: at, below: 0,
    answers: new Answers(), leases: new Pages(), late: new Map(), highest: 0, connected: false, awayAt: at, throttled: false,
    heartbeat: 0, heard: at, latest: Infinity, consumers: new Map(), waiters: new Pages(), lost: new Map(),
    awaited: 0, waitingBytes: 0
  }
}

export function newQueue (name: string, options: QueueOptions): Queue {
  return {
    name,
    options,
    paused: false,
    shut: 'open',
    tasks: new TaskIds(),
    line: new ReadyLine(options.order),
    counts: { ready: 0, delayed: 0, leased: 0, dead: 0, put: 0, done: 0, taken: 0, cancelled: 0, expired: 0, dropped: 0, evicted: 0 },
    unfinished: 0,
    nextSeq: 1,
    terms: { maxAttempts: options.maxAttempts, leaseMs: options.leaseMs, maxRunMs: options.maxRunMs, fingerprint: 0, id: '' },
    hungry: new Line(),
    spare: new Line(),
    nextTaker: 1,
    putters: new Set(),
    joins: new Set(),
    touched: false
  }
}
