import { StorageError } from '../errors.ts'
import { encodePiece } from './record.ts'
import type { Clock } from '../clock.ts'
import type { Engine, Snapshot } from '../engine/index.ts'
import type { Journal } from '../storage/journal.ts'
import type { RecordHead } from './record.ts'

/** Bytes that are written without need may come to this, and to twice what is needed, before a snapshot clears them away. */
const LEAST_WASTE = 8 * 1024 * 1024
const WASTE_SHARE = 2

/** What even an empty state is said to weigh, so that the weight of a small one is not taken too seriously. */
const BASE_WEIGHT = 64 * 1024

export interface CompactorInit {
  engine: Engine
  clock: Clock
  journal: Journal

  /** Bytes that the journal was found to hold. */
  stored: number

  /** The journal failed. */
  failed: (error: StorageError) => void
}

/** A state that is to be stored once the batch is durable that led to it. */
export interface Compaction {
  snapshot: Snapshot
  head: RecordHead
}

/**
 * Decides when the journal holds so much more than the state needs that a snapshot is due,
 * and stores it beside everything else. So both the disk and the next start are bounded by
 * what there is, not by what ever happened; and the work for it is a fixed share of what is
 * written anyway.
 */
export class Compactor {
  readonly #init: CompactorInit

  /** Bytes in the journal; and those of them that were written behind the snapshot that is being stored. */
  #stored: number
  #since = 0

  /** Bytes of the last snapshot for each that it was said to weigh. */
  #scale = 1

  /** There was no room for one: not before there is this much. */
  #notBefore = 0
  #isStoring = false
  #isStopped = false

  constructor (init: CompactorInit) {
    this.#init = init
    this.#stored = init.stored
  }

  /** So many bytes were written. */
  wrote (bytes: number): void {
    this.#stored += bytes
    this.#since += bytes
  }

  /** Begins a snapshot if one is due, at the end of a batch that is about to be written. To be followed by `store`, or `release`. */
  begin (head: () => RecordHead): Compaction | undefined {
    const needed = this.#weight * this.#scale

    if (this.#isStoring || this.#isStopped || this.#stored < this.#notBefore || this.#stored - needed <= Math.max(LEAST_WASTE, WASTE_SHARE * needed)) {
      return undefined
    }

    this.#isStoring = true

    return { snapshot: this.#init.engine.snapshot(), head: head() }
  }

  /** The state is that of `position`, which is durable. */
  async store (compaction: Compaction, position: number): Promise<void> {
    const { journal, failed } = this.#init
    const weight = this.#weight
    const written = { bytes: 0 }
    this.#since = 0

    try {
      if (await journal.snapshot(this.#pieces(compaction, written), position)) {
        this.#stored = written.bytes + this.#since
        this.#scale = (written.bytes + BASE_WEIGHT) / weight
      } else {
        this.#notBefore = this.#stored + LEAST_WASTE
      }
    } catch (error) {
      if (!this.#isStopped) {
        failed(error instanceof StorageError ? error : new StorageError('the journal could not take a snapshot', { cause: error }))
      }
    } finally {
      this.release(compaction)
    }
  }

  release ({ snapshot }: Compaction): void {
    snapshot.release()
    this.#isStoring = false
  }

  /** Begins no more, and does not mind what becomes of the last. */
  stop (): void {
    this.#isStopped = true
  }

  get #weight (): number {
    return BASE_WEIGHT + this.#init.engine.weight()
  }

  /** A piece in each turn of the event loop: the rest of it is everybody else's. */
  async * #pieces ({ snapshot, head }: Compaction, written: { bytes: number }): AsyncGenerator<Uint8Array> {
    for (const piece of snapshot) {
      const data = encodePiece({ ...head, piece })
      written.bytes += data.byteLength
      yield data
      await new Promise<void>((resolve) => { this.#init.clock.soon(resolve) })
    }
  }
}
