import { createClient } from '../../src/client/index.ts'
import { createCoordinatorCore } from '../../src/coordinator/index.ts'
import { ConnectionError } from '../../src/errors.ts'
import { createLinkPair } from '../../src/link/index.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import type { StartableClient } from '../../src/client/index.ts'
import type { CoordinatorCore, CoordinatorCoreInit } from '../../src/coordinator/index.ts'
import type { Link } from '../../src/link/index.ts'

/** A real coordinator and its clients in one process, on a virtual clock, over links that a test can cut. */
export class Farm implements AsyncDisposable {
  readonly clock: VirtualClock
  readonly #init: CoordinatorCoreInit
  readonly #links = new Map<string, Link>()
  readonly #clients: StartableClient[] = []
  #core: CoordinatorCore

  private constructor (seed: number, init: CoordinatorCoreInit) {
    this.clock = new VirtualClock(seed)
    this.#init = init
    this.#core = createCoordinatorCore({ ...init, clock: this.clock })
  }

  static async create ({ seed = 1, ...init }: CoordinatorCoreInit & { seed?: number } = {}): Promise<Farm> {
    const farm = new Farm(seed, init)
    await farm.#core.start()

    return farm
  }

  /** A connected client; `local`: the coordinator's own. */
  async client (name: string, { local = false } = {}): Promise<StartableClient> {
    const client = createClient({
      clock: this.clock,
      peerId: name,
      name,
      declare: local ? 'always' : 'given',
      dialer: { describe: () => '/memory/farm', dial: async () => this.#dial(name, local) }
    })

    this.#clients.push(client)
    const started = client.start()
    await this.clock.settle()
    await started

    return client
  }

  /** Cuts the connection of a client, as a network does. */
  async cut (name: string): Promise<void> {
    this.#links.get(name)?.abort(new ConnectionError('cut'))
    await this.clock.settle()
  }

  /** The coordinator dies without a word, and another begins with nothing. */
  async restart (): Promise<void> {
    const links = [...this.#links.values()]
    this.#core = createCoordinatorCore({ ...this.#init, clock: this.clock })
    await this.#core.start()
    links.forEach((link) => { link.abort(new ConnectionError('the coordinator died')) })
    await this.clock.settle()
  }

  /** Lets time pass until something has come of a promise. */
  async wait<T> (promise: Promise<T>, atMost = 60_000): Promise<T> {
    let isOver = false
    const over = (): void => { isOver = true }
    promise.then(over, over)

    for (let waited = 0; !isOver && waited < atMost; waited += 10) {
      await this.clock.advance(10)
    }

    if (!isOver) {
      throw new Error(`nothing came of it within ${atMost} ms`)
    }

    return promise
  }

  async [Symbol.asyncDispose] (): Promise<void> {
    await this.wait(Promise.all(this.#clients.map(async (client) => { await client.stop({ deadline: 100 }) })))
    await this.wait(this.#core.stop())
  }

  #dial (name: string, local: boolean): Link {
    const [near, far] = createLinkPair({
      clock: this.clock,
      remotes: [
        { peerId: 'coordinator', keyName: '', address: '/memory/farm', local },
        { peerId: name, keyName: '', address: `/memory/${name}`, local }
      ]
    })

    this.#core.accept(far)
    this.#links.set(name, near)

    return near
  }
}
