import type { Refusal } from '../protocol/index.ts'
import type { AccessTable } from './access.ts'
import type { CommitLoop } from './commit-loop.ts'
import type { Audience } from './events.ts'
import type { Keeper } from './keeper.ts'
import type { CoordinatorLimits } from './limits.ts'
import type { Peers } from './peers.ts'
import type { Rates } from './rates.ts'
import type { Session } from './session.ts'

/** What a session needs of its coordinator. */
export interface SessionHost {
  readonly loop: CommitLoop
  readonly audience: Audience
  readonly rates: Rates
  readonly peers: Peers
  readonly limits: CoordinatorLimits
  readonly access: AccessTable | undefined
  readonly keeper: Keeper
  readonly autoCreate: boolean

  /** The id of the coordinator's state. */
  readonly history: Uint8Array

  /** Settlements are still taken, and nothing is handed out any more. */
  readonly stopping: boolean

  /** The state outlives this coordinator: what it does not answer can be asked of the next one. */
  readonly durable: boolean

  now: () => number

  /** The names of all queues. */
  queues (): string[]

  /** Makes it the one with its id, in place of an older one of the same peer; or says why not. */
  register (session: Session): Refusal | undefined

  /** Its connection is over. */
  release (session: Session): void

  /** So many leases were settled while the coordinator is stopping. */
  settled (leases: number): void
}
