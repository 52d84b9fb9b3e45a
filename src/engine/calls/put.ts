import { automaticTaskId } from '../../task-id.ts'
import { DONE } from '../answers.ts'
import { fingerprint } from '../fingerprint.ts'
import { CHOSEN } from '../task-ids.ts'
import type { PutCall } from '../commands.ts'
import type { QueueOptions } from '../config.ts'
import type { Answer } from '../effects.ts'
import type { Core } from '../core.ts'
import type { Queue, Session } from '../records.ts'
import type { Birth } from '../task-ids.ts'

/** Least values: a shorter lease could not be renewed in time. */
export const LEAST = { leaseMs: 100, maxRunMs: 1, maxAttempts: 1 } as const

/** Priorities are 32-bit integers. */
const MAX_PRIORITY = 2 ** 31

/** Tasks that count against `maxSize`. */
export function waitingIn (queue: Queue): number {
  return queue.counts.ready + queue.counts.delayed
}

/** Puts items, all or none; `undefined`: waits for room. The order of the checks is CPython's. */
export function put (core: Core, session: Session, queue: Queue, call: PutCall, number: number): Answer | undefined {
  const answer = refusal(core, queue, call)

  if (answer !== undefined) {
    return answer
  }

  // nothing overtakes those who wait already
  if (queue.putters.size === 0 && fits(queue, call)) {
    return place(core, session, queue, call, number)
  }

  if (!call.block || call.timeout <= 0) {
    return { status: 'FULL' }
  }

  const waiter = core.wait(session, number, queue.name, { op: 'put', call, bytes: bytesIn(call) }, core.now + call.timeout)
  if (waiter !== undefined) {
    queue.putters.add(waiter)
  }

  return undefined
}

/** The same for the first put that waited: all may be different from when it came. `undefined`: it waits on. */
export function admitted (core: Core, session: Session, queue: Queue, call: PutCall, number: number): Answer | undefined {
  return refusal(core, queue, call) ?? (fits(queue, call) ? place(core, session, queue, call, number) : undefined)
}

/** Bytes of its items. */
export function bytesIn (call: PutCall): number {
  return call.items.reduce((sum, item) => sum + item.byteLength, 0)
}

/** What answers a put whether or not there is room. */
function refusal (core: Core, queue: Queue, call: PutCall): Answer | undefined {
  const { maxSize } = queue.options
  const { items, delay, ttl, timeout } = call
  const known = call.id === undefined ? undefined : queue.tasks.get(call.id)

  if (known !== undefined) {
    const same = known.terms.fingerprint === 0 || known.terms.fingerprint === fingerprint(call)
    return same ? { status: 'OK', flag: true } : { status: 'DUPLICATE_ID' }
  }

  if (queue.shut !== 'open') {
    return { status: 'SHUTDOWN' }
  }

  if (maxSize > 0 && call.block && !(timeout >= 0)) {
    return { status: 'RANGE', message: `timeout is ${timeout} ms: it must be 0 or more` }
  }

  if (maxSize > 0 && items.length > maxSize) {
    return { status: 'RANGE', message: `${items.length} items can never fit into a queue of maxSize ${maxSize}: put fewer at a time` }
  }

  const problem = problemWith(call)

  if (problem !== undefined) {
    return { status: 'RANGE', message: problem }
  }

  if (delay >= ttl) {
    return { status: 'RANGE', message: `delay is ${delay} ms and ttl ${ttl} ms: the items would expire before they are ready` }
  }

  if (core.putsRefused !== undefined) {
    return { status: 'LIMIT', message: core.putsRefused }
  }

  if (core.state.live + items.length > core.limits.maxTasks) {
    return { status: 'LIMIT', message: `the coordinator holds maxTasks (${core.limits.maxTasks}) tasks: take some out first` }
  }

  return undefined
}

function fits (queue: Queue, call: PutCall): boolean {
  return queue.options.maxSize <= 0 || waitingIn(queue) + call.items.length <= queue.options.maxSize
}

/** Makes the tasks. */
function place (core: Core, session: Session, queue: Queue, call: PutCall, number: number): Answer {
  const { items, id } = call
  const { length } = items

  for (let index = 0; index < length; index++) {
    const birth = id === undefined ? { number, index: length === 1 ? -1 : index } : CHOSEN
    placeOne(core, session, queue, call, items[index] as Uint8Array, id ?? automaticTaskId(session.id, number, index, length), birth)
  }

  core.touch(queue)

  return DONE
}

function placeOne (core: Core, session: Session, queue: Queue, call: PutCall, item: Uint8Array, id: string, birth: Birth): void {
  const { options } = queue
  const due = call.delay > 0 ? core.now + call.delay : 0

  core.put(queue, {
    type: 'task:put',
    queue: queue.name,
    task: id,
    session: session.id,
    item,
    priority: call.priority,
    seq: due === 0 ? queue.nextSeq : 0,
    at: core.now,
    due,
    expires: core.now + call.ttl,
    maxAttempts: call.maxAttempts ?? options.maxAttempts,
    leaseMs: call.leaseMs ?? options.leaseMs,
    maxRunMs: call.maxRunMs ?? options.maxRunMs,
    fingerprint: call.id === undefined ? 0 : fingerprint(call)
  }, birth)
}

function problemWith ({ items, id, priority, delay, ttl, maxAttempts, leaseMs, maxRunMs }: PutCall): string | undefined {
  if (id !== undefined && items.length !== 1) {
    return `an id names one item, and there are ${items.length}`
  }

  if (!Number.isInteger(priority) || priority < -MAX_PRIORITY || priority >= MAX_PRIORITY) {
    return `priority is ${priority}: it must be a 32-bit integer`
  }

  return below('delay', delay, 0) ?? below('ttl', ttl, 0) ?? problemWithTerms({ maxAttempts, leaseMs, maxRunMs })
}

/** What is wrong with how its tasks are to be handed out. */
export function problemWithTerms ({ maxAttempts = 1, leaseMs = 100, maxRunMs = 1 }: Partial<Pick<QueueOptions, 'maxAttempts' | 'leaseMs' | 'maxRunMs'>>): string | undefined {
  return below('maxAttempts', maxAttempts, LEAST.maxAttempts) ?? below('leaseMs', leaseMs, LEAST.leaseMs) ?? below('maxRunMs', maxRunMs, LEAST.maxRunMs)
}

/** Also what is not a number is below. */
export function below (name: string, value: number, least: number): string | undefined {
  return value >= least ? undefined : `${name} is ${value}: it must be ${least} or more`
}
