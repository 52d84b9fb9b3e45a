import { EndedTask } from './ended-task.ts'
import { newLease, watch } from './life.ts'
import { known } from './maps.ts'
import { newTask } from './new-task.ts'
import { newQueue, newSession } from './state.ts'
import type { Ended, Queue, Task } from './records.ts'
import type { LateValues, OutcomeValues, QueueValues, SessionValues, SnapshotPiece, TaskValues } from './snapshot.ts'
import type { State } from './state.ts'

/** Takes one piece into a state that is being rebuilt. */
export function restore (state: State, piece: SnapshotPiece): void {
  switch (piece.type) {
    case 'begin':
      state.token = Math.max(state.token, piece.token)
      state.live = piece.live
      break
    case 'queue':
      restoreQueue(state, piece.queue)
      break
    case 'sessions':
      piece.sessions.forEach((values) => { restoreSession(state, values) })
      break
    case 'tasks':
      for (const values of piece.tasks) {
        restoreTask(state, state.queue(piece.queue), values)
      }
      break
    case 'end':
      piece.late.forEach((values) => { restoreLate(state, values) })
      order(state)
  }
}

function restoreQueue (state: State, { name, options, paused, shut, counts, unfinished, nextSeq }: QueueValues): void {
  state.queues.set(name, { ...newQueue(name, options), paused, shut, counts: { ...counts }, unfinished, nextSeq })
}

function restoreSession (state: State, values: SessionValues): void {
  const session = newSession(values, state.nextOrder())

  session.below = values.below
  session.highest = values.highest
  session.answers.restore(values.answers)
  state.sessions.set(session.id, session)
}

function restoreTask (state: State, queue: Queue, values: TaskValues): void {
  const { id, item, putter, putAt, lease, outcome } = values
  const task = newTask(queue, { ...values, type: 'task:put', queue: queue.name, task: id, session: putter, at: putAt, item: item ?? NOTHING })

  task.state = values.state
  task.item = item
  task.attempts = values.attempts
  task.since = values.since
  task.past = values.past && { ...values.past, history: [...values.past.history] }
  task.outcome = outcome && restoredEnd(state, task, outcome)
  queue.tasks.add(task.outcome ?? task)
  state.itemBytes += item?.byteLength ?? 0

  if (lease !== undefined) {
    task.lease = newLease(task, id, state.session(lease.session), lease)
    task.lease.extended = lease.extended
  }

  if (task.timer !== undefined) {
    task.timer.order = values.order
  }
}

const NOTHING = new Uint8Array()

function restoredEnd (state: State, task: Task, { by, how, awaited, result, kept, keptUntil }: OutcomeValues): Ended {
  return new EndedTask(task, {
    state: task.state,
    since: task.since,
    by,
    how,
    awaitedBy: awaited ? state.sessions.get(task.putter) : undefined,
    result,
    keptUntil: kept ? keptUntil : -1
  })
}

function restoreLate (state: State, { session, token, queue, task }: LateValues): void {
  state.session(session).late.set(token, queue === '' && task === '' ? undefined : known(state.queue(queue).tasks.get(task), 'task', task))
}

/** Every line and list gets the order that it had, or would have had. */
function order (state: State): void {
  const tasks = [...state.queues.values()].flatMap((queue) => [...queue.tasks.values()])

  // each is in the order in which its entries came: nearly sorted already
  sorted(tasks.filter(({ state }) => state === 'READY'), ({ seq }) => seq).forEach((task) => { task.queue.line.add(task) })
  sorted(tasks.filter(({ timer }) => timer !== undefined), ({ timer }) => timer?.order ?? 0).filter(isWaiting).forEach((task) => { watch(state, task) })
  sorted(tasks.flatMap(({ lease }) => lease ?? []), ({ token }) => token).forEach((lease) => { lease.session.leases.set(lease.token, lease) })
  sorted(tasks.flatMap(({ outcome }) => outcome ?? []), forgottenAt).forEach((outcome) => { listed(state, outcome) })
}

function isWaiting ({ state }: Task): boolean {
  return state === 'READY' || state === 'DELAYED'
}

function sorted<T> (values: T[], by: (value: T) => number): T[] {
  return values.sort((a, b) => by(a) - by(b))
}

/** What decides whose turn it is to be forgotten. */
function forgottenAt ({ kept, awaitedBy, keptUntil, since }: Ended): number {
  return kept && awaitedBy === undefined ? keptUntil : since
}

function listed ({ outcomes }: State, ended: Ended): void {
  if (ended.kept) {
    outcomes.keep(ended)
  } else {
    outcomes.ids.push(ended)
  }
}
