import { existsSync, statSync } from 'node:fs'
import { checksum } from './checksum.ts'
import { filesIn, makeDirectory, makeFile } from './directory.ts'
import { APPLICATION_ID } from './schema.ts'
import { Trouble } from './trouble.ts'
import { inspectWal, isDamaged } from './wal.ts'
import type * as sqlite from 'node:sqlite'
import type { DataFiles } from './directory.ts'

/** Imported late, by the thread of the database alone: src/check-node.ts says why. */
export type Sqlite = typeof sqlite
type DatabaseSync = sqlite.DatabaseSync

/** For so long it waits for an owner that is just ending, in milliseconds. */
const BUSY_MS = 200

/** A lone put writes a page or two, a large batch many: measured, this costs least over both. */
const PAGE_BYTES = 8_192

/** The log is moved into the database when it has this many pages, and is cut to this many bytes then. */
const WAL_PAGES = 1_000
const WAL_BYTES = 16 * 1024 * 1024

/** Only the first problems are of interest. */
const PROBLEMS = 20

export interface DatabaseInit {
  directory: string
  schema: readonly string[]

  /** To be looked at, and not to be changed. */
  readOnly: boolean
}

/**
 * Opens the database in a directory, which is then its process's own: the lock dies with the
 * process, however that ends. A new one is made, an older one brought up to date, and one
 * that is damaged, of a later version or somebody else's refused as it is.
 */
export function openDatabase ({ DatabaseSync }: Sqlite, { directory, schema, readOnly }: DatabaseInit): DatabaseSync {
  const files = filesIn(directory)

  if (!readOnly) {
    makeDirectory(directory)
    makeFile(files.journal)
  }

  // before SQLite looks: it would drop what it cannot read, and delete the rest on closing
  refuseDamage(files)

  if (readOnly) {
    refuseAbsence(files)
  }

  const database = new DatabaseSync(files.journal, { readOnly, timeout: BUSY_MS })

  try {
    if (readOnly) {
      expectReadable(database, files, schema)
    } else {
      take(database, files, schema)
    }

    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** What SQLite finds wrong with how the database is built. */
export function problemsIn (database: DatabaseSync): string[] {
  const rows = database.prepare(`PRAGMA quick_check(${PROBLEMS})`).all()
  const problems = rows.map(({ quick_check: problem }) => String(problem))

  return problems[0] === 'ok' ? [] : problems
}

/** A number that a pragma says. */
export function pragma (database: DatabaseSync, name: string): number {
  return Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0])
}

/** Does all of it or nothing. */
export function inTransaction<T> (database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')

  try {
    const result = work()
    database.exec('COMMIT')

    return result
  } catch (error) {
    if (database.isTransaction) {
      database.exec('ROLLBACK')
    }

    throw error
  }
}

function refuseAbsence ({ directory, journal }: DataFiles): void {
  if (!existsSync(journal)) {
    throw new Trouble('refused', `there is no journal in ${directory}: is it the dataDir of a coordinator?`)
  }
}

function refuseDamage ({ directory, wal }: DataFiles): void {
  const report = inspectWal(wal)

  if (isDamaged(report)) {
    throw new Trouble('damaged', `${wal} is damaged: ${report.lost} acknowledged batches in it cannot be read. Nothing was changed; restore ${directory} from a copy`)
  }
}

function take (database: DatabaseSync, files: DataFiles, schema: readonly string[]): void {
  const { directory, journal } = files

  if (statSync(journal).size === 0) {
    // in this order, and before anything else: afterwards they are ignored
    database.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA auto_vacuum = INCREMENTAL`)
  }

  database.exec('PRAGMA locking_mode = EXCLUSIVE')
  // the lock is there from here on, before anything is looked at
  database.exec('BEGIN EXCLUSIVE; COMMIT')
  const version = versionOf(database, directory, schema)
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA cell_size_check = ON;
    PRAGMA wal_autocheckpoint = ${WAL_PAGES};
    PRAGMA journal_size_limit = ${WAL_BYTES};
  `)
  refuseProblems(database, directory)
  upgrade(database, schema, version)
  // from here on there are no frames of an earlier crash that could be taken for later ones
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
}

function expectReadable (database: DatabaseSync, { directory }: DataFiles, schema: readonly string[]): void {
  const version = versionOf(database, directory, schema)

  if (version < schema.length) {
    throw new Trouble('refused', `the journal in ${directory} is of version ${version}: start a coordinator on it once, which brings it up to version ${schema.length}`)
  }
}

/** 0: it is new. */
function versionOf (database: DatabaseSync, directory: string, schema: readonly string[]): number {
  const id = pragma(database, 'application_id')
  const version = pragma(database, 'user_version')
  const isEmpty = database.prepare('SELECT name FROM sqlite_schema LIMIT 1').get() === undefined

  if (id !== APPLICATION_ID && !(id === 0 && version === 0 && isEmpty)) {
    throw new Trouble('refused', `journal.sqlite in ${directory} is another program's database: choose another dataDir`)
  }

  if (version > schema.length) {
    throw new Trouble('refused', `the journal in ${directory} is of version ${version}, and this program reads version ${schema.length}: start a newer one. Nothing was changed`)
  }

  return version
}

function refuseProblems (database: DatabaseSync, directory: string): void {
  const problems = problemsIn(database)

  if (problems.length > 0) {
    throw new Trouble('damaged', `the journal in ${directory} is damaged (${problems.join('; ')}): restore the directory from a copy`)
  }
}

function upgrade (database: DatabaseSync, schema: readonly string[], version: number): void {
  if (version === schema.length) {
    return
  }

  inTransaction(database, () => {
    for (const step of schema.slice(version)) {
      database.exec(step)
    }

    if (version === 0) {
      database.exec(`PRAGMA application_id = ${APPLICATION_ID}`)
      database.prepare('INSERT INTO journal (id, epoch, snapshot, pieces, checksum) VALUES (1, 0, 0, 0, ?)').run(checksum(new Uint8Array(), 0, 0, 0))
    }

    database.exec(`PRAGMA user_version = ${schema.length}`)
  })
}
