import { tell } from './answers.ts'
import { freeSlot } from './consumers.ts'
import { OPTIONS, byToken } from './records.ts'
import { giveBack } from './tasks.ts'
import type { Call, NaiveSession } from './records.ts'
import type { NaiveState } from './state.ts'

/** What keeps the leases of a session, and what its absence does to them. */

export function heartbeat (queue: NaiveState, session: NaiveSession, tokens: number[], started: number[]): void {
  for (const lease of queue.held(session)) {
    lease.until = tokens.includes(lease.token) ? Math.max(lease.until, queue.now + OPTIONS.leaseMs) : lease.until
    lease.started ||= started.includes(lease.token)
    lease.delivered ||= tokens.includes(lease.token)
  }

  for (const task of queue.tasks.filter(({ lease }) => lease?.session === session && lease.unclaimed)) {
    freeSlot(queue, session, task.lease?.token ?? 0)
    giveBack(queue, task, queue.now)
  }
}

export function throttle (queue: NaiveState, session: NaiveSession, throttled: boolean): void {
  for (const lease of session.throttled && !throttled ? queue.held(session) : []) {
    lease.until = lease.delivered ? lease.until : Math.max(lease.until, queue.now + OPTIONS.leaseMs)
    lease.delivered = true
  }

  session.throttled = throttled
  tell(queue)
}

export function detach (queue: NaiveState, session: NaiveSession): void {
  const ranks = new Map<number, number>()

  for (const lease of queue.held(session)) {
    const rank = ranks.get(lease.consumer) ?? 0
    const slots = lease.slot?.concurrency ?? Infinity
    ranks.set(lease.consumer, rank + 1)
    lease.charge = lease.mode === 'LEASE' && (lease.started || rank < slots)
    lease.graceEnds = queue.now + OPTIONS.grace.closed
  }

  Object.assign(session, { connected: false, awayAt: queue.now })
  leave(queue, session)
}

/** It is back, with the tokens it still holds. Which of them are no longer its own? */
export function open (queue: NaiveState, session: NaiveSession, tokens: number[]): number[] {
  leave(queue, session)
  Object.assign(session, { connected: true, throttled: false, heard: queue.now })
  const held = queue.held(session)

  for (const lease of held) {
    const until = Math.max(lease.until, queue.now + OPTIONS.leaseMs)
    Object.assign(lease, { unclaimed: !tokens.includes(lease.token), charge: true, graceEnds: Infinity, until })
  }

  return tokens.filter((token) => !held.some((lease) => lease.token === token))
}

export function goodbye (queue: NaiveState, session: NaiveSession): void {
  leave(queue, session)
  queue.tasks.filter(({ lease }) => lease?.session === session).sort(byToken).forEach((task) => { giveBack(queue, task, queue.now) })
  queue.sessions.delete(session.name)
}

/** Nothing it asked for is wanted any more. */
function leave (queue: NaiveState, session: NaiveSession): void {
  const stays = (call: Call): boolean => call.session !== session
  queue.putters = queue.putters.filter(stays)
  queue.takes = queue.takes.filter(stays)
  queue.joins = queue.joins.filter(stays)
  queue.watches = queue.watches.filter(stays)
  queue.collects = queue.collects.filter(stays)
  queue.tasks.forEach(({ lease }) => { lease?.cancels.splice(0, Infinity, ...lease.cancels.filter(stays)) })
  queue.held(session).forEach((lease) => { lease.slot = undefined })
  session.consumers = []
}
