/** Chance from a seed: the same seed gives the same numbers. */
export class Chance {
  #state: number

  constructor (seed: number) {
    this.#state = seed >>> 0
  }

  /** A number in [0, 1): Mulberry32. */
  next (): number {
    this.#state = this.#state + 0x6d2b79f5 >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ mixed >>> 15, mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61)

    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32
  }

  /** An integer from `least` to `most`, both included. */
  integer (least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  /** Whether something happens that does so with this probability. */
  happens (probability: number): boolean {
    return this.next() < probability
  }

  /** One of those. */
  pick<T> (choices: readonly T[]): T {
    return choices[Math.floor(this.next() * choices.length)] as T
  }

  /** One of those, each as often as its weight says. */
  weighed<T extends readonly [weight: number, ...rest: unknown[]]> (choices: readonly T[]): T {
    let drawn = this.next() * choices.reduce((sum, [weight]) => sum + weight, 0)

    return choices.find(([weight]) => (drawn -= weight) < 0) ?? choices[0] as T
  }
}
