import { join, resolve } from 'node:path'
import { createSqliteJournal } from '../storage/sqlite.ts'
import type { SqliteJournal } from '../storage/sqlite.ts'

/**
 * The journal of a data directory, if there is to be one; nobody has it yet.
 *
 * @throws TypeError when it is no path
 */
export function journalIn (dataDir: string | undefined): SqliteJournal | undefined {
  if (dataDir === undefined) {
    return undefined
  }

  if (typeof dataDir !== 'string' || dataDir === '') {
    throw new TypeError(`dataDir is the path of a directory, and this is ${typeof dataDir === 'string' ? 'empty' : `a ${typeof dataDir}`}`)
  }

  return createSqliteJournal({ directory: resolve(dataDir) })
}

/** Where a data directory has the key of its coordinator. */
export function identityIn (dataDir: string | undefined): string | undefined {
  return dataDir === undefined ? undefined : join(resolve(dataDir), 'identity')
}
