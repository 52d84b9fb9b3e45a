import { DONE } from './answers.ts'
import { admitted } from './calls/put.ts'
import { endOf, endTask } from './ends.ts'
import { grantOf } from './grant.ts'
import { renew } from './leases.ts'
import { dismiss, nextTaker, served } from './takers.ts'
import type { Core } from './core.ts'
import type { Consumer, Lease, Queue, Taker, Task } from './records.ts'

/** Brings all queues to rest in which something happened. */
export function settleAll (core: Core): void {
  for (let queue = core.nextTouched(); queue !== undefined; queue = core.nextTouched()) {
    settle(core, queue)
  }
}

/**
 * Brings a queue to rest: hands out what is ready to whoever waits, lets in the puts for
 * which that made room, and ends what a shutdown or an empty counter ends.
 */
function settle (core: Core, queue: Queue): void {
  do {
    handOut(core, queue)
    // before a put that waited raises the counter again: it was at 0
    endJoins(core, queue)
  } while (admit(core, queue))

  endTakers(core, queue)
}

function handOut (core: Core, queue: Queue): void {
  for (let task = queue.line.first(); task !== undefined && !queue.paused; task = queue.line.first()) {
    if (isExpired(core, task)) {
      endTask(core, task, endOf(core, task, 'expire'))
      continue
    }

    // nobody is sent tasks ahead while somebody else could begin one
    const taker = nextTaker(core, queue.hungry) ?? nextTaker(core, queue.spare)

    if (taker === undefined) {
      return
    }

    hand(core, queue, task, taker)
  }
}

/** It came back after its ttl, and the tick that looks at that has not come yet. */
function isExpired (core: Core, { timer, attempts }: Task): boolean {
  return timer !== undefined && attempts === 0 && timer.expires <= core.now
}

function hand (core: Core, queue: Queue, task: Task, taker: Taker): void {
  const { session, number } = taker
  const isConsumer = taker.kind === 'consumer'
  const mode = isConsumer ? taker.mode : taker.wait.mode

  core.move(task, {
    type: 'task:move',
    queue: queue.name,
    task: task.id,
    event: 'grant',
    at: core.now,
    lease: {
      token: core.state.token + 1,
      session: session.id,
      mode,
      consumer: isConsumer ? number : 0,
      request: isConsumer ? 0 : number,
      attempt: task.attempts + 1
    }
  }, session)
  const lease = task.lease as Lease

  if (isConsumer) {
    renew(core, lease)
    taker.busy++
    lease.slot = taker
    core.effects.push({ type: 'grant', session: session.id, consumer: number, grant: grantOf(lease) })
    served(queue, taker)
    return
  }

  core.release(taker, { status: 'OK', grant: grantOf(lease) })

  if (mode === 'RECEIPT' && session.local) {
    // a getter in this process cannot be cut off from its answer
    endTask(core, task, endOf(core, task, 'confirm'))
  } else {
    renew(core, lease)
  }
}

/** Lets in the first put that waits for room, if it fits or can never be put any more. */
function admit (core: Core, queue: Queue): boolean {
  // mostly nobody waits: that is found out without an iterator
  const first = queue.putters.size === 0 ? undefined : queue.putters.values().next().value

  if (first?.wait.op !== 'put') {
    return false
  }

  const answer = admitted(core, first.session, queue, first.wait.call, first.number)

  if (answer !== undefined) {
    core.release(first, answer)
  }

  return answer !== undefined
}

function endJoins (core: Core, queue: Queue): void {
  if (queue.unfinished === 0 && queue.joins.size > 0) {
    for (const join of queue.joins) {
      core.release(join, DONE)
    }
  }
}

/** Takers of a shut-down queue end when nothing can come any more. */
function endTakers (core: Core, queue: Queue): void {
  const { shut, counts, name } = queue

  if (shut === 'open') {
    return
  }

  const drained = shut === 'immediate' || counts.ready + counts.delayed === 0
  const idle = shut === 'immediate' || (drained && counts.leased === 0)

  for (const session of drained ? core.state.sessions.values() : []) {
    for (const consumer of session.consumers.values()) {
      if (consumer.queue === name && (idle || consumer.mode === 'RECEIPT')) {
        endConsumer(core, consumer)
      }
    }

    for (const waiter of session.waiters.values()) {
      if (waiter.queue === name && waiter.wait.op === 'take' && (idle || waiter.wait.mode === 'RECEIPT')) {
        core.release(waiter, { status: 'SHUTDOWN' })
      }
    }
  }
}

function endConsumer (core: Core, consumer: Consumer): void {
  dismiss(consumer)
  core.effects.push({
    type: 'consumerEnd',
    session: consumer.session.id,
    consumer: consumer.number,
    status: 'SHUTDOWN',
    message: `queue '${consumer.queue}' was shut down`
  })
}
