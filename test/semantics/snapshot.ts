import type { TaskHandle, TaskInfo } from '../../src/client/index.ts'
import type { Farm, Outcome } from './farm.ts'

/** What there is of a queue and what has come of it, but for how long ago things were. */
export interface Snapshot {
  counts: Record<string, number | boolean>
  tasks: unknown[]
}

/** Ages and rates: they differ from run to run without meaning anything. */
const PASSING = ['putRate', 'doneRate', 'oldestReadyMs', 'longestLeaseMs']

export async function snapshot (farm: Farm, queue = 'q'): Promise<Snapshot> {
  const stats = Object.entries(await farm.conserves(queue)).filter(([name]) => !PASSING.includes(name))

  return { counts: Object.fromEntries(stats), tasks: (await tasksOf(farm, queue)).map(lasting) }
}

export async function tasksOf (farm: Farm, queue = 'q'): Promise<TaskInfo[]> {
  const tasks: TaskInfo[] = []

  await farm.now((async () => {
    for await (const task of farm.queue(queue).tasks()) {
      tasks.push(task)
    }
  })())

  return tasks
}

/** What came of a call, with handles as plain values. */
export function answerOf ({ state, value, error }: Outcome<unknown>): unknown {
  return { state, value: plain(value), ...error !== undefined && { error: error.message } }
}

function lasting (task: TaskInfo): unknown {
  return { ...task, ageMs: 0, stateMs: 0, history: task.history.map((attempt) => ({ ...attempt, endedMsAgo: 0 })) }
}

function plain (value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(plain)
  }

  return isHandle(value) ? { id: value.id, isNew: value.isNew } : value
}

function isHandle (value: unknown): value is TaskHandle {
  return typeof (value as TaskHandle | undefined)?.isNew === 'boolean'
}
