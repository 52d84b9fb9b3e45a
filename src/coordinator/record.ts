import { StorageError } from '../errors.ts'
import { ChangeReader } from './record/change-reader.ts'
import { ChangeWriter } from './record/change-writer.ts'
import { readPiece } from './record/piece-reader.ts'
import { writePiece } from './record/piece-writer.ts'
import { RecordReader } from './record/reader.ts'
import { RecordWriter } from './record/writer.ts'
import type { Change, SnapshotPiece } from '../engine/index.ts'

/**
 * The format of a record in the journal, its first byte. docs/durability.md describes it.
 *
 * To change it: what can be added so that what was written before is still read (a kind at
 * the end of a table in record/layout.ts, a flag) needs nothing else. For all other changes
 * count up, and keep reading the versions before: keep their readers, and let `open` choose
 * by the version. A coordinator refuses those that are newer than itself. Records are never
 * rewritten: the next snapshot is in the new format, and takes the place of all before it.
 */
const VERSION = 1

const BATCH = 0
const PIECE = 1

/** What each record begins with. */
export interface RecordHead {
  /** Which state this belongs to: random, made when the state was born. */
  history: Uint8Array

  /** The engine's clock when the record was made. It is monotonic; a restart goes on from here… */
  at: number

  /** …by what has passed on this one since: milliseconds since the Unix epoch. */
  wall: number
}

/** What happened, to be written together. */
export interface JournalBatch extends RecordHead {
  changes: Change[]
}

/** A part of a snapshot. */
export interface JournalPiece extends RecordHead {
  piece: SnapshotPiece
}

/** What makes bytes safe to be kept for long, that are a part of a record. */
export type Keep = (bytes: Uint8Array) => Uint8Array

const writer = new RecordWriter()

export function encodeRecord ({ changes, ...head }: JournalBatch): Uint8Array {
  begin(BATCH, head)
  writer.uint(changes.length)
  const changeWriter = new ChangeWriter(writer)

  for (const change of changes) {
    changeWriter.write(change)
  }

  return writer.take()
}

export function encodePiece ({ piece, ...head }: JournalPiece): Uint8Array {
  begin(PIECE, head)
  writePiece(writer, piece)

  return writer.take()
}

/** Throws a `StorageError` for what is not a batch, or one of a later version. */
export function decodeRecord (data: Uint8Array, keep: Keep = asItIs): JournalBatch {
  return read(data, keep, BATCH, (reader, head) => {
    const changeReader = new ChangeReader(reader)
    const changes: Change[] = []

    for (let left = reader.uint(); left > 0; left--) {
      changes.push(changeReader.read())
    }

    return { ...head, changes }
  })
}

/** Throws a `StorageError` for what is not a piece of a snapshot, or one of a later version. */
export function decodePiece (data: Uint8Array, keep: Keep = asItIs): JournalPiece {
  return read(data, keep, PIECE, (reader, head) => ({ ...head, piece: readPiece(reader) }))
}

function begin (kind: number, { history, at, wall }: RecordHead): void {
  writer.begin()
  writer.byte(VERSION)
  writer.byte(kind)
  writer.bytes(history)
  writer.number(at)
  writer.number(wall)
}

function read<T> (data: Uint8Array, keep: Keep, kind: number, readRest: (reader: RecordReader, head: RecordHead) => T): T {
  const [version] = data

  if (version !== undefined && version > VERSION) {
    throw new StorageError(`the journal is of version ${version}, and this coordinator reads version ${VERSION}: start a newer one`, { outcome: 'none' })
  }

  try {
    return open(new RecordReader(data, keep), kind, readRest)
  } catch (cause) {
    throw new StorageError('the journal holds a record that cannot be read', { outcome: 'none', cause })
  }
}

function open<T> (reader: RecordReader, kind: number, readRest: (reader: RecordReader, head: RecordHead) => T): T {
  if (reader.byte() !== VERSION || reader.byte() !== kind) {
    throw new RangeError('this is a record of another kind')
  }

  // looked at, and not kept
  const history = new Uint8Array(reader.bytes())
  const result = readRest(reader, { history, at: reader.number(), wall: reader.number() })
  reader.end()

  return result
}

function asItIs (bytes: Uint8Array): Uint8Array {
  return bytes
}
