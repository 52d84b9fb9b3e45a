import type { Journal, JournalHead, JournalRecord } from '../storage/journal.ts'

/** A journal over another, which does all of it: those who extend it change what they are about. */
export class JournalOver implements Journal {
  readonly volatile = false
  readonly #journal: Journal

  constructor (journal: Journal) {
    this.#journal = journal
  }

  open (): Promise<JournalHead> {
    return this.#journal.open()
  }

  load (): AsyncIterable<JournalRecord> {
    return this.#journal.load()
  }

  append (batch: Uint8Array, expected: number): Promise<number> {
    return this.#journal.append(batch, expected)
  }

  async confirm (): Promise<void> {
    await this.#journal.confirm?.()
  }

  snapshot (pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, position: number): Promise<boolean> {
    return this.#journal.snapshot(pieces, position)
  }

  close (): Promise<void> {
    return this.#journal.close()
  }
}
