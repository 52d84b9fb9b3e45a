import { Deque } from '../deque.ts'
import { quiet } from './quiet.ts'

/** Values that come when they come, for one reader. */
export class Inbox<T> implements AsyncIterableIterator<T> {
  readonly #values = new Deque<T>()
  readonly #max: number
  readonly #gap: T | undefined

  /** Values were lost since the last that was read. */
  #hasGap = false
  #end: { error?: unknown } | undefined
  #reader: PromiseWithResolvers<void> | undefined

  /**
   * @param max - so many are kept; the oldest makes room
   * @param gap - what stands for those that made room
   */
  constructor (max: number, gap?: T) {
    this.#max = max
    this.#gap = gap
  }

  push (value: T): void {
    if (this.#values.size >= this.#max) {
      this.#values.shift()
      this.#hasGap = true
    }

    this.#values.push(value)
    this.#reader?.resolve()
  }

  /** Nothing more comes. What is there can still be read. */
  end (): void {
    this.#end ??= {}
    this.#reader?.resolve()
  }

  /** Nothing more comes, for this reason. */
  fail (error: unknown): void {
    this.#end ??= { error }
    this.#reader?.resolve()
  }

  next (): Promise<IteratorResult<T, undefined>> {
    return quiet(this.#next())
  }

  [Symbol.asyncIterator] (): this {
    return this
  }

  async #next (): Promise<IteratorResult<T, undefined>> {
    while (this.#values.size === 0 && this.#end === undefined) {
      this.#reader ??= Promise.withResolvers()
      await this.#reader.promise
      this.#reader = undefined
    }

    if (this.#hasGap && this.#gap !== undefined) {
      this.#hasGap = false
      return { done: false, value: this.#gap }
    }

    if (this.#values.size > 0) {
      return { done: false, value: this.#values.shift() as T }
    }

    if (this.#end !== undefined && 'error' in this.#end) {
      throw this.#end.error
    }

    return { done: true, value: undefined }
  }
}
