import type { Change } from '../engine/index.ts'

/** One hand-out of a task. */
export interface Grant {
  token: number

  /** Whose it was: a client's label. */
  name: string
  attempt: number

  /** `RECEIPT`: to a `get`, which confirms it. */
  mode: 'LEASE' | 'RECEIPT'

  /** How it ended; absent: it has not. */
  ended?: Move['event']
}

/** What the coordinator has decided about one task. */
export interface TaskRecord {
  queue: string
  id: string
  item: Uint8Array
  maxAttempts: number

  /** Absent: it lives. */
  end?: Move['event']

  /** What `complete` recorded. */
  result?: Uint8Array
  isDead: boolean
  grants: Grant[]

  /** Attempts that count, in its present life. */
  charged: number
}

type Put = Extract<Change, { type: 'task:put' }>
type Move = Extract<Change, { type: 'task:move' }>

const ENDS: ReadonlySet<Move['event']> = new Set(['complete', 'confirm', 'cancel', 'expire', 'drop'])

/** These end a hand-out. */
const RETURNS: ReadonlySet<Move['event']> = new Set(['complete', 'confirm', 'cancel', 'drop', 'return', 'retry', 'defer', 'exhaust'])

/**
 * What a coordinator has decided, fact by fact, in an order of its own: it shares no code with
 * the engine, and notes where the facts break a promise. No two leases of one task at once;
 * tokens that grow; nothing after the end; no more attempts than allowed, each counted.
 */
export class Ledger {
  readonly problems: string[] = []
  readonly tasks = new Map<string, TaskRecord>()
  readonly #past: TaskRecord[] = []
  readonly #names = new Map<string, string>()
  readonly #tokens = new Map<string, number>()

  /** A task by its queue and id. */
  task (queue: string, id: string): TaskRecord | undefined {
    return this.tasks.get(keyOf(queue, id))
  }

  /** All that ever had this id, the latest last. */
  withId (queue: string, id: string): TaskRecord[] {
    const task = this.task(queue, id)

    return task === undefined ? [] : [...this.#past.filter((each) => each.queue === queue && each.id === id), task]
  }

  /** All there ever were. */
  * all (): Generator<TaskRecord> {
    yield * this.#past
    yield * this.tasks.values()
  }

  /** The label of a session. */
  nameOf (session: string): string {
    return this.#names.get(session) ?? ''
  }

  apply (change: Change): void {
    switch (change.type) {
      case 'session:open': this.#names.set(change.session, change.name); break
      case 'task:put': this.#put(change); break
      case 'task:move': this.#move(change); break
      default:
    }
  }

  #put ({ queue, task, item, maxAttempts }: Put): void {
    const known = this.task(queue, task)

    // an id of the user's own may be used again once it is forgotten
    if (known !== undefined) {
      this.#past.push(known)
      if (known.end === undefined) {
        this.#object(known, 'was put twice')
      }
    }

    this.tasks.set(keyOf(queue, task), { queue, id: task, item: new Uint8Array(item), maxAttempts, isDead: false, grants: [], charged: 0 })
  }

  #move (move: Move): void {
    const task = this.task(move.queue, move.task)

    if (task === undefined) {
      this.problems.push(`task ${move.task} of queue '${move.queue}' was never put, and had a ${move.event}`)
    } else if (task.end !== undefined) {
      this.#object(task, `ended by ${task.end}, and then had a ${move.event}`)
    } else if (move.event === 'grant') {
      this.#grant(task, move)
    } else {
      this.#go(task, move)
    }
  }

  #grant (task: TaskRecord, { lease }: Move): void {
    const open = task.grants.at(-1)
    const { token, session, mode, attempt } = lease as NonNullable<Move['lease']>
    const last = this.#tokens.get(task.queue) ?? 0
    this.#tokens.set(task.queue, Math.max(last, token))

    if (open !== undefined && open.ended === undefined) {
      this.#object(task, `was handed to '${this.nameOf(session)}' while '${open.name}' had it (token ${open.token})`)
    }

    if (token <= last) {
      this.#object(task, `was handed out with token ${token}, after ${last} was given`)
    }

    if (attempt !== task.charged + 1 || attempt > task.maxAttempts || task.isDead) {
      this.#object(task, `is begun for the ${attempt}. time, of ${task.maxAttempts}, and ${task.charged} attempts have failed${task.isDead ? '; it was dead' : ''}`)
    }

    task.grants.push({ token, name: this.nameOf(session), attempt, mode })
  }

  #go (task: TaskRecord, { event, result, ended }: Move): void {
    const open = task.grants.at(-1)

    if (ended?.outcome === 'lapsed' && open?.mode === 'LEASE' && (event === 'return' || event === 'defer')) {
      this.#object(task, `was not charged for a lease that lapsed (token ${open.token})`)
    }

    if (open !== undefined && RETURNS.has(event)) {
      // a late confirmation comes after its hand-out has ended
      open.ended = open.ended === undefined || event === 'confirm' ? event : open.ended
    }

    if (event === 'retry' || event === 'exhaust') {
      task.charged++
      task.isDead = event === 'exhaust'
    } else if (event === 'redrive') {
      task.charged = 0
      task.isDead = false
    } else if (ENDS.has(event)) {
      task.end = event
      if (result !== undefined) {
        task.result = new Uint8Array(result)
      }
    }
  }

  #object ({ queue, id }: TaskRecord, problem: string): void {
    this.problems.push(`task ${id} of queue '${queue}' ${problem}`)
  }
}

function keyOf (queue: string, id: string): string {
  return `${queue} ${id}`
}
