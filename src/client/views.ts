import type { TaskState } from './options.ts'

/** Who holds or held a task. */
export interface Holder {
  /** Its peer id, proved by the handshake. */
  peerId: string

  /** Its label, which proves nothing. */
  name: string
}

/** How one attempt ended. */
export interface AttemptInfo extends Holder {
  /** 1 for the first. */
  attempt: number

  /** `failed`, `lapsed`, `maxRun`, `released`, `gone`, … */
  outcome: string

  /** What is known of the error, in words; '' where there was none. */
  error: string

  /** Milliseconds since then. */
  endedMsAgo: number
}

/** A task as anybody who may look sees it. Ages instead of times, since clocks differ. */
export interface TaskInfo {
  id: string
  state: TaskState
  priority: number

  /** Attempts that count against `maxAttempts`, a running one included. */
  attempts: number

  /** `Infinity`: no limit. */
  maxAttempts: number

  /** Milliseconds since it was put. */
  ageMs: number

  /** Milliseconds since it came into its state. */
  stateMs: number

  /** Who has it now, under which token; absent unless it is leased. */
  holder?: Holder & { token: number }

  /** The size of its item; 0 once it has ended. */
  itemBytes: number

  /** How its last attempts ended, oldest first; 20 are kept. */
  history: AttemptInfo[]

  /** What its holder reported last; absent: nothing. */
  progress?: unknown
}

/** Something that happened to a task. */
export interface TaskHappening {
  /** `task:put`, `task:lease`, `task:complete`, `task:fail`, `task:dead`, `task:cancel`, … */
  type: `task:${string}`

  /** The task's id. */
  id: string

  /** Who did it; '' for the coordinator itself. */
  peerId: string
  name: string

  /** Which attempt; 0 where there is none. */
  attempt: number
}

/** Events were left out here: this looker, or its connection, was too slow for them. */
export interface Gap {
  type: 'gap'
}

/** What `watch` tells. */
export type TaskEvent = TaskHappening | Gap

/** What a queue has now, and what came of all it ever had. */
export interface QueueStats {
  /** Tasks that wait to be handed out: Python's `qsize`. */
  ready: number

  /** Tasks that wait until they are due. */
  delayed: number

  /** Tasks in somebody's hands. */
  leased: number

  /** Tasks that failed too often and wait for a redrive. */
  dead: number

  /** Tasks that were ever put: the sum of the four above and the four ends below. */
  put: number

  /** Ever completed, or taken by a `get`. */
  done: number

  /** Ever taken by a `get`; they count as done too. */
  taken: number
  cancelled: number
  expired: number
  dropped: number

  /** Results that made way for newer ones before their time. */
  evicted: number

  /** Python's counter: what `join` waits for. */
  unfinished: number

  /** Takers that wait: idle slots of workers, and blocked `get`s and `reserve`s. */
  getters: number

  /** Blocked puts. */
  putters: number

  /** Milliseconds that the oldest ready task has waited. */
  oldestReadyMs: number

  /** Milliseconds that the longest-held task has been held. */
  longestLeaseMs: number

  /** 0 or less: unbounded. */
  maxSize: number
  paused: boolean
  shutdown: boolean

  /** Tasks put a second, over the last 10 seconds. */
  putRate: number

  /** Tasks done a second, over the last 10 seconds. */
  doneRate: number
}

/** A session at the coordinator. */
export interface PeerInfo extends Holder {
  /** Which key let it in; '' for an unnamed one. */
  keyName: string
  connected: boolean

  /** Milliseconds since it was opened. */
  sinceMs: number

  /** Tasks that it holds. */
  leases: number

  /** Workers and loops that want tasks. */
  consumers: number
}
