import { StorageError } from '../../src/errors.ts'
import { JournalOver } from '../../src/testing/journal-over.ts'
import type { Clock } from '../../src/clock.ts'
import type { Journal } from '../../src/storage/journal.ts'
import type { Chance } from '../../src/testing/chance.ts'

/** The slowest write: milliseconds. */
const SLOW_MS = 30

/** A disk as bad as disks are: it is slow, and when it fails nobody knows what is on it. */
export class FaultyJournal extends JournalOver {
  readonly #clock: Clock
  readonly #chance: Chance
  #failsNext = false
  #hasFailed = false

  constructor (journal: Journal, clock: Clock, chance: Chance) {
    super(journal)
    this.#clock = clock
    this.#chance = chance
  }

  /** The next write fails, and all that follow. */
  fail (): void {
    this.#failsNext = true
  }

  get hasFailed (): boolean {
    return this.#hasFailed
  }

  /** It is on the disk at the beginning or at the end of the time that it takes: a crash between the two loses it, or only the word of it. */
  override async append (batch: Uint8Array, expected: number): Promise<number> {
    if (this.#hasFailed) {
      throw new StorageError('the disk has failed before')
    }

    if (this.#failsNext) {
      this.#hasFailed = true

      if (this.#chance.happens(0.5)) {
        await super.append(batch, expected)
      }

      throw new StorageError('the disk has failed')
    }

    if (this.#chance.happens(0.5)) {
      await this.#takeTime()
      return super.append(batch, expected)
    }

    const position = await super.append(batch, expected)
    await this.#takeTime()

    return position
  }

  /** Most writes are quick. In a process that has died meanwhile nothing comes of it. */
  async #takeTime (): Promise<void> {
    const ms = this.#chance.happens(0.8) ? 0 : this.#chance.integer(1, SLOW_MS)

    if (ms > 0) {
      await new Promise<void>((resolve) => { this.#clock.alarm(resolve, ms) })
    }
  }
}
