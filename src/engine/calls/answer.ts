import { declare, join, pause, purge, redrive, setMaxSize, shutdown, taskDone } from './administer.ts'
import { inspect, isFull, listTasks, stats } from './look.ts'
import { put } from './put.ts'
import { awaitResult, cancel, collect, followTask, requeue } from './results.ts'
import { complete, completeMany, confirm, extend, fail, release } from './settle.ts'
import { take } from './take.ts'
import type { Call } from '../commands.ts'
import type { Core } from '../core.ts'
import type { Answer } from '../effects.ts'
import type { Queue, Session } from '../records.ts'

/** Whether the answer to a call is kept until the caller has it, since doing it twice would be wrong. */
export function isKept (call: Call): boolean {
  switch (call.op) {
    case 'take':
    case 'awaitResult':
    case 'collect':
    case 'follow':
    case 'inspect':
    case 'size':
    case 'empty':
    case 'full':
    case 'isShutdown':
    case 'join':
    case 'listTasks':
    case 'stats':
      return false
    default:
      return true
  }
}

/** `undefined`: the answer comes later. */
export function answerOf (core: Core, session: Session, queue: Queue, call: Call, number: number): Answer | undefined {
  switch (call.op) {
    case 'declare': return declare(core, queue.name, call)
    case 'put': return put(core, session, queue, call, number)
    case 'take': return take(core, session, queue, call, number)
    case 'complete': return complete(core, session, call)
    case 'completeMany': return completeMany(core, session, call)
    case 'fail': return fail(core, session, call)
    case 'release': return release(core, session, call)
    case 'confirm': return confirm(core, session, call)
    case 'extend': return extend(core, session, call)
    case 'cancel': return cancel(core, session, queue, call, number)
    case 'awaitResult': return awaitResult(core, session, queue, call, number)
    case 'collect': return collect(core, session, queue, call, number)
    case 'follow': return followTask(core, session, queue, call, number)
    case 'inspect': return inspect(core, queue, call)
    case 'size': return { status: 'OK', count: queue.counts.ready }
    case 'empty': return { status: 'OK', flag: queue.counts.ready === 0 }
    case 'full': return { status: 'OK', flag: isFull(queue) }
    case 'isShutdown': return { status: 'OK', flag: queue.shut !== 'open' }
    case 'taskDone': return taskDone(core, queue)
    case 'join': return join(core, session, queue, call, number)
    case 'shutdown': return shutdown(core, queue, call)
    case 'setMaxSize': return setMaxSize(core, queue, call)
    case 'pause': return pause(core, queue, true)
    case 'resume': return pause(core, queue, false)
    case 'purge': return purge(core, queue)
    case 'requeue': return requeue(core, queue, call)
    case 'redrive': return redrive(core, queue, call)
    case 'listTasks': return listTasks(core, queue, call)
    case 'stats': return { status: 'OK', stats: stats(core, queue) }
  }
}
