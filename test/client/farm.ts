import { Bottle } from '../../src/testing/bottle.ts'
import type { StartableClient } from '../../src/client/index.ts'
import type { BottleInit } from '../../src/testing/bottle.ts'
import type { VirtualClock } from '../../src/testing/virtual-clock.ts'

/** A real coordinator and its clients in a bottle; time passes while they are waited for. */
export class Farm implements AsyncDisposable {
  readonly #bottle: Bottle

  private constructor (init: BottleInit) {
    this.#bottle = new Bottle(init)
  }

  static async create (init: BottleInit = {}): Promise<Farm> {
    const farm = new Farm(init)
    await farm.#bottle.start()

    return farm
  }

  get clock (): VirtualClock {
    return this.#bottle.clock
  }

  /** A connected client; `local`: the coordinator's own. */
  async client (name: string, { local = false } = {}): Promise<StartableClient> {
    return local ? this.#bottle.local : (await this.#bottle.connect(name)).client
  }

  /** Cuts the connection of a client, as a network does. */
  async cut (name: string): Promise<void> {
    this.#bottle.peer(name).drop()
    await this.clock.settle()
  }

  /** The coordinator dies without a word, and another begins with nothing. */
  async restart (): Promise<void> {
    await this.#bottle.restart()
  }

  /** Lets time pass until something has come of a promise. */
  async wait<T> (promise: Promise<T>, atMost = 60_000): Promise<T> {
    if (!await this.clock.until(promise, atMost)) {
      throw new Error(`nothing came of it within ${atMost} ms`)
    }

    return promise
  }

  async [Symbol.asyncDispose] (): Promise<void> {
    const { peers, local, core } = this.#bottle
    await this.wait(Promise.all(Array.from(peers, async ({ client }) => { await client.stop({ deadline: 100 }) })))
    await this.wait(local.stop())
    await this.wait(core.stop())
  }
}
