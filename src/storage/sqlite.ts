import { systemClock } from '../clock.ts'
import { StorageError } from '../errors.ts'
import { transferable } from './sqlite/messages.ts'
import { SCHEMA } from './sqlite/schema.ts'
import { StoreThread } from './sqlite/thread.ts'
import { Trouble } from './sqlite/trouble.ts'
import type { Clock } from '../clock.ts'
import type { Journal, JournalHead, JournalRecord } from './journal.ts'
import type { Inspection, StoreCalls } from './sqlite/store.ts'

export type { Inspection } from './sqlite/store.ts'

/**
 * Held back for when the disk is full: room for the log to be moved into the database, which may
 * grow by all of it, and for the batch that there was no room for. From then on the log is written
 * from its beginning again, in the room that it has.
 */
const BALLAST_BYTES = 16 * 1024 * 1024

/** How often a full disk is looked at, in milliseconds. */
const RETRY_MS = 1_000

export interface SqliteJournalInit {
  /** Where it is: made if it is not there, for its owner only. */
  directory: string

  /**
   * To be looked at only: nothing in it changes.
   *
   * @default false
   */
  readOnly?: boolean

  /**
   * Bytes that are held back for when the disk is full. 0 or more; 0: none.
   *
   * @default 16_777_216
   */
  ballastBytes?: number

  /**
   * Where time comes from.
   *
   * @default the machine's
   */
  clock?: Clock

  /**
   * The steps to the format, for tests of how it changes.
   *
   * @default SCHEMA
   */
  schema?: readonly string[]
}

/** A journal in a directory on this machine's disk. */
export interface SqliteJournal extends Journal {
  /**
   * Makes the directory this process's own, until `close` or the end of the process, however
   * that comes. `open` does it too, if this was not called before.
   */
  lock (): Promise<void>

  /** Looks at everything, and says what is wrong with it. To be called once it is locked. */
  inspect (): Promise<Inspection>
}

export function createSqliteJournal (init: SqliteJournalInit): SqliteJournal {
  return new DirectoryJournal(init)
}

type Pieces = Iterable<Uint8Array> | AsyncIterable<Uint8Array>

class DirectoryJournal implements SqliteJournal {
  readonly volatile = false
  readonly #clock: Clock
  readonly #createThread: () => StoreThread
  #thread: StoreThread | undefined
  #opened: Promise<JournalHead> | undefined
  #closed: Promise<void> | undefined

  /** Nobody can say any more what is on disk. */
  #fault: StorageError | undefined
  #position = 0
  #snapshotAt = 0

  /** A snapshot or a sweep, beside appends: one at a time. */
  #beside: Promise<unknown> = Promise.resolve()
  #maySweep = false

  #full = false
  #callOff: (() => void) | undefined

  /** Wakes the append that there was no room for. */
  #retry: (() => void) | undefined

  constructor ({ directory, readOnly = false, ballastBytes = BALLAST_BYTES, clock = systemClock, schema = SCHEMA }: SqliteJournalInit) {
    this.#clock = clock
    this.#createThread = () => new StoreThread({ directory, readOnly, ballastBytes, schema })
  }

  get full (): boolean {
    return this.#full
  }

  async lock (): Promise<void> {
    await this.open()
  }

  async open (): Promise<JournalHead> {
    this.#opened ??= this.#open()

    return this.#opened
  }

  async * load (): AsyncGenerator<JournalRecord> {
    let portion = this.#ask('load', [])

    for (let records = await portion; records.length > 0; records = await portion) {
      // the next ones are read while these are looked at
      portion = this.#ask('load', [])
      portion.catch(() => {})
      yield * records
    }

    this.#sweep()
  }

  async append (batch: Uint8Array, expected: number): Promise<number> {
    const data = transferable(batch)
    let standing = await unlessFull(this.#ask('append', [data, expected], [data.buffer]))

    while (standing === undefined) {
      this.#setFull(true)
      await new Promise<void>((resolve) => { this.#retry = resolve })
      standing = await unlessFull(this.#ask('again', []))
    }

    this.#position = standing.position
    this.#setFull(standing.full)

    return this.#position
  }

  async snapshot (pieces: Pieces, position: number): Promise<boolean> {
    if (position > this.#position) {
      throw refusal(`a snapshot at ${position}, and the journal is at ${this.#position}`)
    }

    this.#maySweep = false
    const stored = this.#beside.then(async () => this.#store(pieces, position))
    this.#beside = stored.then(() => { this.#sweep() }, () => {})

    return stored
  }

  async inspect (): Promise<Inspection> {
    await this.open()

    return this.#ask('inspect', [])
  }

  async close (): Promise<void> {
    this.#closed ??= this.#close()
    await this.#closed
  }

  async #open (): Promise<JournalHead> {
    if (this.#closed !== undefined) {
      throw refusal('the journal was closed: create another one')
    }

    const thread = this.#thread = this.#createThread()

    try {
      const { position, epoch, snapshot, full } = await this.#ask('open', [])
      this.#position = position
      this.#snapshotAt = snapshot
      this.#setFull(full)

      return { position, epoch }
    } catch (error) {
      await thread.end()
      throw error
    }
  }

  async #close (): Promise<void> {
    this.#callOff?.()
    this.#retry?.()
    await this.#opened?.catch(() => {})
    await this.#beside.catch(() => {})

    // it takes what it was asked before this first
    await this.#thread?.ask('close', []).catch(() => {})
    await this.#thread?.end()
  }

  /** Whether there was room for all of it. */
  async #store (pieces: Pieces, position: number): Promise<boolean> {
    let fits = position > this.#snapshotAt && await unlessFull(this.#ask('beginSnapshot', [position])) !== undefined

    for await (const piece of fits ? pieces : []) {
      const data = transferable(piece)
      fits = await unlessFull(this.#ask('piece', [data], [data.buffer])) !== undefined

      if (!fits) {
        break
      }
    }

    if (fits) {
      fits = await unlessFull(this.#ask('endSnapshot', [])) !== undefined
    }

    if (fits) {
      this.#snapshotAt = position
    }

    return fits
  }

  /** Deletes what no longer counts, beside all else and step by step. What fails here is found by whoever writes next. */
  #sweep (): void {
    this.#maySweep = true
    this.#beside = this.#beside.then(async () => {
      while (this.#maySweep && await unlessFull(this.#ask('sweep', [])) === true);
    }).catch(() => {})
  }

  #setFull (full: boolean): void {
    this.#full = full

    if (full && this.#closed === undefined) {
      this.#callOff ??= this.#clock.alarm(() => {
        this.#callOff = undefined
        void this.#lookForRoom()
      }, RETRY_MS, false)
    }
  }

  /** Whoever waits for room tries again; once nobody does, the ballast is the first to have some. */
  async #lookForRoom (): Promise<void> {
    const retry = this.#retry
    this.#retry = undefined

    if (retry === undefined) {
      this.#setFull(!await this.#ask('refill', []).catch(() => false))
    } else {
      retry()
    }
  }

  /** Rejects with a `StorageError`, or with the `Trouble` that there is no room. */
  async #ask<Call extends keyof StoreCalls> (call: Call, args: Parameters<StoreCalls[Call]>, transfer?: ArrayBuffer[]): Promise<ReturnType<StoreCalls[Call]>> {
    if (this.#thread === undefined || this.#closed !== undefined) {
      throw refusal('the journal is not open')
    }

    if (this.#fault !== undefined) {
      throw this.#fault
    }

    try {
      return await this.#thread.ask(call, args, transfer)
    } catch (cause) {
      const { kind, message } = cause as Trouble

      switch (kind) {
        case 'full': throw cause
        case 'refused':
        case 'damaged': throw new StorageError(message, { outcome: 'none', cause })
        default: throw this.#fault ??= new StorageError(message, { cause })
      }
    }
  }
}

/** Whether it says that what is on disk is not what was written. */
export function isDamage (error: unknown): error is StorageError {
  return error instanceof StorageError && error.cause instanceof Trouble && error.cause.kind === 'damaged'
}

function refusal (message: string): StorageError {
  return new StorageError(message, { outcome: 'none' })
}

/** `undefined`: there was no room, and nothing has changed. */
async function unlessFull<T> (answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Trouble) {
      return undefined
    }

    throw error
  }
}
