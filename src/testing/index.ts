/**
 * A farm in a bottle: a coordinator and its clients in one process, without a network and
 * without a clock of the machine's. The engine, the coordinator, the sessions and the clients
 * are the real ones, down to the bytes they exchange; libp2p and its encryption are left out.
 * A day passes in a second, and one seed gives one course of events. docs/testing.md shows how.
 */
import { checkInteger, checkOptions } from '../arguments.ts'
import { checkClientName } from './arguments.ts'
import { BottledFarm } from './farm.ts'
import { seedOf } from './seed.ts'
import type { Client } from '../client/index.ts'
import type { Access } from '../coordinator/index.ts'
import type { Coordinator } from '../node/index.ts'
import type { CoordinatorLimits } from '../coordinator/index.ts'
import type { HistoryEvent } from './history.ts'

/** Given by number, more than these are a mistake. */
const MAX_CLIENTS = 65_536

/** What a farm in a bottle is made from. */
export interface TestFarmInit {
  /**
   * Where all chance comes from: an integer from 0 to 2^32 − 1.
   *
   * @default the environment's `PEERQ_SEED`, or 1
   */
  seed?: number

  /**
   * The clients that are connected from the beginning: their names, or how many
   * (`client-1`, `client-2`, …). None of them may be `coordinator`.
   *
   * @default 1
   */
  clients?: number | string[]

  /**
   * Whether a client may open a queue that was not declared.
   *
   * @default true
   */
  autoCreate?: boolean

  /** As in `createCoordinator`. All clients come with an unnamed key. */
  access?: Access

  /** Bounds that differ from their defaults, as in `createCoordinator`. */
  limits?: Partial<CoordinatorLimits>
}

/** How long to sleep. */
export interface SleepOptions {
  /** Ends the sleep: it rejects with `signal.reason`. */
  signal?: AbortSignal
}

/** Time in the bottle. Code that takes its timers here lives in it. */
export interface TestClock {
  /** Milliseconds since the farm was made. */
  now (): number

  /** Calls `callback` once, `ms` milliseconds from now. What it returns is for `clearTimeout`. */
  setTimeout (callback: () => void, ms?: number): number
  clearTimeout (timer: number | undefined): void

  /** Resolves `ms` milliseconds from now. */
  sleep (ms: number, options?: SleepOptions): Promise<void>
}

/** A client of the farm: what `connect` gives, in a process of its own as far as anybody can tell. */
export interface TestClient extends Client {
  /** Time in its process: it stands still while the client is suspended, and nothing happens on it once it was killed. */
  readonly clock: TestClock
}

/**
 * The farm's coordinator: what `createCoordinator` gives, without what belongs to a network.
 * It keeps a journal, as one with a `dataDir` does.
 */
export type TestCoordinator = Omit<Coordinator, 'setKeys' | 'ticket'>

/** Which way nothing gets through. */
export interface PartitionOptions {
  /**
   * `up` is from a client to its coordinator.
   *
   * @default 'both'
   */
  direction?: 'up' | 'down' | 'both'
}

/**
 * What lies between clients and coordinator: streams of bytes, as over TCP. `who` are the
 * clients concerned, all of them unless given.
 */
export interface Net {
  /** Their connections are lost, and with them what was on its way. Both ends notice; clients connect again by themselves. */
  drop (who?: string | string[]): void

  /** From now on everything takes this long each way: milliseconds, or the least and the most of them. Nothing overtakes. 0: no time. */
  delay (ms: number | [least: number, most: number], who?: string | string[]): void

  /**
   * What a client says next arrives, and the connection is lost before it is answered: the
   * client cannot know, and says it again. That is the only way to be heard twice over a stream.
   */
  duplicate (who?: string | string[]): void

  /** Nothing gets through any more, and nobody is told. */
  partition (who?: string | string[], options?: PartitionOptions): void

  /** All is well again: no delays, no partitions. What a partition has held up arrives. */
  heal (who?: string | string[]): void
}

/** How long to wait. */
export interface UntilOptions {
  /**
   * Milliseconds of the farm's time, 0 or more.
   *
   * @default 3_600_000
   */
  timeout?: number
}

/** How a coordinator dies. */
export interface RestartOptions {
  /**
   * Milliseconds until the next one is there, 0 or more.
   *
   * @default 0
   */
  after?: number

  /**
   * Whether the next one knows nothing of what was, as one without a `dataDir`. What was lost with it is not held against it by `check`.
   *
   * @default false
   */
  empty?: boolean
}

/** What `check` has found to be in order. */
export interface CheckReport {
  /** Tasks that were put. */
  tasks: number

  /** Those that have ended: done, taken, cancelled, expired, dropped. */
  ended: number

  /** Those that have not. While there are any, nothing is proved about what will become of them. */
  left: number

  /** Hand-outs beyond the first of each task; every one of them follows from a failure, a death, a lapse or a release. */
  again: number
}

/**
 * A farm in a bottle. Its time stands still, unless one of `advance`, `until` or `simulate`
 * lets it pass; what needs no time happens by itself, so that `await queue.put(…)` just works.
 */
export interface TestFarm extends AsyncDisposable {
  readonly seed: number

  /** The present one. A restart makes another: handles and listeners of the one before belong to a process that has died. */
  readonly coordinator: TestCoordinator

  /**
   * A client by its name; without one: the first.
   *
   * @throws RangeError
   */
  client (name?: string): TestClient

  /**
   * Another client, or one of the name of a client that was killed.
   *
   * @throws RangeError: there is one
   */
  connect (name: string): Promise<TestClient>

  /** Time in the bottle. */
  readonly clock: TestClock

  /** Lets so many milliseconds pass, and everything happen that is due. */
  advance (ms: number): Promise<void>

  /** Lets everything happen that needs no time. */
  settle (): Promise<void>

  /**
   * Lets time pass until something has come of `promise`, and gives that. An `Error` if nothing has in time.
   */
  until<T> (promise: PromiseLike<T>, options?: UntilOptions): Promise<T>

  /** A number in [0, 1) from the seed. */
  random (): number
  readonly net: Net

  /**
   * A client's process dies, as of `kill -9`: the coordinator sees its connection end. Its calls
   * reject and its handlers' signals abort, so that your code comes to its end; nothing that
   * it still does reaches the coordinator. A handler that waits by its client's `clock` stays where it is for ever.
   */
  kill (name: string): Promise<void>

  /** A process stands still for `ms` milliseconds, as of SIGSTOP or a blocked event loop: a client's, or the `coordinator`. */
  suspend (name: string, ms: number): void

  /** The coordinator dies, as of `kill -9`, and another begins with what was durable. */
  restartCoordinator (options?: RestartOptions): Promise<void>

  /** All that happened: calls and what came of them, what the coordinator decided, what was broken. */
  history (): HistoryEvent[]

  /** The same as text, a line an event. */
  trace (): string

  /**
   * Compares what clients saw, what the coordinator decided and what it has now. Resolves if
   * nothing acknowledged is lost, nothing unexpected was handed out, nothing twice without a
   * reason, no task was in two hands at once, nothing went on after its end, and everybody was told the truth.
   *
   * @throws Error, whose message says all that is not so
   */
  check (): Promise<CheckReport>
}

/**
 * A farm in a bottle, its clients connected. `await using farm = await createTestFarm()` ends it.
 *
 * @throws TypeError, RangeError
 */
export async function createTestFarm (given?: TestFarmInit): Promise<TestFarm> {
  const { seed, clients = 1, ...init } = checkOptions(given)
  const names = Array.isArray(clients)
    ? clients.map(checkClientName)
    : Array.from({ length: checkInteger('clients', clients, 0, MAX_CLIENTS) }, (_, i) => `client-${i + 1}`)
  const farm = new BottledFarm({ ...init, seed: seedOf(seed) })
  await farm.start(names)

  return farm
}

export type { CoordinatorLimits } from '../coordinator/index.ts'
export type { CallEvent, Decision, EndEvent, FactEvent, FaultEvent, HistoryEvent, LostEvent } from './history.ts'
export { simulate, SimulationError } from './simulate.ts'
export type { FaultRates, Scenario, SimulateOptions, SimulationReport } from './simulate.ts'
