import type { Abortable, WaitOptions } from './options.ts'
import type { TaskInfo } from './views.ts'

/**
 * A task that was put, in the hands of whoever wants to know what comes of it. It is not
 * a promise. The promises it gives may be left alone: one that nobody awaits never
 * becomes an unhandled rejection.
 */
export interface TaskHandle<O = unknown> {
  /** Its id, at the coordinator and everywhere. */
  readonly id: string

  /** `false`: the put found a task with its `id` already there. A handle from `task(id)` says false. */
  readonly isNew: boolean

  /**
   * What the handler returned; `undefined` for an item that a `get` took. A result that
   * somebody waits for never expires; the handles of a put count as waiting while their
   * session lives, within the coordinator's bounds.
   *
   * @throws TaskFailedError, TaskCancelledError, TaskExpiredError, as the task ended;
   * ResultExpiredError when the coordinator no longer knows; TimeoutError; `signal.reason`.
   */
  result (options?: WaitOptions): Promise<O>

  /** Calls the task off, also while it runs on another machine. True: it is cancelled now; false: it had ended. */
  cancel (): Promise<boolean>

  /**
   * Where it stands: its state, who holds it, how its attempts ended.
   *
   * @throws ResultExpiredError when the coordinator no longer knows the task.
   */
  status (): Promise<TaskInfo>

  /**
   * What the handler reports with `progress(value)`, until the task ends. Under load values
   * are skipped; the latest is kept.
   */
  progress (options?: Abortable): AsyncIterable<unknown>
}
