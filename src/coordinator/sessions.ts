import { LimitError } from '../errors.ts'
import { CommitLoop } from './commit-loop.ts'
import { NOBODY } from './happenings.ts'
import { Keeper } from './keeper.ts'
import { Peers } from './peers.ts'
import { Pulse } from './pulse.ts'
import { Rates } from './rates.ts'
import { Session } from './session.ts'
import type { Clock } from '../clock.ts'
import type { Engine } from '../engine/index.ts'
import type { StorageError } from '../errors.ts'
import type { Link } from '../link/index.ts'
import type { Refusal } from '../protocol/index.ts'
import type { Journal } from '../storage/journal.ts'
import type { AccessTable } from './access.ts'
import type { Delivery } from './commit-loop.ts'
import type { Audience } from './events.ts'
import type { CoordinatorLimits } from './limits.ts'
import type { SessionHost } from './session-host.ts'

/** For so long a coordinator that is stopping takes settlements, in milliseconds. */
const LAST_SETTLEMENTS_MS = 1_000

export interface SessionsInit {
  clock: Clock
  engine: Engine
  journal: Journal

  /** Where the journal stands, and how many bytes it holds. */
  position: number
  stored: number

  /** The id of the state. */
  history: Uint8Array

  /** The engine's clock. */
  now: () => number
  limits: CoordinatorLimits
  access: AccessTable | undefined
  autoCreate: boolean
  audience: Audience
}

/** All connections of a running coordinator, around one commit loop. */
export class Sessions implements SessionHost {
  readonly loop: CommitLoop
  readonly audience: Audience
  readonly rates = new Rates()
  readonly peers: Peers
  readonly limits: CoordinatorLimits
  readonly access: AccessTable | undefined
  readonly keeper = new Keeper()
  readonly autoCreate: boolean
  readonly history: Uint8Array
  readonly durable: boolean
  readonly now: () => number
  stopping = false

  readonly #clock: Clock
  readonly #engine: Engine
  readonly #pulse: Pulse

  /** Every connection that is not over, and those of each peer, oldest first. */
  readonly #all = new Set<Session>()
  readonly #byPeer = new Map<string, Set<Session>>()

  /** Those that have said hello, by session id. */
  readonly #byId = new Map<string, Session>()

  /** Those that the batch that is being delivered has something for. */
  readonly #told = new Set<Session>()

  /** Leases that may still be settled before the stop, and who waits for that. */
  #unsettled = 0
  readonly #allSettled = Promise.withResolvers<void>()

  constructor ({ clock, engine, journal, position, stored, history, now, limits, access, autoCreate, audience }: SessionsInit) {
    this.#clock = clock
    this.#engine = engine
    this.limits = limits
    this.access = access
    this.autoCreate = autoCreate
    this.audience = audience
    this.history = history
    this.durable = !journal.volatile

    this.#pulse = new Pulse({
      clock,
      now,
      nextDeadline: () => this.loop.failure === undefined ? engine.nextDeadline() : Infinity,
      stoodStill: (ms) => { this.#stoodStill(ms) },
      beat: (now) => { this.#beat(now) }
    })
    this.now = () => this.#pulse.now()
    this.peers = new Peers({ engine, now: this.now, keyNameOf: (session) => this.#byId.get(session)?.link.remote.keyName })
    this.loop = new CommitLoop({
      engine,
      clock,
      pulse: this.#pulse,
      rates: this.rates,
      audience,
      journal,
      position,
      stored,
      history,
      who: (session) => this.#byId.get(session) ?? NOBODY,
      deliver: (deliveries) => { this.#deliver(deliveries) },
      failed: (error) => { this.#fail(error) }
    })
  }

  start (): void {
    this.#pulse.start()
    // what was there before has its time from here on
    this.loop.tick()
  }

  /** Serves a connection until it ends. */
  accept (link: Link): void {
    const { local, peerId } = link.remote

    // after a cut all come back at once, while their old connections may still look alive
    if (this.stopping || (!local && this.#all.size >= 2 * this.limits.maxSessions)) {
      link.abort(new LimitError(this.stopping ? 'the coordinator is stopping' : 'too many connections at once'))
      return
    }

    const session = new Session(link, this)
    const ofPeer = this.#byPeer.get(peerId) ?? new Set()
    this.#byPeer.set(peerId, ofPeer.add(session))
    this.#all.add(session)

    if (!local && ofPeer.size > this.limits.maxSessionsPerPeer) {
      const [oldest] = ofPeer
      oldest?.lose('closed', new LimitError(`more than maxSessionsPerPeer (${this.limits.maxSessionsPerPeer}) sessions of one peer`))
    }

    void session.run()
  }

  queues (): string[] {
    return this.#engine.queues()
  }

  register (session: Session): Refusal | undefined {
    const known = this.#byId.get(session.id)

    if (known !== undefined && known.peerId !== session.peerId) {
      return { status: 'PROTOCOL', message: 'this session belongs to another peer' }
    }

    if (known === undefined && !session.link.remote.local && this.#byId.size >= this.limits.maxSessions) {
      return { status: 'LIMIT', message: `the coordinator has maxSessions (${this.limits.maxSessions}) sessions: come back later, or raise the limit there` }
    }

    void known?.leave('REPLACED')
    this.#byId.set(session.id, session)
  }

  release (session: Session): void {
    const ofPeer = this.#byPeer.get(session.peerId)
    this.#all.delete(session)
    ofPeer?.delete(session)

    if (ofPeer?.size === 0) {
      this.#byPeer.delete(session.peerId)
    }

    if (this.#byId.get(session.id) === session) {
      this.#byId.delete(session.id)
    }
  }

  settled (leases: number): void {
    this.#unsettled -= leases

    if (this.#unsettled <= 0) {
      this.#allSettled.resolve()
    }
  }

  /** Takes last settlements, says goodbye, and ends every connection: within `deadline` milliseconds. */
  async stop (deadline: number): Promise<void> {
    const end = this.#clock.now() + deadline
    const left = (): number => Math.max(0, end - this.#clock.now())

    this.stopping = true
    this.#all.forEach((session) => { session.withholdGrants() })
    this.settled(-this.#leasesOut())
    await this.#within(Math.min(LAST_SETTLEMENTS_MS, left()), this.#allSettled.promise)
    await this.#within(left(), this.loop.idle())

    const goodbye = this.durable ? 'BACK_SOON' : 'FOR_GOOD'
    await Promise.all(Array.from(this.#all, (session) => session.leave(goodbye, left())))
    this.#pulse.stop()
    this.loop.stop()
  }

  /** Leases that somebody who is there could still settle. */
  #leasesOut (): number {
    let leases = 0

    for (const session of this.#engine.sessions()) {
      leases += session.connected ? session.leases : 0
    }

    return leases
  }

  async #within (ms: number, done: Promise<void>): Promise<void> {
    const late = Promise.withResolvers<void>()
    const callOff = this.#clock.alarm(late.resolve, ms)
    await Promise.race([done, late.promise])
    callOff()
  }

  #deliver (deliveries: Delivery[]): void {
    for (let index = 0; index < deliveries.length; index++) {
      const delivery = deliveries[index] as Delivery
      const session = this.#byId.get(delivery.session)

      if (session !== undefined) {
        session.deliver(delivery)
        this.#told.add(session)
      }
    }

    for (const session of this.#told) {
      session.lookAtOutbox()
    }

    this.#told.clear()
  }

  #fail (error: StorageError): void {
    for (const session of [...this.#all]) {
      session.fail(error)
    }

    this.audience.events.safeDispatchEvent('storage:error', { detail: error })
  }

  #beat (now: number): void {
    if (this.#engine.nextDeadline() <= now) {
      this.loop.tick()
    }

    for (const session of this.#all) {
      session.look(now)
    }
  }

  #stoodStill (ms: number): void {
    this.#engine.stoodStill(ms)

    for (const session of this.#all) {
      session.stoodStill(ms)
    }
  }
}
