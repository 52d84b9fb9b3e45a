import { Deque } from '../deque.ts'

/**
 * Which calls may be out at once. A coordinator answers so many requests of a session at a
 * time and no more; the rest wait here, in order, and cost it nothing.
 *
 * Calls stand in lanes. Calls of one lane keep their order; lanes do not wait for each
 * other. A lane of calls that may wait long at the coordinator (puts into a full queue,
 * gets from an empty one, results) gets in only while fewer of it are out than places are
 * free. So it takes half of an idle window and leaves the other half, and a quarter of the
 * whole is never theirs: what must not wait behind them (settling, confirming) never does.
 */

/** The share of the window that calls which may wait long never take. */
const RESERVE = 1 / 4

/** A line is swept when so many of its calls, and half of them, no longer wait. */
const SWEEP = 64

/** What stands in a lane. */
export interface Waiting {
  /** It waits no more: its caller gave up, or it was sent. */
  readonly isOver: boolean
}

/** `prompt`: is answered at once; `patient`: may wait long; `bulky`: that, and it carries items. */
export type Pace = 'prompt' | 'patient' | 'bulky'

export class Lane<C extends Waiting> {
  readonly pace: Pace

  /** Sent and not answered. */
  out = 0
  readonly #line = new Deque<C>()

  /** Those in the line that gave up. */
  #over = 0

  constructor (pace: Pace) {
    this.pace = pace
  }

  get isEmpty (): boolean {
    return this.#line.size === 0
  }

  push (call: C): void {
    this.#line.push(call)
  }

  /** One that stands here has given up. */
  gaveUp (): void {
    this.#over++

    if (this.#over === this.#line.size || (this.#over >= SWEEP && this.#over * 2 >= this.#line.size)) {
      this.#line.keep((call) => !call.isOver)
      this.#over = 0
    }
  }

  /** The next one that still waits, taken out of the line. */
  shift (): C | undefined {
    for (;;) {
      const call = this.#line.shift()

      if (call?.isOver !== true) {
        return call
      }

      this.#over--
    }
  }

  /** Those that still wait, in order. */
  * [Symbol.iterator] (): IterableIterator<C> {
    for (const call of this.#line) {
      if (!call.isOver) {
        yield call
      }
    }
  }
}

export class Window<C extends Waiting> {
  readonly #send: (call: C, lane: Lane<C>) => void

  /** Lanes in which somebody waits, in the order in which they came to that. */
  readonly #lanes = new Set<Lane<C>>()

  /** Sent and not answered: of all lanes, and of those that may wait long. */
  #out = 0
  #patientOut = 0
  #max = 0
  #patientMax = 0
  #isOpen = false
  #isClogged = false

  /** `send` is called for each call when its turn comes. */
  constructor (send: (call: C, lane: Lane<C>) => void) {
    this.#send = send
  }

  /** What the coordinator allows one session. */
  limit (maxRequests: number, maxWaiters: number): void {
    this.#max = maxRequests
    this.#patientMax = Math.min(maxWaiters, maxRequests - Math.ceil(maxRequests * RESERVE))
  }

  /** There is a connection: those who wait may go. */
  open (): void {
    this.#isOpen = true
    this.#pump()
  }

  /** There is no connection: everybody waits. */
  close (): void {
    this.#isOpen = false
  }

  /** Whether more has been sent than the connection has taken: bulky calls wait. */
  set clogged (clogged: boolean) {
    this.#isClogged = clogged

    if (!clogged) {
      this.#pump()
    }
  }

  /** Sends the call, or lets it stand in line. */
  push (call: C, lane: Lane<C>): void {
    if (lane.isEmpty && this.#admits(lane)) {
      this.#go(call, lane)
    } else {
      lane.push(call)
      this.#lanes.add(lane)
    }
  }

  /** One of this lane was answered, or will never be. */
  landed (lane: Lane<C>): void {
    lane.out--
    this.#out--
    this.#patientOut -= lane.pace === 'prompt' ? 0 : 1

    if (this.#lanes.size > 0) {
      this.#pump()
    }
  }

  /** All that wait. */
  * waiting (): IterableIterator<C> {
    for (const lane of this.#lanes) {
      yield * lane
    }
  }

  #pump (): void {
    for (const lane of this.#lanes) {
      if (lane.pace === 'prompt') {
        this.#drain(lane)
      }
    }

    for (const lane of this.#lanes) {
      if (this.#out >= this.#max) {
        return
      }

      this.#drain(lane)
    }
  }

  #drain (lane: Lane<C>): void {
    while (this.#admits(lane)) {
      const call = lane.shift()

      if (call === undefined) {
        break
      }

      this.#go(call, lane)
    }

    if (lane.isEmpty) {
      this.#lanes.delete(lane)
    }
  }

  #go (call: C, lane: Lane<C>): void {
    lane.out++
    this.#out++
    this.#patientOut += lane.pace === 'prompt' ? 0 : 1
    this.#send(call, lane)
  }

  #admits (lane: Lane<C>): boolean {
    if (!this.#isOpen || this.#out >= this.#max) {
      return false
    }

    return lane.pace === 'prompt' || (lane.out < this.#patientMax - this.#patientOut && !(lane.pace === 'bulky' && this.#isClogged))
  }
}
