import { DONE } from '../answers.ts'
import { DEFAULT_QUEUE_OPTIONS } from '../config.ts'
import { endOf, endTask, moveOf } from '../ends.ts'
import { enlistAll } from '../takers.ts'
import { below, problemWithTerms } from './put.ts'
import type { DeclareCall } from '../commands.ts'
import type { QueueOptions } from '../config.ts'
import type { Answer } from '../effects.ts'
import type { Core } from '../core.ts'
import type { Queue, Session } from '../records.ts'

/** Makes a queue, or changes the options of one that is there. */
export function declare (core: Core, name: string, { options, reopen }: Pick<DeclareCall, 'options' | 'reopen'> = { options: {}, reopen: false }): Answer {
  const queue = core.state.queues.get(name)
  const next = { ...(queue?.options ?? DEFAULT_QUEUE_OPTIONS), ...options }
  const wrong = problemWith(next)

  if (wrong !== undefined) {
    return { status: 'RANGE', message: `queue '${name}': ${wrong}` }
  }

  if (queue === undefined) {
    return create(core, name, next)
  }

  if (next.order !== queue.options.order && queue.counts.ready > 0) {
    return { status: 'RANGE', message: `queue '${name}': order cannot change while tasks wait; drain or purge it first` }
  }

  configure(core, queue, next)

  if (reopen && queue.shut !== 'open') {
    core.record({ type: 'queue:reopen', queue: name })
  }

  return DONE
}

/** Python's `maxsize`, changed: puts that wait are let in at once. */
export function setMaxSize (core: Core, queue: Queue, { maxSize }: { maxSize: number }): Answer {
  if (Number.isNaN(maxSize)) {
    return { status: 'RANGE', message: 'maxSize is not a number' }
  }

  configure(core, queue, { ...queue.options, maxSize })

  return DONE
}

/** Python's counter goes down by one. */
export function taskDone (core: Core, queue: Queue): Answer {
  if (queue.unfinished === 0) {
    return { status: 'RANGE', message: 'taskDone() was called more often than there were items' }
  }

  core.record({ type: 'queue:taskDone', queue: queue.name })
  core.touch(queue)

  return DONE
}

/** Python's join: answered when the counter is at 0. */
export function join (core: Core, session: Session, queue: Queue, call: { timeout: number }, number: number): Answer | undefined {
  if (queue.unfinished === 0) {
    return DONE
  }

  if (!(call.timeout > 0)) {
    return { status: 'TIMEOUT' }
  }

  const waiter = core.wait(session, number, queue.name, { op: 'join' }, core.now + call.timeout)
  if (waiter !== undefined) {
    queue.joins.add(waiter)
  }

  return undefined
}

/** Python 3.13's shutdown; may be raised to immediate, never taken back. */
export function shutdown (core: Core, queue: Queue, call: { immediate: boolean }): Answer {
  const shut = call.immediate ? 'immediate' : 'draining'

  if (queue.shut === 'open' || (shut === 'immediate' && queue.shut !== 'immediate')) {
    core.record({ type: 'queue:shutdown', queue: queue.name, immediate: call.immediate })
    if (call.immediate) {
      purge(core, queue)
    }
    core.touch(queue)
  }

  return DONE
}

export function pause (core: Core, queue: Queue, paused: boolean): Answer {
  if (queue.paused !== paused) {
    core.record({ type: 'queue:pause', queue: queue.name, paused })
    core.touch(queue)
  }

  return DONE
}

/** Drops all that waits, ready or delayed. */
export function purge (core: Core, queue: Queue): Answer {
  const waiting = [...queue.tasks.values()].filter((task) => task.state === 'READY' || task.state === 'DELAYED')

  for (const task of waiting) {
    endTask(core, task, endOf(core, task, 'drop'))
  }

  return { status: 'OK', count: waiting.length }
}

/** Gives dead tasks another life, with all their attempts; none named: all, oldest first. */
export function redrive (core: Core, queue: Queue, call: { tasks: string[], limit: number }): Answer {
  if (queue.shut !== 'open') {
    return { status: 'SHUTDOWN' }
  }

  const named = call.tasks.length === 0 ? [...queue.tasks.values()] : call.tasks.map((id) => queue.tasks.get(id))
  let count = 0

  for (const task of named) {
    if (task?.state === 'DEAD' && count < call.limit) {
      core.move(task, { ...moveOf(core, task, 'redrive'), seq: queue.nextSeq })
      count++
    }
  }

  core.touch(queue)

  return { status: 'OK', count }
}

/** A new queue; whoever waited for it to be declared is served. */
function create (core: Core, name: string, options: QueueOptions): Answer {
  if (core.state.queues.size >= core.limits.maxQueues) {
    return { status: 'LIMIT', message: `the coordinator has maxQueues (${core.limits.maxQueues}) queues` }
  }

  core.record({ type: 'queue:declare', queue: name, options, at: core.now })

  for (const session of core.state.sessions.values()) {
    enlistAll(core, session)
  }

  return DONE
}

function configure (core: Core, queue: Queue, options: QueueOptions): void {
  if (!sameOptions(options, queue.options)) {
    core.record({ type: 'queue:change', queue: queue.name, options })
    core.touch(queue)
  }
}

function sameOptions (a: QueueOptions, b: QueueOptions): boolean {
  return JSON.stringify(a, infinityToo) === JSON.stringify(b, infinityToo)
}

function infinityToo (_key: string, value: unknown): unknown {
  return value === Infinity ? 'Infinity' : value
}

function problemWith (options: QueueOptions): string | undefined {
  const { backoff, grace, maxSize, resultTtl, dedupTtl } = options

  if (Number.isNaN(maxSize)) {
    return 'maxSize is not a number'
  }

  if (!(backoff.jitter >= 0 && backoff.jitter <= 1)) {
    return `backoff.jitter is ${backoff.jitter}: it must be from 0 to 1`
  }

  return problemWithTerms(options) ??
    below('resultTtl', resultTtl, 0) ??
    below('dedupTtl', dedupTtl, 0) ??
    below('backoff.delay', backoff.delay, 0) ??
    below('backoff.maxDelay', backoff.maxDelay, 0) ??
    below('grace.closed', grace.closed, 0) ??
    below('grace.silent', grace.silent, 0)
}
