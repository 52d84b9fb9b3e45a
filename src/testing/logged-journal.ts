import { decodeRecord } from '../coordinator/index.ts'
import { JournalOver } from './journal-over.ts'
import type { Change } from '../engine/index.ts'
import type { Journal } from '../storage/journal.ts'

/** A journal that tells what was written to it, once that is durable: all that a coordinator ever decided. */
export class LoggedJournal extends JournalOver {
  readonly #onChanges: (changes: Change[]) => void

  constructor (journal: Journal, onChanges: (changes: Change[]) => void) {
    super(journal)
    this.#onChanges = onChanges
  }

  override async append (batch: Uint8Array, expected: number): Promise<number> {
    const position = await super.append(batch, expected)
    this.#onChanges(decodeRecord(batch).changes)

    return position
  }
}
