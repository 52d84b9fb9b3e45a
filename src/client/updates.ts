import { ignore } from './quiet.ts'
import type { Inbox } from './inbox.ts'

/**
 * What a call tells before its answer, for a loop. The call is made when the loop begins,
 * and given up when it is left.
 */
export class Updates<T> implements AsyncIterableIterator<T> {
  readonly #inbox: Inbox<T>
  readonly #leave = new AbortController()
  readonly #begin: () => Promise<void>
  #running: Promise<void> | undefined

  constructor (inbox: Inbox<T>, signal: AbortSignal | undefined, make: (inbox: Inbox<T>, signal: AbortSignal) => Promise<void>) {
    this.#inbox = inbox
    this.#begin = () => make(this.#inbox, signal === undefined ? this.#leave.signal : AbortSignal.any([this.#leave.signal, signal]))
  }

  next (): Promise<IteratorResult<T, undefined>> {
    this.#running ??= this.#begin().then(() => { this.#inbox.end() }, (err) => { this.#inbox.fail(err) })

    return this.#inbox.next()
  }

  async return (): Promise<IteratorResult<T, undefined>> {
    // the reason ends the call, and is for nobody's eyes
    this.#inbox.end()
    this.#leave.abort()
    await this.#running?.catch(ignore)

    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator] (): this {
    return this
  }
}
