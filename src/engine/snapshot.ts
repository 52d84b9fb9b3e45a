import type { AnswersValues } from './answers.ts'
import type { Counts, Ended, Lease, Past, Queue, Session, Task } from './records.ts'
import type { State } from './state.ts'
import type { QueueOptions } from './config.ts'
import type { Mode, TaskState } from './task.ts'

/** Tasks in one piece, and bytes of their items: so much is encoded in one turn of the event loop. */
const PIECE_TASKS = 512
const PIECE_BYTES = 256 * 1024

/** Sessions in one piece. */
const PIECE_SESSIONS = 256

/** About what a task takes in a snapshot, beside its item or result. */
const TASK_BYTES = 32

export interface QueueValues {
  name: string
  options: QueueOptions
  paused: boolean
  shut: Queue['shut']
  counts: Counts
  unfinished: number
  nextSeq: number
}

export interface SessionValues {
  session: string
  peer: string
  name: string
  keyName: string
  local: boolean
  at: number
  below: number
  highest: number
  answers: AnswersValues
}

export interface TaskValues {
  id: string
  state: TaskState
  item: Uint8Array | undefined
  priority: number
  seq: number
  attempts: number
  maxAttempts: number
  leaseMs: number
  maxRunMs: number
  fingerprint: number
  putAt: number
  since: number
  putter: string
  due: number
  expires: number

  /** Whose turn it is of those that are due at once. */
  order: number
  past: Past | undefined
  lease: { token: number, session: string, mode: Mode, consumer: number, request: number, extended: number } | undefined
  outcome: OutcomeValues | undefined
}

export interface OutcomeValues {
  by: string
  how: string
  awaited: boolean
  result: Uint8Array | undefined
  bytes: number
  kept: boolean
  keptUntil: number
}

/** A receipt that went back; '': its task is long forgotten. */
export interface LateValues {
  session: string
  token: number
  queue: string
  task: string
}

/** A part of the durable state, in plain values that nothing changes any more. They come in this order. */
export type SnapshotPiece =
  | { type: 'begin', token: number, live: number }
  | { type: 'queue', queue: QueueValues }
  | { type: 'sessions', sessions: SessionValues[] }
  | { type: 'tasks', queue: string, tasks: TaskValues[] }
  | { type: 'end', late: LateValues[] }

/** The durable state of one moment, to be read once. */
export interface Snapshot extends Iterable<SnapshotPiece> {
  /** Nobody reads the rest. */
  release (): void
}

/** The tasks of a queue whose turn has not come, in the order in which they were put: from when to when. */
interface Row {
  readonly tasks: Task[]
  from: number
  readonly to: number
}

/**
 * A snapshot is copied on write: what is small is copied at once, and of tasks, which may be
 * millions, only the list. A task that changes before its turn is copied then, so that the
 * pieces are of one moment although the engine goes on between them.
 */
export class Capture implements Snapshot {
  readonly #state: State
  readonly #begin: SnapshotPiece
  readonly #queues: SnapshotPiece[]
  readonly #sessions: SessionValues[]
  readonly #late: LateValues[]
  readonly #rows: Map<Queue, Row>
  readonly #saved = new Map<Task, TaskValues>()

  constructor (state: State) {
    const sessions = [...state.sessions.values()]

    if (state.capture !== undefined) {
      throw new Error('a snapshot is being taken already')
    }

    this.#state = state
    this.#begin = { type: 'begin', token: state.token, live: state.live }
    this.#queues = Array.from(state.queues.values(), (queue) => ({ type: 'queue', queue: queueValues(queue) }))
    this.#sessions = sessions.map(sessionValues)
    this.#late = sessions.flatMap(lateValues)
    this.#rows = new Map(Array.from(state.queues.values(), (queue) => [queue, rowOf(queue)]))
    state.capture = this
  }

  * [Symbol.iterator] (): IterableIterator<SnapshotPiece> {
    try {
      yield this.#begin
      yield * this.#queues

      for (let start = 0; start < this.#sessions.length; start += PIECE_SESSIONS) {
        yield { type: 'sessions', sessions: this.#sessions.slice(start, start + PIECE_SESSIONS) }
      }

      yield * this.#tasks()
      yield { type: 'end', late: this.#late }
    } finally {
      this.release()
    }
  }

  release (): void {
    if (this.#state.capture === this) {
      this.#state.capture = undefined
    }
  }

  /** The task is about to change. One that came later, or that had its turn, may. */
  save (task: Task): void {
    const row = this.#rows.get(task.queue)

    if (row !== undefined && task.putAt >= row.from && task.putAt <= row.to && !this.#saved.has(task)) {
      this.#saved.set(task, taskValues(task))
    }
  }

  * #tasks (): Generator<SnapshotPiece> {
    for (const [queue, row] of this.#rows) {
      for (let next = 0; next < row.tasks.length;) {
        const tasks = this.#piece(row, next)
        next += tasks.length
        row.from = row.tasks[next]?.putAt ?? Infinity
        yield { type: 'tasks', queue: queue.name, tasks }
      }

      this.#rows.delete(queue)
    }
  }

  #piece ({ tasks }: Row, start: number): TaskValues[] {
    const piece: TaskValues[] = []

    for (let bytes = 0, next = start; next < tasks.length && piece.length < PIECE_TASKS && bytes < PIECE_BYTES; next++) {
      const task = tasks[next] as Task
      const values = this.#saved.get(task) ?? taskValues(task)
      this.#saved.delete(task)
      piece.push(values)
      bytes += (values.item?.byteLength ?? 0) + (values.outcome?.result?.byteLength ?? 0)
    }

    return piece
  }
}

function rowOf (queue: Queue): Row {
  const tasks = [...queue.tasks.values()]

  return { tasks, from: -Infinity, to: tasks.at(-1)?.putAt ?? -Infinity }
}

/** About how many bytes a snapshot comes to. */
export function weigh ({ itemBytes, live, outcomes }: State): number {
  return itemBytes + outcomes.resultBytes + TASK_BYTES * (live + outcomes.kept + outcomes.ids.size)
}

function queueValues ({ name, options, paused, shut, counts, unfinished, nextSeq }: Queue): QueueValues {
  return { name, options, paused, shut, counts: { ...counts }, unfinished, nextSeq }
}

function sessionValues ({ id, peer, name, keyName, local, since, below, highest, answers }: Session): SessionValues {
  return { session: id, peer, name, keyName, local, at: since, below, highest, answers: answers.dump() }
}

function lateValues ({ id, late }: Session): LateValues[] {
  return Array.from(late, ([token, task]) => {
    // one that has ended is not confirmed any more
    const isKnown = task !== undefined && task.outcome === undefined

    return { session: id, token, queue: isKnown ? task.queue.name : '', task: isKnown ? task.id : '' }
  })
}

function taskValues (task: Task): TaskValues {
  const { id, state, item, priority, seq, attempts, terms, putAt, since, putter, timer, past, lease, outcome } = task
  const { maxAttempts, leaseMs, maxRunMs, fingerprint } = terms

  return {
    id, state, item, priority, seq, attempts, maxAttempts, leaseMs, maxRunMs, fingerprint, putAt, since, putter,
    due: timer?.due ?? 0,
    expires: timer?.expires ?? Infinity,
    order: timer?.order ?? 0,
    past: past && { ...past, history: [...past.history] },
    lease: lease && leaseValues(lease),
    outcome: outcome && outcomeValues(outcome)
  }
}

function leaseValues ({ token, session, mode, consumer, request, extended }: Lease): TaskValues['lease'] {
  return { token, session: session.id, mode, consumer, request, extended }
}

function outcomeValues ({ by, how, awaitedBy, result, bytes, kept, keptUntil }: Ended): OutcomeValues {
  return { by, how, awaited: awaitedBy !== undefined, result, bytes, kept, keptUntil }
}
