import { styleText } from 'node:util'
import Table from 'cli-table3'

/** A cell of a table: numbers stand to the right. */
export type Cell = string | number

/** What the user sees: outcomes on stdout, everything else on stderr. */
export interface Output {
  /** Whether it is to be read by a program. */
  readonly isJson: boolean

  /** Whether somebody is there still who reads outcomes. */
  readonly isRead: boolean

  /** A line of outcome. */
  line (text: string): void

  /** A text or bytes as they are; after a text a newline. */
  bytes (data: string | Uint8Array): void

  /** An outcome for programs, as one line of JSON. */
  json (value: unknown): void

  /** Outcomes under headings. */
  table (headings: string[], rows: Cell[][]): void

  /** Something for the eyes only, on stderr; in JSON mode too. */
  note (text: string): void
}

/** No frame, two spaces between columns: to be read, and to be cut up by `awk`. */
const PLAIN = {
  chars: {
    top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
    left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  '
  },
  style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] }
}

export function createOutput ({ isJson }: { isJson: boolean }): Output {
  const line = (text: string): void => { process.stdout.write(`${text}\n`) }

  return {
    isJson,
    get isRead () { return process.stdout.writable },
    line,
    bytes: (data) => { process.stdout.write(typeof data === 'string' ? `${data}\n` : data) },
    json: (value) => { line(toJson(value)) },
    table: (headings, rows) => { line(formatTable(headings.map(heading), rows)) },
    note: (text) => { process.stderr.write(`${text}\n`) }
  }
}

/** One line of JSON. What JSON has no word for is a text: big integers, `Infinity`, bytes (base64). */
export function toJson (value: unknown): string {
  const text = JSON.stringify(value, (_, given: unknown): unknown => {
    if (given instanceof Uint8Array) {
      return Buffer.from(given).toString('base64')
    }

    if (given instanceof Map || given instanceof Set) {
      return [...given]
    }

    return typeof given === 'bigint' || given === Infinity || given === -Infinity ? String(given) : given
  }) as string | undefined

  return text ?? 'null'
}

/** Names are what somebody else made them: nothing in them gets to move the cursor, or to look like another line. */
export function printable (text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{fffd}')
}

/** A table without its last newline. */
export function formatTable (headings: string[], rows: Cell[][]): string {
  const aligns = headings.map((_, i) => rows.length > 0 && rows.every((row) => typeof row[i] === 'number') ? 'right' as const : 'left' as const)
  const table = new Table({ ...PLAIN, head: headings, colAligns: aligns })
  table.push(...rows.map((row) => row.map((cell) => typeof cell === 'string' ? printable(cell) : cell)))

  return table.toString().split('\n').map((text) => text.trimEnd()).join('\n')
}

/** How a heading looks on a terminal that has looks. */
function heading (text: string): string {
  return styleText('bold', text, { stream: process.stdout })
}

/** Milliseconds as people say them: `350ms`, `4.2s`, `3m12s`, `2h05m`, `4d03h`. */
export function formatMs (ms: number): string {
  const pad = (n: number): string => String(n).padStart(2, '0')

  if (ms < 1_000) {
    return `${Math.round(ms)}ms`
  }

  if (ms < 60_000) {
    return `${(Math.floor(ms / 100) / 10).toFixed(1)}s`
  }

  const minutes = Math.floor(ms / 60_000)
  const hours = Math.floor(minutes / 60)

  if (minutes < 60) {
    return `${minutes}m${pad(Math.floor(ms / 1_000) % 60)}s`
  }

  return hours < 48 ? `${hours}h${pad(minutes % 60)}m` : `${Math.floor(hours / 24)}d${pad(hours % 24)}h`
}
