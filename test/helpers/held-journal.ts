import { JournalOver } from '../../src/testing/journal-over.ts'

/** A journal whose appends wait until the test lets them through, or fails them. */
export class HeldJournal extends JournalOver {
  /** Whether it says that it has next to no room. */
  full = false
  readonly #held: Array<PromiseWithResolvers<void>> = []

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

  override async append (batch: Uint8Array, expected: number): Promise<number> {
    const held = Promise.withResolvers<void>()
    this.#held.push(held)
    await held.promise

    return super.append(batch, expected)
  }
}
