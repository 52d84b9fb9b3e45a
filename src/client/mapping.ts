import { Deque } from '../deque.ts'
import { Pages } from '../pages.ts'
import { within } from '../within.ts'
import { checkBoolean, checkInteger, checkOptions, checkSignal, checkTask, kindOf } from './arguments.ts'
import { promised, quiet } from './quiet.ts'
import { Flight, Launcher } from './launcher.ts'
import type { Clock } from '../clock.ts'
import type { MapOptions } from './options.ts'
import type { Puts } from './puts.ts'
import type { QueueCalls } from './queue-calls.ts'

/** What leaving the loop waits for at most, until the rest is known to be cancelled: milliseconds. */
const LEAVE_MS = 1_000

/**
 * Sends what a source gives through a queue and gives what comes of it. `window` items are
 * out at most, from when they are read to when their results are taken: so a slow loop
 * slows the source, and a source that never ends does no harm.
 */
export class Mapping implements AsyncIterableIterator<unknown> {
  readonly #launcher: Launcher
  readonly #clock: Clock
  readonly #source: Iterator<unknown> | AsyncIterator<unknown>
  readonly #window: number
  readonly #isOrdered: boolean
  readonly #isSettled: boolean
  readonly #signal: AbortSignal | undefined

  /** Read and not taken, by index. */
  readonly #out = new Pages<Flight>()

  /** The same in the order in which they are taken: as they were read, or as they ended. */
  readonly #line = new Deque<Flight>()
  #count = 0
  #hasBegun = false
  #isReading = false

  /** The source has no more. */
  #isExhausted = false

  /** The loop is over; with an error, for that reason. */
  #end: { error?: unknown } | undefined

  /** Somebody waits for a change. */
  #change: PromiseWithResolvers<void> | undefined
  readonly #onAbort = (): void => { void this.#finish({ error: this.#signal?.reason }) }

  /** @throws TypeError, RangeError */
  constructor (puts: Puts, calls: QueueCalls, clock: Clock, items: Iterable<unknown> | AsyncIterable<unknown>, given?: MapOptions) {
    const { window = 1_000, ordered, settled, signal, id, ...task } = checkOptions(given)

    this.#clock = clock
    this.#window = checkInteger('window', window, 1, Number.MAX_SAFE_INTEGER)
    this.#isOrdered = checkBoolean('ordered', ordered, true)
    this.#isSettled = checkBoolean('settled', settled, false)
    this.#signal = checkSignal({ signal })
    checkTask(task)

    if (id !== undefined && typeof id !== 'function') {
      throw new TypeError(`id must be a function that makes an id of an item and its number, not ${kindOf(id)}`)
    }

    this.#launcher = new Launcher({ puts, calls, clock, task, id })
    this.#source = iteratorOf(items)
  }

  next (): Promise<IteratorResult<unknown, undefined>> {
    this.#begin()
    this.#readOn()
    const flight = this.#end === undefined ? this.#landed() : undefined

    // what is there already is waited for by nobody: one promise instead of three
    return flight === undefined ? quiet(this.#wait()) : promised(() => Promise.resolve({ done: false, value: this.#valueOf(flight) }))
  }

  /** The loop is left: what is out is cancelled. */
  async return (): Promise<IteratorResult<unknown, undefined>> {
    await within(this.#clock, LEAVE_MS, this.#finish({}))

    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator] (): this {
    return this
  }

  async #wait (): Promise<IteratorResult<unknown, undefined>> {
    for (;;) {
      if (this.#end !== undefined) {
        if ('error' in this.#end) {
          throw this.#end.error
        }

        return { done: true, value: undefined }
      }

      const flight = this.#landed()

      if (flight !== undefined) {
        return { done: false, value: this.#valueOf(flight) }
      }

      if (this.#isExhausted && this.#out.size === 0) {
        void this.#finish({})
      } else {
        this.#change ??= Promise.withResolvers()
        await this.#change.promise
        this.#readOn()
      }
    }
  }

  #begin (): void {
    if (this.#hasBegun) {
      return
    }

    this.#hasBegun = true

    if (this.#signal?.aborted === true) {
      this.#onAbort()
    } else {
      this.#signal?.addEventListener('abort', this.#onAbort)
    }
  }

  /** The next one to be taken, if it has ended. */
  #landed (): Flight | undefined {
    const first = this.#line.first()

    if (first?.outcome === undefined) {
      return undefined
    }

    this.#line.shift()
    this.#out.delete(first.index)
    this.#readOn()

    return first
  }

  #valueOf ({ index, item, outcome }: Flight): unknown {
    if (this.#isSettled) {
      return { index, item, ...outcome }
    }

    if (outcome?.status === 'rejected') {
      void this.#finish({})
      throw outcome.reason
    }

    return outcome?.value
  }

  #readOn (): void {
    if (!this.#isReading && this.#hasRoom()) {
      this.#isReading = true
      this.#read()
    }
  }

  #hasRoom (): boolean {
    return this.#out.size < this.#window && !this.#isExhausted && this.#end === undefined
  }

  /** As much as there is room for. A source that does not wait is not waited for. */
  #read (): void {
    try {
      while (this.#hasRoom()) {
        const given = this.#source.next()

        if ('then' in given) {
          Promise.resolve(given).then((next) => {
            this.#given(next)
            this.#read()
          }).catch((err: unknown) => { this.#failed(err) })
          return
        }

        this.#given(given)
      }
    } catch (err) {
      this.#failed(err)
      return
    }

    this.#hasRead()
  }

  #given (next: IteratorResult<unknown, unknown>): void {
    if (next.done === true) {
      this.#isExhausted = true
    } else if (this.#end === undefined) {
      this.#launch(next.value)
    }
  }

  /** The source has. */
  #failed (error: unknown): void {
    this.#isExhausted = true
    void this.#finish({ error })
    this.#hasRead()
  }

  #hasRead (): void {
    this.#isReading = false
    this.#wake()
  }

  #launch (item: unknown): void {
    const flight = new Flight(this.#count++, item, this.#land)
    this.#out.set(flight.index, flight)

    if (this.#isOrdered) {
      this.#line.push(flight)
    }

    this.#launcher.launch(flight)
  }

  readonly #land = (flight: Flight): void => {
    if (!this.#isOrdered) {
      this.#line.push(flight)
    }

    if (this.#line.first() === flight) {
      this.#wake()
    }
  }

  #wake (): void {
    this.#change?.resolve()
    this.#change = undefined
  }

  /** Ends it, once; resolves when all that was out is known to be cancelled. */
  async #finish (end: { error?: unknown }): Promise<void> {
    if (this.#end !== undefined) {
      return
    }

    this.#end = end
    this.#signal?.removeEventListener('abort', this.#onAbort)
    this.#wake()
    const flying = [...this.#out.values()].filter(({ outcome }) => outcome === undefined)
    const source = quiet(promised(() => Promise.resolve(this.#isExhausted ? undefined : this.#source.return?.())))

    const cancelled = this.#launcher.leave(flying, new DOMException('the loop was left', 'AbortError'))

    await Promise.allSettled([cancelled, source])
  }
}

function iteratorOf (items: Iterable<unknown> | AsyncIterable<unknown>): Iterator<unknown> | AsyncIterator<unknown> {
  const both = Object(items) as Partial<AsyncIterable<unknown> & Iterable<unknown>>
  const iterator = both[Symbol.asyncIterator]?.() ?? both[Symbol.iterator]?.()

  if (iterator === undefined) {
    throw new TypeError(`map takes an iterable or an async iterable of items, not ${kindOf(items)}`)
  }

  return iterator
}
