import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Only its owner may look into it: items are in there in the clear. */
const DIRECTORY_MODE = 0o700
const FILE_MODE = 0o600

/** The files of a `dataDir`. */
export interface DataFiles {
  directory: string

  /** The database. */
  journal: string

  /** What was written last, until it is moved into the database. */
  wal: string

  /** Its index, while somebody looks at it without owning it. */
  shm: string
  ballast: string
}

export function filesIn (directory: string): DataFiles {
  const journal = join(directory, 'journal.sqlite')

  return { directory, journal, wal: `${journal}-wal`, shm: `${journal}-shm`, ballast: join(directory, 'ballast') }
}

/** Makes a directory for one owner, if it is not there, and sees to it that it still is after a power cut. */
export function makeDirectory (directory: string): void {
  if (existsSync(directory)) {
    return
  }

  const parent = dirname(resolve(directory))
  // one by one: where none can be made, as in /proc, Node.js would try to make all of them for ever
  makeDirectory(parent)

  try {
    mkdirSync(directory, { mode: DIRECTORY_MODE })
  } catch (err) {
    if (!existsSync(directory)) {
      throw err
    }
  }

  syncDirectory(parent)
}

/** Makes the database file, which would otherwise be made for everybody to read. SQLite's other files take after it. */
export function makeFile (path: string): void {
  if (existsSync(path)) {
    return
  }

  closeSync(openSync(path, 'wx', FILE_MODE))
  syncDirectory(dirname(path))
}

/** Names are on disk once their directory is. Where a directory cannot be opened (Windows) that needs no help. */
export function syncDirectory (directory: string): void {
  let handle: number

  try {
    handle = openSync(directory, 'r')
  } catch {
    return
  }

  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
