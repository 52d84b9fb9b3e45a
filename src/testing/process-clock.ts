import type { Clock } from '../clock.ts'

/**
 * The clock of one process. It can be made to stand still, as a suspended process does: what
 * is due meanwhile happens afterwards. When the process dies nothing happens on it any more.
 */
export class ProcessClock implements Clock {
  readonly #clock: Clock
  #late: Array<() => void> | undefined
  #isDead = false
  #wallOffset = 0

  constructor (clock: Clock) {
    this.#clock = clock
  }

  now (): number {
    return this.#clock.now()
  }

  wall (): number {
    return this.#clock.wall() + this.#wallOffset
  }

  random (): number {
    return this.#clock.random()
  }

  randomBytes (length: number): Uint8Array {
    return this.#clock.randomBytes(length)
  }

  alarm (callback: () => void, ms: number): () => void {
    let isOff = false
    const callOff = this.#clock.alarm(() => {
      this.#inTime(() => {
        if (!isOff) {
          callback()
        }
      })
    }, ms)

    return () => {
      isOff = true
      callOff()
    }
  }

  soon (callback: () => void): void {
    this.#clock.soon(() => { this.#inTime(callback) })
  }

  /** Whether the process stands still. */
  get isStopped (): boolean {
    return this.#late !== undefined
  }

  stop (): void {
    this.#late ??= []
  }

  goOn (): void {
    const late = this.#late ?? []
    this.#late = undefined
    late.forEach((callback) => { this.#inTime(callback) })
  }

  die (): void {
    this.#isDead = true
    this.#late = undefined
  }

  /** Somebody sets the wall clock: it is this many milliseconds off the true time from now on. */
  setWall (offset: number): void {
    this.#wallOffset = offset
  }

  #inTime (callback: () => void): void {
    if (this.#isDead) {
      return
    }

    if (this.#late === undefined) {
      callback()
    } else {
      this.#late.push(callback)
    }
  }
}
