import { checkBoolean, checkMaxDuration, checkOptions, checkSignal, checkString } from '../arguments.ts'
import { systemClock } from '../clock.ts'
import { ConnectionError } from '../errors.ts'
import { createMemoryJournal } from '../storage/memory.ts'
import { createEngine } from '../engine/index.ts'
import { readAccess } from './access.ts'
import { ALL_QUEUES, Audience } from './events.ts'
import { resolveLimits } from './limits.ts'
import { recover } from './recovery.ts'
import { Sessions } from './sessions.ts'
import { WatchBuffer } from './watch.ts'
import type { TypedEventTarget } from 'main-event'
import type { Clock } from '../clock.ts'
import type { Engine } from '../engine/index.ts'
import type { Link } from '../link/index.ts'
import type { Journal } from '../storage/journal.ts'
import type { AccessTable } from './access.ts'
import type { CoordinatorCore, CoordinatorCoreInit, StopOptions, WatchOptions } from './index.ts'
import type { CoordinatorEvents, Watcher } from './events.ts'
import type { CoordinatorLimits } from './limits.ts'
import type { PeerInfo } from './peers.ts'
import type { WatchEvent } from './watch.ts'

/** A stop is over after this many milliseconds, whatever peers do. */
const STOP_DEADLINE_MS = 5_000

interface Running {
  engine: Engine
  sessions: Sessions
}

export class Core implements CoordinatorCore {
  readonly #clock: Clock
  readonly #journal: Journal
  readonly #limits: CoordinatorLimits
  readonly #access: AccessTable | undefined
  readonly #autoCreate: boolean
  readonly #audience = new Audience()
  readonly #watches = new Set<WatchBuffer>()

  #started: Promise<void> | undefined
  #stopped: Promise<void> | undefined
  #running: Running | undefined

  constructor ({ clock = systemClock, journal = createMemoryJournal(), limits, access, autoCreate }: CoordinatorCoreInit) {
    this.#clock = clock
    this.#journal = journal
    this.#limits = resolveLimits(limits)
    this.#access = access === undefined ? undefined : readAccess(access)
    this.#autoCreate = checkBoolean('autoCreate', autoCreate, false)
  }

  get events (): TypedEventTarget<CoordinatorEvents> {
    return this.#audience.events
  }

  async start (): Promise<void> {
    if (this.#stopped !== undefined) {
      throw new Error('a coordinator that was stopped cannot be started again: create another one')
    }

    this.#started ??= this.#start()
    await this.#started
  }

  accept (link: Link): void {
    if (this.#running === undefined || this.#stopped !== undefined) {
      link.abort(new ConnectionError('the coordinator is not running'))
    } else {
      this.#running.sessions.accept(link)
    }
  }

  peers (): PeerInfo[] {
    return this.#running?.sessions.peers.list() ?? []
  }

  queues (): string[] {
    return this.#running?.engine.queues() ?? []
  }

  async * watch (options?: WatchOptions): AsyncGenerator<WatchEvent> {
    const checked = checkOptions(options)
    const signal = checkSignal(checked)
    const { queue = ALL_QUEUES } = checked
    checkString('queue', queue)
    signal?.throwIfAborted()
    const buffer = new WatchBuffer()
    const end = (): void => { buffer.end() }
    const leave = this.#audience.watch(queue, buffer.push)

    try {
      this.#watches.add(buffer)
      signal?.addEventListener('abort', end)
      yield * buffer.read()
      signal?.throwIfAborted()
    } finally {
      leave()
      this.#watches.delete(buffer)
      signal?.removeEventListener('abort', end)
    }
  }

  onTasks (watcher: Watcher): () => void {
    return this.#audience.watch(ALL_QUEUES, watcher)
  }

  async stop (options?: StopOptions): Promise<void> {
    const { deadline = STOP_DEADLINE_MS } = checkOptions(options)
    checkMaxDuration('deadline', deadline, 0)
    this.#stopped ??= this.#stop(deadline)
    await this.#stopped
  }

  async #start (): Promise<void> {
    const clock = this.#clock
    const journal = this.#journal
    const engine = createEngine({
      random: () => clock.random(),
      tokenFloor: Math.floor(clock.wall() * 1_000),
      autoCreate: this.#autoCreate,
      limits: this.#limits
    })

    const { position, stored, history, now } = await recover(journal, engine, clock)
    const sessions = new Sessions({
      clock,
      engine,
      journal,
      position,
      stored,
      history,
      now,
      limits: this.#limits,
      access: this.#access,
      autoCreate: this.#autoCreate,
      audience: this.#audience
    })
    sessions.start()
    this.#running = { engine, sessions }
  }

  async #stop (deadline: number): Promise<void> {
    // one that is starting has to be there before it can go
    await this.#started?.catch(() => {})
    await this.#running?.sessions.stop(deadline)
    this.#watches.forEach((watch) => { watch.end() })
    await this.#journal.close()
  }
}
