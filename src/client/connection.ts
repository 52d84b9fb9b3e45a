import { AuthenticationError, ConnectionError, ProtocolError, TimeoutError } from '../errors.ts'
import type { Clock } from '../clock.ts'
import type { Batch, Link } from '../link/link.ts'
import type { Hello, Message, Welcome } from '../protocol/index.ts'
import type { Dialer } from './dialer.ts'

/** Dialing and being welcomed, once: milliseconds. */
const ATTEMPT_MS = 10_000

/** The pause before another attempt: drawn from 0 to a bound that doubles, and never shorter than the first of these. */
const PAUSE_MIN_MS = 50
const PAUSE_MAX_MS = 5_000

/**
 * A connection that lasted this long, and no shorter than the pause before it, was a good one:
 * the pauses begin anew. So a network that comes and goes costs no more time than it is away,
 * and one that ends every connection at once is asked more and more rarely.
 */
const GOOD_MS = 1_000

/**
 * So long after a connection was lost its leases can still be saved (`grace.closed`): meanwhile
 * no pause is longer than this, unless so many connections in a row did not last.
 */
const HASTE_MS = 2_000
const HASTE_PAUSE_MS = 200
const HASTE_BRIEF = 4

/** A coordinator that refuses the key may be given it yet. */
const REFUSED_PAUSE_MS = 30_000

/** Who hears what becomes of a connection. */
export interface ConnectionListener {
  hello (): Hello
  opened (link: Link, welcome: Welcome, helloAt: number): void
  received (messages: Message[]): void
  lost (error: Error): void
}

export interface ConnectionInit {
  dialer: Dialer
  clock: Clock
  listener: ConnectionListener

  /** Milliseconds for the first connection. */
  timeout: number
}

/** Keeps one connection to the coordinator: makes the first in time, and the next ones for ever. */
export class Connection {
  readonly #dialer: Dialer
  readonly #clock: Clock
  readonly #listener: ConnectionListener
  readonly #timeout: number
  #ended: { reason: unknown } | undefined
  #link: Link | undefined
  #failures = 0

  /** When the last connection was lost, and how many in a row did not last. */
  #lostAt = -Infinity
  #brief = 0
  #lastPauseMs = 0

  /** Ends the attempt or the pause that is going on. */
  #interrupt: (() => void) | undefined
  #done: Promise<void> | undefined

  constructor ({ dialer, clock, listener, timeout }: ConnectionInit) {
    this.#dialer = dialer
    this.#clock = clock
    this.#listener = listener
    this.#timeout = timeout
  }

  /**
   * Resolves with the first connection; then keeps it.
   *
   * @throws ConnectionError, TimeoutError, AuthenticationError, ProtocolError, `signal.reason`: there will be none
   */
  async start (signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    let latest: Error | undefined
    const onAbort = (): void => { this.end(signal?.reason) }
    const onTimeout = (): void => { this.end(this.#inVain(latest)) }
    const calloff = this.#timeout === Infinity ? undefined : this.#clock.alarm(onTimeout, this.#timeout)
    signal?.addEventListener('abort', onAbort)

    try {
      for (;;) {
        try {
          const incoming = await this.#connect()
          this.#done = this.#keep(incoming)
          return
        } catch (err) {
          latest = err as Error

          if (this.#ended !== undefined) {
            throw this.#ended.reason
          }

          if (isVerdict(err)) {
            this.end(latest)
            throw err
          }
        }

        await this.#pause()
      }
    } finally {
      calloff?.()
      signal?.removeEventListener('abort', onAbort)
    }
  }

  /** No more connections: the present one is cut, whoever waits for the first gets the error. */
  end (reason: unknown): void {
    this.#ended ??= { reason }
    this.#link?.abort(asError(reason))
    this.#interrupt?.()
  }

  /** Says what is still to be said, then ends. */
  async close (reason: Error, deadline: number): Promise<void> {
    this.#ended ??= { reason }
    await this.#link?.close(deadline)
    this.#interrupt?.()
    await this.#done
  }

  /** Reads from one connection after the other. */
  async #keep (first: Opened): Promise<void> {
    let opened: Opened | undefined = first

    while (opened !== undefined) {
      const since = this.#clock.now()
      const error = await this.#read(opened)
      this.#lostAt = this.#clock.now()
      const wasGood = this.#lostAt - since >= Math.max(GOOD_MS, this.#lastPauseMs)
      this.#failures = wasGood ? 0 : this.#failures
      this.#brief = wasGood ? 0 : this.#brief + 1
      this.#link = undefined
      this.#listener.lost(error)
      opened = await this.#reconnect()
    }
  }

  /** Until the connection ends; why it did. */
  async #read ({ incoming, messages }: Opened): Promise<Error> {
    try {
      this.#listener.received(messages)

      for (;;) {
        const next = await incoming.next()

        if (next.done === true) {
          // it waits for this half to end, too
          void this.#link?.close()
          return new ConnectionError('the coordinator ended the connection')
        }

        this.#listener.received(next.value.messages)
      }
    } catch (err) {
      this.#link?.abort(err as Error)
      return err as Error
    }
  }

  /** `undefined`: it is over. */
  async #reconnect (): Promise<Opened | undefined> {
    let longer = 0

    while (this.#ended === undefined) {
      await this.#pause(longer)

      try {
        return this.#ended === undefined ? await this.#connect() : undefined
      } catch (err) {
        longer = isVerdict(err) ? REFUSED_PAUSE_MS : 0
      }
    }

    return undefined
  }

  /** One attempt: dial, say hello, be welcomed. */
  async #connect (): Promise<Opened> {
    const attempt = new AbortController()
    const late = new ConnectionError(`${this.#dialer.describe()} did not answer within ${ATTEMPT_MS} ms`)
    const calloff = this.#clock.alarm(() => { attempt.abort(late) }, ATTEMPT_MS)
    this.#interrupt = () => { attempt.abort(this.#ended?.reason) }

    try {
      const link = await this.#dialer.dial({ signal: attempt.signal })
      attempt.signal.addEventListener('abort', () => { link.abort(asError(attempt.signal.reason)) })

      if (attempt.signal.aborted) {
        link.abort(asError(attempt.signal.reason))
      }

      return await this.#introduce(link, attempt.signal)
    } finally {
      calloff()
      this.#interrupt = undefined
    }
  }

  async #introduce (link: Link, signal: AbortSignal): Promise<Opened> {
    const incoming = link.incoming[Symbol.asyncIterator]()
    const helloAt = this.#clock.now()

    try {
      link.send({ hello: this.#listener.hello() })
      const first = await incoming.next()
      signal.throwIfAborted()
      const [message, ...messages] = first.done === true ? [] : first.value.messages

      if (message?.welcome === undefined) {
        throw this.#notWelcome(message)
      }

      this.#link = link
      this.#listener.opened(link, message.welcome, helloAt)

      return { incoming, messages }
    } catch (err) {
      link.abort(err as Error)
      throw err
    }
  }

  #notWelcome (message: Message | undefined): unknown {
    if (message === undefined) {
      return new ConnectionError(`${this.#dialer.describe()} ended the connection without a word`)
    }

    if (message.goodbye === undefined) {
      return new ProtocolError(`${this.#dialer.describe()} did not answer the hello with a welcome`)
    }

    // the listener knows what to make of it, and may end everything
    this.#listener.received([message])

    return this.#ended?.reason ?? new ConnectionError(`${this.#dialer.describe()} takes no sessions now: ${message.goodbye.message}`)
  }

  #inVain (latest: Error | undefined): Error {
    const vain = `no connection to a coordinator at ${this.#dialer.describe()} within ${this.#timeout} ms`

    return latest === undefined
      ? new TimeoutError(`${vain}: nothing answered; is it running, and does a firewall let its port through?`)
      : new ConnectionError(`${vain}: ${latest.message}`, { cause: latest })
  }

  async #pause (atLeast = 0): Promise<void> {
    const isHasty = this.#brief <= HASTE_BRIEF && this.#clock.now() - this.#lostAt < HASTE_MS
    const bound = isHasty ? HASTE_PAUSE_MS : Math.min(PAUSE_MAX_MS, PAUSE_MIN_MS * 2 ** ++this.#failures)
    const ms = Math.max(PAUSE_MIN_MS, this.#clock.random() * bound, isHasty ? 0 : this.#clock.random() * atLeast)

    this.#lastPauseMs = ms

    if (this.#ended === undefined) {
      await new Promise<void>((resolve) => {
        const calloff = this.#clock.alarm(resolve, ms)

        this.#interrupt = () => {
          calloff()
          resolve()
        }
      })
    }
  }
}

/** A connection over which a welcome came, and what came with it. */
interface Opened {
  incoming: AsyncIterator<Batch>
  messages: Message[]
}

/** Whether another attempt would end the same. */
function isVerdict (error: unknown): boolean {
  return error instanceof AuthenticationError || error instanceof ProtocolError || error instanceof RangeError || error instanceof TypeError
}

function asError (reason: unknown): Error {
  return reason instanceof Error ? reason : new ConnectionError(`the connection was ended: ${String(reason)}`)
}
