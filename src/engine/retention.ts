import type { TasksForgotten } from './changes.ts'
import type { Core } from './core.ts'
import type { IndexedDeque } from './indexed-deque.ts'
import type { Ended } from './records.ts'

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
  discard(core, first(ids, (ended) => knownUntil(ended) <= core.now), false)
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
  const id = ids.first()

  return Math.min(free.first()?.keptUntil ?? Infinity, id === undefined ? Infinity : knownUntil(id))
}

function batchOf (line: IndexedDeque<Ended>): Ended[] {
  let left = Math.min(1 + (line.size >> 6), BATCH)

  return first(line, () => left-- > 0)
}

/** Those at the beginning of the line that pass. */
function first (line: IndexedDeque<Ended>, passes: (ended: Ended) => boolean): Ended[] {
  const found: Ended[] = []

  for (const ended of line) {
    if (!passes(ended)) {
      break
    }

    found.push(ended)
  }

  return found
}

/** One fact for those in a row of one queue and kind. */
function discard (core: Core, ended: Ended[], forced: boolean): void {
  for (let start = 0, end = 0; start < ended.length; start = end) {
    const { queue } = ended[start] as Ended
    const type = fateOf(core, ended[start] as Ended)

    while (ended[end]?.queue === queue && fateOf(core, ended[end] as Ended) === type) {
      end++
    }

    const tasks = ended.slice(start, end)
    core.forget(queue, tasks, { type, queue: queue.name, tasks: tasks.map(({ id }) => id), forced })
  }
}

function fateOf (core: Core, ended: Ended): TasksForgotten['type'] {
  return ended.kept && knownUntil(ended) > core.now ? 'task:evict' : 'task:forget'
}

/** An id that nobody chose need not be known: nobody will choose it again. */
function knownUntil ({ terms, since, queue }: Ended): number {
  return terms.fingerprint === 0 ? 0 : since + queue.options.dedupTtl
}
