import { DONE } from '../answers.ts'
import { endOf, endTask } from '../ends.ts'
import { charge, exhaust, giveBack } from '../leases.ts'
import { freeSlot } from '../takers.ts'
import { below } from './put.ts'
import type { Backoff } from '../config.ts'
import type { Completion } from '../commands.ts'
import type { Answer, Lost, LostReason } from '../effects.ts'
import type { Core } from '../core.ts'
import type { Lease, Session } from '../records.ts'
import type { Failure } from '../task.ts'

/** The task is done, with what its handler returned. */
export function complete (core: Core, session: Session, { token, result }: Completion): Answer {
  const lease = session.leases.get(token)

  if (lease?.mode !== 'LEASE') {
    return refuse(core, session, token, lease)
  }

  const { task, slot } = lease
  const move = endOf(core, task, 'complete')

  if (result !== undefined) {
    move.result = result
  }

  if (slot !== undefined) {
    freeSlot(core, slot)
  }
  endTask(core, task, move)

  return DONE
}

/** Several tasks are done. What was lost is named; the others are done all the same. */
export function completeMany (core: Core, session: Session, { done }: { done: Completion[] }): Answer {
  const taken = done.find(({ token }) => session.leases.get(token)?.mode === 'RECEIPT')

  if (taken !== undefined) {
    return notLeased(taken.token)
  }

  const lost: Lost[] = []

  for (const completion of done) {
    const { status, reason } = complete(core, session, completion)

    if (status !== 'OK') {
      lost.push({ token: completion.token, reason: reason as LostReason })
    }
  }

  return lost.length === 0 ? DONE : { status: 'OK', lost }
}

/** The attempt failed: another follows after the backoff, unless none is left or wanted. */
export function fail (core: Core, session: Session, call: { token: number, failure: Failure, retry: boolean, delay: number | undefined }): Answer {
  const { token, failure, retry, delay } = call
  const lease = session.leases.get(token)

  if (lease?.mode !== 'LEASE') {
    return refuse(core, session, token, lease)
  }

  if (delay !== undefined && !(delay >= 0)) {
    return { status: 'RANGE', message: below('delay', delay, 0) }
  }

  const { task } = lease
  const error = `${failure.name}: ${failure.message}`

  if (retry) {
    const due = core.now + (delay ?? backoffMs(task.queue.options.backoff, task.attempts, core.random))
    charge(core, lease, { outcome: 'failed', error, failure, due })
  } else {
    exhaust(core, lease, { outcome: 'failed', error, failure })
  }

  return DONE
}

/** The task goes back, uncharged: somebody else may have it. A getter declines an item so. */
export function release (core: Core, session: Session, call: { token: number, delay: number | undefined }): Answer {
  const { token, delay = 0 } = call
  const lease = session.leases.get(token)

  if (lease === undefined) {
    return refuse(core, session, token, lease)
  }

  if (!(delay >= 0)) {
    return { status: 'RANGE', message: below('delay', delay, 0) }
  }

  giveBack(core, lease, { outcome: 'released', due: core.now + delay })

  return DONE
}

/**
 * The getter has its items: they are its own. `LEASE_LOST` when one of them no longer is;
 * the others are confirmed all the same.
 */
export function confirm (core: Core, session: Session, call: { tokens: number[] }): Answer {
  const lost = call.tokens.filter((token) => !confirmOne(core, session, token))

  return lost.length === 0 ? DONE : refusal(session, lost[0] as number, undefined)
}

/** A late word counts while nobody else has had the item since. */
function confirmOne (core: Core, session: Session, token: number): boolean {
  const lease = session.leases.get(token)
  const late = session.late.get(token)

  if (lease?.mode === 'RECEIPT') {
    const { task, slot, cancels } = lease

    if (slot !== undefined) {
      freeSlot(core, slot)
    }

    endTask(core, task, endOf(core, task, 'confirm'))
    cancels?.forEach((cancel) => { core.release(cancel, { status: 'OK', flag: false }) })

    return true
  }

  if (lease !== undefined) {
    return false
  }

  freeLost(core, session, token)

  if (late?.state !== 'READY' || late.past?.token !== token) {
    return false
  }

  endTask(core, late, endOf(core, late, 'confirm'))

  return true
}

/** The lease lasts at least `ms` from now. */
export function extend (core: Core, session: Session, call: { token: number, ms: number }): Answer {
  const { token, ms } = call
  const lease = session.leases.get(token)

  if (lease?.mode !== 'LEASE') {
    return refusal(session, token, lease)
  }

  if (!(ms > 0)) {
    return { status: 'RANGE', message: `ms is ${ms}: it must be more than 0` }
  }

  const { task } = lease
  lease.until = Math.max(lease.until, core.now + ms)

  // after a restart every lease has its full time anyway
  if (ms > task.terms.leaseMs) {
    core.record({ type: 'task:extend', queue: task.queue.name, task: task.id, until: core.now + ms })
  }

  return DONE
}

/** The caller has done with a task that it does not hold, or not so. */
function refuse (core: Core, session: Session, token: number, lease: Lease | undefined): Answer {
  if (lease === undefined) {
    freeLost(core, session, token)
  }

  return refusal(session, token, lease)
}

function refusal (session: Session, token: number, lease: Lease | undefined): Answer {
  return lease === undefined ? { status: 'LEASE_LOST', reason: session.lost.get(token)?.reason ?? 'LAPSED' } : notLeased(token)
}

function notLeased (token: number): Answer {
  return { status: 'RANGE', message: `the item with token ${token} was taken with get: it can be confirmed or declined, nothing else` }
}

/** The slot of a lease that was lost is taken until its holder has done with it. */
function freeLost (core: Core, session: Session, token: number): void {
  const lost = session.lost.get(token)

  if (lost?.slot !== undefined) {
    freeSlot(core, lost.slot)
    lost.slot = undefined
  }
}

/** How long to wait before the next attempt after `attempts` of them. */
function backoffMs (backoff: Backoff, attempts: number, random: () => number): number {
  // beyond this any delay but 0 is above any bound, and 0 × Infinity is not a number
  const doublings = Math.min(attempts - 1, 64)
  const full = Math.min(backoff.type === 'exponential' ? backoff.delay * 2 ** doublings : backoff.delay, backoff.maxDelay)

  return Math.round(full * (1 - backoff.jitter * random()))
}
