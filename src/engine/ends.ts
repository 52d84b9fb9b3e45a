import { DONE } from './answers.ts'
import type { Answer } from './effects.ts'
import type { Core } from './core.ts'
import type { Task, Waiter } from './records.ts'
import type { TaskMove } from './changes.ts'
import type { TaskEvent } from './transitions.ts'

/** A move without what only some moves carry. */
export function moveOf (core: Core, task: Task, event: TaskEvent): TaskMove {
  return { type: 'task:move', queue: task.queue.name, task: idOf(task), event, at: core.now }
}

/** A move that ends a task. */
export function endOf (core: Core, task: Task, event: 'complete' | 'confirm' | 'cancel' | 'expire' | 'drop'): TaskMove {
  const { queue } = task

  return { type: 'task:move', queue: queue.name, task: idOf(task), event, at: core.now, keptUntil: core.now + queue.options.resultTtl }
}

function idOf (task: Task): string {
  return task.lease?.id ?? task.id
}

/** Ends a task for good, by a move that `endOf` made, and tells those who wait for its outcome. */
export function endTask (core: Core, task: Task, move: TaskMove): void {
  core.move(task, move)
  tell(core, task)
}

/** The task is ended or dead: whoever waits for that hears it now. */
export function tell (core: Core, task: Task): void {
  const { waiters } = task
  core.touch(task.queue)

  if (waiters === undefined) {
    return
  }

  const outcome = outcomeOf(task) as Answer
  // nobody needs to look for itself in the list
  task.waiters = undefined

  for (const waiter of waiters) {
    const { session, wait } = waiter

    if (wait.op === 'collect') {
      tellCollector(core, waiter, wait.missing, task, outcome)
      endCollecting(core, waiter, wait.missing)
      continue
    }

    // whoever follows the progress learns that there is no more, and nothing of how it went
    core.release(waiter, wait.op === 'follow' ? { status: 'OK' } : outcome)

    if (wait.op === 'result' && session.id === task.putter) {
      handOver(core, task)
    }
  }
}

/** Tells what there is to tell of the outcomes that are collected, and lets the call wait for the rest. */
export function tellCollected (core: Core, waiter: Waiter, missing: Map<Task, number>): void {
  for (const task of missing.keys()) {
    const outcome = outcomeOf(task)

    if (outcome !== undefined) {
      tellCollector(core, waiter, missing, task, outcome)
    } else if (task.waiters?.includes(waiter) !== true) {
      (task.waiters ??= []).push(waiter)
    }
  }

  endCollecting(core, waiter, missing)
}

/** One of them. A session that does not take what it is sent is told later: its outbox grows no more. */
function tellCollector (core: Core, { session, number }: Waiter, missing: Map<Task, number>, task: Task, answer: Answer): void {
  if (session.throttled) {
    return
  }

  core.effects.push({ type: 'outcome', session: session.id, number, index: missing.get(task) as number, answer })
  missing.delete(task)

  if (session.id === task.putter) {
    handOver(core, task)
  }
}

function endCollecting (core: Core, waiter: Waiter, missing: Map<Task, number>): void {
  if (missing.size === 0) {
    core.release(waiter, DONE)
  }
}

/** Whoever put it has its outcome: it is kept for `resultTtl` from here, and for nobody in particular. */
export function handOver (core: Core, task: Task): void {
  if (task.outcome !== undefined) {
    core.state.outcomes.release(task.outcome, core.now + task.queue.options.resultTtl)
  }
}

/** What a caller of `result` gets, once there is something to get. */
export function outcomeOf (task: Task): Answer | undefined {
  switch (task.state) {
    case 'DONE':
      return resultOf(task)
    case 'DEAD':
      return task.past?.failure === undefined ? { status: 'TASK_FAILED' } : { status: 'TASK_FAILED', failure: task.past.failure }
    case 'CANCELLED':
    case 'DROPPED':
      return { status: 'TASK_CANCELLED' }
    case 'EXPIRED':
      return { status: 'TASK_EXPIRED' }
    default:
      return undefined
  }
}

function resultOf ({ outcome }: Task): Answer {
  if (outcome?.kept !== true) {
    return { status: 'RESULT_EXPIRED' }
  }

  const { result } = outcome

  return result === undefined ? DONE : { status: 'OK', payload: result }
}
