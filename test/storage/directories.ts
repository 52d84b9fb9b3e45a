import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSqliteJournal } from '../../src/storage/sqlite.ts'
import { readAll } from './journal-suite.ts'
import type { JournalRecord } from '../../src/storage/journal.ts'
import type { SqliteJournal, SqliteJournalInit } from '../../src/storage/sqlite.ts'

/** Directories that go with the test that asked for them, and journals that are closed before. */
export class Directories {
  readonly #paths: string[] = []
  readonly #journals: SqliteJournal[] = []

  async make (): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'peerq-'))
    this.#paths.push(path)

    return path
  }

  journal (directory: string, init: Partial<SqliteJournalInit> = {}): SqliteJournal {
    const journal = createSqliteJournal({ directory, ballastBytes: 0, ...init })
    this.#journals.push(journal)

    return journal
  }

  /** A journal with these batches in it, closed. */
  async fill (directory: string, batches: Uint8Array[], init: Partial<SqliteJournalInit> = {}): Promise<void> {
    const journal = this.journal(directory, init)
    let { position } = await journal.open()

    for (const batch of batches) {
      position = await journal.append(new Uint8Array(batch), position)
    }

    await journal.close()
  }

  /** All that is in it. */
  async read (directory: string, init: Partial<SqliteJournalInit> = {}): Promise<JournalRecord[]> {
    const journal = this.journal(directory, init)

    try {
      await journal.open()
      return await readAll(journal.load())
    } finally {
      await journal.close()
    }
  }

  async clear (): Promise<void> {
    await Promise.all(this.#journals.splice(0).map((journal) => journal.close()))
    await Promise.all(this.#paths.splice(0).map((path) => rm(path, { recursive: true, force: true })))
  }
}

/** `length` bytes, different for each `mark`. */
export function blob (mark: number, length = 100): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, index) => Math.imul(mark + 1, Math.imul(index + 1, 2_654_435_761)) >>> 16)
}

/** What a promise is rejected with. */
export async function errorOf (promise: Promise<unknown>): Promise<Error> {
  return promise.then((value) => { throw new Error(`resolved with ${String(value)}`) }, (error: unknown) => error as Error)
}
