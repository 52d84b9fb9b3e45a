import { Worker } from 'node:worker_threads'
import { siblingUrl } from '../../module-url.ts'
import { Trouble } from './trouble.ts'
import type { Reply, ThreadInit } from './messages.ts'
import type { StoreCalls } from './store.ts'

/** The thread of one database, seen from the others. It keeps the process alive only while it is asked something. */
export class StoreThread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  #number = 0
  #ended: Trouble | undefined

  constructor (init: ThreadInit) {
    this.#worker = new Worker(siblingUrl(import.meta.url, '../sqlite-worker'), { workerData: init, name: 'peerq journal' })
    this.#worker.on('message', (reply: Reply) => { this.#take(reply) })
    this.#worker.on('error', (cause) => { this.#end(cause) })
    this.#worker.on('exit', () => { this.#end() })
    this.#worker.unref()
  }

  /** What is transferred cannot be used any more. Rejects with `Trouble`. */
  async ask<Call extends keyof StoreCalls> (
    call: Call, args: Parameters<StoreCalls[Call]>, transfer: ArrayBuffer[] = []
  ): Promise<ReturnType<StoreCalls[Call]>> {
    if (this.#ended !== undefined) {
      throw this.#ended
    }

    const number = ++this.#number
    const answer = Promise.withResolvers<unknown>()

    if (this.#waiting.size === 0) {
      this.#worker.ref()
    }

    this.#waiting.set(number, answer)
    this.#worker.postMessage({ number, call, args }, transfer)

    return await answer.promise as ReturnType<StoreCalls[Call]>
  }

  async end (): Promise<void> {
    await this.#worker.terminate()
  }

  #take (reply: Reply): void {
    const answer = this.#waiting.get(reply.number)
    this.#waiting.delete(reply.number)

    if (this.#waiting.size === 0) {
      this.#worker.unref()
    }

    if ('trouble' in reply) {
      const { kind, message, cause } = reply.trouble
      answer?.reject(new Trouble(kind, message, { cause }))
    } else {
      answer?.resolve(reply.value)
    }
  }

  #end (cause?: unknown): void {
    this.#ended ??= new Trouble('failed', 'the thread of the journal has ended', { cause })

    for (const { reject } of this.#waiting.values()) {
      reject(this.#ended)
    }

    this.#waiting.clear()
  }
}
