import { answer, dismiss, outcomeOf, tell } from './answers.ts'
import { OPTIONS, UNCHARGED, isWaiting } from './records.ts'
import type { TaskState } from '../../../src/engine/index.ts'
import type { NaiveLease, NaiveTask } from './records.ts'
import type { NaiveState } from './state.ts'

/** What becomes of a task: it is ready, goes back, is charged, ends. */

export function ready (queue: NaiveState, task: NaiveTask, seq: number): void {
  Object.assign(task, { state: 'READY', seq, due: 0, order: queue.counter++ })
}

/** The attempt does not count, and the task is back in its old place. */
export function giveBack (queue: NaiveState, task: NaiveTask, due: number): void {
  if (task.uncharged + 1 >= UNCHARGED) {
    task.uncharged++
    spend(queue, task, due)
    return
  }

  task.attempts -= queue.shut === 'immediate' ? 0 : 1
  task.uncharged++
  comeBack(queue, task, due, true)
}

/** The attempt counts. */
export function charge (queue: NaiveState, task: NaiveTask, due: number): void {
  task.uncharged = 0
  spend(queue, task, due)
}

/** The task is tried again, in a new place, unless no attempt is left. */
function spend (queue: NaiveState, task: NaiveTask, due: number): void {
  if (task.attempts >= OPTIONS.maxAttempts) {
    const { cancels } = task.lease as NaiveLease
    end(queue, task, 'DEAD')
    cancels.forEach((cancel) => { answer(queue, cancel, 'OK false') })
  } else {
    comeBack(queue, task, due, false)
  }
}

function comeBack (queue: NaiveState, task: NaiveTask, due: number, keepsPlace: boolean): void {
  const { mode, session, token, cancels } = task.lease as NaiveLease

  if (queue.shut === 'immediate') {
    end(queue, task, 'DROPPED', 'dropped')
  } else {
    task.lease = undefined

    if (due > queue.now) {
      Object.assign(task, { state: 'DELAYED', due, order: queue.counter++ })
    } else {
      ready(queue, task, keepsPlace ? task.seq : queue.counter++)
    }

    if (mode === 'RECEIPT') {
      session.late.add(token)
    }
  }

  for (const cancel of cancels) {
    const waits = isWaiting(task)

    if (waits) {
      end(queue, task, 'CANCELLED', 'cancelled')
    }

    answer(queue, cancel, `OK ${waits}`)
  }
}

export function end (queue: NaiveState, task: NaiveTask, state: TaskState, count?: 'done' | 'taken' | 'cancelled' | 'expired' | 'dropped'): void {
  Object.assign(task, { state, lease: undefined })
  queue.unfinished -= count === 'taken' || queue.unfinished === 0 ? 0 : 1

  if (count !== undefined) {
    queue.counts[count]++
  }

  queue.watches = dismiss(queue, queue.watches, (watch) => watch.task === task, outcomeOf(task) as string)
  tell(queue)
}

/** All tasks that wait are dropped. How many were there? */
export function drop (queue: NaiveState): number {
  const waiting = queue.tasks.filter(isWaiting)
  waiting.forEach((task) => { end(queue, task, 'DROPPED', 'dropped') })

  return waiting.length
}
