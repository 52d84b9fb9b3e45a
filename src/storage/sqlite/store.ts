import { existsSync, rmSync } from 'node:fs'
import { Ballast } from './ballast.ts'
import { checksum } from './checksum.ts'
import { inTransaction, openDatabase, problemsIn } from './database.ts'
import { filesIn } from './directory.ts'
import { readHead, readPosition, readRecords, refuseDamageIn } from './loader.ts'
import { partsOf } from './parts.ts'
import { Snapshots } from './snapshots.ts'
import { Trouble, troubleInOpening, troubleInWriting } from './trouble.ts'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { JournalRecord } from '../journal.ts'
import type { DatabaseInit, Sqlite } from './database.ts'
import type { Head } from './loader.ts'

/** Records are handed over in portions of about this size. */
const PORTION_BYTES = 1024 * 1024
const PORTION_RECORDS = 1_000

/** Only the first problems are of interest. */
const PROBLEMS = 20

export interface StoreInit extends DatabaseInit {
  /** Room that is held back for when the disk is full; 0: none. */
  ballastBytes: number
}

/** Where it stands. */
export interface Standing {
  position: number

  /** There is next to no room left. */
  full: boolean
}

/** What is wrong, in words, and how much was looked at. */
export interface Inspection {
  problems: string[]
  batches: number
  pieces: number
  bytes: number
}

/** All that can be asked of the thread of the database. What writes says whether it has, which it does not when it is read-only. */
export interface StoreCalls {
  open (): Head & Standing

  /** The next portion of what is to be loaded; an empty one: that was all. */
  load (): JournalRecord[]
  append (batch: Uint8Array, expected: number): Standing

  /** The same batch again, which there was no room for. */
  again (): Standing

  /** Whether there is room again. */
  refill (): boolean
  beginSnapshot (position: number): boolean
  piece (data: Uint8Array): boolean
  endSnapshot (): boolean

  /** Whether there is more to sweep. */
  sweep (): boolean
  inspect (): Inspection
  close (): void
}

interface Batch {
  data: Uint8Array
  expected: number
}

/** The database of one directory. Whatever is asked of it waits for the disk, so it has a thread of its own. Throws `Trouble`. */
export class SqliteStore implements StoreCalls {
  readonly #sqlite: Sqlite
  readonly #init: StoreInit
  readonly #ballast: Ballast
  #database: DatabaseSync | undefined
  #head: Head = { epoch: 0, snapshot: 0, pieces: 0 }
  #insert: StatementSync | undefined
  #snapshots: Snapshots | undefined
  #records: Iterator<JournalRecord, void> | undefined
  #position = 0
  #full = false

  /** What looking at it has made, if it has. */
  #litter: string | undefined

  /** There was no room for it. */
  #unwritten: Batch | undefined

  constructor (sqlite: Sqlite, init: StoreInit) {
    this.#sqlite = sqlite
    this.#init = init
    this.#ballast = new Ballast(filesIn(init.directory).ballast, init.ballastBytes)
  }

  open (): Head & Standing {
    const { directory, readOnly } = this.#init
    const { shm } = filesIn(directory)
    this.#litter = readOnly && !existsSync(shm) ? shm : undefined

    try {
      const database = this.#database = openDatabase(this.#sqlite, this.#init)
      this.#head = readHead(database, refuseDamageIn(directory))
      this.#position = readPosition(database, this.#head)

      if (!readOnly) {
        this.#own(database)
      }

      return { ...this.#head, ...this.#standing }
    } catch (error) {
      this.close()
      throw troubleInOpening(error, directory)
    }
  }

  load (): JournalRecord[] {
    const { directory } = this.#init
    const portion: JournalRecord[] = []

    try {
      this.#records ??= readRecords(this.#opened, this.#head, refuseDamageIn(directory))

      for (let bytes = 0; bytes < PORTION_BYTES && portion.length < PORTION_RECORDS;) {
        const next = this.#records.next()

        if (next.done === true) {
          break
        }

        portion.push(next.value)
        bytes += next.value.data.byteLength
      }

      return portion
    } catch (error) {
      throw troubleInOpening(error, directory)
    }
  }

  append (data: Uint8Array, expected: number): Standing {
    if (this.#insert === undefined) {
      throw new Trouble('refused', `the journal in ${this.#init.directory} was opened to be looked at only`)
    }

    if (expected !== this.#position) {
      throw new Trouble('refused', `the journal in ${this.#init.directory} is at ${this.#position}, not at ${expected}: somebody else has written to it`)
    }

    return this.#write({ data, expected })
  }

  again (): Standing {
    return this.#unwritten === undefined ? this.#standing : this.#write(this.#unwritten)
  }

  refill (): boolean {
    this.#full = !this.#ballast.fill()

    return !this.#full
  }

  beginSnapshot (position: number): boolean {
    return this.#writing(() => this.#snapshots?.begin(position) ?? false)
  }

  piece (data: Uint8Array): boolean {
    return this.#writing(() => this.#snapshots?.piece(data) ?? false)
  }

  endSnapshot (): boolean {
    return this.#writing(() => this.#snapshots?.end() ?? false)
  }

  sweep (): boolean {
    return this.#writing(() => this.#snapshots?.sweep() ?? false)
  }

  inspect (): Inspection {
    const problems = problemsIn(this.#opened)
    const inspection = { problems, batches: 0, pieces: 0, bytes: 0 }
    const note = (what: string): void => {
      if (problems.length < PROBLEMS) {
        problems.push(what)
      }
    }

    for (const { kind, data } of readRecords(this.#opened, readHead(this.#opened, note), note)) {
      inspection[kind === 'batch' ? 'batches' : 'pieces']++
      inspection.bytes += data.byteLength
    }

    return inspection
  }

  close (): void {
    const database = this.#database
    this.#records?.return?.()
    this.#records = undefined
    this.#insert = undefined
    this.#snapshots = undefined
    this.#database = undefined
    database?.close()

    if (this.#litter !== undefined) {
      rmSync(this.#litter, { force: true })
    }
  }

  get #opened (): DatabaseSync {
    if (this.#database === undefined) {
      throw new Trouble('refused', `the journal in ${this.#init.directory} is not open`)
    }

    return this.#database
  }

  get #standing (): Standing {
    return { position: this.#position, full: this.#full }
  }

  /** A new owner begins. */
  #own (database: DatabaseSync): void {
    const { snapshot, pieces } = this.#head
    const epoch = ++this.#head.epoch

    this.#full = !this.#ballast.fill()
    this.#insert = database.prepare('INSERT INTO batch (position, epoch, more, checksum, data) VALUES (?, ?, ?, ?, ?)')
    this.#snapshots = new Snapshots(database, this.#head)
    database.prepare('UPDATE journal SET epoch = ?, checksum = ?').run(epoch, checksum(new Uint8Array(), epoch, snapshot, pieces))
  }

  /** When there is no room for it, there is once the ballast is gone; or soon, perhaps. */
  #write (batch: Batch): Standing {
    this.#unwritten = undefined

    try {
      this.#position = this.#writing(() => this.#insertBatch(batch))
    } catch (error) {
      if (!(error instanceof Trouble && error.kind === 'full')) {
        throw error
      }

      this.#unwritten = batch

      if (this.#full) {
        throw error
      }

      this.#full = true
      this.#ballast.free()

      return this.#write(batch)
    }

    return this.#standing
  }

  #insertBatch ({ data, expected }: Batch): number {
    const { epoch } = this.#head
    const rows = [...partsOf(data)].map(({ part, more }, index) => {
      const position = expected + 1 + index

      return () => { this.#insert?.run(position, epoch, more, checksum(part, position, epoch, more), part) }
    })

    if (rows.length === 1) {
      rows[0]?.()
    } else {
      inTransaction(this.#opened, () => { rows.forEach((insert) => { insert() }) })
    }

    return expected + rows.length
  }

  #writing<T> (work: () => T): T {
    void this.#opened

    try {
      return work()
    } catch (error) {
      throw troubleInWriting(error, this.#init.directory)
    }
  }
}
