import { tellCollected } from './ends.ts'
import { renew } from './leases.ts'
import { giveBackUnclaimed } from './sessions.ts'
import { enlistAll, isQuiet } from './takers.ts'
import type { HeartbeatCommand, ProgressCommand } from './commands.ts'
import type { Core } from './core.ts'
import type { Session } from './records.ts'

/** Anything that a session sends is a sign of life: it stands in line again. */
export function hear (core: Core, session: Session): void {
  const wasQuiet = isQuiet(core, session)
  session.heard = core.now
  if (wasQuiet) {
    enlistAll(core, session)
  }
}

/** Renews the leases that are named, and says which of them are not the session's. */
export function heartbeat (core: Core, session: Session, { sequence, tokens, started }: HeartbeatCommand): void {
  const refused: number[] = []
  session.heartbeat = sequence

  for (const token of tokens) {
    const lease = session.leases.get(token)

    if (lease === undefined) {
      refused.push(token)
    } else {
      lease.delivered = true
      renew(core, lease)
    }
  }

  for (const token of started) {
    const lease = session.leases.get(token)

    if (lease !== undefined) {
      lease.started = true
    }
  }

  giveBackUnclaimed(core, session)
  core.effects.push({ type: 'heartbeat', session: session.id, sequence, refused })
}

/** Its outbox is over the mark, or no longer. */
export function throttle (core: Core, session: Session, throttled: boolean): void {
  if (throttled === session.throttled) {
    return
  }

  session.throttled = throttled

  if (throttled) {
    return
  }

  // the time of what it was sent counts from the last byte
  for (const lease of session.leases.values()) {
    if (!lease.delivered) {
      renew(core, lease)
    }
    lease.delivered = true
  }

  catchUp(core, session)
  enlistAll(core, session)
}

export function progress (core: Core, session: Session, { token, value }: ProgressCommand): void {
  const lease = session.leases.get(token)

  if (lease === undefined) {
    return
  }

  lease.progress = value

  for (const { wait, session: watcher, number } of lease.task.waiters ?? []) {
    if (wait.op === 'follow' && !watcher.throttled) {
      wait.seen = value
      core.effects.push({ type: 'update', session: watcher.id, number, value })
    }
  }
}

/** What came while its outbox was full: outcomes that it collects, and the latest progress of each task that it follows. */
function catchUp (core: Core, session: Session): void {
  for (const waiter of session.waiters.values()) {
    const { wait, number } = waiter

    if (wait.op === 'collect') {
      tellCollected(core, waiter, wait.missing)
    }

    const value = wait.op === 'follow' ? wait.task.lease?.progress : undefined

    if (wait.op === 'follow' && value !== undefined && value !== wait.seen) {
      wait.seen = value
      core.effects.push({ type: 'update', session: session.id, number, value })
    }
  }
}
