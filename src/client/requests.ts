import { PayloadTooLargeError, ProtocolError } from '../errors.ts'
import { HIGH_WATER_BYTES } from '../link/marks.ts'
import { errorOf } from '../protocol/index.ts'
import { Call, CALL_RULES } from './call.ts'
import { Lane, Window } from './window.ts'
import type { Clock } from '../clock.ts'
import type { Link } from '../link/link.ts'
import type { CallName, LostReason, Reply, Update, Welcome } from '../protocol/index.ts'
import type { CallSpec } from './call.ts'

/** Half of the shortest time for which a coordinator keeps an answer: what is older is not sent again. */
const RESEND_WITHIN_MS = 300_000

/** The coordinator ends waits in time; only when it cannot, this much later, the caller does. */
const WATCH_GRACE_MS = 1_000

/** What a coordinator still knows of a session: everything, or nothing and why. */
export type Memory = 'kept' | Extract<LostReason, 'LAPSED' | 'HISTORY'>

/**
 * The calls of one session: gives them numbers, sends them in their turn, knows which are
 * not answered, sends those again over a new connection, and says of each that will get
 * no answer whether it may have had an effect.
 */
export class Requests {
  readonly #clock: Clock
  readonly #window = new Window<Call>((call, lane) => { this.#send(call, lane) })
  readonly #lanes = new Map<string, Lane<Call>>()

  /** Sent and not answered, by number, in order. */
  readonly #pending = new Map<number, Call>()

  /** The number of the next request, and the first that is not answered. */
  #next = 1
  #below = 1
  #link: Link | undefined
  #maxPayloadBytes = Infinity

  /** How long a connection may be silent before it counts as dead. */
  #silentMs = 0

  /** Why calls fail before they are made; absent: they do not. */
  #refusal: ((call: Call) => void) | undefined

  constructor (clock: Clock) {
    this.#clock = clock
  }

  make<T> (spec: CallSpec<T>): Promise<T> {
    const { signal } = spec
    const lane = this.#lane(spec.op, spec.request.queue)
    const call = new Call(spec, lane, this.#clock)

    if (signal?.aborted === true) {
      call.fail(signal.reason)
    } else {
      this.#refusal?.(call as Call)
    }

    if (!call.isOver) {
      this.#watch(call as Call)
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
    link.answeredBelow = this.#below
    this.#window.limit(welcome.maxRequests, welcome.maxWaiters)
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

    for (const call of this.#pending.values()) {
      // the coordinator ends by itself what a connection waited for
      if (call.isOver) {
        this.#settled(call)
      }
    }
  }

  answered (reply: Reply): void {
    const last = Math.max(reply.number, reply.through)

    if (last >= this.#next) {
      throw new ProtocolError(`the coordinator answered request ${last}, which was never made`)
    }

    for (let number = Math.max(reply.number, this.#below); number <= last; number++) {
      const call = this.#pending.get(number)

      if (call !== undefined) {
        this.#settled(call)
        this.#conclude(call, reply)
      }
    }
  }

  updated (update: Update): void {
    const call = this.#pending.get(update.number)

    if (call?.isOver === false) {
      try {
        call.spec.update?.(update)
      } catch (err) {
        // what cannot be read is the caller's affair, not the connection's
        this.#giveUp(call, () => { call.fail(err) })
      }
    }
  }

  /** Ends those of the calls that are out or wait which `picks` picks. */
  end (picks: (call: Call) => boolean, fail: (call: Call) => void): void {
    for (const call of [...this.#pending.values(), ...this.#window.waiting()]) {
      if (!call.isOver && picks(call)) {
        this.#drop(call, () => { fail(call) })
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
    const calls = [...this.#pending.values(), ...this.#window.waiting()].filter(isPrompt)

    await Promise.allSettled(calls.map((call) => call.promise))
  }

  /** Where calls of this kind on this queue stand in line. */
  #lane (name: CallName, queue: string): Lane<Call> {
    const { pace } = CALL_RULES[name]
    const key = pace === 'prompt' ? pace : `${name}:${queue}`
    let lane = this.#lanes.get(key)

    if (lane === undefined) {
      lane = new Lane(pace)
      this.#lanes.set(key, lane)
    }

    return lane
  }

  #send (call: Call, lane: Lane<Call>): void {
    const link = this.#link as Link
    const { spec } = call
    const now = this.#clock.now()

    if ((spec.bytes ?? 0) > this.#maxPayloadBytes) {
      call.fail(new PayloadTooLargeError(`${spec.name} carries ${spec.bytes} bytes: the coordinator takes maxPayloadBytes (${this.#maxPayloadBytes}) at most`))
      this.#window.landed(lane)
      return
    }

    spec.request.number = this.#next++
    call.sentAt = now
    call.shortenLimit(now)
    this.#pending.set(call.number, call)
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

    for (const call of this.#pending.values()) {
      const { inDoubt } = call.rule

      if (inDoubt !== 'again' && memory !== 'kept') {
        this.#drop(call, () => { failForgotten(call, memory) })
      } else if (inDoubt !== 'again' && now - (call.sentAt as number) > RESEND_WITHIN_MS) {
        this.#drop(call, () => { call.failUnanswered(`there was no connection for ${RESEND_WITHIN_MS} ms`) })
      } else {
        call.shortenLimit(now)
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

  /** Keeps its signal and its time. */
  #watch (call: Call): void {
    const { signal } = call.spec

    if (signal !== undefined) {
      call.onAbort = () => { this.#abort(call, signal.reason) }
      signal.addEventListener('abort', call.onAbort)
    }

    if (call.timeout !== undefined && call.timeout > 0) {
      this.#watchTime(call, call.timeout + WATCH_GRACE_MS)
    }
  }

  #watchTime (call: Call, ms: number): void {
    call.calloff = this.#clock.alarm(() => { this.#overdue(call) }, ms)
  }

  /** The coordinator says when time is up. It has until its silence would count as death. */
  #overdue (call: Call): void {
    const left = call.deadline - this.#clock.now()

    if (left > 0) {
      // no timer is as long as some timeouts
      this.#watchTime(call, left + WATCH_GRACE_MS)
    } else if (this.#link === undefined) {
      this.#giveUp(call, () => { call.failLate('there was no connection to the coordinator') })
    } else {
      call.calloff = this.#clock.alarm(() => {
        this.#giveUp(call, () => { call.failLate('the coordinator did not answer') })
      }, this.#silentMs)
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
    this.#pending.delete(call.number)
    this.#window.landed(call.lane)

    while (this.#below < this.#next && !this.#pending.has(this.#below)) {
      this.#below++
    }

    if (this.#link !== undefined) {
      this.#link.answeredBelow = this.#below
    }
  }
}

function failForgotten (call: Call, reason: Exclude<Memory, 'kept'>): void {
  if (call.rule.inDoubt === 'lost') {
    call.fail(errorOf({ status: 'LEASE_LOST', reason }, call.context))
  } else {
    call.failUnanswered(reason === 'HISTORY' ? 'the coordinator was started anew without its old tasks' : 'the coordinator has forgotten this session')
  }
}
