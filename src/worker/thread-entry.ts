import type { MessagePort } from 'node:worker_threads'
import type { Handler, HandlerContext } from './index.ts'
import type { FromThread, ThreadFailure, ThreadTask, ToThread } from './threads.ts'

/**
 * What runs in a thread of the pool: one task, with the handler of the module that was
 * named. What comes of it goes over the task's own port, so that a result that cannot be
 * cloned is this task's failure and not the pool's.
 */
export async function runInThread ({ module, item, about, port }: ThreadTask): Promise<void> {
  const say = (message: FromThread): void => { port.postMessage(message) }

  try {
    const handler = await handlerOf(module)
    say({ type: 'result', result: await handler(item, contextOf(about, port)) })
  } catch (err) {
    say({ type: 'failure', failure: failureOf(err) })
  } finally {
    port.close()
  }
}

/** @throws TypeError when the module exports no handler */
async function handlerOf (module: string): Promise<Handler> {
  const exported = await import(module) as { default?: unknown, handler?: unknown }
  const handler = exported.default ?? exported.handler

  if (typeof handler !== 'function') {
    throw new TypeError(`${module} exports no handler: it needs a function as its default export, or as 'handler'`)
  }

  return handler as Handler
}

function contextOf (about: ThreadTask['about'], port: MessagePort): HandlerContext {
  const abort = new AbortController()
  const extensions = new Map<number, PromiseWithResolvers<void>>()
  let last = 0

  port.on('message', (message: ToThread) => {
    if (message.type === 'abort') {
      abort.abort(message.reason)
    } else if (message.error === undefined) {
      extensions.get(message.number)?.resolve()
    } else {
      extensions.get(message.number)?.reject(message.error)
    }
  })
  port.unref()

  return {
    ...about,
    signal: abort.signal,

    progress (value) {
      port.postMessage({ type: 'progress', value } satisfies FromThread)
    },

    extend (ms) {
      const extension = Promise.withResolvers<void>()
      // a handler need not await it
      extension.promise.catch(() => {})
      extensions.set(++last, extension)
      port.postMessage({ type: 'extend', number: last, ms } satisfies FromThread)

      return extension.promise
    }
  }
}

/** Of an error, what survives the way out of a thread. */
function failureOf (err: unknown): ThreadFailure {
  const { name = 'Error', message = String(err), stack = '', retry, delay } = (err ?? {}) as Partial<ThreadFailure>
  const isChoice = name === 'TaskError'

  return {
    name,
    message,
    stack,
    // what cannot be cloned now cannot be cloned next time
    retry: name === 'DataCloneError' ? false : isChoice ? retry : undefined,
    delay: isChoice ? delay : undefined
  }
}
