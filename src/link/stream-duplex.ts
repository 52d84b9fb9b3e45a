import { ConnectionError } from '../errors.ts'
import { spareWindowUpdates } from './window-updates.ts'
import type { Stream, StreamCloseEvent, StreamMessageEvent } from '@libp2p/interface'
import type { Uint8ArrayList } from 'uint8arraylist'
import type { ByteDuplex } from './link.ts'

/** With more than this many bytes unread the stream is paused… */
const PAUSE_BYTES = 1024 * 1024

/** …until at most this many are left. */
const RESUME_BYTES = 256 * 1024

/**
 * A libp2p stream as it-pipe likes it, with back-pressure both ways. It listens for `drain`
 * itself, because `stream.onDrain()` waits only the first time, and pauses by hand, because
 * iterating over a stream buffers without limit (libp2p 3.3).
 */
export function streamToDuplex (stream: Stream): ByteDuplex {
  spareWindowUpdates(stream)
  const reader = new StreamReader(stream)
  const writer = new StreamWriter(stream)

  return {
    source: reader.read(),
    sink: (source) => writer.write(source),
    abort: (reason) => { stream.abort(reason) }
  }
}

/** The half that reads: what arrives is kept until it is asked for. */
class StreamReader {
  readonly #stream: Stream
  #chunks: Uint8Array[] = []
  #head = 0
  #unread = 0

  /** Nothing more will arrive. */
  #ended = false

  /** The stream was cut; what had arrived by then is still handed out, unless it was cut here. */
  #error: Error | undefined
  #wake: (() => void) | undefined

  /** libp2p undoes a `pause()` that is called while `resume()` hands out what it kept. */
  #resuming = false

  constructor (stream: Stream) {
    this.#stream = stream
    this.#ended = stream.readableEnded

    if (stream.status === 'aborted' || stream.status === 'reset') {
      this.#error = new ConnectionError('the stream was cut before it was read')
    }

    stream.addEventListener('message', (event) => { this.#guard(() => { this.#onMessage(event) }) })
    stream.addEventListener('end', () => { this.#end() })
    stream.addEventListener('close', (event) => { this.#guard(() => { this.#onClose(event) }) })
  }

  async * read (): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = this.#take()

      if (chunk != null) {
        yield chunk
      } else if (this.#error != null) {
        throw this.#error
      } else if (this.#ended) {
        return
      } else {
        await new Promise<void>((resolve) => { this.#wake = resolve })
      }
    }
  }

  #take (): Uint8Array | undefined {
    const chunk = this.#chunks[this.#head]

    if (chunk == null) {
      return
    }

    this.#unread -= chunk.byteLength
    this.#head++

    if (this.#head === this.#chunks.length) {
      this.#chunks = []
      this.#head = 0
    }

    if (this.#unread <= RESUME_BYTES) {
      this.#guard(() => { this.#resume() })
    }

    return chunk
  }

  #onMessage ({ data }: StreamMessageEvent): void {
    if (data instanceof Uint8Array) {
      this.#chunks.push(data)
    } else {
      this.#chunks.push(...data)
    }

    this.#unread += data.byteLength

    if (!this.#resuming) {
      this.#pause()
    }

    this.#wakeUp()
  }

  #pause (): void {
    if (this.#unread > PAUSE_BYTES && this.#stream.readStatus === 'readable') {
      this.#stream.pause()
    }
  }

  #resume (): void {
    if (this.#resuming || this.#stream.readStatus !== 'paused') {
      return
    }

    this.#resuming = true

    try {
      this.#stream.resume()
    } finally {
      this.#resuming = false
    }

    this.#pause()
  }

  #onClose ({ error, local }: StreamCloseEvent): void {
    if (error != null) {
      this.#error = error

      if (local === true) {
        this.#chunks = []
        this.#head = 0
      }
    } else if (this.#stream.readBufferLength === 0) {
      this.#ended = true
    }

    // with bytes still in a paused stream, `end` comes once it is resumed
    this.#wakeUp()
  }

  #end (): void {
    this.#ended = true
    this.#wakeUp()
  }

  #wakeUp (): void {
    this.#wake?.()
    this.#wake = undefined
  }

  /** An exception in a listener of a stream would end the process. */
  #guard (listener: () => void): void {
    try {
      listener()
    } catch (error) {
      this.#error ??= error instanceof Error ? error : new ConnectionError(String(error))
      this.#stream.abort(this.#error)
      this.#wakeUp()
    }
  }
}

/** The half that writes, one chunk at a time, each once the one before has found room. */
class StreamWriter {
  readonly #stream: Stream
  #waiting: PromiseWithResolvers<void> | undefined

  constructor (stream: Stream) {
    this.#stream = stream

    stream.addEventListener('drain', () => {
      this.#waiting?.resolve()
      this.#waiting = undefined
    })

    stream.addEventListener('close', ({ error }) => {
      this.#waiting?.reject(error ?? new ConnectionError('the stream was closed before all was sent'))
      this.#waiting = undefined
    })
  }

  async write (source: AsyncIterable<Uint8Array | Uint8ArrayList>): Promise<void> {
    for await (const chunk of source) {
      this.#stream.send(chunk)

      // by the time that a `drain` is heard, what it let out may have filled the stream again
      while (this.#stream.writableNeedsDrain && this.#stream.status === 'open') {
        this.#waiting = Promise.withResolvers()
        await this.#waiting.promise
      }
    }

    await this.#stream.close()
  }
}
