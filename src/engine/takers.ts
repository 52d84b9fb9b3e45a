import { grantOf } from './grant.ts'
import type { ConsumeCommand } from './commands.ts'
import type { Core } from './core.ts'
import type { Consumer, Queue, Session, Taker, TakeWaiter, Waiter } from './records.ts'
import type { Line } from './line.ts'

/** A session that missed this many milliseconds of heartbeats is given nothing more until it is heard again. */
export const QUIET_MS = 4_500

/** Sets what a consumer wants; a new one is sent again what it holds and the caller lost. */
export function consume (core: Core, session: Session, command: ConsumeCommand): void {
  const { consumer: number, mode, concurrency, prefetch } = command
  let consumer = session.consumers.get(number)

  if (consumer !== undefined && (command.close || consumer.queue !== command.queue || consumer.mode !== mode)) {
    dismiss(consumer)
    consumer = undefined
  }

  if (command.close) {
    return
  }

  if (consumer === undefined && session.consumers.size >= core.limits.maxWaiters) {
    const message = `more than maxWaiters (${core.limits.maxWaiters}) consumers in one session: close some of them first`
    core.effects.push({ type: 'consumerEnd', session: session.id, consumer: number, status: 'LIMIT', message })
    return
  }

  if (consumer === undefined) {
    consumer = {
      kind: 'consumer', slot: -1, place: -1, seq: 0, line: undefined, passedIn: undefined,
      session, number, queue: command.queue, mode, concurrency, prefetch, busy: 0
    }
    session.consumers.set(number, consumer)
    sendAgain(core, consumer)
  }

  consumer.concurrency = concurrency
  consumer.prefetch = prefetch
  enlist(core, consumer)
}

/** Puts a consumer where its free slots belong: among the hungry, the spare, or nowhere. One that stands there already keeps its place. */
export function enlist (core: Core, consumer: Consumer): void {
  const queue = core.state.queues.get(consumer.queue)

  if (queue !== undefined) {
    seat(queue, consumer, lineFor(queue, consumer))
    core.touch(queue)
  }
}

/** A call that waits for an item stands in line. */
export function enlistTake (core: Core, queue: Queue, waiter: Waiter): void {
  seat(queue, waiter as TakeWaiter, queue.hungry)
  core.touch(queue)
}

/** Everything of a session that can be given something stands in line again. */
export function enlistAll (core: Core, session: Session): void {
  for (const consumer of session.consumers.values()) {
    enlist(core, consumer)
  }

  for (const waiter of session.waiters.values()) {
    const queue = core.state.queues.get(waiter.queue)

    if (waiter.wait.op === 'take' && queue !== undefined) {
      enlistTake(core, queue, waiter)
    }
  }
}

/** The first in line that can be given something. The others keep their places for when their sessions are heard. */
export function nextTaker (core: Core, line: Line<Taker>): Taker | undefined {
  for (let taker = line.first(); taker !== undefined; taker = line.first()) {
    const { session } = taker

    if (session.connected && !session.throttled && !isQuiet(core, session)) {
      return taker
    }

    line.remove(taker)
    taker.line = undefined
    taker.passedIn = line
  }

  return undefined
}

export function isQuiet (core: Core, session: Session): boolean {
  return !session.local && core.now - session.heard > QUIET_MS
}

/** A consumer that was served stands at the end of whichever line is its now. */
export function served (queue: Queue, consumer: Consumer): void {
  consumer.line?.remove(consumer)
  consumer.line = undefined
  seat(queue, consumer, lineFor(queue, consumer))
}

/** What it held of a consumer's slots is settled. */
export function freeSlot (core: Core, consumer: Consumer): void {
  consumer.busy--

  if (consumer.session.consumers.get(consumer.number) === consumer) {
    enlist(core, consumer)
  }
}

/** The consumer wants nothing more. */
export function dismiss (consumer: Consumer): void {
  consumer.line?.remove(consumer)
  consumer.line = undefined
  consumer.session.consumers.delete(consumer.number)
}

/** The leases of a consumer: those that the caller does not have are sent again, with the same token. */
function sendAgain (core: Core, consumer: Consumer): void {
  const { session } = consumer

  for (const lease of session.leases.values()) {
    if (lease.consumer !== consumer.number || lease.task.queue.name !== consumer.queue) {
      continue
    }

    consumer.busy++
    lease.slot = consumer

    if (lease.unclaimed) {
      lease.unclaimed = false
      core.effects.push({ type: 'grant', session: session.id, consumer: consumer.number, grant: grantOf(lease) })
    }
  }
}

function lineFor (queue: Queue, { busy, concurrency, prefetch }: Consumer): Line<Taker> | undefined {
  return busy < concurrency ? queue.hungry : busy < concurrency + prefetch ? queue.spare : undefined
}

function seat (queue: Queue, taker: Taker, line: Line<Taker> | undefined): void {
  if (taker.line === line && line !== undefined) {
    return
  }

  taker.line?.remove(taker)

  if (line !== undefined && taker.passedIn === line) {
    line.giveBack(taker)
  } else if (line !== undefined) {
    taker.seq = queue.nextTaker++
    line.add(taker)
  }

  taker.line = line
  taker.passedIn = undefined
}
