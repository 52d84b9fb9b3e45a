import * as layout from './layout.ts'
import { oneOf, readAttempt, readFailure, readTerms } from './notes.ts'
import type { OutcomeValues, SnapshotPiece, TaskValues } from '../../engine/index.ts'
import type { RecordReader } from './reader.ts'

/** Reads a piece of a snapshot, as `writePiece` wrote it. */
export function readPiece (reader: RecordReader): SnapshotPiece {
  if (reader.byte() === layout.PIECE_OTHER) {
    return reader.value() as SnapshotPiece
  }

  const queue = reader.text()
  const tasks: TaskValues[] = []
  let terms = layout.NO_TERMS

  for (let left = reader.uint(); left > 0; left--) {
    const task = readTask(reader, terms)
    tasks.push(task)
    terms = task
  }

  return { type: 'tasks', queue, tasks }
}

function readTask (reader: RecordReader, last: layout.Terms): TaskValues {
  const flags = reader.uint()
  const has = (flag: number): boolean => (flags & flag) !== 0
  const state = oneOf(layout.STATES, reader.byte())
  const id = reader.id()
  const seq = reader.next('seq')
  const attempts = reader.number()
  const putAt = reader.next('time')
  const since = reader.next('time')
  const putter = reader.name()
  const priority = has(layout.TASK_PRIORITY) ? reader.number() : 0
  const times = has(layout.TASK_TIMES)
    ? { due: reader.number(), expires: reader.number(), order: reader.number() }
    : { due: 0, expires: Infinity, order: 0 }
  const { maxAttempts, leaseMs, maxRunMs } = has(layout.TASK_TERMS) ? readTerms(reader) : last
  const fingerprint = has(layout.TASK_FINGERPRINT) ? reader.number() : 0
  const item = has(layout.TASK_ITEM) ? reader.bytes() : undefined
  const past = has(layout.TASK_PAST) ? readPast(reader, has(layout.TASK_FAILURE)) : undefined
  const lease = has(layout.TASK_LEASE) ? readLease(reader) : undefined
  const outcome = has(layout.TASK_OUTCOME) ? readOutcome(reader, flags) : undefined

  return {
    id, state, item, priority, seq, attempts, maxAttempts, leaseMs, maxRunMs, fingerprint, putAt, since, putter, ...times, past, lease, outcome
  }
}

function readPast (reader: RecordReader, hasFailure: boolean): NonNullable<TaskValues['past']> {
  const past: NonNullable<TaskValues['past']> = { token: reader.next('token'), uncharged: reader.number(), history: [], failure: undefined }

  for (let left = reader.uint(); left > 0; left--) {
    past.history.push(readAttempt(reader))
  }

  if (hasFailure) {
    past.failure = readFailure(reader)
  }

  return past
}

function readLease (reader: RecordReader): NonNullable<TaskValues['lease']> {
  return {
    token: reader.next('token'),
    session: reader.name(),
    mode: oneOf(layout.MODES, reader.byte()),
    consumer: reader.number(),
    request: reader.number(),
    extended: reader.number()
  }
}

function readOutcome (reader: RecordReader, flags: number): OutcomeValues {
  return {
    by: reader.name(),
    how: reader.name(),
    awaited: (flags & layout.TASK_AWAITED) !== 0,
    bytes: reader.number(),
    kept: (flags & layout.TASK_KEPT) !== 0,
    keptUntil: reader.next('kept'),
    result: (flags & layout.TASK_RESULT) !== 0 ? reader.bytes() : undefined
  }
}
