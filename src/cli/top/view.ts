import { formatMs, formatTable, printable } from '../output.ts'
import type { PeerInfo, QueueStats } from '../../index.ts'
import type { Cell } from '../output.ts'
import type { Deeds } from './happened.ts'

/** A queue, and how many attempts failed since somebody looks on. */
export interface QueueView extends QueueStats {
  name: string
  failed: number
}

/** A session that takes tasks, and what it did since somebody looks on. */
export type WorkerView = PeerInfo & Deeds

/** One look at a farm. */
export interface FarmView {
  /** Milliseconds since the Unix epoch. */
  at: number
  queues: QueueView[]
  workers: WorkerView[]

  /** Sessions that take nothing: those who put, wait or look on. */
  others: number

  /** Whether events were left out, so that failures and the workers' rates are too low. */
  hasGap: boolean
}

/** Longer names are cut: the figures are what one looks for. */
const NAME = 28

/** Lines that are there whatever the farm has: a summary, and for each table a blank line and its headings. */
const FIXED = 5

interface ViewInit {
  /** How many lines there is room for. */
  rows: number

  /** How headings look. */
  heading?: (text: string) => string
}

/** The farm as lines of text, at most `rows` of them; what has no place is counted in a line of its own. */
export function viewLines (view: FarmView, { rows, heading = (text) => text }: ViewInit): string[] {
  const { queues, workers } = view
  const [forQueues, forWorkers] = share(rows - FIXED, queues.length, workers.length)
  const withHeading = ([first = '', ...rest]: string[]): string[] => [heading(first), ...rest]

  return [
    summaryOf(view),
    '',
    ...withHeading(tableOf(QUEUE_HEADINGS, queues, forQueues, weightOfQueue, queueRow, 'queues')),
    '',
    ...withHeading(tableOf(WORKER_HEADINGS, workers, forWorkers, ({ leases }) => leases, workerRow, 'workers'))
  ]
}

const QUEUE_HEADINGS = ['queue', 'ready', 'delayed', 'leased', 'dead', 'put/s', 'done/s', 'failed', 'oldest', 'held', '']
const WORKER_HEADINGS = ['worker', 'leased', 'done', 'done/s', 'failed', 'since', 'key', '']

function summaryOf ({ queues, workers, others, hasGap }: FarmView): string {
  const sum = (of: (queue: QueueView) => number): string => queues.reduce((total, queue) => total + of(queue), 0).toLocaleString('en')
  const away = workers.filter(({ connected }) => !connected).length

  return [
    `${sum(({ ready, delayed }) => ready + delayed)} waiting, ${sum(({ leased }) => leased)} leased, ${sum(({ dead }) => dead)} dead`,
    `${counted(workers.length - away, 'worker')}${away > 0 ? `, ${away} away` : ''}`,
    ...others > 0 ? [counted(others, 'other session')] : [],
    ...hasGap ? ['events were left out'] : []
  ].join(' · ')
}

function queueRow (queue: QueueView): Cell[] {
  const { name, ready, delayed, leased, dead, putRate, doneRate, failed, oldestReadyMs, longestLeaseMs, paused, shutdown } = queue
  const state = [paused && 'paused', shutdown && 'shut down'].filter((word) => word !== false).join(', ')

  return [
    cut(name), ready, delayed, leased, dead, round(putRate), round(doneRate), failed,
    ready > 0 ? formatMs(oldestReadyMs) : '', leased > 0 ? formatMs(longestLeaseMs) : '', state
  ]
}

function workerRow ({ name, leases, done, doneRate, failed, sinceMs, keyName, connected }: WorkerView): Cell[] {
  return [cut(name), leases, done, round(doneRate), failed, formatMs(sinceMs), cut(keyName), connected ? '' : 'away']
}

/** Headings and rows; of too many those that matter most, in their order. */
function tableOf<T> (headings: string[], all: T[], room: number, weight: (each: T) => number, row: (each: T) => Cell[], what: string): string[] {
  if (all.length <= room) {
    return formatTable(headings, all.map(row)).split('\n')
  }

  const shown = new Set(all.toSorted((a, b) => weight(b) - weight(a)).slice(0, Math.max(0, room - 1)))

  return [
    ...formatTable(headings, all.filter((each) => shown.has(each)).map(row)).split('\n'),
    `… and ${all.length - shown.size} ${shown.size === 0 ? what : `more ${what}`}`
  ]
}

/** What there is for two tables: half each, and what one does not need is the other's. */
function share (rows: number, a: number, b: number): [number, number] {
  const half = Math.max(1, Math.floor(rows / 2))

  return a <= half ? [a, rows - a] : b <= half ? [rows - b, b] : [rows - half, half]
}

function weightOfQueue ({ leased, ready, dead }: QueueView): number {
  return leased + ready + dead
}

function cut (text: string): string {
  const characters = [...printable(text)]

  return characters.length > NAME ? `${characters.slice(0, NAME - 1).join('')}…` : characters.join('')
}

/** A rate as it is read at a glance. */
function round (rate: number): number {
  return rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate)
}

function counted (n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}
