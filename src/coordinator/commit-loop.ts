import { StorageError } from '../errors.ts'
import { Compactor } from './compactor.ts'
import { encodeRecord } from './record.ts'
import { NOBODY, happeningsOf } from './happenings.ts'
import type { Clock } from '../clock.ts'
import type { Change, Command, Effect, Engine } from '../engine/index.ts'
import type { Message } from '../protocol/index.ts'
import type { Journal } from '../storage/journal.ts'
import type { Audience } from './events.ts'
import type { Doer, Happening } from './happenings.ts'
import type { Pulse } from './pulse.ts'
import type { Rates } from './rates.ts'
import type { RecordHead } from './record.ts'

/** What a session is to be told: by the engine, or by the coordinator itself. */
export type Delivery = Effect | { type: 'message', session: string, message: Message }

/** While a batch is being written the next one grows; above this it is time to read less. */
const LARGE_CHANGES = 50_000
const LARGE_BYTES = 16 * 1024 * 1024

/** Why puts are refused while the journal is full. */
const FULL = 'the disk of the coordinator is full, so that nothing can be put: make room there, and try again. What was put before goes on, and nothing is lost'

export interface CommitLoopInit {
  engine: Engine
  clock: Clock
  pulse: Pulse
  rates: Rates
  audience: Audience

  /** Opened and loaded. */
  journal: Journal

  /** Where it stands, and how many bytes it holds. */
  position: number
  stored: number

  /** The id of the state, for its batches. */
  history: Uint8Array

  /** Whose session it is. */
  who: (session: string) => Doer

  /** Hands out what a batch has to say, in order, once it is durable. */
  deliver (deliveries: Delivery[]): void

  /** The journal failed: what was not delivered never will be. */
  failed (error: StorageError): void
}

/**
 * Commands in, deliveries out, and the journal in between. What the commands of one turn of
 * the event loop come to is one batch; while one is being written, the next one grows.
 *
 * No dirty replies: a delivery leaves when everything that was decided before it is
 * durable, whether or not it changed something itself. So batches are written one at a
 * time, and delivered in the order in which they were made. A journal that keeps nothing
 * is skipped, and nothing waits.
 */
export class CommitLoop {
  readonly #init: CommitLoopInit
  readonly #compactor: Compactor
  #position: number
  #batch = new Batch()

  /** The time of the frame that is being read; looked at once for all its messages. */
  #now: number | undefined

  /** Somebody hands out batches, or soon will. */
  #busy = false
  #isFull = false
  #failure: StorageError | undefined

  /** Resolves when the batch that is being written is. */
  #written = Promise.withResolvers<void>()

  constructor (init: CommitLoopInit) {
    this.#init = init
    this.#position = init.position
    this.#compactor = new Compactor({ ...init, failed: (error) => { this.#fail(error) } })
  }

  get failure (): StorageError | undefined {
    return this.#failure
  }

  /** Whether so much waits to be written that sessions should not be read until `written()`. */
  get congested (): boolean {
    return this.#busy && this.#batch.large
  }

  /** Resolves when what is being written has been, or never will be. */
  async written (): Promise<void> {
    if (this.#busy) {
      await this.#written.promise
    }
  }

  /** Resolves when all that was asked so far has been delivered, or never will be. */
  async idle (): Promise<void> {
    while (this.#busy) {
      await this.#written.promise
    }
  }

  /** Does what a session asks for. To be followed by `submit`, once for all that came together. */
  execute (command: Command): void {
    this.#run(command)
  }

  /** The same for a hello; what comes of it. */
  open (command: Command & { type: 'open' }): Effect[] {
    const { effects } = this.#batch
    const before = effects.length
    this.#run(command)

    return effects.slice(before)
  }

  /** Does what is due. */
  tick (): void {
    this.#run(undefined)
    this.submit()
  }

  /** Tells a session something that the engine knows nothing of, in its place among the rest. */
  post (session: string, message: Message): void {
    this.#batch.deliveries.push({ type: 'message', session, message })
  }

  /** All that came together has been executed. */
  submit (): void {
    this.#now = undefined
    this.#init.pulse.hurry()

    if (this.#busy || this.#batch.empty || this.#failure !== undefined) {
      return
    }

    this.#busy = true

    if (this.#init.journal.volatile) {
      this.#deliverAll()
    } else {
      this.#init.clock.soon(() => { void this.#writeAll() })
    }
  }

  /** The journal is about to be closed. */
  stop (): void {
    this.#compactor.stop()
  }

  /** No command: what is due. */
  #run (command: Command | undefined): void {
    if (this.#failure !== undefined) {
      return
    }

    const { engine } = this.#init
    const now = this.#now ??= this.#begin()
    const batch = this.#batch
    const before = batch.changes.length

    try {
      if (command === undefined) {
        engine.tick(now, batch)
      } else {
        engine.execute(command, now, batch)
      }
    } catch (cause) {
      // a bug, and nobody knows how much of the command was done
      this.#fail(new StorageError('the state of the queues cannot be trusted any more: start the coordinator again', { cause }))
      return
    }

    if (batch.changes.length > before) {
      this.#note(before, command?.session, now)
    }
  }

  #begin (): number {
    const { audience, engine, journal, pulse } = this.#init
    const { full = false } = journal
    audience.look()

    if (full !== this.#isFull) {
      this.#isFull = full
      engine.refusePuts(full ? FULL : undefined)
    }

    return pulse.now()
  }

  /** The changes of the batch from `from` on are new. */
  #note (from: number, session: string | undefined, now: number): void {
    const { rates, journal, audience, who } = this.#init
    const batch = this.#batch

    rates.count(batch.changes, now, from)

    if (!journal.volatile) {
      batch.weigh(from)
    }

    if (audience.present) {
      batch.addHappenings(from, session === undefined ? NOBODY : who(session), who)
    }
  }

  #take (): Batch {
    const batch = this.#batch
    this.#batch = new Batch()

    return batch
  }

  /** What a delivery leads to (a session that is told too much is throttled) is delivered after it. */
  #deliverAll (): void {
    while (!this.#batch.empty) {
      this.#deliver(this.#take())
    }

    this.#rest()
  }

  async #writeAll (): Promise<void> {
    while (!this.#batch.empty && this.#failure === undefined) {
      const batch = this.#take()
      // the state is at the end of this batch now, and only now
      const compaction = this.#compactor.begin(() => this.#head())

      try {
        await this.#write(batch)
      } catch (error) {
        compaction?.snapshot.release()
        this.#fail(error instanceof StorageError ? error : new StorageError('the journal could not be written', { cause: error }))
        break
      }

      if (compaction !== undefined) {
        void this.#compactor.store(compaction, this.#position)
      }

      this.#deliver(batch)
      this.#wakeWaiters()
    }

    this.#rest()
  }

  async #write (batch: Batch): Promise<void> {
    const { journal } = this.#init

    if (batch.changes.length === 0) {
      await journal.confirm?.()
    } else {
      const record = encodeRecord({ ...this.#head(), changes: batch.changes })
      this.#compactor.wrote(record.byteLength)
      this.#position = await journal.append(record, this.#position)
    }
  }

  #head (): RecordHead {
    const { history, clock, pulse } = this.#init

    return { history, at: pulse.now(), wall: clock.wall() }
  }

  #deliver ({ deliveries, happenings }: Batch): void {
    this.#init.deliver(deliveries)

    if (happenings.length > 0) {
      this.#init.audience.tell(happenings)
    }
  }

  #rest (): void {
    this.#busy = false
    this.#wakeWaiters()
  }

  #wakeWaiters (): void {
    this.#written.resolve()
    this.#written = Promise.withResolvers()
  }

  #fail (error: StorageError): void {
    if (this.#failure === undefined) {
      this.#failure = error
      this.#batch = new Batch()
      this.#init.failed(error)
    }
  }
}

/** What is written, and then told, together. */
class Batch {
  readonly changes: Change[] = []

  /** The engine adds its effects to them. */
  readonly deliveries: Delivery[] = []
  readonly effects = this.deliveries as Effect[]
  readonly happenings: Happening[] = []
  #bytes = 0

  get empty (): boolean {
    return this.changes.length === 0 && this.deliveries.length === 0 && this.happenings.length === 0
  }

  get large (): boolean {
    return this.changes.length > LARGE_CHANGES || this.#bytes > LARGE_BYTES
  }

  /** Counts the bytes of the changes from `from` on. */
  weigh (from: number): void {
    for (let index = from; index < this.changes.length; index++) {
      const change = this.changes[index] as Change
      this.#bytes += change.type === 'task:put' ? change.item.byteLength : change.type === 'task:move' ? change.result?.byteLength ?? 0 : 0
    }
  }

  addHappenings (from: number, actor: Doer, who: (session: string) => Doer): void {
    for (let index = from; index < this.changes.length; index++) {
      this.happenings.push(...happeningsOf(this.changes[index] as Change, actor, who))
    }
  }
}
