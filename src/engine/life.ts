import { EndedTask } from './ended-task.ts'
import { forgetFirst, known } from './maps.ts'
import { newTask } from './new-task.ts'
import { transition } from './transitions.ts'
import type { TaskMove, TaskPut } from './changes.ts'
import type { Lease, Past, Queue, Session, Task } from './records.ts'
import type { State } from './state.ts'
import type { Birth } from './task-ids.ts'
import type { TaskEvent } from './transitions.ts'

/** Attempts of a task that its history keeps. */
export const HISTORY = 20

/** Receipts that went back, and that a session is remembered to have had. */
const LATE = 1_024

/** A task comes into its queue. */
export function putTask (state: State, queue: Queue, change: TaskPut, birth?: Birth): void {
  const task = newTask(queue, change, birth)

  queue.tasks.add(task)
  queue.counts.put++
  queue.unfinished++
  state.live++
  state.itemBytes += change.item.byteLength

  if (task.state === 'READY') {
    stand(task)
  } else {
    queue.counts.delayed++
  }

  watch(state, task)
}

/** Moves a task by one row of the transition table; what the table does not have is refused, and nothing changes. */
export function moveTask (state: State, task: Task, change: TaskMove, taker?: Session): void {
  const next = transition(task.state, change.event)

  if (next === undefined) {
    throw new Error(`task ${task.id} is ${task.state}: it cannot ${change.event}`)
  }

  const session = next === 'LEASED' ? taker ?? state.session(known(change.lease, 'lease of task', task.id).session) : undefined
  const holder = task.lease?.session.id
  state.capture?.save(task)
  leave(state, task, change)
  task.state = next
  task.since = Math.floor(change.at)

  switch (next) {
    case 'READY': become(state, task, change); break
    case 'DELAYED': delay(state, task, change); break
    case 'LEASED': lend(state, task, change, session as Session); break
    case 'DEAD': die(task, change); break
    default: end(state, task, change, holder ?? '')
  }
}

/** What ends with the old state. */
function leave (state: State, task: Task, change: TaskMove): void {
  const { queue: { counts, line }, timer } = task

  switch (task.state) {
    case 'READY':
      counts.ready--
      line.remove(task)
      break
    case 'DELAYED':
      counts.delayed--
      break
    case 'DEAD':
      counts.dead--
      break
    default:
      counts.leased--
      endLease(state, task, task.lease as Lease, change)
  }

  if (timer !== undefined) {
    state.deadlines.remove(timer)
  }
}

function endLease (state: State, task: Task, lease: Lease, change: TaskMove): void {
  const { mode, session, token } = lease

  session.leases.delete(token)
  state.deadlines.remove(lease)
  task.lease = undefined

  if (change.ended !== undefined) {
    const past = pastOf(task)
    past.token = token
    past.history.push(change.ended)
    if (past.history.length > HISTORY) {
      past.history.shift()
    }
  }

  switch (change.event) {
    case 'return':
    case 'defer':
      task.attempts--
      pastOf(task).uncharged++
      break
    case 'retry':
    case 'exhaust':
      pastOf(task).uncharged = change.habit === true ? pastOf(task).uncharged + 1 : 0
      break
    default:
      // the task has ended
      return
  }

  if (mode === 'RECEIPT') {
    session.late.set(token, task)
    forgetFirst(session.late, LATE)
  }
}

function pastOf (task: Task): Past {
  return task.past ??= { token: 0, uncharged: 0, history: [], failure: undefined }
}

/** READY again: with a new place at the end of the line, or the one that it had. */
function become (state: State, task: Task, change: TaskMove): void {
  if (change.event === 'redrive') {
    revive(task)
  }

  if (task.timer !== undefined) {
    task.timer.due = 0
  }

  if (change.seq === undefined) {
    task.queue.counts.ready++
    task.queue.line.giveBack(task)
  } else {
    task.seq = change.seq
    stand(task)
  }

  watch(state, task)
}

/** A dead task has another life, in which no ttl counts: it was started before that ran out. */
function revive (task: Task): void {
  task.attempts = 0
  task.queue.unfinished++

  if (task.past !== undefined) {
    task.past.uncharged = 0
    task.past.failure = undefined
  }

  if (task.timer !== undefined) {
    task.timer.expires = Infinity
  }
}

/** READY, at the end of the line. */
function stand (task: Task): void {
  const { queue } = task

  queue.counts.ready++
  queue.nextSeq = Math.max(queue.nextSeq, task.seq + 1)
  queue.line.add(task)
}

function delay (state: State, task: Task, change: TaskMove): void {
  task.timer ??= { kind: 'task', list: undefined, before: undefined, after: undefined, at: Infinity, order: 0, task, due: 0, expires: Infinity }
  task.timer.due = change.due ?? 0
  task.queue.counts.delayed++
  watch(state, task)
}

/** A ttl is looked at only until the task is handed out and charged for the first time. */
export function watch (state: State, task: Task): void {
  const { timer } = task

  if (timer !== undefined) {
    const expires = task.attempts === 0 ? timer.expires : Infinity
    timer.order = state.nextOrder()
    state.deadlines.schedule(timer, task.state === 'DELAYED' ? Math.min(timer.due, expires) : expires)
  }
}

function lend (state: State, task: Task, change: TaskMove, session: Session): void {
  const { token, mode, consumer, request, attempt } = change.lease as NonNullable<TaskMove['lease']>

  state.token = Math.max(state.token, token)
  session.highest = Math.max(session.highest, request)
  task.attempts = attempt
  task.lease = newLease(task, change.task, session, { token, mode, consumer, request })
  session.leases.set(token, task.lease)
  task.queue.counts.leased++
}

/** A lease whose end is not set yet. */
export function newLease (task: Task, id: string, session: Session, { token, mode, consumer, request }: Pick<Lease, 'token' | 'mode' | 'consumer' | 'request'>): Lease {
  return {
    kind: 'lease', list: undefined, before: undefined, after: undefined, at: Infinity, order: token, token, task, id, session, mode, consumer, request, extended: 0, until: 0, graceEnds: -1,
    delivered: false, started: false, charge: true, unclaimed: false, slot: undefined, cancels: undefined, progress: undefined
  }
}

function die (task: Task, change: TaskMove): void {
  const { queue } = task

  queue.counts.dead++
  queue.unfinished = Math.max(0, queue.unfinished - 1)
  pastOf(task).failure = change.failure
}

function end (state: State, task: Task, change: TaskMove, holder: string): void {
  const { queue: { counts } } = task

  switch (change.event) {
    case 'complete': counts.done++; break
    case 'confirm': counts.taken++; break
    case 'cancel': counts.cancelled++; break
    case 'expire': counts.expired++; break
    default: counts.dropped++
  }

  if (change.event !== 'confirm') {
    task.queue.unfinished = Math.max(0, task.queue.unfinished - 1)
  }

  state.live--
  state.itemBytes -= task.itemBytes
  task.outcome = new EndedTask(task, {
    state: task.state,
    since: task.since,
    by: change.ended === undefined ? holder : '',
    how: howOf(change.event),
    awaitedBy: state.sessions.get(task.putter),
    result: change.result,
    keptUntil: change.keptUntil ?? change.at
  })
  // whoever still has the record of the task, has not its item
  task.item = undefined
  task.queue.tasks.replace(task, task.outcome)
  state.outcomes.keep(task.outcome)
}

/** What the history says of the attempt that an end ended. */
function howOf (event: TaskEvent): string {
  switch (event) {
    case 'complete': return 'completed'
    case 'confirm': return 'taken'
    case 'cancel': return 'cancelled'
    default: return ''
  }
}
