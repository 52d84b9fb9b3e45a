import { checkCount, checkNames, checkOptions } from '../arguments.ts'
import type { Clock } from '../clock.ts'
import type { MessageStream, StreamMuxer, StreamMuxerFactory } from '@libp2p/interface'
import type { Uint8ArrayList } from 'uint8arraylist'

/** The one multiplexer whose frames the guard can follow. */
export const YAMUX = '/yamux/1.0.0'

// https://github.com/hashicorp/yamux/blob/master/spec.md
const HEADER_LENGTH = 12
const DATA = 0
const WINDOW_UPDATE = 1
const PING = 2
const SYN = 1

/** What one connection's frames may ask for. */
export interface GuardLimits {
  /** The longest data frame, in bytes: the receive window. */
  maxFrameBytes: number

  /** Frames a second, of whatever kind. */
  maxFramesPerSecond: number

  /** Pings a second, answers included. */
  maxPingsPerSecond: number

  /** Streams opened a second. */
  maxStreamsPerSecond: number
}

/**
 * The bounds in force: those given, and defaults for the rest.
 *
 * @throws TypeError for a name that is not a bound's, and for what is not a number; RangeError for a number out of its range
 */
export function guardLimits (init: Partial<GuardLimits> | undefined, defaults: GuardLimits): GuardLimits {
  const given = checkOptions(init, 'guard')
  const limits = { ...defaults }
  checkNames('guard', given, defaults, 'a bound')

  for (const name of Object.keys(limits) as Array<keyof GuardLimits>) {
    const { [name]: value = limits[name] } = given
    limits[name] = checkCount(`guard.${name}`, value, 1, Number.MAX_SAFE_INTEGER)
  }

  return limits
}

/**
 * Follows the frames in a stream of yamux, and tells as soon as one asks for too much.
 * Upstream stores a data frame whole before it looks at the window, answers every ping, and
 * resets every stream too many, so each would cost memory that the sender chooses.
 */
export class FrameGuard {
  readonly #limits: GuardLimits
  readonly #frames: Bucket
  readonly #pings: Bucket
  readonly #streams: Bucket

  /** A header that came in pieces. */
  readonly #header = new Uint8Array(HEADER_LENGTH)
  #held = 0

  /** Bytes of the current frame's body that are still to come. */
  #body = 0

  constructor (limits: GuardLimits, clock: Clock) {
    this.#limits = limits
    this.#frames = new Bucket(limits.maxFramesPerSecond, clock)
    this.#pings = new Bucket(limits.maxPingsPerSecond, clock)
    this.#streams = new Bucket(limits.maxStreamsPerSecond, clock)
  }

  /** Takes what arrived, in any chunking. Returns what is wrong with it, or nothing. */
  push (chunk: Uint8Array | Uint8ArrayList): string | undefined {
    if (chunk instanceof Uint8Array) {
      return this.#follow(chunk)
    }

    for (const part of chunk) {
      const violation = this.#follow(part)

      if (violation != null) {
        return violation
      }
    }
  }

  #follow (bytes: Uint8Array): string | undefined {
    let at = 0

    while (at < bytes.byteLength) {
      if (this.#body > 0) {
        const skipped = Math.min(this.#body, bytes.byteLength - at)
        this.#body -= skipped
        at += skipped
        continue
      }

      let violation: string | undefined

      if (this.#held === 0 && bytes.byteLength - at >= HEADER_LENGTH) {
        violation = this.#look(bytes, at)
        at += HEADER_LENGTH
      } else {
        this.#header[this.#held++] = bytes[at++] as number

        if (this.#held === HEADER_LENGTH) {
          this.#held = 0
          violation = this.#look(this.#header, 0)
        }
      }

      if (violation != null) {
        return violation
      }
    }
  }

  /** A header begins at `at`: version, type, flags (2 bytes), stream id (4), length (4). */
  #look (bytes: Uint8Array, at: number): string | undefined {
    const type = bytes[at + 1] as number

    if (!this.#frames.take()) {
      return `more than ${this.#limits.maxFramesPerSecond} frames a second`
    }

    if (type === PING) {
      return this.#pings.take() ? undefined : `more than ${this.#limits.maxPingsPerSecond} pings a second`
    }

    if (type === DATA) {
      const length = new DataView(bytes.buffer, bytes.byteOffset + at + 8, 4).getUint32(0)

      if (length > this.#limits.maxFrameBytes) {
        return `a frame of ${length} bytes, and ${this.#limits.maxFrameBytes} are allowed`
      }

      this.#body = length
    }

    if ((type === DATA || type === WINDOW_UPDATE) && ((bytes[at + 3] as number) & SYN) !== 0 && !this.#streams.take()) {
      return `more than ${this.#limits.maxStreamsPerSecond} streams opened a second`
    }
  }
}

/** Lets `rate` through at once, and as many again each second. It asks for the time only when it is empty. */
class Bucket {
  readonly #rate: number
  readonly #clock: Clock
  #left: number
  #at: number

  constructor (rate: number, clock: Clock) {
    this.#rate = rate
    this.#clock = clock
    this.#left = rate
    this.#at = clock.now()
  }

  take (): boolean {
    if (this.#left < 1) {
      const now = this.#clock.now()
      this.#left = Math.min(this.#rate, this.#left + (now - this.#at) * this.#rate / 1_000)
      this.#at = now
    }

    if (this.#left < 1) {
      return false
    }

    this.#left--

    return true
  }
}

/**
 * The same muxer, with a guard in front of it: our `message` listener is added to the secured
 * connection just before the muxer's, in the same turn, so none of them misses a byte. On a
 * violation the muxer does not see the chunk, and the connection is cut.
 */
export function guardedMuxer (factory: StreamMuxerFactory, limits: GuardLimits, clock: Clock): StreamMuxerFactory {
  return {
    protocol: factory.protocol,

    createStreamMuxer (secured: MessageStream): StreamMuxer {
      const guard = new FrameGuard(limits, clock)

      secured.addEventListener('message', (evt) => {
        const violation = guard.push(evt.data)

        if (violation != null) {
          evt.stopImmediatePropagation()
          secured.abort(new Error(`the peer broke a bound of this node: ${violation}`))
        }
      })

      return factory.createStreamMuxer(secured)
    }
  }
}
