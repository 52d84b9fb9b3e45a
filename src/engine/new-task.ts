import { birthOf, idOf } from './task-ids.ts'
import type { TaskPut } from './changes.ts'
import type { LinkedList } from './linked-list.ts'
import type { Ended, Lease, Past, Queue, Task, TaskTimer, Terms, Waiter } from './records.ts'
import type { Birth } from './task-ids.ts'
import type { TaskState } from './transitions.ts'

/** The record of a task, as it comes into its queue. */
export function newTask (queue: Queue, put: TaskPut, birth: Birth = birthOf(put)): Task {
  const task = new TaskRecord(queue, put, birth)

  if (put.due !== 0 || put.expires !== Infinity) {
    task.timer = { kind: 'task', list: undefined, before: undefined, after: undefined, at: Infinity, order: 0, task, due: put.due, expires: put.expires }
  }

  return task
}

/**
 * A million of these wait in memory. So the item is where it is and how long, not a view of that (104 bytes).
 */
class TaskRecord implements Task {
  slot = -1
  place = -1
  seq: number
  readonly number: number
  readonly index: number
  readonly queue: Queue
  readonly terms: Terms
  readonly putAt: number
  readonly putter: string
  state: TaskState
  itemBytes = 0
  readonly priority: number
  attempts = 0
  since: number
  lease: Lease | undefined = undefined
  past: Past | undefined = undefined
  outcome: Ended | undefined = undefined
  timer: TaskTimer | undefined = undefined
  waiters: Waiter[] | undefined = undefined
  list: LinkedList<Task> | undefined = undefined
  before: Task | undefined = undefined
  after: Task | undefined = undefined
  #memory: ArrayBufferLike | undefined = undefined
  #start = 0

  constructor (queue: Queue, put: TaskPut, { number, index }: Birth) {
    this.seq = put.seq
    this.number = number
    this.index = index
    this.queue = queue
    this.terms = termsOf(queue, put, number < 0 ? put.task : '')
    this.putAt = Math.floor(put.at)
    this.putter = put.session
    this.state = put.due === 0 ? 'READY' : 'DELAYED'
    this.priority = put.priority
    this.since = this.putAt
    this.item = put.item
  }

  get id (): string {
    return idOf(this)
  }

  get item (): Uint8Array | undefined {
    return this.#memory === undefined ? undefined : new Uint8Array(this.#memory, this.#start, this.itemBytes)
  }

  set item (item: Uint8Array | undefined) {
    this.#memory = item?.buffer
    this.#start = item?.byteOffset ?? 0
    this.itemBytes = item?.byteLength ?? 0
  }
}

/** Most tasks of a queue are put alike: they share one record. */
function termsOf (queue: Queue, { maxAttempts, leaseMs, maxRunMs, fingerprint }: TaskPut, id: string): Terms {
  const { terms } = queue

  if (terms.maxAttempts !== maxAttempts || terms.leaseMs !== leaseMs || terms.maxRunMs !== maxRunMs || terms.fingerprint !== fingerprint || terms.id !== id) {
    queue.terms = { maxAttempts, leaseMs, maxRunMs, fingerprint, id }
  }

  return queue.terms
}
