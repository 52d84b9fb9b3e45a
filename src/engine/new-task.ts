import { birthOf } from './task-ids.ts'
import type { TaskPut } from './changes.ts'
import type { Queue, Task, Terms } from './records.ts'
import type { Birth } from './task-ids.ts'

/** The record of a task, as it comes into its queue. */
export function newTask (queue: Queue, put: TaskPut, { number, index }: Birth = birthOf(put)): Task {
  const task: Task = {
    slot: -1,
    place: -1,
    seq: put.seq,
    id: put.task,
    number,
    index,
    queue,
    terms: termsOf(queue, put),
    putAt: put.at,
    putter: put.session,
    state: put.due === 0 ? 'READY' : 'DELAYED',
    item: put.item,
    priority: put.priority,
    attempts: 0,
    since: put.at,
    lease: undefined,
    past: undefined,
    outcome: undefined,
    timer: undefined,
    waiters: undefined,
    list: undefined,
    before: undefined,
    after: undefined
  }

  if (put.due !== 0 || put.expires !== Infinity) {
    task.timer = { kind: 'task', list: undefined, before: undefined, after: undefined, at: Infinity, order: 0, task, due: put.due, expires: put.expires }
  }

  return task
}

/** Most tasks of a queue are put alike: they share one record. */
function termsOf (queue: Queue, { maxAttempts, leaseMs, maxRunMs, fingerprint }: TaskPut): Terms {
  const { terms } = queue

  if (terms.maxAttempts !== maxAttempts || terms.leaseMs !== leaseMs || terms.maxRunMs !== maxRunMs || terms.fingerprint !== fingerprint) {
    queue.terms = { maxAttempts, leaseMs, maxRunMs, fingerprint }
  }

  return queue.terms
}
