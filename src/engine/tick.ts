import { DONE } from './answers.ts'
import { endOf, endTask } from './ends.ts'
import { becomeReady, charge, crashDue, deadlineOf, giveBack, lastsMs, revoke } from './leases.ts'
import { forgetOutcomes } from './retention.ts'
import { expire } from './sessions.ts'
import type { Answer } from './effects.ts'
import type { Core } from './core.ts'
import type { Timed } from './agenda.ts'
import type { Lease, Session, TaskTimer, WaitTimer, Waiter } from './records.ts'

/** Does all that is due. */
export function runDue (core: Core): void {
  const { deadlines } = core.state

  for (let due = deadlines.due(core.now); due.length > 0; due = deadlines.due(core.now)) {
    for (const timed of due) {
      // one of those before it may have ended it
      if (timed.list !== undefined && timed.at <= core.now) {
        DUE[timed.kind](core, timed)
      }
    }
  }

  forgetOutcomes(core)
}

const DUE: Record<Timed['kind'], (core: Core, timed: Timed) => void> = {
  task: (core, timed) => { waited(core, timed as TaskTimer) },
  lease: (core, timed) => { lapse(core, timed as Lease) },
  waiter: (core, timed) => { giveUp(core, (timed as WaitTimer).waiter) },
  session: (core, timed) => { expire(core, timed as Session) }
}

/** A delay is over, or a ttl. */
function waited (core: Core, { task, due, expires }: TaskTimer): void {
  if (task.state === 'DELAYED' && due <= core.now && !(task.attempts === 0 && expires <= core.now)) {
    becomeReady(core, task)
  } else {
    endTask(core, task, endOf(core, task, 'expire'))
  }
}

/** Nobody renewed the lease: its task goes to somebody else. */
function lapse (core: Core, lease: Lease): void {
  const { task, session } = lease
  const tooLong = task.since + task.terms.maxRunMs <= core.now

  // it cannot renew what has not reached it
  if (!tooLong && session.connected && session.throttled && !lease.delivered) {
    lease.until = core.now + lastsMs(lease)
  }

  const at = deadlineOf(lease)

  if (at > core.now) {
    core.state.deadlines.schedule(lease, at)
    return
  }

  const ending = tooLong
    ? { outcome: 'maxRun', error: `it ran for longer than maxRunMs (${task.terms.maxRunMs} ms)` }
    : session.connected
      ? { outcome: 'lapsed', error: `worker '${session.name}' did not renew its lease for ${lastsMs(lease)} ms` }
      : { outcome: 'gone', error: `worker '${session.name}' went away` }

  revoke(core, lease, tooLong ? 'MAX_RUN' : 'LAPSED')

  if (lease.mode === 'LEASE' && lease.charge) {
    charge(core, lease, { ...ending, due: crashDue(task, session.connected ? core.now : session.awayAt) })
  } else {
    giveBack(core, lease, ending)
  }
}

/** The wait is over, with nothing to show for it. */
function giveUp (core: Core, waiter: Waiter): void {
  const { op } = waiter.wait

  core.release(waiter, op === 'declare' ? unknownQueue(waiter.queue) : NOTHING[op])
}

const NOTHING: Record<Exclude<Waiter['wait']['op'], 'declare'>, Answer> = {
  collect: DONE,
  take: { status: 'EMPTY' },
  put: { status: 'FULL' },
  result: { status: 'TIMEOUT' },
  join: { status: 'TIMEOUT' },
  follow: DONE,
  cancel: { status: 'OK', flag: false }
}

export function unknownQueue (name: string): Answer {
  return { status: 'UNKNOWN_QUEUE', message: `the coordinator has no queue '${name}': declare it there, with queue('${name}') or queues: […], or start it with autoCreate` }
}
