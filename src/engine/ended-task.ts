import { idOf } from './task-ids.ts'
import type { LinkedList } from './linked-list.ts'
import type { Ended, Past, Queue, Session, Task, Terms } from './records.ts'
import type { Attempt, TaskState } from './task.ts'

/**
 * What a kept outcome takes in memory, as measured with V8 13.6: the record with its places, an
 * id that was chosen, what holds the bytes of a result, a history, and each attempt in it.
 */
const OUTCOME_BYTES = 240
const CHOSEN_BYTES = 152
const RESULT_BYTES = 96
const PAST_BYTES = 320
const ATTEMPT_BYTES = 120

/** How a task ended. */
export type Ending = Pick<Ended, 'state' | 'since' | 'by' | 'how' | 'awaitedBy' | 'result' | 'keptUntil'>

/**
 * What is kept of a task that has ended, in one piece and as small as it can be: what V8 copies
 * as it grows old, and looks at again in every full collection. The record of the task dies young,
 * which costs nothing. The result is where it is and how long, not a view of that (104 bytes).
 */
export class EndedTask implements Ended {
  readonly number: number
  readonly index: number
  readonly queue: Queue
  readonly terms: Terms
  readonly putAt: number
  readonly putter: string
  readonly priority: number
  readonly attempts: number
  readonly state: TaskState
  readonly since: number
  readonly by: string
  readonly how: string
  past: Past | undefined
  awaitedBy: Session | undefined
  keptUntil: number
  slot = -1
  list: LinkedList<Task> | undefined = undefined
  before: Task | undefined = undefined
  after: Task | undefined = undefined
  #memory: ArrayBufferLike | undefined = undefined
  #start = 0
  #length = 0

  constructor (task: Task, ending: Ending) {
    this.number = task.number
    this.index = task.index
    this.queue = task.queue
    this.terms = task.terms
    this.putAt = task.putAt
    this.putter = task.putter
    this.priority = task.priority
    this.attempts = task.attempts
    this.past = task.past
    this.state = ending.state
    this.since = ending.since
    this.by = ending.by
    this.how = ending.how
    this.awaitedBy = ending.awaitedBy
    this.keptUntil = Math.ceil(ending.keptUntil)
    this.result = ending.result
  }

  get id (): string {
    return idOf(this)
  }

  get result (): Uint8Array | undefined {
    return this.#memory === undefined ? undefined : new Uint8Array(this.#memory, this.#start, this.#length)
  }

  set result (result: Uint8Array | undefined) {
    this.#memory = result?.buffer
    this.#start = result?.byteOffset ?? 0
    this.#length = result?.byteLength ?? 0
  }

  get resultBytes (): number {
    return this.#length
  }

  get bytes (): number {
    return OUTCOME_BYTES +
      (this.number < 0 ? CHOSEN_BYTES : 0) +
      (this.#memory === undefined ? 0 : RESULT_BYTES + this.#length) +
      (this.past === undefined ? 0 : PAST_BYTES + bytesOf(this.past.history))
  }

  get kept (): boolean {
    return this.keptUntil >= 0
  }

  get outcome (): Ended {
    return this
  }

  // it waits for nothing, and nobody has it

  get item (): undefined {
    return undefined
  }

  get itemBytes (): number {
    return 0
  }

  get lease (): undefined {
    return undefined
  }

  get timer (): undefined {
    return undefined
  }

  get waiters (): undefined {
    return undefined
  }

  get seq (): number {
    return 0
  }

  get place (): number {
    return -1
  }
}

function bytesOf (history: Attempt[]): number {
  return history.reduce((sum, { error }) => sum + ATTEMPT_BYTES + error.length, 0)
}
