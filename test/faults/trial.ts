import { mkdtemp, mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { formatKey, generateKey } from '../../src/index.ts'
import { Child } from '../acceptance/child.ts'
import { portOf } from '../acceptance/support.ts'
import { resources } from './checks.ts'
import { History, readHistories } from './history.ts'
import { print, reportOn } from './report.ts'
import type { QueueOptions, QueueStats } from '../../src/index.ts'
import type { Saying } from '../acceptance/child.ts'
import type { Resources } from './checks.ts'
import type { Report } from './report.ts'

/** The one of a trial. */
export const QUEUE = 'tasks'

/** Between two looks at something that nobody announces: milliseconds. */
const LOOK_MS = 20

/** What is waited for anything, at most: milliseconds. Whether it came in time is for the checks to say. */
const PATIENCE_MS = 120_000

/** What resources are given to be back where they were: sessions and sockets go by and by. Milliseconds. */
const REST_MS = 20_000

/** A process that can be talked with: on this machine, or on a host of a LAN. */
export interface Actor {
  readonly pid: number
  says (type: string, ms?: number): Promise<Saying>
  tell (saying: Saying): void
  kill (signal?: NodeJS.Signals): Promise<void>
}

/** Where the processes of a trial are. */
export interface Place {
  start (host: string, program: URL, args: Record<string, unknown>, execArgv: string[]): Actor

  /** Of the coordinator, for those on other hosts. */
  readonly address: string
}

const LOOPBACK: Place = { start: (_, program, args, execArgv) => new Child(fileURLToPath(program).replace(/\.ts$/, ''), args, execArgv), address: '127.0.0.1' }

export interface TrialInit {
  /** Its number in the table of docs/durability.md, and what is broken. */
  row: number
  title: string

  /**
   * Whether the coordinator has a dataDir.
   *
   * @default false
   */
  durable?: boolean

  /** Instead of one of its own. */
  dataDir?: string

  /** Of the queue. */
  options?: QueueOptions

  /**
   * Where it takes place.
   *
   * @default in processes of this machine, on loopback
   */
  place?: Place
}

export interface WorkersInit {
  /** The names of workers, each with its own connection. */
  names: string[]

  /**
   * Where each finds the coordinator.
   *
   * @default at its own address
   */
  addresses?: string[]
  host?: string

  /**
   * Tasks at once.
   *
   * @default 4
   */
  concurrency?: number

  /**
   * Milliseconds that a task takes.
   *
   * @default 0
   */
  ms?: number
}

/**
 * A farm whose processes note all they do in files that outlive them, while something is broken;
 * and then the checks.
 */
export class Trial implements AsyncDisposable {
  readonly #init: TrialInit
  readonly #place: Place
  readonly #key = formatKey(generateKey())
  readonly #directory: string
  readonly #history: History
  readonly #started = new Set<Actor>()
  readonly #producers: Actor[] = []
  readonly #workers = new Map<Actor, string[]>()
  #coordinator: Actor | undefined
  #life = 0
  #port = 0
  #atFirst: Resources | undefined
  #faults = 0
  #keeps = false

  private constructor (init: TrialInit, directory: string) {
    this.#init = init
    this.#place = init.place ?? LOOPBACK
    this.#directory = directory
    this.#history = new History(this.#histories, 'trial')
  }

  static async begin (init: TrialInit): Promise<Trial> {
    const directory = await mkdtemp(join(tmpdir(), 'peerq-trial-'))
    await mkdir(join(directory, 'histories'))
    const trial = new Trial(init, directory)
    await trial.startCoordinator()

    return trial
  }

  /** Where the coordinator keeps its state. */
  get dataDir (): string {
    return this.#init.dataDir ?? join(this.#directory, 'data')
  }

  /** Of the coordinator. */
  get port (): number {
    return this.#port
  }

  get coordinator (): Actor {
    return this.#coordinator as Actor
  }

  get history (): History {
    return this.#history
  }

  /** The first, or the next one in its place. */
  async startCoordinator (): Promise<void> {
    const { durable = false, options = {} } = this.#init
    const life = ++this.#life
    const host = this.#place === LOOPBACK ? '127.0.0.1' : '0.0.0.0'

    this.#coordinator = this.#start('a', 'coordinator', {
      life, options, listen: `/ip4/${host}/tcp/${this.#port}`, ...durable && { dataDir: this.dataDir }
    })
    const { addresses } = await this.#coordinator.says('ready', PATIENCE_MS)
    this.#port = portOf(addresses as string[])
    this.#atFirst = await this.#resources()
  }

  /**
   * Puts so many tasks, so many at once. `results`: of how many it waits for the result of one; 0: of none.
   * `waits`: puts only as far as `progress` lets it. `bytes`: of an item, at least.
   */
  async producer (count: number, { window = 64, results = 10, name = 'producer', address = this.#address, host = 'a', waits = false, bytes = 0 } = {}): Promise<Actor> {
    const producer = this.#start(host, 'producer', { name, count, window, results, address, bytes })
    await producer.says('ready', PATIENCE_MS)
    this.#producers.push(producer)

    if (!waits) {
      producer.tell({ type: 'go', until: count })
    }

    return producer
  }

  /** Workers of one process. */
  async workers ({ names, addresses = [], host = 'a', concurrency = 4, ms = 0 }: WorkersInit): Promise<Actor> {
    const workers = names.map((name, index) => ({ name, address: addresses[index] ?? this.#address }))
    const actor = this.#start(host, 'workers', { name: `process of ${names[0]}`, workers, concurrency, ms })
    this.#workers.set(actor, names)
    await actor.says('ready', PATIENCE_MS)

    return actor
  }

  /** Something is broken from here on, for these. */
  breaks (how: string, ...whom: string[]): void {
    this.#faults++
    whom.forEach((name) => { this.#history.note({ what: 'fault', whom: name, how }) })
  }

  heals (...whom: string[]): void {
    whom.forEach((name) => { this.#history.note({ what: 'healed', whom: name }) })
  }

  /** Kill -9 of a process of workers. */
  async kill (actor: Actor): Promise<void> {
    this.breaks('kill', ...this.#workers.get(actor) ?? [])
    this.#workers.delete(actor)
    await actor.kill('SIGKILL')
  }

  /** Kill -9 of the coordinator, which explains no duplicate: whoever works comes back and settles. */
  async killCoordinator (): Promise<void> {
    this.breaks('kill', 'coordinator')
    await this.coordinator.kill('SIGKILL')
  }

  /** Lets a producer put up to `until` tasks, and none after those. */
  enough (producer: Actor, until: number): void {
    producer.tell({ type: 'go', until, isLast: true })
  }

  /** Lets a producer put up to `until` tasks, and resolves once so many are acknowledged. */
  async progress (producer: Actor, acknowledged: number, until: number): Promise<void> {
    producer.tell({ type: 'go', until })

    for (;;) {
      if ((await producer.says('progress', PATIENCE_MS)).acknowledged as number >= acknowledged) {
        return
      }
    }
  }

  /** Asks somebody, and waits for the answer of the same type. */
  async ask (actor: Actor, type: string): Promise<Saying> {
    actor.tell({ type })

    return actor.says(type, PATIENCE_MS)
  }

  async look (): Promise<{ stats: QueueStats, connected: number }> {
    return await this.ask(this.coordinator, 'look') as unknown as { stats: QueueStats, connected: number }
  }

  /** Resolves once so many sessions are connected: after how many milliseconds. */
  async connected (count: number): Promise<number> {
    const begin = performance.now()

    while ((await this.look()).connected < count) {
      await this.#pause(begin, `${count} sessions`)
    }

    return performance.now() - begin
  }

  /** Lets it drain, ends it, and checks all that was noted. Prints what there is to count. */
  async finish ({ isOrdered = false, notes = [] as string[] } = {}): Promise<Report> {
    const { row, title, options } = this.#init
    await this.#drain()
    await Promise.all(this.#producers.map(async (producer) => producer.says('results', PATIENCE_MS)))
    await Promise.all([...this.#producers, ...this.#workers.keys()].map(async (actor) => stop(actor)))
    const held = await this.#atRest()
    await stop(this.coordinator)

    const report = reportOn(readHistories(this.#histories), {
      leaseMs: options?.leaseMs ?? 30_000, isOrdered, before: this.#atFirst as Resources, after: held
    })
    print(row, title, [`${this.#faults} faults`, ...notes, ...report.facts, ...report.problems.length > 0 ? [`see ${this.#directory}`] : []])
    this.#keeps = report.problems.length > 0

    return report
  }

  async [Symbol.asyncDispose] (): Promise<void> {
    await Promise.all([...this.#started].map(async (actor) => actor.kill('SIGKILL')))
    this.#history.close()

    if (!this.#keeps) {
      await rm(this.#directory, { recursive: true, force: true })
    }
  }

  get #histories (): string {
    return join(this.#directory, 'histories')
  }

  get #address (): string {
    return `${this.#place.address}:${this.#port}`
  }

  #start (host: string, program: string, args: Record<string, unknown>): Actor {
    const actor = this.#place.start(host, new URL(`programs/${program}.ts`, import.meta.url), {
      key: this.#key, histories: this.#histories, ...args
    }, ['--expose-gc'])
    this.#started.add(actor)

    return actor
  }

  async #drain (): Promise<void> {
    const begin = performance.now()
    await Promise.all(this.#producers.map(async (producer) => producer.says('done', PATIENCE_MS)))

    for (;;) {
      const { stats: { ready, delayed, leased } } = await this.look()

      if (ready + delayed + leased === 0) {
        this.#history.note({ what: 'drained' })
        return
      }

      await this.#pause(begin, 'an empty queue')
    }
  }

  async #resources (): Promise<Resources> {
    return await this.ask(this.coordinator, 'resources') as unknown as Resources
  }

  /** What is held when all have gone. */
  async #atRest (): Promise<Resources> {
    const begin = performance.now()
    let held = await this.#resources()

    while (performance.now() - begin < REST_MS && resources(this.#atFirst as Resources, held, Infinity).length > 0) {
      await sleep(10 * LOOK_MS)
      held = await this.#resources()
    }

    return held
  }

  async #pause (begin: number, what: string): Promise<void> {
    if (performance.now() - begin > PATIENCE_MS) {
      throw new Error(`${what}: not so after ${PATIENCE_MS} ms: ${JSON.stringify(await this.look())}`)
    }

    await sleep(LOOK_MS)
  }
}

async function stop (actor: Actor): Promise<void> {
  actor.tell({ type: 'stop' })
  await actor.says('stopped', PATIENCE_MS)
}
