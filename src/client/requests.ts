import { PayloadTooLargeError } from '../errors.ts'
import { HIGH_WATER_BYTES } from '../link/marks.ts'
import { errorOf } from '../protocol/index.ts'
import { Call } from './call.ts'
import { Lanes } from './lanes.ts'
import { Pending } from './pending.ts'
import { Waits } from './waits.ts'
import { Window } from './window.ts'
import type { Clock } from '../clock.ts'
import type { Link } from '../link/link.ts'
import type { CallName, Outcome, Reply, Update, Welcome } from '../protocol/index.ts'
import type { CallSpec, Memory } from './call.ts'
import type { Lane } from './window.ts'

/** Half of the shortest time for which a coordinator keeps an answer: what is older is not sent again. */
const RESEND_WITHIN_MS = 300_000

/**
 * The calls of one session: gives them numbers, sends them in their turn, knows which are
 * not answered, sends those again over a new connection, and says of each that will get
 * no answer whether it may have had an effect.
 */
export class Requests {
  readonly #clock: Clock
  readonly #waits: Waits
  readonly #window = new Window<Call>((call, lane) => { this.#send(call, lane) })
  readonly #lanes = new Lanes()
  readonly #pending = new Pending()
  #link: Link | undefined
  #maxPayloadBytes = Infinity

  /** How long a connection may be silent before it counts as dead. */
  #silentMs = 0

  /** Why calls fail before they are made; absent: they do not. */
  #refusal: ((call: Call) => void) | undefined

  constructor (clock: Clock) {
    this.#clock = clock
    this.#waits = new Waits({
      clock,
      silentMs: () => this.#link === undefined ? undefined : this.#silentMs,
      abort: (call, reason) => { this.#abort(call, reason) },
      late: (call, because) => { this.#giveUp(call, () => { call.failLate(because) }) }
    })
  }

  /** Where calls of this kind on this queue stand in line. */
  lane (name: CallName, queue: string): Lane<Call> {
    return this.#lanes.of(name, queue)
  }

  make<T> (spec: CallSpec<T>): Promise<T> {
    const { signal, group } = spec
    const lane = this.#lanes.of(spec.op, spec.request.queue)
    const call = new Call(spec, lane, this.#clock)

    if (signal?.aborted === true) {
      call.fail(signal.reason)
    } else if (group?.left !== undefined) {
      call.fail(group.left.reason)
    } else {
      this.#refusal?.(call as Call)
    }

    if (!call.isOver) {
      this.#waits.begin(call as Call)
      this.#window.push(call as Call, lane)
    }

    return call.promise
  }

  /** A connection is there, and the coordinator has said what it still knows. */
  opened (link: Link, welcome: Welcome, memory: Memory): void {
    this.#link = link
    this.#maxPayloadBytes = welcome.maxPayloadBytes
    this.#silentMs = welcome.silentMs
    this.#refusal = undefined
    this.#resend(link, memory)
    link.answeredBelow = this.#pending.below
    this.#window.limit(welcome)
    this.#window.clogged = false
  }

  /** All that had to come first was sent: new calls may go. */
  go (): void {
    this.#window.open()
  }

  /** The connection is gone. What was not answered is sent again over the next one. */
  lost (): void {
    this.#link = undefined
    this.#window.close()

    for (const call of this.#pending) {
      // the coordinator ends by itself what a connection waited for
      if (call.isOver) {
        this.#settled(call)
      }
    }
  }

  /** Does what may bring many answers: those who wait for their turn have it afterwards. */
  together (work: () => void): void {
    this.#window.hold()

    try {
      work()
    } finally {
      this.#window.letGo()
    }
  }

  answered (reply: Reply): void {
    this.#pending.eachAnswered(reply, (call) => {
      if (reply.status !== 'STORAGE' || !this.#outlivesCoordinator(call)) {
        this.#settled(call)
        this.#conclude(call, reply)
      }
    })
  }

  updated (update: Update): void {
    this.#tell(update.number, ({ spec }) => { spec.update?.(update) })
  }

  outcome (outcome: Outcome): void {
    this.#tell(outcome.number, ({ spec }) => { spec.outcome?.(outcome) })
  }

  /** Ends those of the calls that are out or wait which `picks` picks. */
  end (picks: (call: Call) => boolean, fail: (call: Call) => void): void {
    for (const call of [...this.#pending, ...this.#window.waiting()]) {
      if (!call.isOver && picks(call)) {
        this.#drop(call, () => { fail(call) })
      }
    }
  }

  /** The callers of those that `picks` picks wait no more. */
  abort (picks: (call: Call) => boolean, reason: unknown): void {
    for (const call of [...this.#pending, ...this.#window.waiting()]) {
      if (!call.isOver && picks(call)) {
        this.#abort(call, reason)
      }
    }
  }

  /** Until the next connection calls that `picks` picks end as they are made. */
  refuse (picks: (call: Call) => boolean, fail: (call: Call) => void): void {
    this.#refusal = (call) => {
      if (picks(call)) {
        fail(call)
      }
    }
  }

  /** Resolves when everything that is answered at once has been. */
  async flushed (): Promise<void> {
    const isPrompt = (call: Call): boolean => call.rule.pace !== 'patient' && !call.isOver
    const calls = [...this.#pending, ...this.#window.waiting()].filter(isPrompt)

    await Promise.allSettled(calls.map((call) => call.promise))
  }

  /**
   * The journal failed, and with it the coordinator. What the session asks for by itself waits for the next
   * one: asked under the same number, that knows whether it was done, and does it if not.
   */
  #outlivesCoordinator ({ spec }: Call): boolean {
    return spec.patience === 'endless' && this.#link?.remote.local === false
  }

  /** What comes before the answer. */
  #tell (number: number, tell: (call: Call) => void): void {
    const call = this.#pending.get(number)

    if (call?.isOver === false) {
      try {
        tell(call)
      } catch (err) {
        // what cannot be read is the caller's affair, not the connection's
        this.#giveUp(call, () => { call.fail(err) })
      }
    }
  }

  #send (call: Call, lane: Lane<Call>): void {
    const link = this.#link as Link
    const { spec } = call
    const now = this.#clock.now()

    if (call.bytes > this.#maxPayloadBytes) {
      call.fail(new PayloadTooLargeError(`${spec.name} carries ${call.bytes} bytes: the coordinator takes maxPayloadBytes (${this.#maxPayloadBytes}) at most`))
      this.#window.landed(call, lane)
      return
    }

    this.#pending.add(call)
    call.sentAt = now
    call.shortenLimit(now)
    link.send({ request: spec.request })

    if (lane.pace === 'bulky' && link.pendingBytes > HIGH_WATER_BYTES) {
      this.#holdBack(link)
    }
  }

  #holdBack (link: Link): void {
    this.#window.clogged = true

    void link.drained().then(() => {
      if (link === this.#link) {
        this.#window.clogged = false
      }
    })
  }

  #resend (link: Link, memory: Memory): void {
    const now = this.#clock.now()

    for (const call of this.#pending) {
      const { inDoubt } = call.rule

      if (inDoubt !== 'again' && memory !== 'kept') {
        this.#drop(call, () => { call.failForgotten(memory) })
      } else if (inDoubt !== 'again' && now - (call.sentAt as number) > RESEND_WITHIN_MS) {
        this.#drop(call, () => { call.failUnanswered(`there was no connection for ${RESEND_WITHIN_MS} ms`) })
      } else {
        call.shortenLimit(now)
        call.spec.resending?.()
        link.send({ request: call.spec.request })
        call.spec.resent?.()
      }
    }
  }

  #conclude (call: Call, reply: Reply): void {
    const { spec } = call

    if (reply.status !== 'OK') {
      call.fail(call.aborting === undefined ? errorOf(reply, call.context) : call.aborting.reason)
    } else if (call.isOver) {
      spec.late?.(reply, call.number)
    } else {
      call.succeed(reply)
    }
  }

  #abort (call: Call, reason: unknown): void {
    if (this.#link?.remote.local === true && call.sentAt !== undefined && call.spec.isFinal === true) {
      // in one process the answer is on its way: it says whether the item was taken
      call.aborting = { reason }
      this.#link.send({ abandon: { number: call.number } })
    } else {
      this.#giveUp(call, () => { call.fail(reason) })
    }
  }

  /** Its caller waits no more; the coordinator is told, so that it does not either. */
  #giveUp (call: Call, fail: () => void): void {
    if (this.#link === undefined || call.sentAt === undefined) {
      this.#drop(call, fail)
    } else {
      fail()
      // stays pending: its place in the window is free, and a late item given back, when the answer comes
      this.#link.send({ abandon: { number: call.number } })
    }
  }

  /** Nobody waits for its answer any more, whether or not one comes. */
  #drop (call: Call, fail: () => void): void {
    fail()

    if (call.sentAt === undefined) {
      call.lane.gaveUp()
    } else {
      this.#settled(call)
    }
  }

  #settled (call: Call): void {
    this.#pending.delete(call)
    this.#window.landed(call, call.lane)

    if (this.#link !== undefined) {
      this.#link.answeredBelow = this.#pending.below
    }
  }
}
