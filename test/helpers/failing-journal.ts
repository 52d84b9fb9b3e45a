import { StorageError } from '../../src/errors.ts'
import { createMemoryJournal } from '../../src/storage/memory.ts'
import type { Journal, JournalHead, JournalRecord } from '../../src/storage/journal.ts'
import type { MemoryStore } from '../../src/storage/memory.ts'

/** Whether what was being written when the disk failed is on it. */
export type Remains = 'nothing' | 'all'

/** A journal over a store whose disk fails at one write, and at all that follow. */
export class FailingJournal implements Journal {
  readonly volatile = false
  readonly #journal: Journal
  readonly #failAt: number
  readonly #remains: Remains
  #writes = 0

  constructor (store: MemoryStore, failAt = Infinity, remains: Remains = 'nothing') {
    this.#journal = createMemoryJournal(store)
    this.#failAt = failAt
    this.#remains = remains
  }

  /** Appends, and pieces of snapshots. */
  get writes (): number {
    return this.#writes
  }

  get hasFailed (): boolean {
    return this.#writes >= this.#failAt
  }

  open (): Promise<JournalHead> {
    return this.#journal.open()
  }

  load (): AsyncIterable<JournalRecord> {
    return this.#journal.load()
  }

  async append (batch: Uint8Array, expected: number): Promise<number> {
    return this.#write(() => this.#journal.append(batch, expected))
  }

  async snapshot (pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, position: number): Promise<boolean> {
    const written: Uint8Array[] = []

    for await (const piece of pieces) {
      await this.#write(async () => { written.push(piece) })
    }

    return this.#write(() => this.#journal.snapshot(written, position))
  }

  close (): Promise<void> {
    return this.#journal.close()
  }

  async #write<T> (write: () => Promise<T>): Promise<T> {
    this.#writes++

    if (this.#writes > this.#failAt) {
      throw new StorageError('the disk has failed before')
    }

    if (this.#writes < this.#failAt) {
      return write()
    }

    if (this.#remains === 'all') {
      await write()
    }

    throw new StorageError('the disk has failed')
  }
}
