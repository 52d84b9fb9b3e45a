/**
 * The life of a task, as one table: which event takes it from which state to which.
 * What is not in the table cannot happen. docs/state-machine.md draws it.
 */

/**
 * READY waits to be handed out. DELAYED waits until it is due. LEASED is in somebody's
 * hands. DEAD failed too often and waits for a redrive. The others are ends.
 */
export type TaskState = 'READY' | 'DELAYED' | 'LEASED' | 'DONE' | 'DEAD' | 'CANCELLED' | 'EXPIRED' | 'DROPPED'

/**
 * What can happen to a task.
 * `grant` handed out · `due` its delay or backoff is over · `complete` its holder has finished it ·
 * `confirm` its getter has it · `return` back to its old place, uncharged · `retry` back after a
 * failure or a lapse, charged · `defer` given back for later, uncharged · `exhaust` no attempt is left · `cancel` called off · `expire` its
 * ttl ran out unstarted · `drop` purged, or dropped by an immediate shutdown · `redrive` a dead
 * one is given another life · `requeue` moved out of its delay.
 */
export type TaskEvent =
  | 'grant' | 'due' | 'complete' | 'confirm' | 'return' | 'retry' | 'defer' | 'exhaust'
  | 'cancel' | 'expire' | 'drop' | 'redrive' | 'requeue'

export const TASK_STATES: readonly TaskState[] =
  ['READY', 'DELAYED', 'LEASED', 'DONE', 'DEAD', 'CANCELLED', 'EXPIRED', 'DROPPED']

export const TASK_EVENTS: readonly TaskEvent[] =
  ['grant', 'due', 'complete', 'confirm', 'return', 'retry', 'defer', 'exhaust', 'cancel', 'expire', 'drop', 'redrive', 'requeue']

export const TRANSITIONS: Readonly<Record<TaskState, Readonly<Partial<Record<TaskEvent, TaskState>>>>> = {
  // confirm: a late confirmation counts while nobody else has had the task since
  READY: { grant: 'LEASED', confirm: 'DONE', cancel: 'CANCELLED', expire: 'EXPIRED', drop: 'DROPPED' },
  DELAYED: { due: 'READY', cancel: 'CANCELLED', expire: 'EXPIRED', drop: 'DROPPED', requeue: 'READY' },
  // drop: what would come back after an immediate shutdown
  LEASED: { complete: 'DONE', confirm: 'DONE', return: 'READY', retry: 'DELAYED', defer: 'DELAYED', exhaust: 'DEAD', cancel: 'CANCELLED', drop: 'DROPPED' },
  DEAD: { redrive: 'READY' },
  DONE: {},
  CANCELLED: {},
  EXPIRED: {},
  DROPPED: {}
}

/** The same for looking things up: objects of as many shapes as there are states cost three times as much. */
const NEXT = new Map(TASK_STATES.map((state) => [state, new Map(Object.entries(TRANSITIONS[state]))]))

/** What state `event` takes a task to; `undefined`: that cannot happen. */
export function transition (from: TaskState, event: TaskEvent): TaskState | undefined {
  return NEXT.get(from)?.get(event)
}
