import type { Change, QueueOptions, TaskMove } from '../engine/index.ts'

/** Whoever did something, as far as it is known. */
export interface Doer {
  /** Proved by the handshake; '' for the coordinator itself. */
  peerId: string

  /** A label, which proves nothing. */
  name: string
}

/** The coordinator itself, or somebody who is gone. */
export const NOBODY: Doer = { peerId: '', name: '' }

/** Something that happened to a task. */
export interface TaskHappening extends Doer {
  type: TaskEventName
  queue: string

  /** The task's. */
  id: string

  /** Which attempt; 0 where it is about none. */
  attempt: number
}

/** Something that happened to a queue. `options` are all that it has now, as in `QueueOptions`. */
export type QueueHappening =
  | { type: 'queue:declare' | 'queue:change', queue: string, options: QueueOptions }
  | { type: 'queue:shutdown', queue: string, immediate: boolean }

export type Happening = TaskHappening | QueueHappening

/**
 * `put` came in · `lease` handed out · `complete` settled, or its `get` confirmed · `fail` an attempt
 * counts as failed · `dead` no attempt is left · `cancel` called off · `drop` purged, or dropped by an
 * immediate shutdown · `expire` its ttl ran out · `requeue` waits again, without having failed.
 */
export type TaskEventName =
  | 'task:put' | 'task:lease' | 'task:complete' | 'task:fail' | 'task:dead'
  | 'task:cancel' | 'task:drop' | 'task:expire' | 'task:requeue'

/** What each move of a task is called outside. That a delay is over is nobody's doing, and told to nobody. */
const MOVES: Readonly<Record<TaskMove['event'], readonly TaskEventName[]>> = {
  grant: ['task:lease'],
  due: [],
  complete: ['task:complete'],
  confirm: ['task:complete'],
  return: ['task:requeue'],
  defer: ['task:requeue'],
  retry: ['task:fail'],
  exhaust: ['task:fail', 'task:dead'],
  cancel: ['task:cancel'],
  expire: ['task:expire'],
  drop: ['task:drop'],
  redrive: ['task:requeue'],
  requeue: ['task:requeue']
}

/**
 * What a change means to those who look on. `actor` gave the command that it came of, if
 * somebody did; `who` tells about a session.
 */
export function happeningsOf (change: Change, actor: Doer, who: (session: string) => Doer): Happening[] {
  switch (change.type) {
    case 'queue:declare':
    case 'queue:change':
      return [{ type: change.type, queue: change.queue, options: change.options }]
    case 'queue:shutdown':
      return [{ type: change.type, queue: change.queue, immediate: change.immediate }]
    case 'task:put':
      return [happening('task:put', change.queue, change.task, who(change.session), 0)]
    case 'task:move':
      return movesOf(change, actor, who)
    default:
      return []
  }
}

function movesOf (move: TaskMove, actor: Doer, who: (session: string) => Doer): TaskHappening[] {
  const { queue, task, lease, ended } = move
  const doer = lease !== undefined ? who(lease.session) : ended !== undefined ? { peerId: ended.peer, name: ended.name } : actor

  return MOVES[move.event].map((type) => happening(type, queue, task, doer, lease?.attempt ?? ended?.attempt ?? 0))
}

function happening (type: TaskEventName, queue: string, id: string, { peerId, name }: Doer, attempt: number): TaskHappening {
  return { type, queue, id, peerId, name, attempt }
}
