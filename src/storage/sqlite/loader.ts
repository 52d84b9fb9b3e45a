import { checksum } from './checksum.ts'
import { Trouble } from './trouble.ts'
import type { DatabaseSync } from 'node:sqlite'
import type { JournalRecord } from '../journal.ts'

/** The one row of `journal`, but for its checksum. */
export interface Head {
  epoch: number
  snapshot: number
  pieces: number
}

/** A row of `piece` or `batch`. */
interface Row {
  /** Its place: 0, 1, … of a piece, the position of a batch. */
  place: number

  /** What else is in the checksum: the position of a piece's snapshot, the epoch of a batch. */
  beside: number
  more: number
  checksum: number
  data: Uint8Array
}

/** What is done about damage; one that returns goes on with what follows. */
export type OnDamage = (what: string) => void

export function readHead (database: DatabaseSync, onDamage: OnDamage): Head {
  const { epoch, snapshot, pieces, checksum: sum } = database.prepare('SELECT epoch, snapshot, pieces, checksum FROM journal').get() as unknown as Head & { checksum: number } | undefined ??
    { epoch: 0, snapshot: 0, pieces: 0, checksum: -1 }

  if (sum !== checksum(new Uint8Array(), epoch, snapshot, pieces)) {
    onDamage('its head is damaged')
  }

  return { epoch, snapshot, pieces }
}

/** Behind the last row. */
export function readPosition (database: DatabaseSync, { snapshot }: Head): number {
  const { position } = database.prepare('SELECT max(position) AS position FROM batch').get() as { position: number | null }

  return Math.max(snapshot, position ?? 0)
}

/** All that is to be loaded, each row looked at. */
export function * readRecords (database: DatabaseSync, { snapshot, pieces }: Head, onDamage: OnDamage): Generator<JournalRecord> {
  const pieceRows = database.prepare(
    'SELECT number AS place, position AS beside, more, checksum, data FROM piece WHERE position = ? AND ? > 0 ORDER BY id'
  ).iterate(snapshot, pieces) as unknown as Iterable<Row>
  let found = 0

  for (const { place, data } of wholes(pieceRows, 0, (place) => `piece ${place} of its snapshot`, onDamage)) {
    found = place + 1
    yield { kind: 'snapshot', data, position: snapshot }
  }

  if (found !== pieces) {
    onDamage(`its snapshot has ${found} pieces instead of ${pieces}`)
  }

  const batchRows = database.prepare(
    'SELECT position AS place, epoch AS beside, more, checksum, data FROM batch WHERE position > ? ORDER BY position'
  ).iterate(snapshot) as unknown as Iterable<Row>

  for (const { place, data } of wholes(batchRows, snapshot + 1, (place) => `batch ${place}`, onDamage)) {
    yield { kind: 'batch', data, position: place }
  }
}

/** What the rows hold that follow each other from `first` on, put together again where it took several. */
function * wholes (rows: Iterable<Row>, first: number, name: (place: number) => string, onDamage: OnDamage): Generator<{ place: number, data: Uint8Array }> {
  let next = first
  let parts: Uint8Array[] = []

  for (const { place, beside, more, checksum: sum, data } of rows) {
    if (place !== next) {
      onDamage(`${name(next)} is missing`)
    }

    if (sum !== checksum(data, place, beside, more)) {
      onDamage(`${name(place)} is damaged`)
    }

    next = place + 1
    parts.push(data)

    if (more === 0) {
      yield { place, data: parts.length === 1 ? data : Buffer.concat(parts) }
      parts = []
    }
  }

  if (parts.length > 0) {
    onDamage(`${name(next)} is missing`)
  }
}

/** Reads nothing more. */
export function refuseDamageIn (directory: string): OnDamage {
  return (what) => { throw new Trouble('damaged', `the journal in ${directory} is damaged (${what}): restore the directory from a copy`) }
}
