import { errorOf } from '../protocol/index.ts'
import { Shelf } from '../worker/shelf.ts'
import { quiet } from './quiet.ts'
import type { Clock } from '../clock.ts'
import type { ConsumerEnd, Grant, Mode } from '../protocol/index.ts'
import type { Consumer, Level } from './consumers.ts'
import type { QueueCalls } from './queue-calls.ts'
import type { Session } from './session.ts'

export interface FeedInit<S, T> {
  session: Session
  clock: Clock
  calls: QueueCalls
  mode: Mode
  prefetch: number | undefined
  signal: AbortSignal | undefined

  /** Something for the shelf. */
  receive (grant: Grant, on: Stock<S>): S

  /** From the shelf into the hands of the loop; `undefined`: it was no longer ours. */
  handOut (stocked: S): Promise<{ value: T } | undefined>
  giveBack (stocked: S): void

  /** Whether the loop keeps in its hands what it got, until it says otherwise. */
  isKept: boolean
}

/** What can happen to what a feed has. */
export interface Stock<S> {
  /** It is no longer ours. False: the loop has it. */
  drop: (stocked: S) => boolean

  /** The loop is done with it. */
  freed: (stocked: S) => void
}

/**
 * What a loop over a queue reads from. It asks for an item when the loop wants one, and
 * ahead of that only for a loop that is quick; it gives back what the loop did not take.
 */
export class Feed<S extends { readonly bytes: number }, T> implements AsyncIterableIterator<T> {
  readonly #init: FeedInit<S, T>
  readonly #shelf: Shelf<S>
  #consumer: Consumer | undefined

  /** Calls of `next` that wait, and what wakes them. */
  #readers = 0
  #arrival = Promise.withResolvers<void>()

  /** What the loop got and keeps. */
  readonly #inHand = new Set<S>()
  #handedAt: number | undefined

  /** Nothing more comes; with an error, for that reason. */
  #end: { error?: unknown } | undefined
  readonly #onAbort = (): void => { this.#stop({ error: this.#init.signal?.reason }) }

  constructor (init: FeedInit<S, T>) {
    this.#init = init
    this.#shelf = new Shelf({
      clock: init.clock,
      prefetch: init.prefetch,
      concurrency: 1,
      giveBack: (stocked) => { init.giveBack(stocked) },
      changed: () => { this.#tell() }
    })
  }

  next (): Promise<IteratorResult<T, undefined>> {
    return quiet(this.#next())
  }

  /** The loop is left: what it did not take goes back. */
  async return (): Promise<IteratorResult<T, undefined>> {
    this.#stop({})

    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator] (): this {
    return this
  }

  async #next (): Promise<IteratorResult<T, undefined>> {
    this.#readers++

    try {
      await this.#begin()
      const stocked = await this.#first()
      const handed = stocked === undefined ? undefined : await this.#init.handOut(stocked)

      if (stocked !== undefined && handed !== undefined) {
        if (this.#init.isKept) {
          this.#inHand.add(stocked)
        }

        this.#handedAt = this.#init.clock.now()

        return { done: false, value: handed.value }
      }

      if (stocked === undefined) {
        return { done: true, value: undefined }
      }
    } finally {
      this.#readers--
      this.#tell()
    }

    return this.#next()
  }

  /** The first call opens the feed; a later one says how long the loop took. */
  async #begin (): Promise<void> {
    const { signal, calls, clock } = this.#init

    if (this.#handedAt !== undefined) {
      this.#shelf.took(clock.now() - this.#handedAt)
      this.#handedAt = undefined
    }

    if (this.#consumer === undefined && this.#end === undefined) {
      signal?.throwIfAborted()
      await calls.declared()
      this.#open()
    }

    this.#tell()
  }

  #open (): void {
    const { session, calls, mode, signal } = this.#init

    if (this.#consumer !== undefined || this.#end !== undefined) {
      return
    }

    signal?.addEventListener('abort', this.#onAbort)
    this.#consumer = session.consume(calls.queue, mode, {
      granted: (grant) => { this.#granted(grant) },
      ended: (end) => { this.#ended(end) },
      level: () => this.#level()
    })
  }

  /** What is on the shelf, as soon as there is something; `undefined`: nothing more comes. */
  async #first (): Promise<S | undefined> {
    for (;;) {
      const stocked = this.#shelf.shift()

      if (stocked !== undefined) {
        return stocked
      }

      if (this.#end !== undefined) {
        if ('error' in this.#end) {
          throw this.#end.error
        }

        return undefined
      }

      await this.#arrival.promise
    }
  }

  #granted (grant: Grant): void {
    this.#shelf.push(this.#init.receive(grant, {
      drop: (stocked) => this.#shelf.remove(stocked),
      freed: (stocked) => {
        this.#inHand.delete(stocked)
        this.#tell()
      }
    }))

    this.#wake()
  }

  #ended (end: ConsumerEnd): void {
    const name = this.#init.mode === 'RECEIPT' ? 'items' : 'leases'

    this.#finish(end.status === 'SHUTDOWN' ? {} : { error: errorOf(end, { call: name, queue: this.#init.calls.queue }) })
  }

  /** The loop wants no more. */
  #stop (end: { error?: unknown }): void {
    this.#consumer?.close()
    this.#finish(end)
    this.#shelf.clear()
  }

  #finish (end: { error?: unknown }): void {
    this.#end ??= end
    this.#init.signal?.removeEventListener('abort', this.#onAbort)
    this.#wake()
  }

  #wake (): void {
    this.#arrival.resolve()
    this.#arrival = Promise.withResolvers()
  }

  #tell (): void {
    this.#consumer?.want(this.#level())
  }

  /** A slow loop asks for what it is waiting for; a quick one always has something asked for. */
  #level (): Level {
    const { prefetch } = this.#shelf
    const wanted = this.#inHand.size + this.#readers

    return { concurrency: prefetch > 0 ? Math.max(wanted, 1) : wanted, prefetch }
  }
}
