import { equals } from 'uint8arrays/equals'
import { toString } from 'uint8arrays/to-string'
import { ConnectionError } from '../errors.ts'
import { cutText, errorOf, MAX_NAME_BYTES, SESSION_BYTES } from '../protocol/index.ts'
import { within } from '../within.ts'
import { Connection } from './connection.ts'
import { Consumers } from './consumers.ts'
import { Hands } from './hands.ts'
import { ignore } from './quiet.ts'
import { Requests } from './requests.ts'
import type { Clock } from '../clock.ts'
import type { Link } from '../link/link.ts'
import type { Declare, Goodbye, Hello, Message, Mode, Welcome } from '../protocol/index.ts'
import type { Call, CallGroup, CallSpec, Memory } from './call.ts'
import type { Consumer, Listener } from './consumers.ts'
import type { Dialer } from './dialer.ts'
import type { Lane } from './window.ts'

/** What `stop` waits for at most: calls that are answered at once, then the answer to its goodbye. Milliseconds. */
const FLUSH_MS = 1_000
const GOODBYE_MS = 1_000

export interface SessionInit {
  dialer: Dialer
  clock: Clock

  /** A label, proves nothing. */
  name: string

  /** Milliseconds for the first connection, and for calls that do not wait by nature. */
  timeout: number
  offline: 'wait' | 'fail'
  events: SessionEvents
}

export interface SessionEvents {
  /** The first connection. */
  opened (link: Link): void
  lost (error: Error): void

  /** Connected again; `kept`: with all leases that had not run out. */
  resumed (link: Link, kept: boolean): void

  /** It is over, and not by its own `stop`. */
  ended (error: Error): void
}

/**
 * One caller's conversation with a coordinator, over one connection after the other. It is
 * where what the parts of it know comes together; each part has a file of its own.
 */
export class Session {
  /** base64url of its 16 random bytes. */
  readonly id: string

  /** What it holds. */
  readonly hands: Hands
  readonly #init: SessionInit
  readonly #bytes: Uint8Array
  readonly #connection: Connection
  readonly #requests: Requests
  readonly #consumers: Consumers

  /** What was declared, to be declared again where it is not known. */
  readonly #declared = new Map<string, Declare>()

  /** The state that the coordinator had when it last welcomed this session. */
  #history: Uint8Array | undefined
  #link: Link | undefined
  #hasEnded = false
  #calloff: (() => void) | undefined
  #onAnswer: (() => void) | undefined

  constructor (init: SessionInit) {
    const { dialer, clock, timeout } = init

    this.#init = init
    this.#bytes = clock.randomBytes(SESSION_BYTES)
    this.id = toString(this.#bytes, 'base64url')
    this.#requests = new Requests(clock)
    this.hands = new Hands({ clock, call: (spec) => this.call(spec), onSilence: (silentMs) => { this.#cut(silentMs) } })
    this.#consumers = new Consumers((consume) => this.#link?.send({ consume }), (queue, grant) => { this.hands.decline(queue, grant.token) })
    this.#connection = new Connection({
      dialer,
      clock,
      timeout,
      listener: {
        hello: () => this.#hello(),
        opened: (link, welcome, helloAt) => { this.#opened(link, welcome, helloAt) },
        received: (messages) => { this.#received(messages) },
        lost: (error) => { this.#lost(error) }
      }
    })
  }

  /** Resolves with the first connection. */
  async start (signal?: AbortSignal): Promise<void> {
    this.#goneOffline(new ConnectionError(`there is no connection to ${this.#init.dialer.describe()} yet`))

    try {
      await this.#connection.start(signal)
    } catch (err) {
      this.#end('LAPSED', (call) => { call.failUnanswered('there is no connection to a coordinator', err) })
      throw err
    }
  }

  /** Says goodbye, and has it answered: what is held goes back at once. */
  async stop (): Promise<void> {
    const stopped = (call: Call): void => { call.failUnanswered('the client was stopped') }
    const link = this.#link

    if (link !== undefined && !this.#hasEnded) {
      this.hands.confirmNow()
      this.#requests.refuse((call) => call.spec.patience !== 'endless', stopped)
      this.#requests.end((call) => call.rule.pace === 'patient', stopped)
      await within(this.#init.clock, FLUSH_MS, this.#requests.flushed())
      link.send({ goodbye: { reason: 'DONE', status: 'OK', message: '' } })
      await within(this.#init.clock, GOODBYE_MS, new Promise<void>((resolve) => { this.#onAnswer = resolve }))
    }

    this.#end('LAPSED', stopped)
    await this.#connection.close(new ConnectionError('the client was stopped'), GOODBYE_MS)
  }

  call<T> (spec: CallSpec<T>): Promise<T> {
    return this.#requests.make(spec)
  }

  /** Gives up all calls of a group, those that are still to be made as well. */
  leave (group: CallGroup, reason: unknown): void {
    group.left = { reason }
    this.#requests.abort((call) => call.spec.group === group, reason)
  }

  /** The puts on a queue that wait for their turn. */
  putLane (queue: string): Lane<Call> {
    return this.#requests.lane('put', queue)
  }

  /** Declares a queue, here and wherever it is not known. */
  async declare (queue: string, declare: Declare): Promise<void> {
    this.#declared.set(queue, declare)
    await this.#declare(queue, declare)
  }

  consume (queue: string, mode: Mode, listener: Listener): Consumer {
    return this.#consumers.open(queue, mode, listener)
  }

  async #declare (queue: string, declare: Declare): Promise<void> {
    const request = { number: 0, queue, declare }
    await this.call({ op: 'declare', request, name: 'declare', patience: 'wait', read: ignore })
  }

  #hello (): Hello {
    return {
      session: this.#bytes,
      name: cutText(this.#init.name, MAX_NAME_BYTES),
      resume: this.#history !== undefined,
      history: this.#history ?? new Uint8Array(),
      held: this.hands.tokens
    }
  }

  /** First what was there before, in its order; then everything that waited for a connection. */
  #opened (link: Link, welcome: Welcome, helloAt: number): void {
    const isNew = this.#history === undefined
    const memory = this.#memoryOf(welcome)

    this.#calloff?.()
    this.#link = link
    this.#history = welcome.history

    this.hands.compare(memory, welcome.voided)
    this.#requests.opened(link, welcome, memory)
    this.#consumers.tellAll()
    this.hands.opened(link, welcome, helloAt, isNew)

    if (memory === 'HISTORY') {
      this.#declareAgain()
    }

    this.#requests.go()

    if (isNew) {
      this.#init.events.opened(link)
    } else {
      this.#init.events.resumed(link, memory === 'kept')
    }
  }

  #memoryOf (welcome: Welcome): Memory {
    if (this.#history === undefined) {
      return 'kept'
    }

    if (!equals(this.#history, welcome.history)) {
      return 'HISTORY'
    }

    return welcome.resumed ? 'kept' : 'LAPSED'
  }

  #declareAgain (): void {
    for (const [queue, declare] of this.#declared) {
      // whoever calls the queue hears what is wrong with it
      this.#declare(queue, declare).catch(ignore)
    }
  }

  #lost (error: Error): void {
    this.#link = undefined
    this.hands.closed()
    this.#requests.lost()

    if (!this.#hasEnded) {
      this.#goneOffline(error)
      this.#init.events.lost(error)
    }
  }

  /** Calls that do not wait by nature wait for a connection, but not for ever. */
  #goneOffline (error: Error): void {
    const { offline, timeout, clock } = this.#init
    const fail = (call: Call): void => { call.failUnanswered('there is no connection to the coordinator', error) }
    const give = (picks: (call: Call) => boolean): void => {
      this.#requests.refuse(picks, fail)
      this.#requests.end(picks, fail)
    }

    if (offline === 'fail') {
      give((call) => call.spec.patience !== 'endless')
    } else if (timeout < Infinity) {
      this.#calloff = clock.alarm(() => { give((call) => call.spec.patience === 'none') }, timeout, false)
    }
  }

  #received (messages: Message[]): void {
    this.hands.heard()

    this.#requests.together(() => {
      for (let index = 0; index < messages.length; index++) {
        this.#handle(messages[index] as Message)
      }
    })
  }

  #handle (message: Message): void {
    if (message.reply !== undefined) {
      this.#requests.answered(message.reply)
    } else if (message.grant !== undefined) {
      if (!this.hands.hasLapsed(message.grant.token)) {
        this.#consumers.granted(message.grant)
      }
    } else if (message.outcome !== undefined) {
      this.#requests.outcome(message.outcome)
    } else if (message.heartbeatAnswer !== undefined) {
      this.hands.answered(message.heartbeatAnswer)
    } else if (message.revoke !== undefined) {
      this.hands.revoked(message.revoke)
    } else if (message.update !== undefined) {
      this.#requests.updated(message.update)
    } else if (message.consumerEnd !== undefined) {
      this.#consumers.ended(message.consumerEnd)
    } else if (message.goodbye !== undefined) {
      this.#onGoodbye(message.goodbye)
    }
  }

  #onGoodbye (goodbye: Goodbye): void {
    // a coordinator that is full now may have room later, for whoever it has let in before
    const isLate = goodbye.status === 'LIMIT' && this.#history !== undefined

    if (goodbye.reason === 'ANSWER') {
      this.#onAnswer?.()
    } else if (goodbye.reason === 'FOR_GOOD') {
      const error = new ConnectionError(`the coordinator has stopped for good${goodbye.message === '' ? '' : `: ${goodbye.message}`}`)
      this.#endFor(error, (call) => { call.failUnanswered(error.message, error) })
    } else if (goodbye.reason === 'REFUSED' && !isLate) {
      const refusal = { status: goodbye.status, message: goodbye.message }
      this.#endFor(errorOf(refusal, { call: 'connect' }), (call) => { call.fail(errorOf(refusal, call.context)) })
    }
  }

  /** The coordinator wants no more of this session. */
  #endFor (error: Error, fail: (call: Call) => void): void {
    if (!this.#hasEnded) {
      this.#end('HISTORY', fail)
      this.#connection.end(error)
      this.#init.events.ended(error)
    }
  }

  /** Nothing goes on, and nothing begins. */
  #end (reason: 'LAPSED' | 'HISTORY', fail: (call: Call) => void): void {
    this.#hasEnded = true
    this.#calloff?.()
    this.#requests.refuse(() => true, fail)
    this.#requests.end(() => true, fail)
    this.hands.end(reason)
    this.#consumers.endAll()
  }

  /** A coordinator that is silent for so long has died, or the way to it has. */
  #cut (silentMs: number): void {
    this.#link?.abort(new ConnectionError(`nothing was heard of the coordinator for ${silentMs} ms`))
  }
}
