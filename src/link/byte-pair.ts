import { ConnectionError } from '../errors.ts'
import type { Uint8ArrayList } from 'uint8arraylist'
import type { ByteDuplex } from './link.ts'

/** Where a pair of duplexes is cut, and how. */
export interface BytePairInit {
  /** Bytes that get through from the first to the second, and back, before the cut. Absent: all. */
  cutAfter?: [number | undefined, number | undefined]

  /**
   * `reset`: both directions fail, at both ends. `end`: the direction just ends there, as if
   * its sender had closed it.
   *
   * @default 'reset'
   */
  how?: 'reset' | 'end'
}

/**
 * Two ends of a stream of bytes within this process, for tests and simulations. A chunk is
 * taken when it is read, so that back-pressure is as direct as it can be.
 */
export function createBytePair ({ cutAfter = [undefined, undefined], how = 'reset' }: BytePairInit = {}): [ByteDuplex, ByteDuplex] {
  const there = new BytePipe(cutAfter[0], cut)
  const back = new BytePipe(cutAfter[1], cut)

  function cut (pipe: BytePipe): void {
    if (how === 'end') {
      pipe.end()
    } else {
      fail(new ConnectionError('the pair of streams was cut'))
    }
  }

  function fail (reason: Error): void {
    there.fail(reason)
    back.fail(reason)
  }

  return [createEnd(back, there, fail), createEnd(there, back, fail)]
}

function createEnd (incoming: BytePipe, outgoing: BytePipe, abort: (reason: Error) => void): ByteDuplex {
  return {
    source: incoming.read(),
    sink: (source) => outgoing.write(source),
    abort
  }
}

/** One direction: a chunk on offer, and whoever waits for it to come or go. */
class BytePipe {
  #left: number
  readonly #onCut: (pipe: BytePipe) => void

  #offer: Uint8Array | undefined
  #ended = false
  #error: Error | undefined
  #changed = Promise.withResolvers<void>()

  constructor (bytes = Infinity, onCut: (pipe: BytePipe) => void) {
    this.#left = bytes
    this.#onCut = onCut
  }

  async write (source: AsyncIterable<Uint8Array | Uint8ArrayList>): Promise<void> {
    for await (const chunk of source) {
      await this.#put(chunk.subarray(0, Math.min(this.#left, chunk.byteLength)))
      this.#left -= chunk.byteLength

      if (this.#left < 0) {
        this.#onCut(this)
      }

      if (this.#error != null || this.#ended) {
        throw this.#error ?? new ConnectionError('the stream takes nothing more')
      }
    }

    this.end()
  }

  async * read (): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = this.#offer

      if (this.#error != null) {
        throw this.#error
      }

      if (chunk != null) {
        this.#offer = undefined
        this.#announce()
        yield chunk
      } else if (this.#ended) {
        return
      } else {
        await this.#changed.promise
      }
    }
  }

  end (): void {
    this.#ended = true
    this.#announce()
  }

  fail (reason: Error): void {
    this.#error ??= reason
    this.#announce()
  }

  /** Offers a chunk until it is taken. */
  async #put (chunk: Uint8Array): Promise<void> {
    if (chunk.byteLength === 0) {
      return
    }

    this.#offer = chunk
    this.#announce()

    while (this.#offer != null && this.#error == null) {
      await this.#changed.promise
    }
  }

  #announce (): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers()
  }
}
