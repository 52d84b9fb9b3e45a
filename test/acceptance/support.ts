import { setTimeout as sleep } from 'node:timers/promises'
import { connect, createCoordinator, formatKey, generateKey } from '../../src/index.ts'
import { Child } from './child.ts'
import type { Client, ConnectInit, Coordinator, CoordinatorInit, Queue } from '../../src/index.ts'

export const LOOPBACK = ['/ip4/127.0.0.1/tcp/0']

/** What a condition is given to come true, unless a test says otherwise: milliseconds. Nothing that includes the start of a process, which has `SAYS_MS`. */
const SOON_MS = 10_000

/** Between two looks at a condition that nothing announces: milliseconds. */
const LOOK_MS = 5

/** What clients wait for a connection: milliseconds. */
const CLIENT_TIMEOUT_MS = 5_000

/** A farm on loopback, and all that a test starts around it. Ended after the test: clients, then the rest, the last one first. */
export class Stage implements AsyncDisposable {
  readonly key = formatKey(generateKey())
  readonly #clients: Client[] = []
  readonly #others: Array<() => Promise<unknown>> = []
  #coordinator: Coordinator | undefined

  /** The coordinator that was started last. */
  get farm (): Coordinator {
    return this.#coordinator as Coordinator
  }

  get port (): number {
    return portOf(this.farm.addresses)
  }

  async coordinator (init: Partial<CoordinatorInit> = {}): Promise<Coordinator> {
    const coordinator = await createCoordinator({ key: this.key, listen: LOOPBACK, mdns: false, ...init })
    this.#coordinator = coordinator
    this.add(() => coordinator.stop({ deadline: 1_000 }))

    return coordinator
  }

  /** A client of the coordinator, unless it is told of another address. */
  async client (init: Partial<ConnectInit> = {}): Promise<Client> {
    const address = init.address ?? `127.0.0.1:${this.port}`
    const client = await connect({ key: this.key, timeout: CLIENT_TIMEOUT_MS, ...init, address })
    this.#clients.push(client)

    return client
  }

  async clients (count: number, init?: Partial<ConnectInit>): Promise<Client[]> {
    return Promise.all(Array.from({ length: count }, (_, index) => this.client({ name: `client ${index}`, ...init })))
  }

  /** One of `programs/` in a process of its own, with the key, and the address unless it is given one. Resolves when it is ready. */
  async child (program: string, args: Record<string, unknown> = {}, { ready = 'ready', execArgv = [] as string[] } = {}): Promise<Child> {
    const address = this.#coordinator === undefined ? undefined : `127.0.0.1:${this.port}`
    const child = new Child(program, { key: this.key, address, ...args }, execArgv)
    this.add(() => child.end())
    child.greeting = await child.says(ready)

    return child
  }

  add (end: () => Promise<unknown>): void {
    this.#others.push(end)
  }

  async end (): Promise<void> {
    await Promise.all(this.#clients.splice(0).map(async (client) => client.stop({ deadline: 0 })))

    for (const end of this.#others.splice(0).reverse()) {
      await end()
    }
  }

  async [Symbol.asyncDispose] (): Promise<void> {
    await this.end()
  }
}

export function portOf (addresses: string[]): number {
  return Number(/\/tcp\/(\d+)/.exec(addresses[0] as string)?.[1])
}

/** Resolves as soon as the condition holds. Fails in time, and says what was waited for. */
export async function until (what: string, condition: () => boolean | Promise<boolean>, ms = SOON_MS): Promise<void> {
  const late = performance.now() + ms

  while (!(await condition())) {
    if (performance.now() > late) {
      throw new Error(`${what}: not so after ${ms} ms`)
    }

    await sleep(LOOK_MS)
  }
}

/** The promise, or a failure that says what did not come in time. */
export async function inTime<T> (what: string, promise: Promise<T>, ms = SOON_MS): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => { late.reject(new Error(`${what}: did not come within ${ms} ms`)) }, ms)

  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** The next event of this type, or one that comes with this in its detail. */
export async function event<D> (
  target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>, type: string, picks: (detail: D) => boolean = () => true, ms?: number
): Promise<D> {
  const found = Promise.withResolvers<D>()
  const listener = (evt: Event): void => {
    const { detail } = evt as CustomEvent<D>

    if (picks(detail)) {
      found.resolve(detail)
    }
  }

  target.addEventListener(type, listener)

  try {
    return await inTime(`the event ${type}`, found.promise, ms)
  } finally {
    target.removeEventListener(type, listener)
  }
}

/** What a promise was rejected with; fails the test when it was not, or not in time. */
export async function rejection (promise: Promise<unknown>, ms?: number): Promise<Error & { code?: string }> {
  return inTime('a rejection', promise.then(() => { throw new Error('it was not rejected') }, (err: unknown) => err as Error), ms)
}

/** What a function threw. */
export function thrown (act: () => unknown): Error & { code?: string } {
  try {
    act()
  } catch (err) {
    return err as Error
  }

  throw new Error('it did not throw')
}

/** Whether a promise is still waiting, once all that needs no time has happened. */
export async function isPending (promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending')
  const now = new Promise((resolve) => { setImmediate(() => { resolve(pending) }) })

  return await Promise.race([promise.catch(() => {}), now]) === pending
}

export async function collect<T> (items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = []

  for await (const item of items) {
    collected.push(item)
  }

  return collected
}

/** All that waits in a queue, taken out of it. */
export async function drain<T> (queue: Queue<T>): Promise<T[]> {
  const items: T[] = []

  while (!(await queue.empty())) {
    items.push(await queue.get({ timeout: 1_000 }))
  }

  return items
}

/** The law that holds at every moment. */
export async function imbalance (queue: Queue): Promise<number> {
  const { put, ready, delayed, leased, dead, done, cancelled, expired, dropped } = await queue.stats()

  return put - ready - delayed - leased - dead - done - cancelled - expired - dropped
}

/** A handler that goes on until it is told to stop, and what is known of its calls. */
export class Handling {
  /** The items that it was given, in order. */
  readonly items: unknown[] = []
  readonly #let = Promise.withResolvers<void>()

  /** Every call that is going on returns, and later ones at once. */
  finish (): void {
    this.#let.resolve()
  }

  readonly handler = async (item: unknown): Promise<unknown> => {
    this.items.push(item)
    await this.#let.promise

    return item
  }
}

/** For tests in which time itself matters: how long a network is cut, how slow a producer is. */
export async function pause (ms: number): Promise<void> {
  await sleep(ms)
}
