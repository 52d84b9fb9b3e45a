import { dismiss } from './answers.ts'
import { CRASH_BACKOFF, OPTIONS, byToken, isWaiting } from './records.ts'
import { charge, end, giveBack, ready } from './tasks.ts'
import { bringToRest } from './waiting.ts'
import type { Call, NaiveLease, NaiveTask } from './records.ts'
import type { NaiveState } from './state.ts'

/** What time does: delays and waits end, tasks expire, leases lapse. */

export function advance (queue: NaiveState, ms: number): void {
  const until = queue.now + ms

  for (let next = nextDue(queue); next <= until; next = nextDue(queue)) {
    queue.now = next
    runDue(queue)
    bringToRest(queue)
  }

  queue.now = until
}

function nextDue (queue: NaiveState): number {
  const waits = [...queue.putters, ...queue.takes, ...queue.joins, ...queue.watches].map(({ until }) => until)
  const tasks = queue.tasks.flatMap((task) => [
    task.state === 'DELAYED' ? task.due : Infinity,
    isWaiting(task) && task.attempts === 0 ? task.expires : Infinity,
    task.lease === undefined ? Infinity : lapseOf(task.lease)
  ])

  return Math.max(queue.now, Math.min(...waits, ...tasks))
}

function runDue (queue: NaiveState): void {
  for (const task of queue.tasks.filter(isWaiting).sort((a, b) => a.order - b.order)) {
    if (task.attempts === 0 && task.expires <= queue.now) {
      end(queue, task, 'EXPIRED', 'expired')
    } else if (task.state === 'DELAYED' && task.due <= queue.now) {
      ready(queue, task, queue.counter++)
    }
  }

  for (const task of queue.tasks.filter(({ lease }) => lease !== undefined && lapseOf(lease) <= queue.now).sort(byToken)) {
    lapse(queue, task, task.lease as NaiveLease)
  }

  const isDue = ({ until }: Call): boolean => until <= queue.now
  queue.putters = dismiss(queue, queue.putters, isDue, 'FULL')
  queue.takes = dismiss(queue, queue.takes, isDue, 'EMPTY')
  queue.joins = dismiss(queue, queue.joins, isDue, 'TIMEOUT')
  queue.watches = dismiss(queue, queue.watches, isDue, 'TIMEOUT')
}

function lapseOf ({ until, graceEnds }: NaiveLease): number {
  return Math.min(until, graceEnds)
}

/** A lease that could not be delivered yet goes on. */
function lapse (queue: NaiveState, task: NaiveTask, lease: NaiveLease): void {
  const { mode, charge: isCharged, session } = lease

  if (session.connected && session.throttled && !lease.delivered) {
    lease.until = queue.now + OPTIONS.leaseMs
  } else if (mode === 'LEASE' && isCharged) {
    const backoff = Math.min(CRASH_BACKOFF.delay * 2 ** (task.attempts - 1), CRASH_BACKOFF.maxDelay)
    charge(queue, task, (session.connected ? queue.now : session.awayAt) + backoff)
  } else {
    giveBack(queue, task, queue.now)
  }
}
