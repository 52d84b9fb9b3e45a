import type { TaskState } from '../../../src/engine/index.ts'
import type { Call, NaiveTask } from './records.ts'
import type { NaiveState } from './state.ts'

/** What those who asked are told. */

export function answer (queue: NaiveState, { session, number }: Call, text: string): void {
  if (session.connected) {
    queue.answers.set(`${session.name} ${number}`, text)
  }
}

/** Those that are picked have their answer; the others wait on. */
export function dismiss<C extends Call> (queue: NaiveState, calls: C[], picks: (call: C) => boolean, text: string): C[] {
  calls.filter(picks).forEach((call) => { answer(queue, call, text) })

  return calls.filter((call) => !picks(call))
}

/** What there is to tell to those who collect and take what they are sent. */
export function tell (queue: NaiveState): void {
  for (const { session, number, missing } of queue.collects.filter(({ session }) => !session.throttled)) {
    for (const [task, index] of missing) {
      const outcome = outcomeOf(task)

      if (outcome !== undefined) {
        queue.outcomes.push(`${session.name} ${number} ${index} ${outcome}`)
        missing.delete(task)
      }
    }
  }

  queue.collects = dismiss(queue, queue.collects, ({ missing }) => missing.size === 0, 'OK')
}

export function outcomeOf ({ state }: NaiveTask): string | undefined {
  const outcomes: Partial<Record<TaskState, string>> = {
    DONE: 'OK', DEAD: 'TASK_FAILED', CANCELLED: 'TASK_CANCELLED', DROPPED: 'TASK_CANCELLED', EXPIRED: 'TASK_EXPIRED'
  }

  return outcomes[state]
}
