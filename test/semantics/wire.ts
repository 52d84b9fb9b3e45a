import { ConnectionError } from '../../src/errors.ts'
import { createBytePair } from '../../src/link/index.ts'
import type { ByteDuplex } from '../../src/link/index.ts'

/** `up` is from a client to its coordinator. */
export type Direction = 'up' | 'down'

/** The bytes of one connection, in the hands of a test: it counts them, cuts them off anywhere, or holds them up. */
export class Wire {
  /** The client's end. */
  readonly near: ByteDuplex

  /** The coordinator's end. */
  readonly far: ByteDuplex

  /** Bytes that have gone through. */
  readonly bytes = { up: 0, down: 0 }

  /** The same at the end of each chunk. */
  readonly marks: Record<Direction, number[]> = { up: [], down: [] }

  /** Is told of each chunk that goes through. */
  onChunk: ((direction: Direction) => void) | undefined

  /** Is called when the test cuts it. */
  onCut: (() => void) | undefined

  /** Bytes that still go through, and whether the cut waits for the next one. */
  readonly #left = { up: Infinity, down: Infinity }
  readonly #isLazy = { up: false, down: false }

  /** Why an end that was given up during a silence hears nothing more. */
  readonly #givenUp: { up?: Error, down?: Error } = {}
  readonly #cut: (reason: Error) => void
  readonly #isSilent = { up: false, down: false }
  #changed = Promise.withResolvers<void>()

  constructor () {
    const [near, far] = createBytePair()
    this.#cut = near.abort
    this.near = { source: this.#carry(near.source, 'down'), sink: near.sink, abort: (reason) => { this.#abort('down', reason) } }
    this.far = { source: this.#carry(far.source, 'up'), sink: far.sink, abort: (reason) => { this.#abort('up', reason) } }
  }

  /** Ends both directions now. */
  cut (): void {
    this.onCut?.()
    this.#cut(new ConnectionError('the test has cut the wire'))
    this.#announce()
  }

  /** Ends both directions when `bytes` more have gone through one of them, or not before the byte after those. */
  cutAfter (direction: Direction, bytes: number, isLazy = false): void {
    this.#left[direction] = bytes
    this.#isLazy[direction] = isLazy
  }

  /** It is not cut after all. */
  spare (): void {
    this.#left.up = Infinity
    this.#left.down = Infinity
  }

  /** Nothing gets through any more, and neither end is told. */
  silence (): void {
    this.#isSilent.up = true
    this.#isSilent.down = true
  }

  /** What was held up in one direction goes through. */
  letThrough (direction: Direction): void {
    this.#isSilent[direction] = false
    this.#announce()
  }

  /** What was held up goes through; or both ends are told that one of them has given up. */
  release (): void {
    const reason = this.#givenUp.up ?? this.#givenUp.down
    this.#isSilent.up = false
    this.#isSilent.down = false

    if (reason !== undefined) {
      this.#cut(reason)
    }

    this.#announce()
  }

  async * #carry (source: AsyncIterable<Uint8Array>, direction: Direction): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.#untilGivenUp(source, direction)) {
      await this.#pass(direction)
      const part = chunk.subarray(0, this.#left[direction])
      this.bytes[direction] += part.byteLength
      this.#left[direction] -= part.byteLength

      if (part.byteLength > 0) {
        this.marks[direction].push(this.bytes[direction])
        this.onChunk?.(direction)
        yield part
      }

      if (part.byteLength < chunk.byteLength || (this.#left[direction] === 0 && !this.#isLazy[direction])) {
        this.cut()
      }
    }

    // an end is not heard in a silence either
    await this.#pass(direction)
  }

  /** An end that gave up does not wait for what may never come. */
  async * #untilGivenUp (source: AsyncIterable<Uint8Array>, direction: Direction): AsyncGenerator<Uint8Array> {
    const chunks = source[Symbol.asyncIterator]()

    for (;;) {
      const next = chunks.next()

      while (await Promise.race([next.then(() => false), this.#changed.promise.then(() => this.#givenUp[direction] === undefined)])) {
        // something else has changed
      }

      if (this.#givenUp[direction] !== undefined) {
        next.catch(() => {})
        throw this.#givenUp[direction]
      }

      const result = await next

      if (result.done === true) {
        return
      }

      yield result.value
    }
  }

  async #pass (direction: Direction): Promise<void> {
    while (this.#isSilent[direction] && this.#givenUp[direction] === undefined) {
      await this.#changed.promise
    }

    if (this.#givenUp[direction] !== undefined) {
      throw this.#givenUp[direction]
    }
  }

  #abort (direction: Direction, reason: Error): void {
    if (this.#isSilent.up || this.#isSilent.down) {
      this.#givenUp[direction] = reason
    } else {
      this.#cut(reason)
    }

    this.#announce()
  }

  #announce (): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers()
  }
}
