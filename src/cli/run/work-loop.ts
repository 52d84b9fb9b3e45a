import type { Client, Handler, Worker } from '../../index.ts'
import type { Call } from '../command.ts'
import type { WorkerOptions } from '../worker-options.ts'

interface LoopInit {
  client: Client
  queue: string
  handler: Handler
  options: Pick<WorkerOptions, 'jobs' | 'grace'>
}

/**
 * Works until a signal, a shutdown of the queue, or the end of its coordinator. Running tasks
 * are given `grace` milliseconds, then they are handed back.
 */
export async function workUntilStopped ({ client, queue, handler, options }: LoopInit, { output, stop }: Pick<Call, 'output' | 'stop'>): Promise<void> {
  const worker = client.queue(queue).process(handler, { concurrency: options.jobs })

  tellOf(client, worker, (text) => { output.note(text) })
  await tellOfNone(client, queue, (text) => { output.note(text) })
  await Promise.race([worker.ended, stop.requested])
  await worker.stop({ deadline: options.grace })
}

/** A queue may be declared later, so that a worker waits for it; whoever mistyped its name would wait for ever. */
async function tellOfNone (client: Client, queue: string, note: (text: string) => void): Promise<void> {
  // whatever else is wrong, the worker will say
  await client.queue(queue).empty().catch((err: unknown) => {
    if ((err as Error).name === 'UnknownQueueError') {
      note(`the coordinator has no queue '${queue}': waiting until it is declared there`)
    }
  })
}

function tellOf (client: Client, worker: Worker, note: (text: string) => void): void {
  client.addEventListener('session:lost', ({ detail: { error, isFinal } }) => {
    note(isFinal ? `the coordinator has ended: ${error.message}` : `the connection is lost (${error.message}); looking for the coordinator`)
  })
  client.addEventListener('session:resume', ({ detail: { address } }) => { note(`connected again to ${address}`) })
  worker.addEventListener('task:fail', ({ detail: { id, attempt, error } }) => {
    note(`task ${id} failed in attempt ${attempt}: ${(error as Error).message}`)
  })
  worker.addEventListener('task:abort', ({ detail: { id, reason } }) => { note(`task ${id} was taken back: ${reason}`) })
}
