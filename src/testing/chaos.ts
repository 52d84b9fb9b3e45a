import type { TestFarm } from './index.ts'
import type { FaultRates } from './simulate.ts'

/** Between two faults: milliseconds at most. */
const PAUSE_MS = 3_000

/** Longest partition and standstill: longer than any grace, so that leases are lost, too. */
const LONG_MS = 15_000

/** Longest absence of the coordinator: milliseconds. */
const AWAY_MS = 2_000

/** Breaks something every now and then, as the farm's chance has it, until it is stopped. */
export class Chaos {
  readonly #farm: TestFarm
  readonly #names: string[]
  readonly #kinds: Array<[weight: number, fault: (name: string) => void]>
  #timer: number | undefined

  /** The coordinator is away. */
  #restarting: Promise<void> | undefined

  constructor (farm: TestFarm, names: string[], rates: FaultRates) {
    const { net } = farm
    this.#farm = farm
    this.#names = names
    this.#kinds = [
      [rates.drop, (name) => { net.drop(name) }],
      [rates.duplicate, (name) => { net.duplicate(name) }],
      [rates.delay, (name) => { net.delay([0, this.#integer(1, 200)], name) }],
      [rates.partition, (name) => { this.#partition(name) }],
      [rates.suspend, (name) => { farm.suspend(farm.random() < 0.25 ? 'coordinator' : name, this.#integer(1, LONG_MS)) }],
      [rates.restart, () => { this.#restart() }]
    ]
  }

  start (): void {
    this.#timer = this.#farm.clock.setTimeout(() => {
      this.#strike()
      this.start()
    }, this.#integer(1, PAUSE_MS))
  }

  /** No more of it, and what is broken is mended. */
  async stop (): Promise<void> {
    this.#farm.clock.clearTimeout(this.#timer)
    await this.#restarting
    this.#farm.net.heal()
  }

  #strike (): void {
    const sum = this.#kinds.reduce((sum, [weight]) => sum + weight, 0)
    let drawn = this.#farm.random() * sum
    const name = this.#names[this.#integer(0, this.#names.length - 1)]
    const kind = this.#kinds.find(([weight]) => (drawn -= weight) < 0)

    if (kind !== undefined && name !== undefined) {
      kind[1](name)
    }
  }

  #restart (): void {
    this.#restarting ??= this.#farm.restartCoordinator({ after: this.#integer(0, AWAY_MS) }).finally(() => { this.#restarting = undefined })
  }

  #partition (name: string): void {
    const direction = (['both', 'up', 'down'] as const)[this.#integer(0, 2)] ?? 'both'
    this.#farm.net.partition(name, { direction })
    this.#farm.clock.setTimeout(() => { this.#farm.net.heal(name) }, this.#integer(1, LONG_MS))
  }

  #integer (least: number, most: number): number {
    return least + Math.floor(this.#farm.random() * (most - least + 1))
  }
}
