import { randomUUID } from 'node:crypto'
import { link, open, rm } from 'node:fs/promises'
import { checkString } from '../arguments.ts'
import { holdsKey } from './keys.ts'

/** Owner may read and write; nobody else anything. */
const MODE = 0o600
const OTHERS = 0o077

/** Keys are short: whatever is larger is something else. */
const MAX_BYTES = 4_096

/**
 * What is in a file that only its owner may read.
 *
 * @param what - what it is to be, for messages
 * @throws TypeError when group or others may read it (as ssh does; not looked at on
 * Windows), or when it is no such file; the system's error when it cannot be read
 */
export async function readSecretFile (path: string, what: string): Promise<Uint8Array> {
  refuseKey(path)
  await using file = await open(path, 'r')
  const stat = await file.stat()

  if (!stat.isFile() || stat.size > MAX_BYTES) {
    throw new TypeError(`${path} is not ${what}`)
  }

  if (process.platform !== 'win32' && (stat.mode & OTHERS) !== 0) {
    const mode = (stat.mode & 0o777).toString(8).padStart(4, '0')
    throw new TypeError(`${path} has mode ${mode}: others can get at the key in it. Run: chmod 600 ${path}`)
  }

  return await file.readFile()
}

/**
 * Writes a new file that only its owner can read. It is on disk when the promise resolves,
 * and nobody, a crash included, ever sees a part of it.
 *
 * @throws the system's error when the file exists already (`EEXIST`: a key in use is not
 * overwritten) or cannot be written
 */
export async function writeSecretFile (path: string, data: Uint8Array | string): Promise<void> {
  refuseKey(path)
  const draft = `${path}.${randomUUID()}`

  try {
    await write(draft, data)
    // unlike a rename, it fails where there is a file
    await link(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}

/** The system's errors quote the path. */
function refuseKey (path: string): void {
  if (checkString('path', path) === '') {
    throw new RangeError('path is empty: it must name a file')
  }

  if (holdsKey(path) && path.includes('\n')) {
    throw new TypeError('this path is the text of a key, and should be where its file is')
  }
}

async function write (path: string, data: Uint8Array | string): Promise<void> {
  await using file = await open(path, 'wx', MODE)

  await file.writeFile(data)
  await file.sync()
}
