import { StorageError } from '../errors.ts'
import { decodeRecord } from './record.ts'
import type { Clock } from '../clock.ts'
import type { Change } from '../engine/index.ts'
import type { Journal } from '../storage/journal.ts'

/** Bytes of the id of a state. */
const HISTORY_BYTES = 16

/** What a coordinator begins with. */
export interface Recovered {
  /** Where the journal stands. */
  position: number

  /** The id of the state: of the one that was found, or of the one that is born. */
  history: Uint8Array

  /** The engine's clock: it goes on where it was, by the wall-clock time that has passed since. */
  now: () => number

  /** What has happened so far, in order. */
  batches: Change[][]
}

/** Opens the journal and reads all of it. Throws a `StorageError`. */
export async function recover (journal: Journal, clock: Clock): Promise<Recovered> {
  const { position } = await journal.open()
  const batches: Change[][] = []
  let history: Uint8Array | undefined
  let at = 0
  let wall = clock.wall()

  for await (const { kind, data } of journal.load()) {
    if (kind === 'snapshot') {
      throw new StorageError('the journal begins with a snapshot, which this version cannot read: start a newer one', { outcome: 'none' })
    }

    const batch = decodeRecord(data)
    batches.push(batch.changes)
    history = batch.history
    at = batch.at
    wall = batch.wall
  }

  const from = at + Math.max(0, Math.floor(clock.wall() - wall))
  const zero = clock.now()

  return { position, history: history ?? clock.randomBytes(HISTORY_BYTES), now: () => from + Math.floor(clock.now() - zero), batches }
}
