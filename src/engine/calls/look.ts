import { HISTORY } from '../life.ts'
import { waitingIn } from './put.ts'
import type { Call } from '../commands.ts'
import type { Answer, QueueStats } from '../effects.ts'
import type { Core } from '../core.ts'
import type { Queue, Task } from '../records.ts'
import type { Attempt, TaskInfo } from '../task.ts'

type ListCall = Extract<Call, { op: 'listTasks' }>

/** Tasks that one answer to `listTasks` holds at most. */
const PAGE = 256

/** Python's `full`: an unbounded queue never is. */
export function isFull (queue: Queue): boolean {
  return queue.options.maxSize > 0 && waitingIn(queue) >= queue.options.maxSize
}

export function inspect (core: Core, queue: Queue, call: { task: string }): Answer {
  const task = queue.tasks.get(call.task)

  return task === undefined ? { status: 'RESULT_EXPIRED' } : { status: 'OK', tasks: [infoOf(core, task)] }
}

/** A page of tasks in the order in which they were put. */
export function listTasks (core: Core, queue: Queue, call: ListCall): Answer {
  const { state, holder, limit, after } = call
  const size = Math.min(limit > 0 ? limit : PAGE, PAGE)
  const tasks: TaskInfo[] = []
  let passed = after === undefined

  if (after !== undefined && !queue.tasks.has(after)) {
    return { status: 'RANGE', message: `task '${after}', with which the last page ended, is not known any more: list from the beginning` }
  }

  for (const task of queue.tasks.values()) {
    if (tasks.length === size) {
      break
    }

    if (passed && (state === undefined || task.state === state) && isHeldBy(task, holder)) {
      tasks.push(infoOf(core, task))
    }

    passed ||= task.id === after
  }

  return { status: 'OK', tasks }
}

export function stats (core: Core, queue: Queue): QueueStats {
  let oldest = core.now

  for (const task of queue.line.longest()) {
    oldest = Math.min(oldest, task.since)
  }

  return {
    ...queue.counts,
    unfinished: queue.unfinished,
    getters: queue.hungry.size,
    putters: queue.putters.size,
    oldestReadyMs: Math.round(core.now - oldest),
    longestLeaseMs: Math.round(core.now - firstLeased(core, queue)),
    maxSize: queue.options.maxSize,
    paused: queue.paused,
    shutdown: queue.shut !== 'open'
  }
}

/** When the oldest lease of the queue was granted; none: now. Each session's leases are in the order of the grants. */
function firstLeased (core: Core, queue: Queue): number {
  let first = core.now

  for (const session of queue.counts.leased === 0 ? [] : core.state.sessions.values()) {
    for (const { task } of session.leases.values()) {
      if (task.queue === queue) {
        first = Math.min(first, task.since)
        break
      }
    }
  }

  return first
}

function isHeldBy (task: Task, holder: string | undefined): boolean {
  const session = task.lease?.session

  return holder === undefined || (session !== undefined && (session.peer === holder || session.name === holder))
}

function infoOf (core: Core, task: Task): TaskInfo {
  const { lease } = task

  return {
    id: task.id,
    state: task.state,
    priority: task.priority,
    attempts: task.attempts,
    maxAttempts: task.terms.maxAttempts,
    ageMs: Math.round(core.now - task.putAt),
    stateMs: Math.round(core.now - task.since),
    holderPeer: lease?.session.peer ?? '',
    holderName: lease?.session.name ?? '',
    token: lease?.token ?? 0,
    itemBytes: task.itemBytes,
    history: historyOf(core, task),
    progress: lease?.progress
  }
}

/** How its attempts ended: those that did not finish it, and the one that did. */
function historyOf (core: Core, { past, outcome, attempts, since }: Task): Attempt[] {
  const history = (past?.history ?? []).map((attempt) => ({ ...attempt, at: Math.round(core.now - attempt.at) }))

  if (outcome !== undefined && outcome.by !== '') {
    const holder = core.state.sessions.get(outcome.by)
    const { peer = '', name = '' } = holder ?? {}
    history.push({ attempt: attempts, peer, name, outcome: outcome.how, error: '', at: Math.round(core.now - since) })
  }

  return history.slice(-HISTORY)
}
