import { Pages } from '../pages.ts'
import type { Clock } from '../clock.ts'
import type { LostReason } from '../protocol/index.ts'

/** A coordinator counts from when it reads a heartbeat, this machine from when it sent it; and a tenth less. */
const OWN_SHARE = 0.9

/** Leases that ended here before the coordinator was told so; the oldest are forgotten first. */
const MAX_LAPSED = 65_536

/** What this session was handed and has not settled or confirmed. */
export interface Holding {
  readonly token: number
  readonly leaseMs: number

  /** Whether heartbeats renew it. */
  readonly isRenewed: boolean

  /** Its handler has begun; a coordinator that is told so knows what a crash may have cost. */
  readonly isStarted: boolean

  /** When it ends on this machine's clock; never moves back. `Infinity`: the coordinator alone decides. */
  until: number

  /** The first heartbeats that named it, and that said it was started; 0: none yet. */
  namedIn: number
  startedIn: number

  /** It is no longer ours. */
  lose (reason: LostReason): void
}

/** When a lease ends here that was granted or renewed in answer to something sent at `sentAt`. */
export function endsAt (sentAt: number, leaseMs: number): number {
  return sentAt + leaseMs * OWN_SHARE
}

/**
 * All that a session holds. It names them to the coordinator, takes note of what that
 * renews or refuses, and ends by itself what was not renewed in time, so that no handler
 * goes on with a task that somebody else may have.
 */
export class Holdings {
  readonly #clock: Clock
  readonly #byToken = new Pages<Holding>()

  /** Those that ended on this machine's clock, until the coordinator knows: it may still count them as ours, and send them again. */
  readonly #lapsed = new Set<number>()

  /** The last heartbeat that was answered: what it said is known there. */
  #answered = 0

  /** When the next look at what ran out is due, and how to call it off. */
  #lookAt = Infinity
  #calloff: (() => void) | undefined

  constructor (clock: Clock) {
    this.#clock = clock
  }

  add (holding: Holding): void {
    if (holding.until <= this.#clock.now()) {
      this.#noteLapse(holding.token)
      holding.lose('LAPSED')
      return
    }

    this.#byToken.set(holding.token, holding)
    this.#lookBy(holding.until)
  }

  remove (token: number): void {
    this.#byToken.delete(token)
  }

  /** Whether it ended here, and the coordinator is yet to be told: what it sends again of it is begun by nobody. */
  hasLapsed (token: number): boolean {
    return this.#lapsed.has(token)
  }

  /** The coordinator has been told that nobody here has it. */
  knownToBeGone (token: number): void {
    this.#lapsed.delete(token)
  }

  get (token: number): Holding | undefined {
    return this.#byToken.get(token)
  }

  /** What is held, for a coordinator that is met again. */
  tokens (): number[] {
    return Array.from(this.#byToken.values(), ({ token }) => token)
  }

  /** What a heartbeat says. */
  report (sequence: number): { tokens: number[], started: number[] } {
    const tokens: number[] = []
    const started: number[] = []

    for (const holding of this.#byToken.values()) {
      if (holding.isRenewed) {
        tokens.push(holding.token)
        holding.namedIn ||= sequence
      }

      // again until it is known to have arrived
      if (holding.isStarted && (holding.startedIn === 0 || holding.startedIn > this.#answered)) {
        started.push(holding.token)
        holding.startedIn ||= sequence
      }
    }

    return { tokens, started }
  }

  /** A heartbeat that was sent at `sentAt` renewed all that it named, except those refused. */
  renewed (sequence: number, sentAt: number, refused: number[]): void {
    this.#answered = sequence

    for (const token of refused) {
      this.lose(token, 'LAPSED')
    }

    for (const holding of this.#byToken.values()) {
      const end = endsAt(sentAt, holding.leaseMs)

      if (holding.namedIn > 0 && holding.namedIn <= sequence && end > holding.until) {
        holding.until = end
      }
    }
  }

  lose (token: number, reason: LostReason): void {
    const holding = this.#byToken.get(token)

    if (holding !== undefined) {
      this.#byToken.delete(token)
      holding.lose(reason)
    }
  }

  loseAll (reason: LostReason): void {
    for (const token of this.tokens()) {
      this.lose(token, reason)
    }

    this.#lapsed.clear()
    this.#calloff?.()
    this.#calloff = undefined
    this.#lookAt = Infinity
  }

  /** Looks when the first of them may run out. Renewing one costs nothing: the look comes early, and finds that. */
  #lookBy (at: number): void {
    if (at >= this.#lookAt) {
      return
    }

    this.#calloff?.()
    this.#lookAt = at
    this.#calloff = this.#clock.alarm(() => { this.look() }, at - this.#clock.now(), false)
  }

  /** Ends what has run out. */
  look (): void {
    const now = this.#clock.now()
    let next = Infinity
    this.#calloff?.()
    this.#lookAt = Infinity
    this.#calloff = undefined

    for (const holding of [...this.#byToken.values()]) {
      if (holding.until <= now) {
        this.#noteLapse(holding.token)
        this.lose(holding.token, 'LAPSED')
      } else {
        next = Math.min(next, holding.until)
      }
    }

    this.#lookBy(next)
  }

  #noteLapse (token: number): void {
    this.#lapsed.add(token)

    if (this.#lapsed.size > MAX_LAPSED) {
      this.#lapsed.delete(this.#lapsed.values().next().value as number)
    }
  }
}
