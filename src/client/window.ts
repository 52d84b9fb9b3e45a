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
 * Of items, half of the largest that is allowed may be out, or one that is larger: what waits
 * for room takes room at the coordinator.
 */

/** The share of the window that calls which may wait long never take. */
const RESERVE = 1 / 4

/** A line is swept when so many of its calls, and half of them, no longer wait. */
const SWEEP = 64

/** What stands in a lane. */
export interface Waiting {
  /** It waits no more: its caller gave up. */
  readonly isOver: boolean

  /** The size of the items that it carries. */
  readonly bytes: number
}

/** What a coordinator allows one session. */
export interface Allowance {
  /** Requests that are not answered, and how many of those may wait long. */
  maxRequests: number
  maxWaiters: number

  /** Bytes of items in one request. */
  maxPayloadBytes: number
}

/** `prompt`: is answered at once; `patient`: may wait long; `bulky`: that, and it carries items. */
export type Pace = 'prompt' | 'patient' | 'bulky'

export class Lane<C extends Waiting> {
  readonly pace: Pace

  /** Sent and not answered. */
  out = 0

  /** How many were ever answered, and how many ever left the line. */
  landed = 0
  left = 0
  readonly #line = new Deque<C>()

  /** Those in the line that gave up. */
  #over = 0

  constructor (pace: Pace) {
    this.pace = pace
  }

  get isEmpty (): boolean {
    return this.#line.size === 0
  }

  /** What `left` will be when all that stand here now have gone. */
  get end (): number {
    return this.left + this.#line.size
  }

  push (call: C): void {
    this.#line.push(call)
  }

  /** One that stands here has given up. */
  gaveUp (): void {
    this.#over++

    if (this.#over === this.#line.size || (this.#over >= SWEEP && this.#over * 2 >= this.#line.size)) {
      this.#line.keep((call) => !call.isOver)
      this.left += this.#over
      this.#over = 0
    }
  }

  /** The next one that still waits. Those before it are gone. */
  first (): C | undefined {
    let call = this.#line.first()

    while (call?.isOver === true) {
      this.shift()
      this.#over--
      call = this.#line.first()
    }

    return call
  }

  shift (): void {
    this.#line.shift()
    this.left++
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

  /** Bytes of items that are out. */
  #bytesOut = 0
  #bytesMax = 0
  #isOpen = false
  #isClogged = false

  /** What has landed makes room for others a little later. */
  #isHeld = false

  /** `send` is called for each call when its turn comes. */
  constructor (send: (call: C, lane: Lane<C>) => void) {
    this.#send = send
  }

  limit ({ maxRequests, maxWaiters, maxPayloadBytes }: Allowance): void {
    this.#max = maxRequests
    this.#patientMax = Math.min(maxWaiters, maxRequests - Math.ceil(maxRequests * RESERVE))
    this.#bytesMax = maxPayloadBytes / 2
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
    if (lane.isEmpty && this.#admits(lane, call)) {
      this.#go(call, lane)
    } else {
      lane.push(call)
      this.#lanes.add(lane)
    }
  }

  /** One of this lane was answered, or will never be. */
  landed ({ bytes }: C, lane: Lane<C>): void {
    lane.out--
    lane.landed++
    this.#bytesOut -= lane.pace === 'bulky' ? bytes : 0
    this.#out--
    this.#patientOut -= lane.pace === 'prompt' ? 0 : 1

    if (this.#lanes.size > 0 && !this.#isHeld) {
      this.#pump()
    }
  }

  /** Many are about to land: what waits for their places goes when `letGo` is called, all at once. */
  hold (): void {
    this.#isHeld = true
  }

  letGo (): void {
    this.#isHeld = false

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
    for (let call = lane.first(); call !== undefined && this.#admits(lane, call); call = lane.first()) {
      lane.shift()
      this.#go(call, lane)
    }

    if (lane.isEmpty) {
      this.#lanes.delete(lane)
    }
  }

  #go (call: C, lane: Lane<C>): void {
    lane.out++
    this.#bytesOut += lane.pace === 'bulky' ? call.bytes : 0
    this.#out++
    this.#patientOut += lane.pace === 'prompt' ? 0 : 1
    this.#send(call, lane)
  }

  #admits ({ pace, out }: Lane<C>, { bytes }: C): boolean {
    if (!this.#isOpen || this.#out >= this.#max) {
      return false
    }

    const hasTurn = pace === 'prompt' || out < this.#patientMax - this.#patientOut
    const hasRoom = pace !== 'bulky' || (!this.#isClogged && (this.#bytesOut === 0 || this.#bytesOut + bytes <= this.#bytesMax))

    return hasTurn && hasRoom
  }
}
