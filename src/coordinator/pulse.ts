import type { Clock } from '../clock.ts'

/** The alarm rings at least this often, in milliseconds. */
export const BEAT_MS = 250

/** An alarm that is later than this, in milliseconds, says that the process stood still. */
export const STILL_MS = 1_000

export interface PulseInit {
  clock: Clock

  /** The time that deadlines are in: milliseconds that never step back. */
  now (): number

  /** When something is due next; Infinity: nothing is, as things stand. */
  nextDeadline (): number

  /** The process stood still for this many milliseconds. */
  stoodStill (ms: number): void

  /** Does what is due. All input that was available has been read by now. */
  beat (now: number): void
}

/**
 * The coordinator's one alarm, and its look at the time. The alarm rings when something is
 * due, and often enough that its being late tells that the process did not run: what peers
 * sent meanwhile is still unread then, and must not count against them. It does not keep
 * the process alive.
 */
export class Pulse {
  readonly #init: PulseInit
  #running = false

  /** When the alarm should ring, or should have rung. */
  #at = Infinity
  #callOff: (() => void) | undefined

  constructor (init: PulseInit) {
    this.#init = init
  }

  start (): void {
    this.#running = true
    this.#set()
  }

  stop (): void {
    this.#running = false
    this.#at = Infinity
    this.#callOff?.()
    this.#callOff = undefined
  }

  /** The time. Whoever looks first after the process stood still finds that out, before anything is done about it. */
  now (): number {
    const now = this.#init.now()
    const late = now - this.#at

    if (late > STILL_MS) {
      this.#at = now
      this.#init.stoodStill(late)
    }

    return now
  }

  /** Something may be due earlier than it was. */
  hurry (): void {
    // without an alarm a beat is about to come
    if (this.#callOff !== undefined && this.#init.nextDeadline() < this.#at) {
      this.#callOff()
      this.#set()
    }
  }

  #set (): void {
    const now = this.now()
    this.#at = Math.min(Math.max(this.#init.nextDeadline(), now), now + BEAT_MS)
    this.#callOff = this.#init.clock.alarm(this.#ring, this.#at - now, false)
  }

  /** Input that has arrived goes first: Node reads it between its timers and the end of the turn. */
  readonly #ring = (): void => {
    this.#callOff = undefined
    this.#init.clock.soon(this.#beat)
  }

  readonly #beat = (): void => {
    if (this.#running) {
      this.#init.beat(this.now())
    }

    if (this.#running) {
      this.#set()
    }
  }
}
