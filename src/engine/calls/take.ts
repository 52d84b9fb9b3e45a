import { enlistTake } from '../takers.ts'
import type { Answer } from '../effects.ts'
import type { Core } from '../core.ts'
import type { Queue, Session } from '../records.ts'
import type { Mode } from '../task.ts'

/** One item for the caller; the order of the checks is CPython's. `undefined`: it comes, or the wait ends. */
export function take (core: Core, session: Session, queue: Queue, call: { mode: Mode, block: boolean, timeout: number }, number: number): Answer | undefined {
  const { mode, block, timeout } = call

  if (isOver(queue, mode)) {
    return { status: 'SHUTDOWN' }
  }

  if (block && !(timeout >= 0)) {
    return { status: 'RANGE', message: `timeout is ${timeout} ms: it must be 0 or more` }
  }

  // those who came before have a claim on what is ready: this one stands in line behind them
  if ((queue.counts.ready === 0 || queue.paused) && (!block || timeout === 0)) {
    return { status: 'EMPTY' }
  }

  const waiter = core.wait(session, number, queue.name, { op: 'take', mode }, block ? core.now + timeout : core.now)

  if (waiter !== undefined) {
    enlistTake(core, queue, waiter)
  }

  return undefined
}

/** Whether a shut-down queue has nothing left to give: to a getter, or to one who waits for give-backs too. */
function isOver ({ shut, counts }: Queue, mode: Mode): boolean {
  switch (shut) {
    case 'open': return false
    case 'immediate': return true
    case 'draining': return counts.ready + counts.delayed + (mode === 'LEASE' ? counts.leased : 0) === 0
  }
}
