/**
 * What can go wrong in the thread of the database. `refused`: nothing was done, and the
 * database is as it was. `damaged`: the same, because what is on disk is not what was
 * written. `full`: the same, for want of room. `failed`: nobody can say what is on disk.
 */
export type TroubleKind = 'refused' | 'damaged' | 'full' | 'failed'

/** Trouble that has its words already. */
export class Trouble extends Error {
  readonly kind: TroubleKind

  constructor (kind: TroubleKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}

/** SQLite's primary result codes, https://sqlite.org/rescode.html */
const PERM = 3
const BUSY = 5
const READONLY = 8
const CORRUPT = 11
const FULL = 13
const CANTOPEN = 14
const NOTADB = 26

const DAMAGE: readonly number[] = [NOTADB, CORRUPT]

const OPENING: Readonly<Record<number, (directory: string) => string>> = {
  [BUSY]: (directory) => `${directory} is in use by another coordinator: stop that one, or give this one a dataDir of its own`,
  [CANTOPEN]: (directory) => `cannot open the journal in ${directory}: is it a directory that this program may write to?`,
  [PERM]: (directory) => `this program may not write to ${directory}`,
  [READONLY]: (directory) => `this program may not write to ${directory}`,
  [FULL]: (directory) => `the disk of ${directory} is full: make room, and start again`,
  [NOTADB]: (directory) => `the journal in ${directory} is damaged, or no journal at all: restore the directory from a copy`,
  [CORRUPT]: (directory) => `the journal in ${directory} is damaged: restore the directory from a copy`
}

/** Trouble of any kind while a database is opened or read: nothing was written. */
export function troubleInOpening (cause: unknown, directory: string): Trouble {
  if (cause instanceof Trouble) {
    return cause
  }

  const words = OPENING[codeOf(cause)]?.(directory) ?? `cannot open the journal in ${directory}: ${messageOf(cause)}`

  return new Trouble(DAMAGE.includes(codeOf(cause)) ? 'damaged' : 'refused', words, { cause })
}

/** Trouble while it is written. */
export function troubleInWriting (cause: unknown, directory: string): Trouble {
  if (cause instanceof Trouble) {
    return cause
  }

  return codeOf(cause) === FULL
    ? new Trouble('full', `the disk of ${directory} is full`, { cause })
    : new Trouble('failed', `the journal in ${directory} could not be written (${messageOf(cause)}): look after the disk, and start again`, { cause })
}

/** The primary code; 0: it is no error of SQLite. */
function codeOf (error: unknown): number {
  return ((error as { errcode?: number } | undefined)?.errcode ?? 0) & 0xff
}

function messageOf (error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
