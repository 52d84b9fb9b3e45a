import type { TasksForgotten } from './changes.ts'
import type { Core } from './core.ts'
import type { LinkedList } from './linked-list.ts'
import type { Outcome, Task } from './records.ts'

/** Of what is over a bound, a 64th goes at a time, and no more than this: one fact for all of them. */
const BATCH = 64

/**
 * Outcomes are kept while the session that put the task lives, then for `resultTtl`; ids
 * that a caller chose for `dedupTtl` after the end. Both in the order in which tasks came
 * to be kept so: one with a long time holds back those behind it, within the bounds.
 */
export function forgetOutcomes (core: Core): void {
  const { free, ids } = core.state.outcomes

  discard(core, first(free, ({ keptUntil }) => keptUntil <= core.now), false)
  discard(core, first(ids, (outcome) => knownUntil(outcome) <= core.now), false)
}

/** Makes room where more is kept than may be: the oldest outcomes go first, those that nobody waits for before others. */
export function keepBounds (core: Core): void {
  const { limits, state: { outcomes } } = core
  const { awaited, free, ids } = outcomes

  while (free.size > limits.maxResults) {
    discard(core, batchOf(free), true)
  }

  while (outcomes.bytes > limits.maxResultBytes) {
    discard(core, batchOf(free.size > 0 ? free : awaited), true)
  }

  while (ids.size > limits.maxIds) {
    discard(core, batchOf(ids), true)
  }
}

/** When the next outcome or id may be forgotten. */
export function nextForgetting (core: Core): number {
  const { free, ids } = core.state.outcomes

  return Math.min(free.first?.keptUntil ?? Infinity, ids.first === undefined ? Infinity : knownUntil(ids.first))
}

function batchOf (list: LinkedList<Outcome>): Outcome[] {
  let left = Math.min(1 + (list.size >> 6), BATCH)

  return first(list, () => left-- > 0)
}

/** Those at the beginning of the list that pass. */
function first (list: LinkedList<Outcome>, passes: (outcome: Outcome) => boolean): Outcome[] {
  const found: Outcome[] = []

  for (let outcome = list.first; outcome !== undefined && passes(outcome); outcome = outcome.after) {
    found.push(outcome)
  }

  return found
}

/** One fact for those in a row of one queue and kind. */
function discard (core: Core, outcomes: Outcome[], forced: boolean): void {
  for (let start = 0, end = 0; start < outcomes.length; start = end) {
    const { queue } = (outcomes[start] as Outcome).task
    const type = fateOf(core, outcomes[start] as Outcome)
    const tasks: Task[] = []

    for (let outcome = outcomes[end]; outcome?.task.queue === queue && fateOf(core, outcome) === type; outcome = outcomes[end]) {
      tasks.push(outcome.task)
      end++
    }

    core.forget(queue, tasks, { type, queue: queue.name, tasks: tasks.map(({ id }) => id), forced })
  }
}

function fateOf (core: Core, outcome: Outcome): TasksForgotten['type'] {
  return outcome.kept && knownUntil(outcome) > core.now ? 'task:evict' : 'task:forget'
}

/** An id that nobody chose need not be known: nobody will choose it again. */
function knownUntil ({ task }: Outcome): number {
  return task.terms.fingerprint === 0 ? 0 : task.since + task.queue.options.dedupTtl
}
