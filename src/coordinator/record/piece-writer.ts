import * as layout from './layout.ts'
import { writeAttempt, writeFailure, writeTerms } from './notes.ts'
import type { OutcomeValues, SnapshotPiece, TaskValues } from '../../engine/index.ts'
import type { RecordWriter } from './writer.ts'

/** Writes a piece of a snapshot. `readPiece` reads it. */
export function writePiece (writer: RecordWriter, piece: SnapshotPiece): void {
  if (piece.type !== 'tasks') {
    writer.byte(layout.PIECE_OTHER)
    writer.value(piece)
    return
  }

  writer.byte(layout.PIECE_TASKS)
  writer.text(piece.queue)
  writer.uint(piece.tasks.length)
  let terms = layout.NO_TERMS

  for (const task of piece.tasks) {
    writeTask(writer, task, terms)
    terms = task
  }
}

function writeTask (writer: RecordWriter, task: TaskValues, terms: layout.Terms): void {
  const { priority, due, expires, order, fingerprint, item, past, lease, outcome } = task
  const flags = flagsOf(task, terms)

  writer.uint(flags)
  writer.byte(layout.STATES.indexOf(task.state))
  writer.id(task.id)
  writer.next('seq', task.seq)
  writer.number(task.attempts)
  writer.next('time', task.putAt)
  writer.next('time', task.since)
  writer.name(task.putter)

  if ((flags & layout.TASK_PRIORITY) !== 0) {
    writer.number(priority)
  }

  if ((flags & layout.TASK_TIMES) !== 0) {
    writer.number(due)
    writer.number(expires)
    writer.number(order)
  }

  if ((flags & layout.TASK_TERMS) !== 0) {
    writeTerms(writer, task)
  }

  if ((flags & layout.TASK_FINGERPRINT) !== 0) {
    writer.number(fingerprint)
  }

  if (item !== undefined) {
    writer.bytes(item)
  }

  if (past !== undefined) {
    writePast(writer, past)
  }

  if (lease !== undefined) {
    writeLease(writer, lease)
  }

  if (outcome !== undefined) {
    writeOutcome(writer, outcome)
  }
}

function flagsOf (task: TaskValues, terms: layout.Terms): number {
  const { priority, due, expires, order, fingerprint, item, past, lease, outcome } = task

  return (priority === 0 ? 0 : layout.TASK_PRIORITY)
    | (due === 0 && expires === Infinity && order === 0 ? 0 : layout.TASK_TIMES)
    | (layout.sameTerms(task, terms) ? 0 : layout.TASK_TERMS)
    | (fingerprint === 0 ? 0 : layout.TASK_FINGERPRINT)
    | (item === undefined ? 0 : layout.TASK_ITEM)
    | (past === undefined ? 0 : layout.TASK_PAST)
    | (past?.failure === undefined ? 0 : layout.TASK_FAILURE)
    | (lease === undefined ? 0 : layout.TASK_LEASE)
    | (outcome === undefined ? 0 : layout.TASK_OUTCOME)
    | (outcome?.result === undefined ? 0 : layout.TASK_RESULT)
    | (outcome?.awaited === true ? layout.TASK_AWAITED : 0)
    | (outcome?.kept === true ? layout.TASK_KEPT : 0)
}

function writePast (writer: RecordWriter, { token, uncharged, history, failure }: NonNullable<TaskValues['past']>): void {
  writer.next('token', token)
  writer.number(uncharged)
  writer.uint(history.length)
  history.forEach((attempt) => { writeAttempt(writer, attempt) })

  if (failure !== undefined) {
    writeFailure(writer, failure)
  }
}

function writeLease (writer: RecordWriter, { token, session, mode, consumer, request, extended }: NonNullable<TaskValues['lease']>): void {
  writer.next('token', token)
  writer.name(session)
  writer.byte(layout.MODES.indexOf(mode))
  writer.number(consumer)
  writer.number(request)
  writer.number(extended)
}

function writeOutcome (writer: RecordWriter, { by, how, result, bytes, keptUntil }: OutcomeValues): void {
  writer.name(by)
  writer.name(how)
  writer.number(bytes)
  writer.next('kept', keptUntil)

  if (result !== undefined) {
    writer.bytes(result)
  }
}
