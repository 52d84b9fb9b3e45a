import { median } from './statistics.ts'

/** What was measured, once a run. */
export interface Figure {
  name: string

  /** 'tasks/s', 'ms', 'bytes'… */
  unit: string
  runs: number[]

  /** What a reader has to know to compare it. */
  note?: string
}

/** What a figure, or a ratio of two, should be. */
export interface Goal {
  what: string
  value: number
  atLeast?: number
  atMost?: number
}

/** What one benchmark found. */
export interface Report {
  figures: Figure[]
  goals: Goal[]
  charts?: Chart[]
}

/** One drawing: bars, one a figure; or lines over a scale. */
export type Chart = BarChart | LineChart

export interface BarChart {
  type: 'bars'
  name: string
  title: string
  unit: string
  bars: Array<{ name: string, value: number, least: number, most: number, isOurs?: boolean }>
}

export interface LineChart {
  type: 'lines'
  name: string
  title: string
  unit: string
  x: string
  lines: Array<{ name: string, points: Array<[x: number, y: number]> }>
}

/** How a benchmark is to be run. */
export interface Conditions {
  /** Timed runs, after one or more to warm up. */
  runs: number

  /** Shorter, to see whether it works, or for the ratios of a CI run. */
  isQuick: boolean
}

/** A file of this folder: `p1-farm.ts` exports P1. */
export interface Benchmark {
  id: string
  title: string
  run (conditions: Conditions): Promise<Report>
}

export function isReached ({ value, atLeast = -Infinity, atMost = Infinity }: Goal): boolean {
  return value >= atLeast && value <= atMost
}

/** One bar of each figure. */
export function barsOf (figures: Figure[], isOurs: (name: string) => boolean): BarChart['bars'] {
  return figures.map(({ name, runs }) => ({
    name, value: median(runs), least: Math.min(...runs), most: Math.max(...runs), isOurs: isOurs(name)
  }))
}

/** The rows of a table in plain text, columns aligned: the first to the left, the others to the right. */
export function table (rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))

  return rows
    .map((row) => row.map((cell, column) => column === 0 ? cell.padEnd(widths[column] as number) : cell.padStart(widths[column] as number)).join('  ').trimEnd())
    .join('\n')
}

export function print (title: string, { figures, goals }: Report): void {
  console.log(`\n${title}\n`)
  console.log(table([
    ['', 'median', 'least', 'most', 'unit'],
    ...figures.map(({ name, unit, runs, note }) => [
      note === undefined ? name : `${name} (${note})`, digits(median(runs)), digits(Math.min(...runs)), digits(Math.max(...runs)), unit
    ])
  ]))

  for (const goal of goals) {
    const { what, value, atLeast, atMost } = goal
    const bound = atLeast === undefined ? `at most ${digits(atMost as number)}` : `at least ${digits(atLeast)}`
    console.log(`${isReached(goal) ? 'reached    ' : 'not reached'}  ${what}: ${digits(value)}, goal ${bound}`)
  }
}

/** Three figures that count. */
export function digits (value: number): string {
  if (!Number.isFinite(value)) {
    return String(value)
  }

  if (Math.abs(value) >= 1_000) {
    return Math.round(value).toLocaleString('en-US')
  }

  return value === 0 ? '0' : String(Number(value.toPrecision(3)))
}
