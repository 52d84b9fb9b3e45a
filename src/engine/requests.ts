import { answerOf, isKept } from './calls/answer.ts'
import { declare } from './calls/administer.ts'
import { bytesIn } from './calls/put.ts'
import { DECLARE_WITHIN_MS } from './core.ts'
import { grantOf } from './grant.ts'
import { settleAll } from './match.ts'
import { consume } from './takers.ts'
import { unknownQueue } from './tick.ts'
import type { CallCommand, ConsumeCommand } from './commands.ts'
import type { Core } from './core.ts'
import type { Answer } from './effects.ts'
import type { Session } from './records.ts'

/**
 * Request identity, after RIFL (SOSP 2015): a session numbers its requests; one that comes
 * again, over a new stream, is answered as it was and has no other effect.
 */

/** Does what is asked, unless it was done before. */
export function request (core: Core, session: Session, command: CallCommand): void {
  const { number, call } = command
  const kept = isKept(call)

  if (number < session.below || (number <= session.highest && repeat(core, session, number, kept))) {
    return
  }

  session.highest = Math.max(session.highest, number)
  core.from = kept ? covered(session, number) : 0

  if (kept && session.answers.size >= core.limits.maxAnswers) {
    const message = `more than maxAnswers (${core.limits.maxAnswers}) answers of one session are kept: report those that have arrived`
    core.answer(session, number, { status: 'LIMIT', message })
  } else {
    perform(core, session, command)
  }
}

/** A consumer waits for as long as it takes until its queue is declared. */
export function want (core: Core, session: Session, command: ConsumeCommand): void {
  if (core.autoCreate && !command.close && !core.state.queues.has(command.queue)) {
    declare(core, command.queue)
  }

  consume(core, session, command)
}

/** The caller does not wait any more. */
export function abandon (core: Core, session: Session, number: number): void {
  const waiter = session.waiters.get(number)

  if (waiter !== undefined) {
    core.release(waiter, { status: 'ABANDONED' })
  }
}

/** The caller has the answers to all requests below. */
export function acknowledge (core: Core, session: Session, below: number): void {
  if (below > session.below && !session.local) {
    core.record({ type: 'session:answered', session: session.id, below })
  }
}

function perform (core: Core, session: Session, command: CallCommand): void {
  const { number, call, queue: name } = command
  const queue = core.state.queues.get(name)

  if (queue !== undefined) {
    reply(core, session, number, answerOf(core, session, queue, call, number))
  } else if (call.op === 'declare' && call.create !== false) {
    reply(core, session, number, declare(core, name, call))
    resume(core, name)
  } else if (core.autoCreate) {
    const created = declare(core, name)
    reply(core, session, number, created.status === 'OK' ? answerOf(core, session, core.state.queue(name), call, number) : created)
  } else {
    reply(core, session, number, undeclared(core, session, command))
  }
}

/** `undefined`: the answer comes later. */
function reply (core: Core, session: Session, number: number, answer: Answer | undefined): void {
  if (answer !== undefined) {
    core.answer(session, number, answer, core.from)
  }
}

/** Whether a request that came before needs nothing but its answer, if that. */
function repeat (core: Core, session: Session, number: number, kept: boolean): boolean {
  const answer = kept ? session.answers.get(number) : undefined

  if (answer !== undefined) {
    core.answer(session, number, answer)
    return true
  }

  for (const lease of kept ? [] : session.leases.values()) {
    if (lease.request === number) {
      lease.unclaimed = false
      core.answer(session, number, { status: 'OK', grant: grantOf(lease) })
      return true
    }
  }

  return session.waiters.has(number)
}

/** From where on the answer to a request covers those before it: since the last one that is kept, there were only others. */
function covered (session: Session, number: number): number {
  const { latest } = session
  session.latest = number

  return latest < number ? latest + 1 : number
}

/** Right after a start the queue may be about to be declared: the call waits a little. */
function undeclared (core: Core, session: Session, command: CallCommand): Answer | undefined {
  const { call, number, queue } = command
  const until = core.startedAt + DECLARE_WITHIN_MS

  if (core.now >= until) {
    return unknownQueue(queue)
  }

  core.wait(session, number, queue, { op: 'declare', command, bytes: call.op === 'put' ? bytesIn(call) : 0 }, until)

  return undefined
}

/** Calls that came before their queue was declared go on, one after the other. */
function resume (core: Core, name: string): void {
  for (const session of core.state.queues.has(name) ? core.state.sessions.values() : []) {
    for (const waiter of session.waiters.values()) {
      if (waiter.wait.op === 'declare' && waiter.queue === name) {
        core.unwait(waiter)
        core.from = waiter.from
        perform(core, session, waiter.wait.command)
        settleAll(core)
      }
    }
  }
}
