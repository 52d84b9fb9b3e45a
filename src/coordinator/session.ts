import { ConnectionError, ProtocolError } from '../errors.ts'
import { createReply } from '../protocol/index.ts'
import { Desk } from './desk.ts'
import { Outlet } from './outlet.ts'
import { HEARTBEAT_MS, HELLO_MS, SILENT_MS, Vigil } from './vigil.ts'
import type { StorageError } from '../errors.ts'
import type { Effect } from '../engine/index.ts'
import type { Batch, Link } from '../link/index.ts'
import type { Goodbye, GoodbyeReason, Hello, Message, Refusal } from '../protocol/index.ts'
import type { Delivery } from './commit-loop.ts'
import type { SessionHost } from './session-host.ts'

/** `new`: has not said hello · `opening`: is welcome, as soon as that is durable · `open` · `over`: its connection is. */
type State = 'new' | 'opening' | 'open' | 'over'

type WelcomeEffect = Extract<Effect, { type: 'welcome' }>

/**
 * The coordinator's end of one link: messages become commands, effects become messages. It
 * lives as long as its connection; the session itself is the engine's, and may outlive it.
 */
export class Session {
  readonly link: Link
  readonly #host: SessionHost
  readonly #vigil: Vigil
  #state: State = 'new'
  #id = ''
  #name = ''
  #below = 0

  /** The welcome that its hello led to. Its session may be told of others, of connections before this one. */
  #awaited: WelcomeEffect | undefined

  /** It is not read because the journal cannot keep up: that nothing is heard of it proves nothing. */
  #isHeldBack = false

  // there once it has said hello
  #desk: Desk | undefined
  #outlet: Outlet | undefined

  constructor (link: Link, host: SessionHost) {
    this.link = link
    this.#host = host
    this.#vigil = new Vigil(host.now())
  }

  /** base64url of the 16 bytes that the caller chose; '' before its hello. */
  get id (): string {
    return this.#id
  }

  /** The caller's label. */
  get name (): string {
    return this.#name
  }

  get peerId (): string {
    return this.link.remote.peerId
  }

  /** Reads the link to its end. Never rejects. */
  async run (): Promise<void> {
    try {
      for await (const batch of this.link.incoming) {
        this.#read(batch)

        if (this.#state === 'over') {
          return
        }

        await this.#catchUp()
      }

      this.lose('closed', new ConnectionError('the caller ended the connection'))
    } catch (error) {
      if (error instanceof ProtocolError) {
        this.refuse({ status: 'PROTOCOL', message: error.message })
      } else {
        this.lose('closed', error as Error)
      }
    }
  }

  /** Ends the session, and says why. */
  refuse ({ status, message = '' }: Refusal): void {
    if (this.#state === 'new') {
      this.#announceRefusal(message)
    }

    if (this.#state !== 'over') {
      this.#sayGoodbye('REFUSED', status, message)
      this.#detach('closed')
      void this.link.close()
    }
  }

  /** The connection is no good any more; the session may come back on another. */
  lose (cause: 'closed' | 'silent', reason: Error): void {
    if (this.#state !== 'over') {
      this.#detach(cause)
      this.link.abort(reason)
    }
  }

  /** Ends the connection, with the last word. Resolves when it was heard, or after `deadline` milliseconds. */
  async leave (reason: GoodbyeReason, deadline?: number): Promise<void> {
    if (this.#state !== 'over') {
      this.#sayGoodbye(reason)
      this.#end()
      await this.link.close(deadline)
    }
  }

  /** The journal failed: what was not answered is in doubt. No goodbye, so that what it holds can be settled after a restart. */
  fail (error: StorageError): void {
    for (const number of this.#desk?.outstanding ?? []) {
      this.link.send({ reply: createReply(number, { status: 'STORAGE', message: error.message }) })
    }

    this.#end()
    void this.link.close()
  }

  /** The process did not run for `ms`. */
  stoodStill (ms: number): void {
    this.#vigil.stoodStill(ms)
  }

  /** Ends a connection that says nothing. */
  look (now: number): void {
    if (this.#isHeldBack) {
      this.#vigil.hear()
    }

    const silence = this.#vigil.silence(now, this.link.pendingBytes)

    if (this.#state === 'new' && silence > HELLO_MS) {
      // no goodbye: the hello of somebody who is welcome may be held up on its way
      const problem = `no hello came within ${HELLO_MS} ms`
      this.#announceRefusal(problem)
      this.lose('silent', new ConnectionError(problem))
    } else if (silence > SILENT_MS && !this.link.remote.local) {
      this.lose('silent', new ConnectionError(`nothing was heard of ${this.peerId} for ${SILENT_MS} ms`))
    }
  }

  /** Says what the engine, or the coordinator, has to say. What comes before its own welcome was meant for an older connection. */
  deliver (delivery: Delivery): void {
    switch (delivery.type) {
      case 'welcome':
        if (delivery === this.#awaited && this.#state === 'opening') {
          this.#welcome(delivery)
        }
        break
      case 'goodbye':
        void this.leave('ANSWER')
        break
      case 'refuse':
      case 'forgotten':
        // the hello was answered where it was read, and the goodbye says the rest
        break
      default:
        if (this.#state === 'open') {
          this.#outlet?.tell(delivery)
        }
    }
  }

  /** The coordinator is stopping. */
  withholdGrants (): void {
    if (this.#outlet !== undefined) {
      this.#outlet.withholdsGrants = true
    }
  }

  /** All of a batch has been delivered. */
  lookAtOutbox (): void {
    this.#outlet?.look()
  }

  #read ({ messages, below }: Batch): void {
    this.#vigil.hear()

    for (let index = 0; index < messages.length && this.#state !== 'over'; index++) {
      this.#take(messages[index] as Message)
    }

    if (below > this.#below && this.#id !== '') {
      this.#below = below
      this.#host.loop.execute({ type: 'answered', session: this.#id, below })
    }

    this.#host.loop.submit()
  }

  #take (message: Message): void {
    const { stopping, durable } = this.#host

    if (this.#desk === undefined) {
      this.#open(message.hello)
      return
    }

    if (message.hello !== undefined) {
      this.refuse({ status: 'PROTOCOL', message: 'a session says hello once' })
      return
    }

    if (stopping) {
      this.#host.settled(this.#desk.takeLast(message, durable))
    } else {
      this.#desk.take(message)
    }
  }

  #open (hello: Hello | undefined): void {
    if (hello === undefined) {
      this.refuse({ status: 'PROTOCOL', message: 'a session begins with a hello' })
      return
    }

    const { loop } = this.#host
    this.#id = Buffer.from(hello.session).toString('base64url')
    this.#name = hello.name

    if (loop.failure !== undefined) {
      this.#refuseForStorage(hello, loop.failure)
      return
    }

    const refusal = this.#host.register(this) ?? this.#enter(hello)

    if (refusal !== undefined) {
      this.refuse(refusal)
    }
  }

  /** The engine has the last word: the session may be another peer's, who is away. */
  #enter ({ name, held }: Hello): Refusal | undefined {
    const { loop } = this.#host
    const { peerId, keyName, local } = this.link.remote
    const effects = loop.open({ type: 'open', session: this.#id, peer: peerId, name, keyName, local, held })
    const refused = effects.find((effect) => effect.type === 'refuse')

    if (refused !== undefined) {
      return { status: 'PROTOCOL', message: refused.message }
    }

    this.#state = 'opening'
    this.#awaited = effects.find((effect) => effect.type === 'welcome')
    this.#furnish()
  }

  /** A session that comes back may find a coordinator that works again, later. */
  #refuseForStorage (hello: Hello, error: StorageError): void {
    if (hello.resume && !this.link.remote.local) {
      this.lose('closed', error)
    } else {
      this.refuse({ status: 'STORAGE', message: error.message })
    }
  }

  #furnish (): void {
    const { loop, audience, rates, peers, limits, access, keeper, autoCreate, now } = this.#host
    const queues = (): string[] => this.#host.queues()
    const { peerId, local } = this.link.remote
    const session = this.#id
    const link = this.link
    const context = {
      maxPayloadBytes: limits.maxPayloadBytes,
      mayCreate: autoCreate || local,
      name: this.#name,
      peerId,
      keep: local ? asItIs : keeper.keep
    }

    this.#desk = new Desk({ session, link, loop, audience, limits, access, peers, queues, context })
    this.#outlet = new Outlet({ session, link, loop, desk: this.#desk, rates, maxOutboxBytes: limits.maxOutboxBytes, now })
  }

  #welcome ({ resumed, voided }: WelcomeEffect): void {
    const { history, limits: { maxFrameBytes, maxPayloadBytes, maxRequests, maxWaiters } } = this.#host

    this.#state = 'open'
    this.link.send({
      welcome: {
        history,
        resumed,
        voided,
        heartbeatMs: HEARTBEAT_MS,
        silentMs: SILENT_MS,
        maxFrameBytes,
        maxPayloadBytes,
        maxRequests,
        maxWaiters,
        keyName: this.link.remote.keyName
      }
    })
    this.#announce('peer:connect')
  }

  #sayGoodbye (reason: Goodbye['reason'], status: Goodbye['status'] = 'OK', message = ''): void {
    this.link.send({ goodbye: { reason, status, message } })
  }

  /** The engine learns that nobody is there. */
  #detach (cause: 'closed' | 'silent'): void {
    const { loop } = this.#host
    const isKnown = this.#state === 'opening' || this.#state === 'open'
    this.#end()

    if (isKnown) {
      loop.execute({ type: 'detach', session: this.#id, cause })
      loop.submit()
    }
  }

  #end (): void {
    const wasOpen = this.#state === 'open'
    this.#state = 'over'
    this.#desk?.close()
    this.#outlet?.close()
    this.#host.release(this)

    if (wasOpen) {
      this.#announce('peer:disconnect')
    }
  }

  #announce (type: 'peer:connect' | 'peer:disconnect'): void {
    const { peerId, keyName, address } = this.link.remote
    this.#host.audience.events.safeDispatchEvent(type, { detail: { peerId, name: this.#name, keyName, address } })
  }

  #announceRefusal (reason: string): void {
    const { peerId, address } = this.link.remote
    this.#host.audience.events.safeDispatchEvent('peer:refuse', { detail: { peerId, address, reason } })
  }

  /** Nothing more is read while the caller does not take its answers, or the journal cannot keep up. */
  async #catchUp (): Promise<void> {
    await this.#outlet?.ready()

    while (this.#host.loop.congested) {
      this.#isHeldBack = true
      await this.#host.loop.written()
    }

    this.#isHeldBack = false
  }
}

function asItIs (bytes: Uint8Array): Uint8Array {
  return bytes
}
