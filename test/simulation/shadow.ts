import { isDeepStrictEqual } from 'node:util'
import { restore } from '../../src/coordinator/recovery.ts'
import { decodeRecord, encodePiece } from '../../src/coordinator/record.ts'
import { createEngine } from '../../src/engine/index.ts'
import { createMemoryJournal } from '../../src/storage/memory.ts'
import type { Change, Engine } from '../../src/engine/index.ts'
import type { MemoryStore } from '../../src/storage/memory.ts'

const blank = (): Engine => createEngine({ random: () => 0, tokenFloor: 0 })

/** An engine that only ever hears the facts, one by one as they become durable. */
export class Shadow {
  readonly problems: string[] = []
  readonly #engine = blank()

  readonly apply = (change: Change): void => {
    try {
      this.#engine.replay(change)
    } catch (error) {
      this.problems.push(`${change.type} does not follow from what was before: ${(error as Error).message}`)
    }
  }

  /** The conservation law, and whatever else must hold in every state. */
  audit (): void {
    this.problems.push(...this.#engine.audit())
  }

  /** Whether the journal brings back just this state. */
  async compare (store: MemoryStore): Promise<void> {
    const found = blank()
    const journal = createMemoryJournal(store)
    await restore(journal, found)

    if (!isDeepStrictEqual(found.dump(), this.#engine.dump())) {
      this.problems.push('the journal brings back another state than the one that was')
    }
  }

  /** Puts a snapshot of the state in the place of all that was written. */
  compact (store: MemoryStore): void {
    const last = store.records.at(-1)

    if (last?.kind === 'batch') {
      const { history, at, wall } = decodeRecord(last.data)
      const pieces = Array.from(this.#engine.snapshot(), (piece) => encodePiece({ history, at, wall, piece }))
      store.records = pieces.map((data) => ({ kind: 'snapshot', data, position: last.position }))
    }
  }
}
