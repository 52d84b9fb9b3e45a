import { decode, encode } from 'cborg'
import { StorageError } from '../errors.ts'
import type { Change } from '../engine/index.ts'

/**
 * The format of a batch in the journal. To change it: count up, and let `decodeRecord` read
 * the old ones too; a coordinator refuses those that are newer than itself.
 */
const VERSION = 1

/** One batch in the journal: CBOR, `[version, history, at, wall, changes]`. */
export interface JournalBatch {
  /** Which state this belongs to: random, made when the state was born. */
  history: Uint8Array

  /** The engine's clock when the batch was made. It is monotonic; a restart goes on from here… */
  at: number

  /** …by what has passed on this one since: milliseconds since the Unix epoch. */
  wall: number
  changes: Change[]
}

export function encodeRecord ({ history, at, wall, changes }: JournalBatch): Uint8Array {
  return encode([VERSION, history, at, wall, changes], { ignoreUndefinedProperties: true })
}

/** Throws a `StorageError` for what is not a batch, or one of a later version. */
export function decodeRecord (data: Uint8Array): JournalBatch {
  const [version, history, at, wall, changes] = read(data)

  if (version !== VERSION) {
    throw new StorageError(`the journal is of version ${String(version)}, and this coordinator reads version ${VERSION}: start a newer one`, { outcome: 'none' })
  }

  return { history, at, wall, changes } as JournalBatch
}

function read (data: Uint8Array): unknown[] {
  try {
    const record: unknown = decode(data)

    if (Array.isArray(record)) {
      return record
    }
  } catch (cause) {
    throw unreadable(cause)
  }

  throw unreadable()
}

function unreadable (cause?: unknown): StorageError {
  return new StorageError('the journal holds a batch that cannot be read', { outcome: 'none', cause })
}
