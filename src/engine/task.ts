import type { TaskState } from './transitions.ts'

/** LEASE: to be settled; RECEIPT: gone for good once its getter confirms it (Python's `get`). */
export type Mode = 'LEASE' | 'RECEIPT'

/** What is known of an error that a handler threw. Texts are cut by the coordinator. */
export interface Failure {
  name: string
  message: string
  stack: string
  workerName: string
  workerPeerId: string
}

/** How one attempt ended. */
export interface Attempt {
  attempt: number
  peer: string
  name: string

  /** `failed`, `lapsed`, `maxRun`, `released`, `gone`, … */
  outcome: string
  error: string

  /** When, on the engine's clock. */
  at: number
}

/** A task as others may see it; ages instead of times, since clocks differ. */
export interface TaskInfo {
  id: string
  state: TaskState
  priority: number
  attempts: number

  /** Infinity: no limit. */
  maxAttempts: number
  ageMs: number
  stateMs: number
  holderPeer: string
  holderName: string

  /** 0: nobody holds it. */
  token: number
  itemBytes: number
  history: Attempt[]
  progress: Uint8Array | undefined
}

export type { TaskState }
