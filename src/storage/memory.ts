import { StorageError } from '../errors.ts'
import type { Journal, JournalHead, JournalRecord } from './journal.ts'

/** A store in this process's memory. It outlives the journals that are opened over it. */
export class MemoryStore {
  /** The last owner's. */
  epoch = 0
  position = 0
  records: JournalRecord[] = []

  #changed = Promise.withResolvers<void>()

  /** Resolves at the next `change`. */
  get changed (): Promise<void> {
    return this.#changed.promise
  }

  change (): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers()
  }
}

/**
 * A journal in memory. Without a store it keeps nothing at all, and costs nothing; over a
 * store it is a complete one, for tests and simulations of what durable ones do.
 */
export function createMemoryJournal (store?: MemoryStore): Journal {
  return store === undefined ? new VolatileJournal() : new MemoryJournal(store)
}

class VolatileJournal implements Journal {
  readonly volatile = true
  readonly open = async (): Promise<JournalHead> => ({ position: 0, epoch: 1 })
  readonly append = async (_batch: Uint8Array, expected: number): Promise<number> => expected + 1
  readonly snapshot = async (): Promise<boolean> => false
  readonly close = async (): Promise<void> => {}

  async * load (): AsyncGenerator<JournalRecord> {}
}

class MemoryJournal implements Journal {
  readonly volatile = false
  readonly #store: MemoryStore

  /** 0: not the owner. */
  #epoch = 0
  #closed = false

  constructor (store: MemoryStore) {
    this.#store = store
  }

  async open (): Promise<JournalHead> {
    this.#epoch = ++this.#store.epoch
    this.#closed = false

    return { position: this.#store.position, epoch: this.#epoch }
  }

  async * load (): AsyncGenerator<JournalRecord> {
    yield * this.#store.records
  }

  async append (batch: Uint8Array, expected: number): Promise<number> {
    const store = this.#store
    this.#checkOwner()

    if (expected !== store.position) {
      throw refusal(`the journal is at ${store.position}, not at ${expected}: somebody else has written to it`)
    }

    store.position++
    store.records.push({ kind: 'batch', data: batch, position: store.position })
    store.change()

    return store.position
  }

  async confirm (): Promise<void> {
    this.#checkOwner()
  }

  async snapshot (pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, position: number): Promise<boolean> {
    const store = this.#store
    this.#checkOwner()

    if (position > store.position) {
      throw refusal(`a snapshot at ${position}, and the journal is at ${store.position}`)
    }

    const records: JournalRecord[] = []

    for await (const data of pieces) {
      records.push({ kind: 'snapshot', data, position })
    }

    this.#checkOwner()
    const later = store.records.filter((record) => record.position > position)

    // a later snapshot holds all that this one does
    if (later[0]?.kind === 'snapshot') {
      return false
    }

    store.records = [...records, ...later]
    store.change()

    return true
  }

  async * tail (from: number): AsyncGenerator<JournalRecord> {
    let position = from

    while (!this.#closed) {
      const { changed } = this.#store

      for (const record of this.#store.records) {
        if (record.position > position) {
          position = record.position
          yield record
        }
      }

      await changed
    }
  }

  async close (): Promise<void> {
    this.#epoch = 0
    this.#closed = true
    this.#store.change()
  }

  #checkOwner (): void {
    if (this.#epoch === 0) {
      throw refusal('the journal is not open')
    }

    if (this.#epoch !== this.#store.epoch) {
      throw refusal('the journal has another owner now')
    }
  }
}

function refusal (message: string): StorageError {
  return new StorageError(message, { outcome: 'none' })
}
