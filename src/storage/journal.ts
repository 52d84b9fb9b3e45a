/**
 * Where a coordinator keeps what happened: one blob a batch of changes, in order. A store
 * never looks inside a blob. Whatever it throws is a `StorageError`, and after one nothing
 * can be said of the batch that was being written.
 *
 * A position says how much has been written: it grows with every batch, and means nothing
 * beyond that.
 */
export interface Journal {
  /**
   * Nothing is kept: what has happened is as durable as it will ever be. Batches need not
   * be encoded, nor handed over.
   */
  readonly volatile: boolean

  /**
   * The store has next to no room left. What ends tasks is still written, and sooner or later
   * makes room; what adds to them should be refused until this is false again, which it
   * becomes by itself. Absent: it never happens.
   */
  readonly full?: boolean

  /**
   * Becomes the owner. Whoever was it before can write no more; a store that has one owner
   * at a time by nature refuses instead while that one lives.
   */
  open (): Promise<JournalHead>

  /**
   * What the state is rebuilt from, in order: the pieces of the last snapshot, if there is
   * one, then every batch after it. To be read once, between `open` and the first `append`.
   */
  load (): AsyncIterable<JournalRecord>

  /**
   * Writes a batch behind `expected`, the position that this owner knows. It is durable
   * when this resolves, with the position behind it. Refused, with nothing written, when
   * somebody else has written since. One at a time. The bytes belong to the journal from
   * then on. While the store is full it waits, and nothing is lost.
   */
  append (batch: Uint8Array, expected: number): Promise<number>

  /**
   * Resolves while this is the owner. For stores that do not keep others out by nature:
   * whatever leaves without having been written waits for it, so that a deposed owner
   * renews no lease.
   */
  confirm? (): Promise<void>

  /**
   * Keeps a state, in pieces, which holds all that was written up to `position`: what was
   * written before that need not be kept. `position` is one that an `append` has resolved
   * with. Pieces are asked for as they can be written, beside appends; the bytes belong to the
   * journal. All of them count, or none: resolves with whether they do. They do not when there is
   * no room for them, or a later snapshot. One at a time.
   */
  snapshot (pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, position: number): Promise<boolean>

  /**
   * What was written after `from`, then what is being written, as it comes: for a follower.
   * Begins with the pieces of a snapshot when batches after `from` are no longer there. Ends when closed.
   */
  tail? (from: number): AsyncIterable<JournalRecord>

  /** Lets go of the store. May be called twice. */
  close (): Promise<void>
}

/** Where a journal stands when it is opened. */
export interface JournalHead {
  /** Behind the last batch. */
  position: number

  /** Grows with every `open` of the same store: whose a batch is. */
  epoch: number
}

export interface JournalRecord {
  /** A piece of the snapshot, or a batch. */
  kind: 'snapshot' | 'batch'
  data: Uint8Array

  /** Behind it: what is written next comes after this. */
  position: number
}
