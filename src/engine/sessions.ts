import { deadlineOf, giveBack, renew } from './leases.ts'
import type { OpenCommand } from './commands.ts'
import type { Core } from './core.ts'
import type { Session } from './records.ts'

/** Silence after which a coordinator calls a session gone; a queue's `grace.silent` counts from its start. Milliseconds. */
export const SILENT_MS = 10_000

/** For how long a session that went away is remembered, with the answers that it may not have: milliseconds. */
export const SESSION_TTL_MS = 600_000

/** A session says hello: a new one, or one that comes back for its leases and answers. */
export function open (core: Core, command: OpenCommand): void {
  const { session: id, peer, name, keyName, local } = command
  const known = core.state.sessions.get(id)

  if (known !== undefined && known.peer !== peer) {
    core.effects.push({ type: 'refuse', session: id, message: 'this session belongs to another peer' })
    return
  }

  if (known === undefined) {
    core.record({ type: 'session:open', session: id, peer, name, keyName, local, at: core.now })
  } else {
    leave(core, known)
  }

  const session = core.state.session(id)
  session.connected = true
  session.throttled = false
  session.heard = core.now
  session.latest = Infinity
  core.away.delete(session)
  core.state.deadlines.remove(session)
  core.effects.push({ type: 'welcome', session: id, resumed: known !== undefined, voided: reclaim(core, session, command.held) })
}

/** Its stream is gone: its leases have their grace, whatever it waited for it will ask for again. */
export function detach (core: Core, session: Session, cause: 'closed' | 'silent'): void {
  if (!session.connected) {
    return
  }

  markCharged(session)
  leave(core, session)
  session.connected = false
  session.awayAt = core.now

  for (const lease of session.leases.values()) {
    const { grace } = lease.task.queue.options
    lease.graceEnds = core.now + (cause === 'closed' ? grace.closed : Math.max(0, grace.silent - SILENT_MS))
    core.state.deadlines.schedule(lease, deadlineOf(lease))
  }

  goAway(core, session)
}

/** A clean end: all that it holds goes back at once. */
export function goodbye (core: Core, session: Session): void {
  core.effects.push({ type: 'goodbye', session: session.id })
  forget(core, session)
}

/** The session is over, for good. */
export function forget (core: Core, session: Session): void {
  leave(core, session)

  for (const lease of session.leases.values()) {
    giveBack(core, lease, { outcome: 'gone', error: 'its session ended' })
  }

  core.away.delete(session)
  core.record({ type: 'session:forget', session: session.id, at: core.now })
  core.effects.push({ type: 'forgotten', session: session.id })
}

/** It has been away for long; but what it holds, it may come back for. */
export function expire (core: Core, session: Session): void {
  let last = 0

  for (const lease of session.leases.values()) {
    last = Math.max(last, deadlineOf(lease))
  }

  if (last > core.now) {
    core.state.deadlines.schedule(session, last)
  } else {
    forget(core, session)
  }
}

/** By its first heartbeat a session has asked again for all that it wants: the rest goes back. */
export function giveBackUnclaimed (core: Core, session: Session): void {
  for (const lease of session.leases.values()) {
    if (lease.unclaimed) {
      giveBack(core, lease, { outcome: 'released', error: 'its session came back without it' })
    }
  }
}

/** After a restart nobody is connected: leases and sessions have their full time from here. */
export function begin (core: Core): void {
  for (const session of core.state.sessions.values()) {
    session.awayAt = core.now
    goAway(core, session)

    for (const lease of session.leases.values()) {
      // the coordinator's own handles did not live through it
      lease.until = session.local ? core.now : Math.max(lease.extended, core.now)
      if (!session.local) {
        renew(core, lease)
      }
      core.state.deadlines.schedule(lease, deadlineOf(lease))
    }
  }
}

/** What follows from a stream: waiting calls and consumers. The caller asks for them again. */
function leave (core: Core, session: Session): void {
  for (const waiter of session.waiters.values()) {
    core.unwait(waiter)
  }

  for (const consumer of session.consumers.values()) {
    consumer.line?.remove(consumer)
  }

  for (const holding of [...session.leases.values(), ...session.lost.values()]) {
    holding.slot = undefined
  }

  session.consumers.clear()
}

/** Which of the tokens it names no longer stand; and marks the leases that it does not name. */
function reclaim (core: Core, session: Session, tokens: number[]): number[] {
  const claimed = new Set(tokens)

  for (const lease of session.leases.values()) {
    lease.unclaimed = !claimed.has(lease.token)
    lease.charge = true
    lease.graceEnds = -1
    renew(core, lease)
  }

  return tokens.filter((token) => !session.leases.has(token))
}

/**
 * A worker that dies is charged for what it had begun: what it said so of, and of each
 * consumer its first `concurrency`, since workers start in the order of delivery.
 */
function markCharged (session: Session): void {
  const begun = new Map<number, number>()

  for (const lease of session.leases.values()) {
    const rank = begun.get(lease.consumer) ?? 0

    lease.charge = lease.mode === 'LEASE' && (lease.started || rank < (lease.slot?.concurrency ?? Infinity))
    begun.set(lease.consumer, rank + 1)
  }
}

/** It may come back for a while. Of those that are away, the one that went first makes room. */
function goAway (core: Core, session: Session): void {
  core.away.add(session)
  core.state.deadlines.schedule(session, core.now + SESSION_TTL_MS)

  for (const oldest of core.away) {
    if (core.away.size <= core.limits.maxAway) {
      break
    }

    forget(core, oldest)
  }
}
