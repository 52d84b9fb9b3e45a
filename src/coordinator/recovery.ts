import { StorageError } from '../errors.ts'
import { Keeper } from './keeper.ts'
import { decodePiece, decodeRecord } from './record.ts'
import type { Clock } from '../clock.ts'
import type { Engine } from '../engine/index.ts'
import type { Journal, JournalRecord } from '../storage/journal.ts'
import type { RecordHead } from './record.ts'

/** Bytes of the id of a state. */
const HISTORY_BYTES = 16

/** What a coordinator begins with, beside the state itself. */
export interface Recovered {
  /** Where the journal stands. */
  position: number

  /** Bytes that it holds. */
  stored: number

  /** The id of the state: of the one that was found, or of the one that is born. */
  history: Uint8Array

  /** The engine's clock: it goes on where it was, by the wall-clock time that has passed since. */
  now: () => number
}

/** What was read. */
export interface Restored {
  /** Of the last record; absent: there was none. */
  head: RecordHead | undefined
  position: number
  stored: number
}

/** Opens the journal and brings back the state that it holds. Throws a `StorageError`. */
export async function recover (journal: Journal, engine: Pick<Engine, 'restore' | 'replay'>, clock: Clock): Promise<Recovered> {
  const { position } = await journal.open()
  const { head, position: found, stored } = await restore(journal, engine)

  if (head !== undefined && found !== position) {
    throw new StorageError(`the journal ends at ${found}, and should at ${position}: restore it from a copy`, { outcome: 'none' })
  }

  const wall = clock.wall()
  const zero = clock.now()
  const from = head === undefined ? 0 : head.at + Math.max(0, Math.floor(wall - head.wall))

  return { position, stored, history: head?.history ?? clock.randomBytes(HISTORY_BYTES), now: () => from + Math.floor(clock.now() - zero) }
}

/** Brings back the state that a journal holds, which is open. Throws a `StorageError`. */
export async function restore (journal: Journal, engine: Pick<Engine, 'restore' | 'replay'>): Promise<Restored> {
  const { keep } = new Keeper()
  const restored: Restored = { head: undefined, position: 0, stored: 0 }

  for await (const record of journal.load()) {
    const head = take(record, engine, keep)

    if (restored.head !== undefined && Buffer.compare(restored.head.history, head.history) !== 0) {
      throw new StorageError('the journal holds records of two states: restore it from a copy', { outcome: 'none' })
    }

    restored.head = head
    restored.position = record.position
    restored.stored += record.data.byteLength
  }

  return restored
}

function take ({ kind, data, position }: JournalRecord, engine: Pick<Engine, 'restore' | 'replay'>, keep: Keeper['keep']): RecordHead {
  const head = kind === 'snapshot' ? decodePiece(data, keep) : decodeRecord(data, keep)

  try {
    if ('piece' in head) {
      engine.restore(head.piece)
    } else {
      head.changes.forEach((change) => { engine.replay(change) })
    }
  } catch (cause) {
    throw new StorageError(`what stands at ${position} in the journal does not follow from what stands before it: restore it from a copy`, { outcome: 'none', cause })
  }

  return head
}
