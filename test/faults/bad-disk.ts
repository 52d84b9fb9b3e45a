import * as sqlite from 'node:sqlite'
import type { SQLInputValue, StatementResultingChanges } from 'node:sqlite'

/** https://sqlite.org/rescode.html: what a failed write or fsync comes to, and a full disk. */
const IOERR = 10
const FULL = 13

/** A disk that fails once: before the call has had its effect, after it, or for want of room. */
export type DiskTrouble = 'before' | 'after' | 'full'

/** SQLite over a disk that fails at the Nth call that may write, counted from `begin` on. */
export class BadDisk {
  readonly #trouble: DiskTrouble
  readonly #failAt: number
  #isBad = false
  #calls = 0

  /** For whoever writes to note that it has stopped. */
  hasStopped = false

  constructor (trouble: DiskTrouble, failAt: number) {
    this.#trouble = trouble
    this.#failAt = failAt
  }

  get hasFailed (): boolean {
    return this.#calls >= this.#failAt
  }

  begin (): void {
    this.#isBad = true
  }

  end (): void {
    this.#isBad = false
  }

  get sqlite (): typeof sqlite {
    const call = <T>(work: () => T): T => this.#call(work)

    class BadDatabase extends sqlite.DatabaseSync {
      override exec (sql: string): void {
        call(() => { super.exec(sql) })
      }

      override prepare (sql: string): sqlite.StatementSync {
        const statement = super.prepare(sql)
        const run = statement.run.bind(statement) as (...values: SQLInputValue[]) => StatementResultingChanges
        statement.run = (...values: unknown[]) => call(() => run(...values as SQLInputValue[]))

        return statement
      }
    }

    return { ...sqlite, DatabaseSync: BadDatabase }
  }

  #call<T> (work: () => T): T {
    if (!this.#isBad || ++this.#calls !== this.#failAt) {
      return work()
    }

    if (this.#trouble === 'after') {
      work()
    }

    throw Object.assign(new Error('disk I/O error'), { errcode: this.#trouble === 'full' ? FULL : IOERR })
  }
}
