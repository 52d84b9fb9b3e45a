import { checksum } from './checksum.ts'
import { inTransaction, pragma } from './database.ts'
import { partsOf } from './parts.ts'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Head } from './loader.ts'

/** One step of sweeping deletes this many bytes, or rows: appends wait for no more than that. */
const STEP_BYTES = 2 * 1024 * 1024
const STEP_ROWS = 512

/** Free pages are kept for what comes next, up to this and three times what is in use; above it down to a third of that. */
const FREE_BYTES = 24 * 1024 * 1024
const FREE_SHARE = 3

/** Writes snapshots piece by piece, and deletes by and by what they have put out of force. */
export class Snapshots {
  readonly #database: DatabaseSync
  readonly #head: Head
  readonly #insert: StatementSync

  /** The snapshot that is being written. */
  #position = 0
  #pieces = 0
  #isVacuuming = false

  constructor (database: DatabaseSync, head: Head) {
    this.#database = database
    this.#head = head
    this.#insert = database.prepare('INSERT INTO piece (position, number, more, checksum, data) VALUES (?, ?, ?, ?, ?)')
  }

  begin (position: number): boolean {
    // what is left of one that was not finished would count as its own
    this.#database.prepare('DELETE FROM piece WHERE position = ? AND NOT (position = ? AND ? > 0)').run(position, this.#head.snapshot, this.#head.pieces)
    this.#position = position
    this.#pieces = 0

    return true
  }

  piece (data: Uint8Array): boolean {
    inTransaction(this.#database, () => {
      for (const { part, more } of partsOf(data)) {
        const number = this.#pieces++
        this.#insert.run(this.#position, number, more, checksum(part, number, this.#position, more), part)
      }
    })

    return true
  }

  /** From here on it is the one in force. */
  end (): boolean {
    const { epoch } = this.#head
    const sum = checksum(new Uint8Array(), epoch, this.#position, this.#pieces)

    this.#database.prepare('UPDATE journal SET snapshot = ?, pieces = ?, checksum = ?').run(this.#position, this.#pieces, sum)
    this.#head.snapshot = this.#position
    this.#head.pieces = this.#pieces

    return true
  }

  /** Deletes some of what is out of force, and gives room back to the disk; whether there is more to do. */
  sweep (): boolean {
    const { snapshot, pieces } = this.#head

    return this.#delete('batch', 'position', 'position <= ? AND ? >= 0', snapshot, pieces) ||
      this.#delete('piece', 'id', 'position <> ? OR ? = 0', snapshot, pieces) ||
      this.#vacuum()
  }

  /** Those with the smallest keys. */
  #delete (table: string, key: string, condition: string, snapshot: number, pieces: number): boolean {
    const rows = this.#database.prepare(
      `SELECT ${key} AS key, length(data) AS bytes FROM ${table} WHERE ${condition} ORDER BY ${key} LIMIT ${STEP_ROWS}`
    ).all(snapshot, pieces) as unknown as Array<{ key: number, bytes: number }>
    let last: number | undefined
    let bytes = 0

    for (const row of rows) {
      if (bytes >= STEP_BYTES) {
        break
      }

      last = row.key
      bytes += row.bytes
    }

    if (last === undefined) {
      return false
    }

    this.#database.prepare(`DELETE FROM ${table} WHERE (${condition}) AND ${key} <= ?`).run(snapshot, pieces, last)

    return true
  }

  #vacuum (): boolean {
    const page = pragma(this.#database, 'page_size')
    const free = pragma(this.#database, 'freelist_count') * page
    const used = pragma(this.#database, 'page_count') * page - free
    const most = Math.max(FREE_BYTES, FREE_SHARE * used)

    if (free > (this.#isVacuuming ? most / FREE_SHARE : most)) {
      this.#isVacuuming = true
      this.#database.exec(`PRAGMA incremental_vacuum(${STEP_BYTES / page})`)

      // whatever keeps it from getting on would keep us here
      return pragma(this.#database, 'freelist_count') * page < free
    }

    if (this.#isVacuuming) {
      this.#isVacuuming = false
      // the file is as long as it was until the log says otherwise no more
      this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    }

    return false
  }
}
