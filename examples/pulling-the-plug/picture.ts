import type { Run } from './run.ts'

/** An attempt at a task: a bar in the lane of its worker. */
interface Bar {
  task: number
  worker: string
  from: number
  to: number

  /** When it was given up, for a worker that died on it. */
  givenUp?: number
}

const LABELS = 84
const WIDTH = 860
const BAR = 22
const GAP = 4
const SLOTS = 2
const LANE = SLOTS * (BAR + GAP) + 14
const TOP = 46
const SECOND = 1_000

const STYLE = `
    text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #24292f }
    .small { font-size: 11px; fill: #57606a } .number { font-size: 11px; fill: #fff; text-anchor: middle }
    .lane { fill: #f3f5f8 } .axis { stroke: #d0d7de } .task { fill: #4f7cac } .again { fill: #c4661f }
    .lost { fill: none; stroke: #c4661f; stroke-width: 1.5 } .lost + text { fill: #c4661f }
    .wait { fill: none; stroke: #c4661f; stroke-width: 1.2; stroke-dasharray: 3 3 } .kill { stroke: #cf222e; stroke-width: 2 } .killed { fill: #cf222e; font-weight: 600 }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 } .small { fill: #9198a1 } .number { fill: #fff } .lane { fill: #1c2128 } .axis { stroke: #30363d }
      .task { fill: #3f6b9a } .again { fill: #c4661f } .lost + text { fill: #e0843f } .killed { fill: #ff6a69 } .kill { stroke: #ff6a69 }
    }`

/** The run as an SVG: workers are lanes, attempts are bars, the kill is a line. */
export function drawRun (run: Run): string {
  const bars = barsOf(run)
  const end = Math.max(...bars.map(({ to }) => to))
  const x = (at: number): number => round(LABELS + at / end * (WIDTH - LABELS - 12))
  const laneTop = (worker: string): number => TOP + run.workers.indexOf(worker) * LANE
  const bottom = TOP + run.workers.length * LANE
  const height = bottom + 62
  const rows = placed(bars)
  const y = (bar: Bar): number => laneTop(bar.worker) + 7 + (rows.get(bar) ?? 0) * (BAR + GAP)
  const lost = bars.filter(isLost)
  const again = lost.map(({ task }) => bars.find((bar) => bar.task === task && !isLost(bar)) as Bar)

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${captionOf(run, lost.length)}">`,
    `  <style>${STYLE}\n  </style>`,
    ...run.workers.map((worker) => lane(worker, laneTop(worker))),
    ...axis(end, x, bottom),
    ...bars.map((bar) => barOf(bar, x, y(bar), again.includes(bar))),
    ...lost.map((bar, index) => wayOf(bar, again[index] as Bar, x, y)),
    ...killOf(run, x, laneTop(run.killed.worker)),
    graceOf(run, lost, x, laneTop(run.killed.worker)),
    `  <text x="${LABELS}" y="${bottom + 48}">${captionOf(run, lost.length)}</text>`,
    '</svg>',
    ''
  ].join('\n')
}

/** In words. `again`: how many tasks the worker had. */
export function captionOf ({ tasks, results, killed }: Run, again: number): string {
  const name = killed.worker.charAt(0).toUpperCase() + killed.worker.slice(1)

  return `${tasks} tasks, ${results} results. ${name} was killed with ${again} tasks in its hands: they ran again elsewhere.`
}

/** Each attempt from the moment it was handed out to its end; one whose worker died ends with that. */
export function barsOf ({ events, killed }: Run): Bar[] {
  const open = new Map<number, Bar>()
  const bars: Bar[] = []

  for (const { at, type, task, worker } of events) {
    const bar = open.get(task)

    if (type === 'task:lease') {
      open.set(task, { task, worker, from: at, to: at })
    } else if (bar !== undefined) {
      open.delete(task)
      bars.push(type === 'task:fail' ? { ...bar, to: Math.max(bar.from, killed.at), givenUp: at } : { ...bar, to: at })
    }
  }

  return bars
}

export function isLost ({ givenUp }: Bar): boolean {
  return givenUp !== undefined
}

/** In which row of its lane each bar has room. */
function placed (bars: Bar[]): Map<Bar, number> {
  const busyUntil = new Map<string, number[]>()
  const rows = new Map<Bar, number>()

  for (const bar of bars.toSorted((a, b) => a.from - b.from)) {
    const lane = busyUntil.get(bar.worker) ?? Array.from({ length: SLOTS }, () => -Infinity)
    const row = Math.max(0, lane.findIndex((until) => until <= bar.from))
    lane[row] = bar.to
    busyUntil.set(bar.worker, lane)
    rows.set(bar, row)
  }

  return rows
}

function lane (worker: string, top: number): string {
  return `  <rect class="lane" x="${LABELS}" y="${top}" width="${WIDTH - LABELS - 8}" height="${LANE - 8}" rx="4"/><text x="8" y="${top + LANE / 2}">${worker}</text>`
}

function axis (end: number, x: (at: number) => number, bottom: number): string[] {
  return Array.from({ length: Math.floor(end / SECOND) + 1 }, (_, second) => {
    const at = x(second * SECOND)

    return `  <path class="axis" d="M${at} ${TOP - 4}V${bottom}"/><text class="small" x="${at}" y="${bottom + 16}">${second} s</text>`
  })
}

function barOf (bar: Bar, x: (at: number) => number, y: number, isAgain: boolean): string {
  const { task, from, to } = bar
  const [left, right] = [x(from), x(to)]
  const number = `<text class="number" x="${round((left + right) / 2)}" y="${y + 15}">${task + 1}</text>`

  return `  <rect class="${isLost(bar) ? 'lost' : isAgain ? 'again' : 'task'}" x="${left}" y="${y}" width="${round(right - left - 2)}" height="${BAR}" rx="3"/>${number}`
}

/** From the end of the work that was lost, over the time in which its worker might have come back, to where it is done again. */
function wayOf (lost: Bar, again: Bar, x: (at: number) => number, y: (bar: Bar) => number): string {
  const [y1, y2] = [y(lost) + BAR / 2, y(again) + BAR / 2]
  const [x1, x2] = [x(lost.givenUp ?? lost.to), x(again.from)]
  const middle = round((x1 + x2) / 2)

  return `  <path class="wait" d="M${x(lost.to)} ${y1}H${x1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}"/>`
}

function graceOf ({ killed }: Run, lost: Bar[], x: (at: number) => number, top: number): string {
  const ends = Math.max(...lost.map(({ givenUp = 0 }) => givenUp))
  const seconds = Math.round((ends - killed.at) / SECOND)

  return `  <text class="small" x="${round((x(killed.at) + x(ends)) / 2)}" y="${top + (LANE - 8) / 2 + 4}" text-anchor="middle">${seconds} s in which it might come back</text>`
}

function killOf ({ killed }: Run, x: (at: number) => number, top: number): string[] {
  const at = x(killed.at)
  const middle = top + (LANE - 8) / 2

  return [
    `  <path class="kill" d="M${at} ${TOP - 12}V${top + LANE - 8}M${at - 6} ${middle - 6}l12 12m0-12l-12 12"/>`,
    `  <text class="killed" x="${at}" y="${TOP - 20}" text-anchor="middle">kill -9 ${killed.worker}</text>`
  ]
}

function round (value: number): number {
  return Math.round(value * 10) / 10
}
