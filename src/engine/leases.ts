import { endOf, endTask, moveOf, tell } from './ends.ts'
import { forgetFirst } from './maps.ts'
import { freeSlot } from './takers.ts'
import type { LostReason } from './effects.ts'
import type { Core } from './core.ts'
import type { Lease, Session, Task } from './records.ts'
import type { Attempt, Failure } from './task.ts'
import type { TaskMove } from './changes.ts'

/** The first wait after a worker died with a task, and the longest: milliseconds. */
const CRASH_BACKOFF_MS = 1_000
const CRASH_BACKOFF_MAX_MS = 5_000

/** From this many uncharged returns in a row on, they are charged. */
const UNCHARGED = 100

/** Lost leases that a session is remembered to have had. */
const REMEMBERED = 1_024

/** How a lease ends when its task goes back. */
export interface Ending {
  /** For the history: `released`, `failed`, `lapsed`, `maxRun`, `gone`, `requeued`. */
  outcome: string
  error?: string

  /** When the task may be handed out again; absent: at once. */
  due?: number

  /** What a dead task is said to have died of; absent: the outcome, in words. */
  failure?: Failure
}

/** How long a lease lasts from when it is granted or renewed. A receipt is confirmed or declined at once. */
export function lastsMs (lease: Lease): number {
  const { terms, queue } = lease.task

  return lease.mode === 'RECEIPT' ? Math.min(terms.leaseMs, queue.options.grace.silent) : terms.leaseMs
}

/** Gives the lease its full time, counted from now. */
export function renew (core: Core, lease: Lease): void {
  lease.until = Math.max(lease.until, core.now + lastsMs(lease))

  // a later deadline is found when the earlier one comes: renewing costs no move
  if (lease.list === undefined) {
    core.state.deadlines.schedule(lease, deadlineOf(lease))
  }
}

/** When the lease lapses, as things stand. */
export function deadlineOf (lease: Lease): number {
  const { task, until, graceEnds } = lease
  const lapses = graceEnds >= 0 ? Math.min(until, graceEnds) : until

  return Math.min(lapses, task.since + task.terms.maxRunMs)
}

/** The task goes back to its old place and is not charged, unless that has become a habit. */
export function giveBack (core: Core, lease: Lease, ending: Ending): void {
  const { task } = lease

  if ((task.past?.uncharged ?? 0) + 1 >= UNCHARGED) {
    charge(core, lease, ending, true)
  } else if (ending.due !== undefined && ending.due > core.now) {
    goBack(core, lease, { ...moveOf(core, task, 'defer'), due: ending.due }, ending)
  } else {
    goBack(core, lease, moveOf(core, task, 'return'), ending)
  }
}

/** The attempt counts: the task is tried again later, or is dead. */
export function charge (core: Core, lease: Lease, ending: Ending, habit = false): void {
  const { task } = lease

  if (task.attempts >= task.terms.maxAttempts) {
    exhaust(core, lease, ending, habit)
    return
  }

  const due = Math.max(ending.due ?? core.now, core.now)
  goBack(core, lease, { ...moveOf(core, task, 'retry'), due, ...(habit && { habit }) }, ending)

  // after an immediate shutdown, or for a cancel that waited, it has ended
  if (due === core.now && task.state === 'DELAYED') {
    becomeReady(core, task)
  }
}

/** No attempt is left, or none is wanted. */
export function exhaust (core: Core, lease: Lease, ending: Ending, habit = false): void {
  const { task } = lease
  const failure = ending.failure ?? failureOf(lease, ending)

  goBack(core, lease, { ...moveOf(core, task, 'exhaust'), failure, ...(habit && { habit }) }, ending)
  tell(core, task)
}

/** When a task whose worker went away at `since` may be handed out again. */
export function crashDue (task: Task, since: number): number {
  return since + Math.min(CRASH_BACKOFF_MS * 2 ** (task.attempts - 1), CRASH_BACKOFF_MAX_MS)
}

/** A delayed task takes a new place at the end of the line. */
export function becomeReady (core: Core, task: Task, event: 'due' | 'requeue' = 'due'): void {
  core.move(task, { ...moveOf(core, task, event), seq: task.queue.nextSeq })
  core.touch(task.queue)
}

/** The holder loses the lease: it is told, and what it says of it later is refused with the reason. */
export function revoke (core: Core, lease: Lease, reason: LostReason): void {
  const { session, token, slot } = lease

  // its slot is taken until the handler has really returned
  session.lost.set(token, { reason, slot })
  lease.slot = undefined
  const forgotten = forgetFirst(session.lost, REMEMBERED)
  if (forgotten?.slot !== undefined) {
    freeSlot(core, forgotten.slot)
  }

  if (session.connected) {
    core.effects.push({ type: 'revoke', session: session.id, token, reason })
  }
}

/** The lease, if it is this session's. */
export function held (session: Session, token: number): Lease | undefined {
  return session.leases.get(token)
}

/** Takes the task out of its holder's hands by `move`; after an immediate shutdown nothing comes back. */
function goBack (core: Core, lease: Lease, move: TaskMove, ending: Ending): void {
  const { task, cancels } = lease
  const ended = endedAs(core, lease, ending)

  if (lease.slot !== undefined) {
    freeSlot(core, lease.slot)
  }

  if (task.queue.shut === 'immediate' && move.event !== 'exhaust') {
    endTask(core, task, { ...endOf(core, task, 'drop'), ended })
  } else {
    core.move(task, { ...move, ended })
    core.touch(task.queue)
  }

  for (const cancel of cancels ?? []) {
    const waits = task.state === 'READY' || task.state === 'DELAYED'
    if (waits) {
      endTask(core, task, endOf(core, task, 'cancel'))
    }
    core.release(cancel, { status: 'OK', flag: waits })
  }
}

/** How the lease ended, for the task's history. */
function endedAs (core: Core, { task, session }: Lease, { outcome, error = '' }: Ending): Attempt {
  return { attempt: task.attempts, peer: session.peer, name: session.name, outcome, error, at: core.now }
}

function failureOf ({ session }: Lease, { outcome, error }: Ending): Failure {
  return { name: 'LeaseLostError', message: error ?? outcome, stack: '', workerName: session.name, workerPeerId: session.peer }
}
