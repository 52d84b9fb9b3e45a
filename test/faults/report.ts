import * as checks from './checks.ts'
import type { Counts, Resources } from './checks.ts'
import type { Entry } from './history.ts'

/** What a coordinator may have more of when all is over: the code that has become hot, results, ids. */
const MEMORY_BYTES = 48 * 1024 * 1024

/** In a long run memory may grow by so much a minute. */
const GROWTH_BYTES = 1024 * 1024

export interface Report {
  counts: Counts

  /** All that should not have been, in words. */
  problems: string[]

  /** What there is to count, in words. */
  facts: string[]
}

export interface ReportInit {
  leaseMs: number

  /** Whether tasks began in their order: with one worker and no fault. */
  isOrdered: boolean

  /** Of the coordinator, when nobody was there yet and when all had gone. */
  before: Resources
  after: Resources
}

/** All checks of what was noted. */
export function reportOn (entries: readonly Entry[], { leaseMs, isOrdered, before, after }: ReportInit): Report {
  const { totalQueue, duplicates, exclusivity, finality, conservation, handled, order } = checks
  const counts = checks.countsOf(entries)
  const problems = [
    ...[totalQueue, duplicates, exclusivity, finality, conservation, handled, ...isOrdered ? [order] : []].flatMap((check) => check(entries)),
    ...checks.liveness(entries, leaseMs),
    ...checks.resources(before, after, MEMORY_BYTES),
    ...checks.flatness(entries, GROWTH_BYTES)
  ]
  const growth = (after.memory - before.memory) / 1024 / 1024

  return {
    counts,
    problems,
    facts: [
      inWords(counts),
      drainedAfter(entries),
      `${entries.filter(({ what }) => what === 'counts').length} looks at the counts`,
      `memory ${growth < 0 ? '' : '+'}${growth.toFixed(1)} MiB`,
      `${problems.length} problems`
    ]
  }
}

/** One line for each row of the table in docs/durability.md. */
export function print (row: number, title: string, facts: string[]): void {
  console.log(`        ${row} ${title}: ${facts.join('; ')}`)
}

function drainedAfter (entries: readonly Entry[]): string {
  const drained = entries.findLast(({ what }) => what === 'drained')?.at
  const last = entries.findLast(({ what }) => what === 'healed' || what === 'fault' || what === 'put')?.at ?? NaN

  return drained === undefined ? 'not drained' : `drained ${Math.round(drained - last)} ms after the last fault or put`
}

function inWords ({ attempts, acknowledged, doubtful, recovered, lost, unexpected, explained, unexplained }: Counts): string {
  return `${attempts} attempts, ${acknowledged} acknowledged, ${doubtful} in doubt (${recovered} of them done), lost ${lost}, unexpected ${unexpected}, ` +
    `duplicates ${explained} explained and ${unexplained} unexplained`
}
