import type { Entry } from './history.ts'

// What must hold whatever was broken, as functions of what was noted. Each returns what it found
// wrong, in words; nothing is wrong when it returns nothing.

/** Between a fault and the note of it, and back: milliseconds. */
const SLACK_MS = 250

/** What is given to drain once all is whole again, beyond a lease: milliseconds. */
const DRAIN_MS = 10_000

/** Of a life, to tell how memory grows: milliseconds. */
const LONG_MS = 120_000

type Of<What extends Entry['what']> = Extract<Entry, { what: What }>

/** What a run has to show for itself. */
export interface Counts {
  attempts: number
  acknowledged: number

  /** Nobody knows, and it has come to nothing; or it has happened after all. */
  doubtful: number
  recovered: number
  lost: number
  unexpected: number
  explained: number
  unexplained: number
}

function all<What extends Entry['what']> (entries: readonly Entry[], what: What): Array<Of<What>> {
  return entries.filter((entry): entry is Of<What> => entry.what === what)
}

/** Jepsen's total-queue: what was acknowledged has been delivered, and nothing else than what was put. */
export function totalQueue (entries: readonly Entry[]): string[] {
  const { lost, unexpected } = totals(entries)

  return [...lost.map((item) => `lost: ${item} was acknowledged, and never delivered`), ...unexpected.map((item) => `unexpected: ${item} was delivered, and never put`)]
}

function totals (entries: readonly Entry[]): { lost: string[], unexpected: string[], put: Set<string>, acknowledged: Set<string>, delivered: Set<string> } {
  const put = new Set(all(entries, 'put').map(({ item }) => item))
  const acknowledged = new Set(all(entries, 'acknowledged').map(({ item }) => item))
  const delivered = new Set(all(entries, 'began').map(({ item }) => item))
  const refused = new Set(all(entries, 'refused').map(({ item }) => item))

  return {
    put,
    acknowledged,
    delivered,
    lost: [...acknowledged].filter((item) => !delivered.has(item)),
    unexpected: [...delivered].filter((item) => !put.has(item) || (refused.has(item) && !acknowledged.has(item)))
  }
}

/**
 * What was delivered more than once, each time after the first, and whether something explains it. In the order of
 * the tokens: who was suspended with a delivery in its socket begins when it wakes up, be that after its heir.
 */
function repeats (entries: readonly Entry[]): Array<{ item: string, isExplained: boolean, again: Of<'began'>, before: Of<'began'> }> {
  const faults = Map.groupBy(spansOfFaults(entries), ({ whom }) => whom)
  const aborted = new Set(all(entries, 'aborted').map(({ id, token }) => `${id} ${token}`))
  const found: ReturnType<typeof repeats> = []

  for (const [item, deliveries] of Map.groupBy(all(entries, 'began'), (entry) => entry.item)) {
    const inTurn = deliveries.toSorted((a, b) => a.token - b.token)

    inTurn.slice(1).forEach((again, index) => {
      const before = inTurn[index] as Of<'began'>
      const fault = faults.get(before.who)?.some(({ from, to }) => from <= again.at && to >= before.at) === true
      found.push({ item, again, before, isExplained: fault || aborted.has(`${before.id} ${before.token}`) })
    })
  }

  return found
}

function spansOfFaults (entries: readonly Entry[]): Array<{ whom: string, from: number, to: number }> {
  const healed = Map.groupBy(all(entries, 'healed'), ({ whom }) => whom)

  return all(entries, 'fault').map(({ whom, at, how }) => {
    const end = healed.get(whom)?.find((entry) => entry.at >= at)?.at ?? (how === 'kill' ? at : Infinity)

    return { whom, from: at - SLACK_MS, to: end + SLACK_MS }
  })
}

/** Nothing is delivered twice but for a reason: a death, a lapse, a release. */
export function duplicates (entries: readonly Entry[]): string[] {
  return repeats(entries).filter(({ isExplained }) => !isExplained).map(({ item, before, again }) => {
    return `unexplained duplicate: ${item} was given to ${again.who} (token ${again.token}) while nothing was wrong with ${before.who} (token ${before.token})`
  })
}

/** No two leases of a task at once at the coordinator; tokens grow, and none is accepted once there is a later one. */
export function exclusivity (entries: readonly Entry[]): string[] {
  const problems: string[] = []
  const holders = new Map<string, Of<'leased'>>()
  const tokens = new Map<string, number>()
  const settled = Map.groupBy(all(entries, 'settled'), ({ id }) => id)

  for (const entry of entries) {
    if (entry.what === 'leased') {
      const before = holders.get(entry.id)

      // what a coordinator did last before it was killed it may have told nobody
      if (before?.life === entry.life) {
        problems.push(`two leases at once: ${entry.id} was given to ${entry.name} while ${before.name} had it`)
      }

      holders.set(entry.id, entry)
    } else if (entry.what === 'ended') {
      holders.delete(entry.id)
    } else if (entry.what === 'began') {
      if (entry.token === tokens.get(entry.id)) {
        problems.push(`a token twice: ${entry.id} was delivered with token ${entry.token} again`)
      }

      tokens.set(entry.id, Math.max(entry.token, tokens.get(entry.id) ?? 0))
    }
  }

  for (const [id, settlements] of settled) {
    const latest = tokens.get(id) ?? 0
    problems.push(...settlements.filter(({ token }) => token < latest).map(({ token }) => `a stale token: ${id} was settled with ${token}, and there is ${latest}`))
  }

  return problems
}

/** What is done is done: nothing is given to anybody after that was acknowledged, and there is one result. */
export function finality (entries: readonly Entry[]): string[] {
  const problems: string[] = []
  const done = new Map<string, Of<'settled'>>()
  const results = new Map<string, number>()
  const ids = new Map(all(entries, 'acknowledged').map(({ item, id }) => [item, id]))

  for (const entry of entries) {
    if (entry.what === 'settled') {
      const before = done.get(entry.id)

      if (before !== undefined && before.token !== entry.token) {
        problems.push(`two results: ${entry.id} was settled with tokens ${before.token} and ${entry.token}`)
      }

      done.set(entry.id, entry)
    } else if (entry.what === 'began' && entry.token > (done.get(entry.id)?.token ?? Infinity)) {
      problems.push(`delivered after it was done: ${entry.item} to ${entry.who}`)
    }
  }

  for (const { item, token } of all(entries, 'result')) {
    const settled = done.get(ids.get(item) ?? '')

    if ((results.get(item) ?? token) !== token || (settled?.token ?? token) !== token) {
      problems.push(`another result: ${item} has that of token ${token}, and was settled with ${settled?.token ?? results.get(item)}`)
    }

    results.set(item, token)
  }

  return problems
}

/** Whatever was put is somewhere, or has ended in one of four ways; at every look. */
export function conservation (entries: readonly Entry[]): string[] {
  return all(entries, 'counts').flatMap(({ stats }) => {
    const { put, ready, delayed, leased, dead, done, cancelled, expired, dropped } = stats
    const found = ready + delayed + leased + dead + done + cancelled + expired + dropped

    return found === put ? [] : [`${put} were put, and there are ${found}: ${JSON.stringify(stats)}`]
  })
}

/** Where nothing is broken and one handler runs at a time, tasks begin in the order in which each putter put them. */
export function order (entries: readonly Entry[]): string[] {
  const places = new Map(all(entries, 'put').map(({ item, who }, place) => [item, { who, place }]))
  const last = new Map<string, { item: string, place: number }>()
  const problems: string[] = []

  for (const { item } of all(entries, 'began')) {
    const { who, place } = places.get(item) ?? { who: '', place: 0 }
    const before = last.get(who)

    if (before !== undefined && before.place > place) {
      problems.push(`out of order: ${item} after ${before.item}`)
    }

    last.set(who, { item, place })
  }

  return problems
}

/** Once all is whole again, it drains within a lease and ten seconds. */
export function liveness (entries: readonly Entry[], leaseMs: number): string[] {
  const drained = entries.findLast(({ what }) => what === 'drained')?.at
  const wholeAt = entries.findLast(({ what }) => what === 'healed' || what === 'fault' || what === 'put')?.at ?? 0

  if (drained === undefined) {
    return ['it did not drain, and proves nothing']
  }

  return drained - wholeAt <= leaseMs + DRAIN_MS ? [] : [`it took ${Math.round(drained - wholeAt)} ms to drain once all was whole again`]
}

/** Nothing was thrown that nobody caught. */
export function handled (entries: readonly Entry[]): string[] {
  return all(entries, 'unhandled').map(({ who, message }) => `${who}: ${message}`)
}

/** What a process holds. */
export interface Resources {
  descriptors: number
  timers: number
  sockets: number
  sessions: number

  /** After a collection: bytes. */
  memory: number
}

/** Nothing more is held than before (connections of then may be closed by now), and the memory is not more than `memory` bytes above it. */
export function resources (before: Resources, after: Resources, memory: number): string[] {
  const problems = (['descriptors', 'timers', 'sockets', 'sessions'] as const)
    .filter((name) => after[name] - before[name] > 2)
    .map((name) => `${name}: ${after[name]}, and ${before[name]} before`)

  return after.memory - before.memory > memory ? [...problems, `memory: ${after.memory} bytes, and ${before.memory} before`] : problems
}

/**
 * How much the memory of the last coordinator grows a minute, over the last half of its life: at most `most` bytes.
 * One that did not live long enough to tell passes.
 */
export function flatness (entries: readonly Entry[], most: number): string[] {
  const measured = all(entries, 'memory')
  const last = measured.filter(({ life }) => life === measured.at(-1)?.life)
  const half = last.slice(Math.floor(last.length / 2))

  if (half.length === 0 || (half.at(-1)?.at ?? 0) - (half[0]?.at ?? 0) < LONG_MS) {
    return []
  }

  const slope = 60_000 * slopeOf(half.map(({ at, bytes }) => [at, bytes]))

  return slope > most ? [`memory grows by ${Math.round(slope)} bytes a minute`] : []
}

/** Of the line that is closest to all points. */
function slopeOf (points: ReadonlyArray<readonly [number, number]>): number {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length
  const above = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  const below = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)

  return below === 0 ? 0 : above / below
}

export function countsOf (entries: readonly Entry[]): Counts {
  const { put, acknowledged, delivered, lost, unexpected } = totals(entries)
  const again = repeats(entries)
  const open = [...put].filter((item) => !acknowledged.has(item))
  const explained = again.filter(({ isExplained }) => isExplained).length

  return {
    attempts: put.size,
    acknowledged: acknowledged.size,
    doubtful: open.length,
    recovered: open.filter((item) => delivered.has(item)).length,
    lost: lost.length,
    unexpected: unexpected.length,
    explained,
    unexplained: again.length - explained
  }
}
