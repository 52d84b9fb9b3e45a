import { PayloadError, ResultExpiredError, TaskCancelledError, TaskExpiredError } from '../errors.ts'
import { decodePayload } from '../protocol/index.ts'
import { checkLimit, checkOptions, checkSignal } from './arguments.ts'
import { decodeOptional } from './codec.ts'
import { Inbox } from './inbox.ts'
import { patienceOf } from './queue-calls.ts'
import { promised } from './quiet.ts'
import { Updates } from './updates.ts'
import { taskInfoOf } from './wire-views.ts'
import type { Abortable, WaitOptions } from './options.ts'
import type { QueueCalls } from './queue-calls.ts'
import type { TaskHandle } from './task.ts'
import type { TaskInfo } from './views.ts'

/** Reports of progress that are kept for a slow reader. */
const MAX_REPORTS = 256

/** After these nothing else can come of a task. A failed one may be redriven. */
const FINAL = [TaskCancelledError, TaskExpiredError, ResultExpiredError, PayloadError]

export class PutHandle<O> implements TaskHandle<O> {
  readonly id: string
  readonly isNew: boolean
  readonly #calls: QueueCalls

  /** What came of the task, once that is known and final. */
  #outcome: Promise<O> | undefined

  constructor (calls: QueueCalls, id: string, isNew: boolean) {
    this.#calls = calls
    this.id = id
    this.isNew = isNew
  }

  result (options?: WaitOptions): Promise<O> {
    return promised(() => {
      const checked = checkOptions(options)
      const signal = checkSignal(checked)
      const timeout = checkLimit(checked)
      signal?.throwIfAborted()

      return this.#outcome ?? this.#await(timeout, signal)
    })
  }

  /** Asks for the result, whatever is known of it. */
  #await (timeout: number | undefined, signal: AbortSignal | undefined): Promise<O> {
    const isUnlimited = timeout === undefined && signal === undefined
    const result = isUnlimited ? this.#calls.results.of<O>(this.id) : this.#awaitWithin(timeout, signal)

    result.then(() => { this.#outcome = result }, (reason) => {
      if (FINAL.some((final) => reason instanceof final)) {
        this.#outcome = result
      }
    })

    return result
  }

  #awaitWithin (timeout: number | undefined, signal: AbortSignal | undefined): Promise<O> {
    const body = { task: this.id, timeout }

    return this.#calls.make('awaitResult', body, {
      name: 'result',
      patience: patienceOf(body),
      limit: body,
      signal,
      taskId: this.id,
      read: ({ payload }) => decodeOptional(payload) as O
    })
  }

  cancel (): Promise<boolean> {
    return this.#calls.ask('cancel', { task: this.id }, 'cancel', ({ flag }) => flag)
  }

  status (): Promise<TaskInfo> {
    return this.#calls.make('inspect', { task: this.id }, {
      name: 'status',
      patience: 'none',
      taskId: this.id,
      read: ({ tasks: [task] }) => {
        if (task === undefined) {
          throw new ResultExpiredError(`task '${this.id}' of queue '${this.#calls.queue}' is not known, or no longer`)
        }

        return taskInfoOf(task)
      }
    })
  }

  progress (options?: Abortable): AsyncIterable<unknown> {
    const signal = checkSignal(checkOptions(options))

    return new Updates(new Inbox<unknown>(MAX_REPORTS), signal, (inbox, signal) => this.#calls.make('follow', { task: this.id }, {
      name: 'progress',
      patience: 'wait',
      signal,
      taskId: this.id,
      update: ({ value }) => {
        if (value !== undefined) {
          inbox.push(decodePayload(value))
        }
      },
      read: () => {}
    }))
  }
}
