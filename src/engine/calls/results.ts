import { DONE } from '../answers.ts'
import { becomeReady, giveBack, revoke } from '../leases.ts'
import { endOf, endTask, handOver, outcomeOf, tellCollected } from '../ends.ts'
import type { Answer } from '../effects.ts'
import type { Core } from '../core.ts'
import type { Queue, Session, Task, Wait } from '../records.ts'

/** The outcome of a task; `undefined`: it comes when there is one. */
export function awaitResult (core: Core, session: Session, queue: Queue, call: { task: string, timeout: number }, number: number): Answer | undefined {
  const task = queue.tasks.get(call.task)

  if (task === undefined) {
    return { status: 'RESULT_EXPIRED' }
  }

  const outcome = outcomeOf(task)

  if (outcome === undefined && !(call.timeout > 0)) {
    return { status: 'TIMEOUT' }
  }

  if (outcome === undefined) {
    follow(core, session, queue, task, number, { op: 'result', task }, core.now + call.timeout)
  } else if (session.id === task.putter) {
    handOver(core, task)
  }

  return outcome
}

/** The outcomes of tasks, each told as it comes; answered when all are. */
export function collect (core: Core, session: Session, queue: Queue, { tasks }: { tasks: string[] }, number: number): Answer | undefined {
  const missing = new Map<Task, number>()
  const waiter = core.wait(session, number, queue.name, { op: 'collect', missing }, Infinity)

  if (waiter === undefined) {
    return undefined
  }

  for (let index = 0; index < tasks.length; index++) {
    const task = queue.tasks.get(tasks[index] as string)

    if (task === undefined) {
      core.effects.push({ type: 'outcome', session: session.id, number, index, answer: { status: 'RESULT_EXPIRED' } })
    } else {
      missing.set(task, index)
    }
  }

  tellCollected(core, waiter, missing)

  return undefined
}

/** The progress of a task, until it ends. */
export function followTask (core: Core, session: Session, queue: Queue, call: { task: string }, number: number): Answer | undefined {
  const task = queue.tasks.get(call.task)

  if (task === undefined || outcomeOf(task) !== undefined) {
    return DONE
  }

  const seen = task.lease?.progress

  if (follow(core, session, queue, task, number, { op: 'follow', task, seen }, Infinity) && seen !== undefined) {
    core.effects.push({ type: 'update', session: session.id, number, value: seen })
  }

  return undefined
}

/** Calls a task off. A receipt's outcome is waited for: what a getter has confirmed is its own. */
export function cancel (core: Core, session: Session, queue: Queue, call: { task: string }, number: number): Answer | undefined {
  const task = queue.tasks.get(call.task)

  if (task?.lease?.mode === 'RECEIPT') {
    const waiter = core.wait(session, number, queue.name, { op: 'cancel', task }, Infinity)

    if (waiter !== undefined) {
      (task.lease.cancels ??= []).push(waiter)
    }

    return undefined
  }

  if (task === undefined || outcomeOf(task) !== undefined) {
    return { status: 'OK', flag: false }
  }

  if (task.lease !== undefined) {
    revoke(core, task.lease, 'CANCELLED')
  }
  endTask(core, task, endOf(core, task, 'cancel'))

  return { status: 'OK', flag: true }
}

/** Moves a task out of its holder's hands, or out of its delay, so that it is handed out again. */
export function requeue (core: Core, queue: Queue, call: { task: string }): Answer {
  const task = queue.tasks.get(call.task)

  if (task?.state === 'DELAYED') {
    becomeReady(core, task, 'requeue')
    return DONE
  }

  if (task?.lease === undefined || task.lease.mode === 'RECEIPT') {
    return { status: 'RANGE', message: `task '${call.task}' is ${task?.state.toLowerCase() ?? 'not in this queue'}: only a leased or delayed one can be requeued, a dead one redriven` }
  }

  revoke(core, task.lease, 'CANCELLED')
  giveBack(core, task.lease, { outcome: 'requeued' })

  return DONE
}

/** Whether it waits now. */
function follow (core: Core, session: Session, queue: Queue, task: Task, number: number, wait: Wait, at: number): boolean {
  const waiter = core.wait(session, number, queue.name, wait, at)

  if (waiter !== undefined) {
    (task.waiters ??= []).push(waiter)
  }

  return waiter !== undefined
}
