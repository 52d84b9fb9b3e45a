import { Answers } from './answers.ts'
import { IndexedHeap } from './heap.ts'
import { moveTask, putTask } from './life.ts'
import { Line } from './line.ts'
import { known } from './maps.ts'
import { Outcomes } from './outcomes.ts'
import { ReadyLine } from './ready-line.ts'
import type { Change, SessionAnswer, TasksForgotten } from './changes.ts'
import type { QueueOptions } from './config.ts'
import type { Outcome, Queue, Session, Task, Timed } from './records.ts'

/**
 * The durable state, and the one function that moves it. `apply` is what `execute` and
 * `replay` have in common: given the same changes it comes to the same state.
 */
export class State {
  readonly queues = new Map<string, Queue>()
  readonly sessions = new Map<string, Session>()

  /** All that is due some time: waiting tasks, leases, waiters, absent sessions. */
  readonly deadlines = new IndexedHeap<Timed>(isDueBefore)

  /** Ended tasks of which something is still known. */
  readonly outcomes = new Outcomes()

  /** Tasks that have not ended, the dead included. */
  live = 0

  /** The last token; grows for ever. */
  token: number

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
      case 'task:forget': this.#forget(this.queue(change.queue), change); break
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

  queue (name: string): Queue {
    return known(this.queues.get(name), 'queue', name)
  }

  session (id: string): Session {
    return known(this.sessions.get(id), 'session', id)
  }

  task (queue: string, id: string): Task {
    return known(this.queue(queue).tasks.get(id), 'task', id)
  }

  /** Sets when a timed record is due, wherever it stood before. */
  schedule (timed: Timed, at: number): void {
    timed.at = at

    if (at === Infinity) {
      this.deadlines.remove(timed)
    } else if (timed.place < 0) {
      this.deadlines.add(timed)
    } else {
      this.deadlines.update(timed)
    }
  }

  #extend (task: Task, until: number): void {
    known(task.lease, 'lease of task', task.id).extended = until
  }

  #forget (queue: Queue, change: TasksForgotten): void {
    for (const id of change.tasks) {
      const { outcome } = known(queue.tasks.get(id), 'task', id)
      this.#forgetOne(queue, id, known(outcome, 'outcome of task', id), change)
    }
  }

  #forgetOne (queue: Queue, id: string, outcome: Outcome, { type, forced }: TasksForgotten): void {
    if (forced && outcome.kept) {
      queue.counts.evicted++
    }

    if (type === 'task:evict') {
      this.outcomes.evict(outcome)
    } else {
      this.outcomes.forget(outcome)
      queue.tasks.delete(id)
    }
  }

  #open (change: Change & { type: 'session:open' }): void {
    const { session, peer, name, keyName, local, at } = change

    this.sessions.set(session, {
      kind: 'session', place: -1, at: Infinity, order: this.nextOrder(), id: session, peer, name, keyName, local, since: at, below: 0,
      answers: new Answers(), leases: new Map(), late: new Map(), highest: 0, connected: false, awayAt: at, throttled: false,
      heartbeat: 0, heard: at, latest: Infinity, consumers: new Map(), waiters: new Map(), lost: new Map(),
      awaited: 0, waitingBytes: 0
    })
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

/** At one time: tasks, then leases, so that what comes back stands behind what was due. */
const KINDS: ReadonlyArray<Timed['kind']> = ['task', 'lease', 'waiter', 'session']

function isDueBefore (a: Timed, b: Timed): boolean {
  if (a.at !== b.at) {
    return a.at < b.at
  }

  return a.kind === b.kind ? a.order < b.order : KINDS.indexOf(a.kind) < KINDS.indexOf(b.kind)
}

function newQueue (name: string, options: QueueOptions): Queue {
  return {
    name,
    options,
    paused: false,
    shut: 'open',
    tasks: new Map(),
    line: new ReadyLine(options.order),
    counts: { ready: 0, delayed: 0, leased: 0, dead: 0, put: 0, done: 0, taken: 0, cancelled: 0, expired: 0, dropped: 0, evicted: 0 },
    unfinished: 0,
    nextSeq: 1,
    terms: { maxAttempts: options.maxAttempts, leaseMs: options.leaseMs, maxRunMs: options.maxRunMs, fingerprint: 0 },
    hungry: new Line(),
    spare: new Line(),
    nextTaker: 1,
    putters: new Set(),
    joins: new Set(),
    touched: false
  }
}
