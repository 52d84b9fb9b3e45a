import type { Mode, TaskState } from '../../../src/engine/index.ts'

/** The numbers the model goes by, and its plain records. */

export const OPTIONS = {
  leaseMs: 1_000,
  maxAttempts: 3,
  backoff: { type: 'fixed' as const, delay: 100, maxDelay: 100, jitter: 0 },
  grace: { closed: 300, silent: 10_000 }
}

/** A session that was silent for longer is given nothing. */
export const QUIET_MS = 4_500

/** The first wait after a worker died with a task, and the longest. */
export const CRASH_BACKOFF = { delay: 1_000, maxDelay: 5_000 }

/** From this many uncharged returns in a row on, they are charged. */
export const UNCHARGED = 100

export interface NaiveTask {
  id: string
  state: TaskState
  priority: number
  seq: number
  due: number
  expires: number

  /** Among those that are due at once. */
  order: number
  attempts: number
  uncharged: number
  lease: NaiveLease | undefined
  lastToken: number
}

export interface NaiveLease {
  token: number
  session: NaiveSession
  mode: Mode
  consumer: number
  until: number
  graceEnds: number
  started: boolean
  charge: boolean
  unclaimed: boolean

  /** Its holder is known to have it. */
  delivered: boolean
  slot: NaiveConsumer | undefined
  cancels: Call[]
}

export interface NaiveConsumer {
  number: number
  mode: Mode
  concurrency: number
  prefetch: number
  busy: Set<number>
  line: 'hungry' | 'spare' | undefined
  place: number
}

export interface NaiveSession {
  name: string
  connected: boolean
  throttled: boolean
  heard: number
  awayAt: number
  consumers: NaiveConsumer[]

  /** Tokens of receipts that went back. */
  late: Set<number>
}

/** A request, and when its wait ends. */
export interface Call { session: NaiveSession, number: number, until: number, place: number }
export type Put = Call & { items: number, priority: number, delay: number, ttl: number }
export type Take = Call & { mode: Mode }
export type Watch = Call & { task: NaiveTask }
export type Collect = Call & { missing: Map<NaiveTask, number> }

export function isWaiting ({ state }: NaiveTask): boolean {
  return state === 'READY' || state === 'DELAYED'
}

export function byToken (a: NaiveTask, b: NaiveTask): number {
  return (a.lease?.token ?? 0) - (b.lease?.token ?? 0)
}
