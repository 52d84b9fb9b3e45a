import type { Journal, JournalHead, JournalRecord } from '../../src/storage/journal.ts'

/** A journal whose appends wait until the test lets them through, or fails them. */
export class HeldJournal implements Journal {
  readonly volatile = false

  /** Whether it says that it has next to no room. */
  full = false
  readonly #journal: Journal
  readonly #held: Array<PromiseWithResolvers<void>> = []

  constructor (journal: Journal) {
    this.#journal = journal
  }

  /** Appends that wait. */
  get waiting (): number {
    return this.#held.length
  }

  /** Lets the oldest append through; with an error: fails it, and nothing is written. */
  release (error?: Error): void {
    const held = this.#held.shift()

    if (error === undefined) {
      held?.resolve()
    } else {
      held?.reject(error)
    }
  }

  open (): Promise<JournalHead> {
    return this.#journal.open()
  }

  load (): AsyncIterable<JournalRecord> {
    return this.#journal.load()
  }

  async append (batch: Uint8Array, expected: number): Promise<number> {
    const held = Promise.withResolvers<void>()
    this.#held.push(held)
    await held.promise

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
