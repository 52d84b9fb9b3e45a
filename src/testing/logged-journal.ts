import { decodeRecord } from '../coordinator/index.ts'
import type { Change } from '../engine/index.ts'
import type { Journal, JournalHead, JournalRecord } from '../storage/journal.ts'

/** A journal that tells what was written to it, once that is durable: all that a coordinator ever decided. */
export class LoggedJournal implements Journal {
  readonly volatile = false
  readonly #journal: Journal
  readonly #onChanges: (changes: Change[]) => void

  constructor (journal: Journal, onChanges: (changes: Change[]) => void) {
    this.#journal = journal
    this.#onChanges = onChanges
  }

  open (): Promise<JournalHead> {
    return this.#journal.open()
  }

  load (): AsyncIterable<JournalRecord> {
    return this.#journal.load()
  }

  async append (batch: Uint8Array, expected: number): Promise<number> {
    const position = await this.#journal.append(batch, expected)
    this.#onChanges(decodeRecord(batch).changes)

    return position
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
