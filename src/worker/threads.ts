import { MessageChannel } from 'node:worker_threads'
import { TaskError } from '../errors.ts'
import { siblingUrl } from '../module-url.ts'
import type { MessagePort } from 'node:worker_threads'
import type { Piscina } from 'piscina'
import type { Clock } from '../clock.ts'
import type { Handler, HandlerContext } from './index.ts'

/** A handler in a thread that hears its signal has this long to return; then its thread is ended. Milliseconds. */
const ABORT_MS = 1_000

/** One task, as a thread gets it. */
export interface ThreadTask {
  /** The URL of the module that has the handler. */
  module: string
  item: unknown
  about: Pick<HandlerContext, 'id' | 'queue' | 'attempt' | 'token'>
  port: MessagePort
}

export interface ThreadFailure {
  name: string
  message: string
  stack: string
  retry: boolean | undefined
  delay: number | undefined
}

/** What a thread says of its task. */
export type FromThread =
  | { type: 'result', result: unknown }
  | { type: 'failure', failure: ThreadFailure }
  | { type: 'progress', value: unknown }
  | { type: 'extend', number: number, ms: number }

/** What it is told. */
export type ToThread =
  | { type: 'abort', reason: unknown }
  | { type: 'extended', number: number, error: unknown }

/** A handler that runs in threads, and how to end them. */
export interface ThreadedHandler {
  handler: Handler
  close: () => Promise<void>
}

/**
 * A handler whose module runs in a pool of `threads` threads, so that one that keeps the CPU
 * busy keeps neither the heartbeat nor its neighbours waiting. The threads start with the
 * first task. A handler that does not return when its signal aborts loses its thread.
 */
export function threadedHandler (module: URL, threads: number, clock: Clock): ThreadedHandler {
  let pool: Promise<Piscina> | undefined

  return {
    async handler (item, context) {
      pool ??= startPool(threads)
      return runTask(await pool, module.href, item, context, clock)
    },

    async close () {
      await (await pool)?.destroy()
    }
  }
}

/** Loaded when it is needed: most workers have no threads. */
async function startPool (threads: number): Promise<Piscina> {
  const piscina = await import('piscina')

  return new piscina.Piscina({
    filename: siblingUrl(import.meta.url, './thread-entry').href,
    name: 'runInThread',
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 1
  })
}

async function runTask (pool: Piscina, module: string, item: unknown, context: HandlerContext, clock: Clock): Promise<unknown> {
  const { id, queue, attempt, token, signal } = context
  const { port1: port, port2 } = new MessageChannel()
  const outcome = Promise.withResolvers<unknown>()
  const kill = new AbortController()
  let calloff = (): void => {}

  const onAbort = (): void => {
    port.postMessage({ type: 'abort', reason: cloneable(signal.reason) } satisfies ToThread)
    calloff = clock.alarm(() => { kill.abort() }, ABORT_MS)
  }

  port.on('message', (message: FromThread) => { hear(message, context, port, outcome) })
  outcome.promise.catch(() => {})
  signal.addEventListener('abort', onAbort)

  try {
    const task: ThreadTask = { module, item, about: { id, queue, attempt, token }, port: port2 }
    await pool.run(task, { transferList: [port2], signal: kill.signal })

    return await outcome.promise
  } catch (err) {
    throw kill.signal.aborted ? signal.reason : err
  } finally {
    calloff()
    signal.removeEventListener('abort', onAbort)
    port.close()
  }
}

function hear (message: FromThread, context: HandlerContext, port: MessagePort, outcome: PromiseWithResolvers<unknown>): void {
  switch (message.type) {
    case 'result':
      outcome.resolve(message.result)
      break
    case 'failure':
      outcome.reject(errorOf(message.failure))
      break
    case 'progress':
      try {
        context.progress(message.value)
      } catch (err) {
        outcome.reject(err)
      }
      break
    case 'extend':
      context.extend(message.ms).then(
        () => { port.postMessage({ type: 'extended', number: message.number, error: undefined } satisfies ToThread) },
        (error: unknown) => { port.postMessage({ type: 'extended', number: message.number, error: cloneable(error) } satisfies ToThread) }
      )
  }
}

function errorOf ({ name, message, stack, retry, delay }: ThreadFailure): Error {
  const error = retry === undefined ? new Error(message) : new TaskError(message, { retry, ...(delay === undefined ? {} : { delay }) })

  return Object.assign(error, { stack, name })
}

/** Errors lose their class on the way into a thread; name and message stay. */
function cloneable (reason: unknown): unknown {
  return reason instanceof Error ? Object.assign(new Error(reason.message), { name: reason.name }) : String(reason)
}
