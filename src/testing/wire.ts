import { ConnectionError } from '../errors.ts'
import type { Uint8ArrayList } from 'uint8arraylist'
import type { Clock } from '../clock.ts'
import type { ByteDuplex } from '../link/index.ts'

/** `up` is from a client to its coordinator. */
export type Direction = 'up' | 'down'

/** How long a chunk is on its way: milliseconds, asked for each. */
export type Latency = () => number

/** Bytes that are on their way at most, where that takes time; without, a chunk is handed over when it is read. */
const WINDOW_BYTES = 256 * 1024

/** What arithmetic with fractions of a millisecond may be wrong by. */
const ROUNDING_MS = 1e-3

/** The bytes of one connection, in the hands of a test: it counts them, delays them, cuts them off anywhere, or holds them up. */
export class Wire {
  /** The client's end. */
  readonly near: ByteDuplex

  /** The coordinator's end. */
  readonly far: ByteDuplex

  /** Is called when the test cuts it. */
  onCut: (() => void) | undefined

  /** Is told of each chunk that goes through. */
  onChunk: ((direction: Direction) => void) | undefined
  readonly #flows: Record<Direction, Flow>

  constructor (clock?: Clock, latency?: Latency) {
    const up = new Flow(() => { this.cut() }, () => { this.onChunk?.('up') }, clock, latency)
    const down = new Flow(() => { this.cut() }, () => { this.onChunk?.('down') }, clock, latency)
    this.#flows = { up, down }
    this.near = { source: down.read(), sink: (source) => up.write(source), abort: (reason) => { this.#abort(down, reason) } }
    this.far = { source: up.read(), sink: (source) => down.write(source), abort: (reason) => { this.#abort(up, reason) } }
  }

  /** Bytes that have gone through. */
  get bytes (): Record<Direction, number> {
    return { up: this.#flows.up.bytes, down: this.#flows.down.bytes }
  }

  /** The same at the end of each chunk. */
  get marks (): Record<Direction, readonly number[]> {
    return { up: this.#flows.up.marks, down: this.#flows.down.marks }
  }

  /** Ends both directions now; what is on its way is lost. */
  cut (): void {
    this.onCut?.()
    this.#fail(new ConnectionError('the test has cut the wire'))
  }

  /** Ends both directions when `bytes` more have gone through one of them, or not before the byte after those. */
  cutAfter (direction: Direction, bytes: number, isLazy = false): void {
    this.#flows[direction].cutAfter(bytes, isLazy)
  }

  /** It is not cut after all. */
  spare (): void {
    this.#flows.up.cutAfter(Infinity, false)
    this.#flows.down.cutAfter(Infinity, false)
  }

  /** Nothing gets through any more, at least in one direction, and neither end is told. */
  silence (direction?: Direction): void {
    for (const each of direction === undefined ? ['up', 'down'] as const : [direction]) {
      this.#flows[each].holdUp()
    }
  }

  /** What was held up in one direction goes through. */
  letThrough (direction: Direction): void {
    this.#flows[direction].goOn()
  }

  /** What was held up goes through; or both ends are told that one of them has given up. */
  release (): void {
    const reason = this.#flows.up.givenUp ?? this.#flows.down.givenUp
    this.#flows.up.goOn()
    this.#flows.down.goOn()

    if (reason !== undefined) {
      this.#fail(reason)
    }
  }

  /** An end gives up; the other one hears of it, unless nothing gets through. */
  #abort (reading: Flow, reason: Error): void {
    if (this.#flows.up.isSilent || this.#flows.down.isSilent) {
      reading.giveUp(reason)
    } else {
      this.#fail(reason)
    }
  }

  #fail (reason: Error): void {
    this.#flows.up.fail(reason)
    this.#flows.down.fail(reason)
  }
}

interface Chunk {
  bytes: Uint8Array

  /** When it arrives. */
  at: number
}

/** One direction: chunks on their way. */
class Flow {
  bytes = 0
  readonly marks: number[] = []
  isSilent = false

  /** Why the end that reads hears nothing more, while the other does not know yet. */
  givenUp: Error | undefined

  /** Bytes that still go through, and whether the cut waits for the next one. */
  #left = Infinity
  #isLazy = false

  readonly #cut: () => void
  readonly #onChunk: () => void
  readonly #clock: Clock | undefined
  readonly #latency: Latency
  #chunks: Chunk[] = []
  #underWay = 0

  /** When the last chunk arrives: none overtakes it. */
  #lastAt = -Infinity
  #ended = false
  #error: Error | undefined
  #changed = Promise.withResolvers<void>()

  constructor (cut: () => void, onChunk: () => void, clock: Clock | undefined, latency: Latency = () => 0) {
    this.#cut = cut
    this.#onChunk = onChunk
    this.#clock = clock
    this.#latency = latency
  }

  cutAfter (bytes: number, isLazy: boolean): void {
    this.#left = bytes
    this.#isLazy = isLazy
  }

  holdUp (): void {
    this.isSilent = true
  }

  goOn (): void {
    this.isSilent = false
    this.#announce()
  }

  giveUp (reason: Error): void {
    this.givenUp = reason
    this.#announce()
  }

  fail (reason: Error): void {
    this.#error ??= reason
    this.#chunks = []
    this.#announce()
  }

  async write (source: AsyncIterable<Uint8Array | Uint8ArrayList>): Promise<void> {
    for await (const bytes of source) {
      if (bytes.byteLength > 0) {
        await this.#send(bytes.subarray())
      }

      if (this.#error !== undefined) {
        throw this.#error
      }
    }

    this.#ended = true
    this.#announce()
  }

  async * read (): AsyncGenerator<Uint8Array> {
    for (;;) {
      const end = this.givenUp ?? this.#error

      if (end !== undefined) {
        throw end
      }

      const chunk = this.isSilent ? undefined : this.#arrived()

      if (chunk !== undefined) {
        yield * this.#pass(chunk)
      } else if (this.#ended && !this.isSilent && this.#chunks.length === 0) {
        return
      } else {
        await this.#changed.promise
      }
    }
  }

  async #send (bytes: Uint8Array): Promise<void> {
    const latency = this.#latency()
    const now = this.#clock?.now() ?? 0
    this.#lastAt = Math.max(this.#lastAt, now + latency)
    this.#chunks.push({ bytes, at: this.#lastAt })
    this.#underWay += bytes.byteLength

    if (this.#lastAt > now) {
      this.#clock?.alarm(() => { this.#announce() }, this.#lastAt - now)
    } else {
      this.#announce()
    }

    const room = this.#lastAt > now ? WINDOW_BYTES : 0

    while (this.#underWay > room && this.#error === undefined) {
      await this.#changed.promise
    }
  }

  #arrived (): Uint8Array | undefined {
    const [first] = this.#chunks

    if (first === undefined || first.at > (this.#clock?.now() ?? 0) + ROUNDING_MS) {
      return
    }

    this.#chunks.shift()
    this.#underWay -= first.bytes.byteLength
    this.#announce()

    return first.bytes
  }

  /** As much of it as the cut lets through. */
  * #pass (chunk: Uint8Array): Generator<Uint8Array> {
    const part = chunk.subarray(0, this.#left)
    this.bytes += part.byteLength
    this.#left -= part.byteLength

    if (part.byteLength > 0) {
      this.marks.push(this.bytes)
      this.#onChunk()
      yield part
    }

    if (part.byteLength < chunk.byteLength || (this.#left === 0 && !this.#isLazy)) {
      this.#cut()
    }
  }

  #announce (): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers()
  }
}
