import * as layout from './layout.ts'
import { writeAttempt, writeFailure, writeTerms } from './notes.ts'
import type { Change, SessionAnswer, TaskMove, TaskPut, TasksForgotten } from '../../engine/index.ts'
import type { RecordWriter } from './writer.ts'

/** Writes the changes of one record. `ChangeReader` reads them. */
export class ChangeWriter {
  readonly #writer: RecordWriter
  #terms = layout.NO_TERMS

  constructor (writer: RecordWriter) {
    this.#writer = writer
  }

  write (change: Change): void {
    const writer = this.#writer

    switch (change.type) {
      case 'task:put': this.#put(change); break
      case 'task:move': this.#move(change); break
      case 'session:answer': this.#answer(change); break
      case 'task:evict':
      case 'task:forget': this.#forget(change); break
      case 'session:answered':
        writer.byte(layout.ANSWERED)
        writer.name(change.session)
        writer.number(change.below)
        break
      default:
        writer.byte(layout.SELDOM)
        writer.value(change)
    }
  }

  #put (change: TaskPut): void {
    const writer = this.#writer
    const { priority, due, expires, fingerprint } = change
    const isAsUsual = layout.sameTerms(change, this.#terms)

    writer.byte(layout.PUT)
    writer.byte(
      (priority === 0 ? 0 : layout.PUT_PRIORITY) | (due === 0 ? 0 : layout.PUT_DUE) | (expires === Infinity ? 0 : layout.PUT_EXPIRES)
      | (isAsUsual ? 0 : layout.PUT_TERMS) | (fingerprint === 0 ? 0 : layout.PUT_FINGERPRINT)
    )
    writer.name(change.queue)
    writer.name(change.session)
    writer.id(change.task)
    writer.next('time', change.at)
    writer.next('seq', change.seq)
    writer.bytes(change.item)

    if (priority !== 0) {
      writer.number(priority)
    }

    if (due !== 0) {
      writer.number(due)
    }

    if (expires !== Infinity) {
      writer.number(expires)
    }

    if (!isAsUsual) {
      this.#terms = change
      writeTerms(writer, change)
    }

    if (fingerprint !== 0) {
      writer.number(fingerprint)
    }
  }

  #move (change: TaskMove): void {
    const writer = this.#writer
    const { lease, seq, due, ended, result, keptUntil, failure, habit } = change

    writer.byte(layout.MOVE)
    writer.uint(
      (lease === undefined ? 0 : layout.MOVE_LEASE) | (seq === undefined ? 0 : layout.MOVE_SEQ) | (due === undefined ? 0 : layout.MOVE_DUE)
      | (ended === undefined ? 0 : layout.MOVE_ENDED) | (result === undefined ? 0 : layout.MOVE_RESULT) | (keptUntil === undefined ? 0 : layout.MOVE_KEPT)
      | (failure === undefined ? 0 : layout.MOVE_FAILURE) | (habit === undefined ? 0 : habit ? layout.MOVE_HABIT : layout.MOVE_NO_HABIT)
    )
    writer.byte(layout.EVENTS.indexOf(change.event))
    writer.name(change.queue)
    writer.id(change.task)
    writer.next('time', change.at)

    if (lease !== undefined) {
      this.#lease(lease)
    }

    if (seq !== undefined) {
      writer.next('seq', seq)
    }

    if (due !== undefined) {
      writer.number(due)
    }

    if (ended !== undefined) {
      writeAttempt(writer, ended)
    }

    if (result !== undefined) {
      writer.bytes(result)
    }

    if (keptUntil !== undefined) {
      writer.next('kept', keptUntil)
    }

    if (failure !== undefined) {
      writeFailure(writer, failure)
    }
  }

  #lease ({ token, session, mode, consumer, request, attempt }: NonNullable<TaskMove['lease']>): void {
    const writer = this.#writer

    writer.next('token', token)
    writer.name(session)
    writer.byte(layout.MODES.indexOf(mode))
    writer.number(consumer)
    writer.number(request)
    writer.number(attempt)
  }

  #answer ({ session, from, number, answer }: SessionAnswer): void {
    const writer = this.#writer

    writer.byte(layout.ANSWER)
    writer.name(session)
    writer.number(from)
    writer.number(number - from)
    writer.byte(answer === undefined ? 0 : 1)

    if (answer !== undefined) {
      writer.value(answer)
    }
  }

  #forget ({ type, queue, tasks, forced }: TasksForgotten): void {
    const writer = this.#writer

    writer.byte(type === 'task:evict' ? layout.EVICT : layout.FORGET)
    writer.byte(forced ? 1 : 0)
    writer.name(queue)
    writer.uint(tasks.length)
    tasks.forEach((task) => { writer.id(task) })
  }
}
