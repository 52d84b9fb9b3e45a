import { digits } from './report.ts'
import type { BarChart, Chart, LineChart } from './report.ts'

const WIDTH = 760
const FONT = 'font-family="system-ui, sans-serif" font-size="13"'
const INK = '#24292f'
const FAINT = '#8c959f'
const OURS = '#0969da'
const THEIRS = '#afb8c1'

/** A drawing that is readable on a white page and on a dark one. */
export function draw (chart: Chart): string {
  return chart.type === 'bars' ? bars(chart) : lines(chart)
}

const LABEL = 330
const ROW = 26
const TOP = 44

/** Longest on top; a thin line from the least run to the most. */
function bars ({ title, unit, bars: unsorted }: BarChart): string {
  const all = unsorted.toSorted((a, b) => b.value - a.value)
  const most = Math.max(...all.map((bar) => bar.most))
  const x = (value: number): number => LABEL + value / most * (WIDTH - LABEL - 90)

  const rows = all.map(({ name, value, least, most: highest, isOurs = false }, index) => {
    const y = TOP + index * ROW
    const middle = y + ROW / 2 - 4

    return [
      text(LABEL - 10, y + 14, name, `text-anchor="end" fill="${INK}"${isOurs ? ' font-weight="600"' : ''}`),
      `<rect x="${LABEL}" y="${y}" width="${round(Math.max(1, x(value) - LABEL))}" height="${ROW - 8}" fill="${isOurs ? OURS : THEIRS}"/>`,
      `<path d="M${round(x(least))} ${middle}H${round(x(highest))}" stroke="${INK}"/>`,
      text(x(highest) + 8, y + 14, digits(Number(value.toPrecision(3))), `fill="${INK}"`)
    ].join('')
  })

  return page(TOP + all.length * ROW + 10, `${title}, ${unit}`, rows)
}

/** Up to so many points of a line are marked and labelled, and are the marks of the scale. */
const FEW = 12
const MARKS = 6

const PLOT = { left: 90, right: WIDTH - 10, top: 50, bottom: 270 }

/** Room for the label of a point beside the edges. */
const INSET = 44

/** From zero up; a scale of a few points that spans two powers of ten or more is logarithmic. */
function lines ({ title, unit, x: scale, lines: all }: LineChart): string {
  const points = all.flatMap((line) => line.points)
  const xs = points.map(([x]) => x)
  const top = roundUp(Math.max(...points.map(([, y]) => y)) * 1.1)
  const isSparse = all.every(({ points: own }) => own.length <= FEW)
  const isLog = isSparse && Math.min(...xs) > 0 && Math.max(...xs) / Math.min(...xs) >= 100
  const place = isLog ? Math.log10 : (x: number) => x
  const [low, high] = [place(Math.min(...xs)), place(Math.max(...xs))]
  const px = (x: number): number => PLOT.left + INSET + (place(x) - low) / (high - low || 1) * (PLOT.right - PLOT.left - 2 * INSET)
  const py = (y: number): number => PLOT.bottom - y / top * (PLOT.bottom - PLOT.top)

  const grid = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const y = py(top * part)

    return `<path d="M${PLOT.left} ${round(y)}H${PLOT.right}" stroke="${FAINT}" stroke-opacity="0.4"/>` +
      text(PLOT.left - 8, y + 4, digits(top * part), `text-anchor="end" fill="${FAINT}"`)
  })

  const marks = isSparse ? [...new Set(xs)] : Array.from({ length: MARKS + 1 }, (_, mark) => Math.round(Math.max(...xs) * mark / MARKS))
  const ticks = marks.filter((x) => x >= Math.min(...xs)).map((x) => text(px(x), PLOT.bottom + 20, digits(x), `text-anchor="middle" fill="${FAINT}"`))

  const curves = all.map(({ name, points: own }, index) => {
    const colour = index === 0 ? OURS : THEIRS
    const path = own.map(([x, y], point) => `${point === 0 ? 'M' : 'L'}${round(px(x))} ${round(py(y))}`).join('')
    const dots = !isSparse ? '' : own.map(([x, y]) => `<circle cx="${round(px(x))}" cy="${round(py(y))}" r="4" fill="${colour}"/>`).join('')
    const values = !isSparse ? '' : own.map(([x, y]) => text(px(x), py(y) - 10, digits(Number(y.toPrecision(3))), `text-anchor="middle" fill="${INK}"`)).join('')
    const [lastX, lastY] = own.at(-1) ?? [0, 0]
    const label = all.length > 1 ? text(px(lastX), py(lastY) + 20, name, `text-anchor="end" fill="${INK}"`) : ''

    return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots}${values}${label}`
  })

  const under = text((PLOT.left + PLOT.right) / 2, PLOT.bottom + 42, scale, `text-anchor="middle" fill="${INK}"`)

  return page(PLOT.bottom + 56, `${title}, ${unit}`, [...grid, ...ticks, under, ...curves])
}

/** The end of a scale whose quarters are round numbers. */
function roundUp (value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))

  return power * ([1, 2, 4, 6, 8].find((step) => value <= step * power) ?? 10)
}

function page (height: number, title: string, parts: string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" ${FONT}>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(16, 26, title, `fill="${INK}" font-size="15" font-weight="600"`),
    ...parts,
    '</svg>',
    ''
  ].join('\n')
}

function text (x: number, y: number, content: string, attributes: string): string {
  const escaped = content.replace(/&/g, '&amp;').replace(/</g, '&lt;')

  return `<text x="${round(x)}" y="${round(y)}" ${attributes}>${escaped}</text>`
}

function round (value: number): number {
  return Math.round(value * 10) / 10
}
