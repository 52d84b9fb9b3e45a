import { checkCount, checkOptions, checkSignal, checkString, checkTaskId } from './arguments.ts'
import { Inbox } from './inbox.ts'
import { quietly } from './quiet.ts'
import { Updates } from './updates.ts'
import { taskEventOf, taskInfoOf, wireStateOf } from './wire-views.ts'
import type { ListTasks } from '../protocol/index.ts'
import type { Abortable, TasksOptions } from './options.ts'
import type { QueueCalls } from './queue-calls.ts'
import type { TaskEvent, TaskInfo } from './views.ts'

/** Tasks that one request asks for: few enough for one frame, even with long histories. */
const PAGE = 256

/** Events that are kept for a slow reader; what makes room is told as a gap. */
const MAX_EVENTS = 10_000

const GAP = { type: 'gap' } as const

/**
 * The tasks of a queue, page by page as the loop goes.
 *
 * @throws TypeError, RangeError
 */
export function listTasks (calls: QueueCalls, options?: TasksOptions): AsyncIterable<TaskInfo> {
  const { state, holder = '', limit = Infinity, after, ...rest } = checkOptions(options)
  const signal = checkSignal(rest)

  return quietly(pages(calls, checkCount('limit', limit, 0), signal, {
    ...state !== undefined && { state: wireStateOf(state) },
    holder: checkString('holder', holder),
    limit: 0,
    after: after === undefined ? '' : checkTaskId(after)
  }))
}

async function * pages (calls: QueueCalls, limit: number, signal: AbortSignal | undefined, list: ListTasks): AsyncGenerator<TaskInfo, undefined> {
  let left = limit
  let { after } = list

  for (let isMore = true; isMore && left > 0;) {
    const page = { ...list, after, limit: Math.min(PAGE, left) }
    const tasks = await calls.make('listTasks', page, { name: 'tasks', patience: 'none', signal, read: (reply) => reply.tasks })

    for (const task of tasks) {
      yield taskInfoOf(task)
    }

    left -= tasks.length
    after = tasks.at(-1)?.id ?? after
    isMore = tasks.length > 0
  }
}

/**
 * What happens to the tasks of a queue.
 *
 * @throws TypeError
 */
export function watchTasks (calls: QueueCalls, options?: Abortable): AsyncIterable<TaskEvent> {
  const signal = checkSignal(checkOptions(options))

  return new Updates(new Inbox<TaskEvent>(MAX_EVENTS, GAP), signal, (inbox, signal) => calls.make('watch', {}, {
    name: 'watch',
    patience: 'wait',
    signal,
    resent: () => { inbox.push(GAP) },
    update: ({ gap, events }) => {
      if (gap) {
        inbox.push(GAP)
      }

      events.forEach((event) => { inbox.push(taskEventOf(event)) })
    },
    read: () => {}
  }))
}
