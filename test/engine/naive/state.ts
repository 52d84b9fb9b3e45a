import type { TaskState } from '../../../src/engine/index.ts'
import type { Call, Collect, NaiveLease, NaiveSession, NaiveTask, Put, Take, Watch } from './records.ts'

/** All that a queue holds, and how to look things up in it. Nothing moves here. */
export class NaiveState {
  now = 0
  maxSize: number
  paused = false
  shut: 'open' | 'draining' | 'immediate' = 'open'
  readonly counts = { put: 0, done: 0, taken: 0, cancelled: 0, expired: 0, dropped: 0 }
  unfinished = 0
  tasks: NaiveTask[] = []
  readonly sessions = new Map<string, NaiveSession>()

  /** Those who wait. */
  putters: Put[] = []
  takes: Take[] = []
  joins: Call[] = []
  watches: Watch[] = []
  collects: Collect[] = []

  /** What each request was answered with, by session and number; what was told before that; and what consumers were given. */
  readonly answers = new Map<string, string>()
  readonly outcomes: string[] = []
  readonly grants: string[] = []

  /** Which of two tasks goes first, and the numbers that are given next. */
  readonly sign: number
  counter = 1
  lastToken = 0

  constructor (order: 'fifo' | 'lifo', maxSize: number) {
    this.sign = order === 'fifo' ? 1 : -1
    this.maxSize = maxSize
  }

  count (state: TaskState): number {
    return this.tasks.filter((task) => task.state === state).length
  }

  find (id: string): NaiveTask | undefined {
    return this.tasks.find((task) => task.id === id)
  }

  session (name: string): NaiveSession {
    let session = this.sessions.get(name)

    if (session === undefined) {
      session = { name, connected: true, throttled: false, heard: this.now, awayAt: 0, consumers: [], late: new Set() }
      this.sessions.set(name, session)
    }

    return session
  }

  isConnected (name: string): boolean {
    return this.session(name).connected
  }

  leases (name: string): NaiveLease[] {
    return this.held(this.session(name))
  }

  held (session: NaiveSession): NaiveLease[] {
    return this.tasks.flatMap(({ lease }) => lease?.session === session ? [lease] : []).sort((a, b) => a.token - b.token)
  }

  heldAs (session: NaiveSession, token: number): NaiveTask | undefined {
    return this.tasks.find(({ lease }) => lease?.token === token && lease.session === session)
  }
}
