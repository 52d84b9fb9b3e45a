import * as layout from './layout.ts'
import { oneOf, readAttempt, readFailure, readTerms } from './notes.ts'
import type { Answer, Change, SessionAnswer, TaskMove, TaskPut, TasksForgotten } from '../../engine/index.ts'
import type { RecordReader } from './reader.ts'

/** Reads the changes of one record, as `ChangeWriter` wrote them. */
export class ChangeReader {
  readonly #reader: RecordReader
  #terms = layout.NO_TERMS

  constructor (reader: RecordReader) {
    this.#reader = reader
  }

  read (): Change {
    const reader = this.#reader
    const kind = reader.byte()

    switch (kind) {
      case layout.PUT: return this.#put()
      case layout.MOVE: return this.#move()
      case layout.ANSWER: return this.#answer()
      case layout.ANSWERED: return { type: 'session:answered', session: reader.name(), below: reader.number() }
      case layout.EVICT: return this.#forget('task:evict')
      case layout.FORGET: return this.#forget('task:forget')
      case layout.SELDOM: return reader.value() as Change
      default: throw new RangeError(`${kind} begins no change`)
    }
  }

  #put (): TaskPut {
    const reader = this.#reader
    const flags = reader.byte()
    const has = (flag: number): boolean => (flags & flag) !== 0
    const queue = reader.name()
    const session = reader.name()
    const task = reader.id()
    const at = reader.next('time')
    const seq = reader.next('seq')
    const item = reader.bytes()
    const priority = has(layout.PUT_PRIORITY) ? reader.number() : 0
    const due = has(layout.PUT_DUE) ? reader.number() : 0
    const expires = has(layout.PUT_EXPIRES) ? reader.number() : Infinity

    if (has(layout.PUT_TERMS)) {
      this.#terms = readTerms(reader)
    }

    const { maxAttempts, leaseMs, maxRunMs } = this.#terms
    const fingerprint = has(layout.PUT_FINGERPRINT) ? reader.number() : 0

    return { type: 'task:put', queue, task, session, item, priority, seq, at, due, expires, maxAttempts, leaseMs, maxRunMs, fingerprint }
  }

  #move (): TaskMove {
    const reader = this.#reader
    const flags = reader.uint()
    const has = (flag: number): boolean => (flags & flag) !== 0
    const event = oneOf(layout.EVENTS, reader.byte())
    const move: TaskMove = { type: 'task:move', queue: reader.name(), task: reader.id(), event, at: reader.next('time') }

    if (has(layout.MOVE_LEASE)) {
      move.lease = this.#lease()
    }

    if (has(layout.MOVE_SEQ)) {
      move.seq = reader.next('seq')
    }

    if (has(layout.MOVE_DUE)) {
      move.due = reader.number()
    }

    if (has(layout.MOVE_ENDED)) {
      move.ended = readAttempt(reader)
    }

    if (has(layout.MOVE_RESULT)) {
      move.result = reader.bytes()
    }

    if (has(layout.MOVE_KEPT)) {
      move.keptUntil = reader.next('kept')
    }

    if (has(layout.MOVE_FAILURE)) {
      move.failure = readFailure(reader)
    }

    if (has(layout.MOVE_HABIT | layout.MOVE_NO_HABIT)) {
      move.habit = has(layout.MOVE_HABIT)
    }

    return move
  }

  #lease (): NonNullable<TaskMove['lease']> {
    const reader = this.#reader

    return {
      token: reader.next('token'),
      session: reader.name(),
      mode: oneOf(layout.MODES, reader.byte()),
      consumer: reader.number(),
      request: reader.number(),
      attempt: reader.number()
    }
  }

  #answer (): SessionAnswer {
    const reader = this.#reader
    const session = reader.name()
    const from = reader.number()
    const answer: SessionAnswer = { type: 'session:answer', session, from, number: from + reader.number() }

    if (reader.byte() === 1) {
      answer.answer = reader.value() as Answer
    }

    return answer
  }

  #forget (type: TasksForgotten['type']): TasksForgotten {
    const reader = this.#reader
    const forced = reader.byte() === 1
    const queue = reader.name()
    const tasks: string[] = []

    for (let left = reader.uint(); left > 0; left--) {
      tasks.push(reader.id())
    }

    return { type, queue, tasks, forced }
  }
}
