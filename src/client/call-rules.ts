import type { CallName } from '../protocol/index.ts'
import type { Pace } from './window.ts'

/**
 * What becomes of a request whose answer was lost together with what the coordinator knew
 * of it. `again`: it is sent again, since twice is as good as once. `unknown`: nobody can
 * say whether it had its effect. `lost`: it was about a lease that is no more.
 */
export type InDoubt = 'again' | 'unknown' | 'lost'

export interface CallRule {
  pace: Pace
  inDoubt: InDoubt

  /** No answer in time is a `TimeoutError`; otherwise it is a `ConnectionError`. */
  timesOut?: true
}

/** How each call is treated. */
export const CALL_RULES: Readonly<Record<CallName, CallRule>> = {
  // declared again by the session itself, before anything else
  declare: { pace: 'prompt', inDoubt: 'again' },
  put: { pace: 'bulky', inDoubt: 'unknown' },
  // what was handed out and never confirmed or settled goes back
  take: { pace: 'patient', inDoubt: 'again' },
  settle: { pace: 'prompt', inDoubt: 'lost' },
  completeMany: { pace: 'prompt', inDoubt: 'lost' },
  confirm: { pace: 'prompt', inDoubt: 'lost' },
  extend: { pace: 'prompt', inDoubt: 'lost' },
  cancel: { pace: 'prompt', inDoubt: 'unknown' },
  awaitResult: { pace: 'patient', inDoubt: 'again', timesOut: true },
  collect: { pace: 'patient', inDoubt: 'again' },
  follow: { pace: 'patient', inDoubt: 'again' },
  inspect: { pace: 'prompt', inDoubt: 'again' },
  ask: { pace: 'prompt', inDoubt: 'again' },
  taskDone: { pace: 'prompt', inDoubt: 'unknown' },
  join: { pace: 'patient', inDoubt: 'again', timesOut: true },
  shutdown: { pace: 'prompt', inDoubt: 'unknown' },
  setMaxSize: { pace: 'prompt', inDoubt: 'unknown' },
  administer: { pace: 'prompt', inDoubt: 'unknown' },
  requeue: { pace: 'prompt', inDoubt: 'unknown' },
  redrive: { pace: 'prompt', inDoubt: 'unknown' },
  listTasks: { pace: 'prompt', inDoubt: 'again' },
  getStats: { pace: 'prompt', inDoubt: 'again' },
  watch: { pace: 'patient', inDoubt: 'again' },
  listPeers: { pace: 'prompt', inDoubt: 'again' },
  listQueues: { pace: 'prompt', inDoubt: 'again' }
}
