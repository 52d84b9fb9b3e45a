import { formatKey, parseKey } from './keys.ts'
import { readSecretFile, writeSecretFile } from './secret-file.ts'
import type { Key } from './keys.ts'

/**
 * The key in a `swarm.key` file.
 *
 * @throws TypeError when group or others may read the file (as ssh does; not looked at on
 * Windows), or when it holds no key; the system's error when it cannot be read
 */
export async function readKeyFile (path: string): Promise<Uint8Array> {
  const bytes = await readSecretFile(path, 'a swarm.key file')

  try {
    return parseKey(Buffer.from(bytes).toString('utf8'))
  } catch (err) {
    throw new TypeError(`${path}: ${(err as Error).message}`, { cause: err })
  }
}

/**
 * Writes the key into a new `swarm.key` file that only its owner can read. It is on disk
 * when the promise resolves.
 *
 * @throws TypeError for a passphrase or anything else that is not a key; the system's error
 * when the file exists already (`EEXIST`: a key in use is not overwritten) or cannot be written
 */
export async function writeKeyFile (path: string, key: Key): Promise<void> {
  await writeSecretFile(path, formatKey(key))
}
