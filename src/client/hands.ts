import { Confirmations } from './confirmations.ts'
import { failureOf } from './failure.ts'
import { Heartbeat } from './heartbeat.ts'
import { Holdings } from './holdings.ts'
import { ignore } from './quiet.ts'
import { Reports } from './reports.ts'
import type { Clock } from '../clock.ts'
import type { Link } from '../link/link.ts'
import type { Grant, HeartbeatAnswer, Revoke, Settle, Welcome } from '../protocol/index.ts'
import type { CallSpec, Memory } from './call.ts'
import type { Holding } from './holdings.ts'

export interface HandsInit {
  clock: Clock
  call: <T>(spec: CallSpec<T>) => Promise<T>

  /** Nothing was heard for this long. */
  onSilence: (silentMs: number) => void
}

/**
 * What a session has in its hands: leases, and items that are not confirmed yet. It keeps
 * them alive, learns of their loss, and gives back what nobody wants.
 */
export class Hands {
  readonly #call: HandsInit['call']
  readonly #holdings: Holdings
  readonly #heartbeat: Heartbeat
  readonly #confirmations: Confirmations
  readonly #reports = new Reports()

  /** Tokens that go back. Until that is answered a coordinator that is met again must not take them for lost on their way here. */
  readonly #goingBack = new Set<number>()
  #isLocal = false

  constructor ({ clock, call, onSilence }: HandsInit) {
    this.#call = call
    this.#holdings = new Holdings(clock)
    this.#heartbeat = new Heartbeat(clock, this.#holdings, onSilence)
    this.#confirmations = new Confirmations(clock, (queue, tokens) => { void this.#confirm(queue, tokens) })
  }

  /** Both ends are in this process: a get is confirmed there, and both stand still at the same time. */
  get isLocal (): boolean {
    return this.#isLocal
  }

  /**
   * Whether what arrives now is known to be recent. After a cut or a standstill it may be
   * older than the receipt that came with it.
   */
  get isFresh (): boolean {
    return this.#isLocal || this.#heartbeat.isFresh
  }

  /** The tokens of all that the coordinator need not hand out again. */
  get tokens (): number[] {
    return [...this.#holdings.tokens(), ...this.#goingBack]
  }

  /** A coordinator was met again: what it no longer counts as ours is lost. */
  compare (memory: Memory, voided: number[]): void {
    if (memory === 'kept') {
      voided.forEach((token) => { this.#holdings.lose(token, 'LAPSED') })
    } else {
      this.#holdings.loseAll(memory)
    }
  }

  /** All was asked for again over a new connection. */
  opened (link: Link, welcome: Welcome, helloAt: number, isNew: boolean): void {
    this.#isLocal = link.remote.local
    this.#reports.link = link

    this.#heartbeat.start(link, welcome, helloAt, isNew)
  }

  closed (): void {
    this.#heartbeat.stop()
    this.#reports.link = undefined
  }

  /** Nothing is held any more. */
  end (reason: Exclude<Memory, 'kept'>): void {
    this.closed()
    this.#holdings.loseAll(reason)
  }

  /** Something arrived. */
  heard (): void {
    this.#heartbeat.heard()
  }

  answered (answer: HeartbeatAnswer): void {
    this.#heartbeat.answered(answer)
  }

  revoked ({ token, reason }: Revoke): void {
    this.#holdings.lose(token, reason)
  }

  /** When a lease that was just granted ends, on this machine's clock. */
  leaseEnd ({ heartbeat, leaseMs }: Grant): number {
    return this.#isLocal ? Infinity : this.#heartbeat.leaseEnd(heartbeat, leaseMs)
  }

  hold (holding: Holding): void {
    this.#holdings.add(holding)

    if (holding.isRenewed) {
      this.#heartbeat.hasten(holding.leaseMs)
    }
  }

  /** Whether it is still held. */
  holds (token: number): boolean {
    return this.#holdings.get(token) !== undefined
  }

  /** Something that is held may have run out. */
  look (): void {
    this.#holdings.look()
  }

  /** Whether a lease that is handed out again ended here before: a round trip later the coordinator knows. */
  hasLapsed (token: number): boolean {
    return this.#holdings.hasLapsed(token)
  }

  letGo (token: number): void {
    this.#holdings.remove(token)
    this.#reports.drop(token)
  }

  /** Whoever got the item has it by the end of this turn. */
  confirm (queue: string, token: number): void {
    this.#confirmations.add(queue, token)
  }

  /** Those who got an item have it, and nothing more will be asked. */
  confirmNow (): void {
    this.#confirmations.flush()
  }

  /** Resolves with whether the item is its getter's. */
  confirmFirst (queue: string, token: number): Promise<boolean> {
    return this.#confirm(queue, [token])
  }

  /** Gives back what nobody wants. */
  decline (queue: string, token: number): void {
    this.#settle(queue, 'release', { token, verb: 'RELEASE', noRetry: false })
  }

  /** What cannot be read here cannot be read anywhere: it is dead. */
  condemn (queue: string, token: number, error: unknown): void {
    this.#settle(queue, 'fail', { token, verb: 'FAIL', failure: failureOf(error, false), noRetry: true })
  }

  /** Progress of a task that is held. */
  report (token: number, value: Uint8Array): void {
    this.#reports.add(token, value)
  }

  /** Nobody waits for the answer. */
  #settle (queue: string, name: string, settle: Settle): void {
    const { token } = settle
    const answered = (): void => {
      this.#goingBack.delete(token)
      this.#holdings.knownToBeGone(token)
    }

    this.letGo(token)
    this.#goingBack.add(token)
    this.#call({ op: 'settle', request: { number: 0, queue, settle }, name, patience: 'endless', read: ignore }).then(answered, answered)
  }

  async #confirm (queue: string, tokens: number[]): Promise<boolean> {
    try {
      await this.#call({ op: 'confirm', request: { number: 0, queue, confirm: { tokens } }, name: 'get', patience: 'endless', read: ignore })
      return true
    } catch {
      // the item was given to somebody else, or there is nobody to ask any more
      return false
    } finally {
      tokens.forEach((token) => { this.letGo(token) })
    }
  }
}
