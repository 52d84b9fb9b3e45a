import type { Ended, Lease, Queue, Session, Task } from './records.ts'
import type { State } from './state.ts'

/** The durable state in plain values, in an order that depends on nothing but the state. */
export function dump (state: State): unknown {
  return {
    token: state.token,
    live: state.live,
    results: state.outcomes.kept,
    resultBytes: state.outcomes.bytes,
    queues: [...state.queues.values()].map(dumpQueue),
    sessions: [...state.sessions.values()].map(dumpSession)
  }
}

function dumpQueue ({ name, options, paused, shut, counts, unfinished, nextSeq, line, tasks }: Queue): unknown {
  return {
    name,
    options,
    paused,
    shut,
    counts: { ...counts },
    unfinished,
    nextSeq,
    next: line.first()?.id,
    line: [...line].map(({ id }) => id).sort(),
    tasks: [...tasks.values()].map(dumpTask)
  }
}

function dumpTask ({ id, state, item, priority, seq, attempts, terms, putAt, since, putter, timer, past, lease, outcome }: Task): unknown {
  return {
    id,
    state,
    item,
    priority,
    seq,
    attempts,
    terms: { ...terms },
    putAt,
    since,
    putter,
    due: timer?.due ?? 0,
    expires: timer?.expires ?? Infinity,
    past: past && { ...past, history: [...past.history] },
    lease: lease && dumpLease(lease),
    outcome: outcome && dumpOutcome(outcome)
  }
}

function dumpLease ({ token, session, mode, consumer, request, extended }: Lease): unknown {
  return { token, session: session.id, mode, consumer, request, extended }
}

function dumpOutcome ({ by, how, result, bytes, kept }: Ended): unknown {
  return { by, how, result, bytes, kept }
}

function dumpSession ({ id, peer, name, keyName, local, since, below, answers, leases, late }: Session): unknown {
  return {
    id, peer, name, keyName, local, since, below, answers: answers.dump(),
    leases: Array.from(leases.values(), ({ token }) => token),
    late: [...late.keys()]
  }
}
