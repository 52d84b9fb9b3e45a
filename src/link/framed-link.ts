import { pipe } from 'it-pipe'
import { ConnectionError } from '../errors.ts'
import { DEFAULT_MAX_PAYLOAD_BYTES, FrameDecoder, MAX_FRAME_BYTES } from '../protocol/index.ts'
import { Inbox } from './inbox.ts'
import { nameOf, toBatches, toFrames } from './incoming.ts'
import { CLOSE_DEADLINE_MS, LOW_WATER_BYTES } from './marks.ts'
import { Outbox } from './outbox.ts'
import type { Uint8ArrayList } from 'uint8arraylist'
import type { Clock } from '../clock.ts'
import type { Message, Role } from '../protocol/index.ts'
import type { Batch, ByteDuplex, Link, Remote } from './link.ts'

/** After a frame of so many bytes the rest waits for the next turn of the event loop. */
const LONG_FRAME_BYTES = 128 * 1024

export interface FramedLinkLimits {
  /**
   * Bytes of a frame that is taken. Frames that are sent are smaller still.
   *
   * @default 1 MiB
   */
  maxFrameBytes: number

  /**
   * Bytes of payload in a message that is taken; a caller takes more if the `Welcome` says so.
   *
   * @default 64 MiB
   */
  maxPayloadBytes: number
}

export interface FramedLinkInit {
  duplex: ByteDuplex
  remote: Remote
  clock: Clock

  /** Which of the two this end is: they listen to different messages. */
  role: Role
  limits?: Partial<FramedLinkLimits>
}

/** A link over a stream of bytes. */
export function createFramedLink (init: FramedLinkInit): Link {
  return new FramedLink(init)
}

/**
 * Two pipelines: bytes → frames → messages, pulled by whoever reads `incoming`, and
 * messages → frames → bytes, pulled by the transport. What one turn of the event loop sends
 * becomes one frame; while the transport takes it, the next one grows.
 */
class FramedLink implements Link {
  readonly remote: Remote
  readonly incoming: AsyncIterable<Batch>
  answeredBelow = 0

  readonly #duplex: ByteDuplex
  readonly #source: AsyncIterator<Uint8Array>
  readonly #clock: Clock
  readonly #inbox: Inbox
  readonly #outbox: Outbox

  /** Resolves, never rejects, once nothing more will be sent. */
  readonly #sent: Promise<void>

  /** The part of a frame's bytes that the transport has not taken yet. */
  #taking = 0

  /** What the last frame said of `answeredBelow`. */
  #saidBelow = 0

  /** `close` was called: what is waiting is still sent, what arrives is dropped. */
  #closing = false
  #closed: Promise<void> | undefined

  /** Nothing more is sent, and this is why. */
  #end: Error | undefined

  /** Wakes the pipeline that ran out of messages. */
  #wake: (() => void) | undefined
  #wakesSoon = false
  #drained: PromiseWithResolvers<void> | undefined

  constructor ({ duplex, remote, clock, role, limits = {} }: FramedLinkInit) {
    const { maxFrameBytes = MAX_FRAME_BYTES, maxPayloadBytes = DEFAULT_MAX_PAYLOAD_BYTES } = limits
    const maxSentBytes = Math.min(maxFrameBytes, MAX_FRAME_BYTES)

    this.remote = remote
    this.#duplex = duplex
    this.#source = duplex.source[Symbol.asyncIterator]()
    this.#clock = clock
    this.#outbox = new Outbox(maxSentBytes)
    this.#inbox = new Inbox({
      role,
      maxPayloadBytes,
      onWelcome: (welcome) => { this.#outbox.maxFrameBytes = Math.min(maxSentBytes, welcome.maxFrameBytes) }
    })

    this.incoming = pipe(
      () => this.#chunks(),
      (chunks) => toFrames(chunks, new FrameDecoder(maxFrameBytes), remote),
      (frames) => toBatches(frames, this.#inbox, remote)
    )

    this.#sent = pipe(() => this.#frames(), (frames: AsyncIterable<Uint8Array | Uint8ArrayList>) => duplex.sink(frames)).then(
      () => { this.#finish(new ConnectionError(`the stream to ${nameOf(remote)} takes nothing more`)) },
      (error: unknown) => { this.#fail(error) }
    )
  }

  get pendingBytes (): number {
    return this.#outbox.bytes + this.#taking
  }

  send (message: Message, urgent = false): void {
    if (this.#end != null || this.#closing) {
      return
    }

    this.#outbox.push(message, urgent)
    this.#wakeSoon()
  }

  done (number: number): void {
    if (this.#end == null && !this.#closing) {
      this.#outbox.done(number)
      this.#wakeSoon()
    }
  }

  async drained (): Promise<void> {
    if (this.#end == null && this.pendingBytes > LOW_WATER_BYTES) {
      this.#drained ??= Promise.withResolvers()
      await this.#drained.promise
    }
  }

  close (deadline = CLOSE_DEADLINE_MS): Promise<void> {
    this.#closing = true
    this.#closed ??= this.#close(deadline)

    return this.#closed
  }

  abort (reason: Error): void {
    this.#finish(reason)
    this.#duplex.abort(reason)
  }

  async #close (deadline: number): Promise<void> {
    const late = Promise.withResolvers<void>()
    const callOff = this.#clock.alarm(() => {
      this.abort(new ConnectionError(`the stream to ${nameOf(this.remote)} did not end within ${deadline} ms`))
      late.resolve()
    }, deadline)

    this.#wakeNow()
    await Promise.race([this.#discard(), late.promise])
    callOff()
  }

  /** Waits until all is sent and the other side has ended too: what it still sends is not wanted. */
  async #discard (): Promise<void> {
    await this.#sent

    try {
      while ((await this.#source.next()).done !== true) {
        // the reader of `incoming`, if it is still there, gets every other chunk, and drops it
      }
    } catch {
      // cut instead of ended: over all the same
    }
  }

  /** Bytes as they come, until the other side has ended. */
  async * #chunks (): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = await this.#pull()

      if (chunk == null) {
        return
      }

      if (!this.#closing) {
        yield chunk
      }
    }
  }

  async #pull (): Promise<Uint8Array | undefined> {
    try {
      const result = await this.#source.next()

      if (result.done !== true) {
        return result.value
      }
    } catch (error) {
      this.#fail(error)
    }

    if (this.#closing) {
      return
    }

    if (this.#end == null && !this.#inbox.goodbye) {
      this.#fail(new Error('it ended without goodbye'))
    }

    if (this.#end != null && !this.#inbox.goodbye) {
      throw this.#end
    }
  }

  /** Frames, one for each turn that has sent something, faster when more has gathered. */
  async * #frames (): AsyncGenerator<Uint8Array | Uint8ArrayList> {
    while (this.#end == null) {
      if (!this.#outbox.empty) {
        const frame = this.#outbox.next(this.#below())
        this.#taking = frame.byteLength
        yield frame
        this.#taking = 0
        this.#releaseDrained()

        if (frame.byteLength >= LONG_FRAME_BYTES) {
          await this.#nextTurn()
        }
      } else if (this.#closing) {
        return
      } else {
        await new Promise<void>((resolve) => { this.#wake = resolve })
      }
    }
  }

  /** Lets others have their turn: each long frame takes as long to encrypt as many small ones. */
  #nextTurn (): Promise<void> {
    return new Promise((resolve) => { this.#clock.soon(resolve) })
  }

  /** A level: only a change needs saying. */
  #below (): number {
    if (this.answeredBelow === this.#saidBelow) {
      return 0
    }

    this.#saidBelow = this.answeredBelow

    return this.#saidBelow
  }

  #wakeSoon (): void {
    if (this.#wake != null && !this.#wakesSoon) {
      this.#wakesSoon = true
      this.#clock.soon(this.#wakeNow)
    }
  }

  readonly #wakeNow = (): void => {
    this.#wakesSoon = false
    this.#wake?.()
    this.#wake = undefined
  }

  #releaseDrained (): void {
    if (this.#end != null || this.pendingBytes <= LOW_WATER_BYTES) {
      this.#drained?.resolve()
      this.#drained = undefined
    }
  }

  #fail (cause: unknown): void {
    if (this.#end == null) {
      this.abort(new ConnectionError(`the stream to ${nameOf(this.remote)} was cut: ${reason(cause)}`, { cause }))
    }
  }

  #finish (reason: Error): void {
    this.#end ??= reason
    this.#outbox.clear()
    this.#taking = 0
    this.#wakeNow()
    this.#releaseDrained()
  }
}

function reason (error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
