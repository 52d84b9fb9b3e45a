import { availableParallelism } from 'node:os'
import { MAX_SLOTS } from '../protocol/index.ts'
import { threadedHandler } from '../worker/index.ts'
import { checkInteger, kindOf } from './arguments.ts'
import type { Clock } from '../clock.ts'
import type { Handler, ProcessOptions } from '../worker/index.ts'

const MAX_THREADS = 1_024

/** What runs the tasks of a worker, and how many at once. */
export interface Runner {
  handler: Handler
  concurrency: number

  /** Lets go of what the handler needed. */
  release?: () => Promise<void>
}

/**
 * A handler in this thread, or one in a pool of threads.
 *
 * @throws TypeError for what is neither a function nor a `file:` URL, and for threads without a URL; RangeError
 */
export function runnerOf (handler: Handler | URL, { concurrency, threads }: Pick<ProcessOptions, 'concurrency' | 'threads'>, clock: Clock): Runner {
  if (!(handler instanceof URL)) {
    if (typeof handler !== 'function') {
      throw new TypeError(`the handler must be a function, or the URL of a module: not ${kindOf(handler)}`)
    }

    if (threads !== undefined) {
      throw new TypeError("threads need a module to run: process(new URL('./handler.js', import.meta.url), { threads })")
    }

    return { handler, concurrency: checkInteger('concurrency', concurrency === undefined ? 1 : concurrency, 1, MAX_SLOTS) }
  }

  if (handler.protocol !== 'file:') {
    throw new TypeError(`the handler's module must be a file: URL, not ${handler.protocol} (new URL('./handler.js', import.meta.url))`)
  }

  const count = checkInteger('threads', threads === undefined ? availableParallelism() : threads, 1, MAX_THREADS)
  const { handler: threaded, close } = threadedHandler(handler, count, clock)

  return { handler: threaded, concurrency: checkInteger('concurrency', concurrency === undefined ? count : concurrency, 1, MAX_SLOTS), release: close }
}
