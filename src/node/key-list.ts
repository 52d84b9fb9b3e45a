import { loadKey, rawKey } from './keys.ts'
import type { Key, Keys } from './keys.ts'
import type { Secret } from './secret.ts'

/** Keys that one ring can hold, and slots that a dialer may have to try. */
export const KEY_SLOTS = 8

/** A key and the name that it goes by. Another name, or another key, is another `RingKey`. */
export interface RingKey {
  /** '' for a key without a name. */
  readonly name: string
  readonly secret: Secret
}

/**
 * Every key with its name ('' for none), in the order given.
 *
 * @throws TypeError when a key is missing or none; RangeError for more than 8
 */
export function listKeys (keys: Keys): Array<{ name: string, key: Key }> {
  const listed = Object.entries(byName(keys))
    .flatMap(([name, named]) => (Array.isArray(named) ? named : [named]).map((key) => ({ name, key })))

  if (listed.length === 0) {
    throw new TypeError('a key is required, there is no open mode, and this list of keys is empty')
  }

  if (listed.length > KEY_SLOTS) {
    throw new RangeError(`at most ${KEY_SLOTS} keys can be in use at once and these are ${listed.length}: retire some`)
  }

  for (const { key } of listed) {
    rawKey(key)
  }

  return listed
}

function byName (keys: Keys): Record<string, Key | Key[]> {
  if (keys == null || typeof keys !== 'object' || keys instanceof Uint8Array || Array.isArray(keys)) {
    return { '': keys }
  }

  const prototype: unknown = Object.getPrototypeOf(keys)

  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError('key is a Uint8Array, a string, an array of them, or a plain object of names and keys')
  }

  for (const name of Object.keys(keys)) {
    if (!/^[A-Za-z0-9._-]{1,64}$/.test(name)) {
      // not quoted: somebody may have put the key where the name belongs
      throw new TypeError('the name of a key has 1 to 64 of the characters A-Z a-z 0-9 . _ -, and one of these names does not')
    }
  }

  return keys
}

/** Keys as they are used, one after the other: each passphrase takes 64 MiB while it is stretched. */
export async function loadAll (listed: Array<{ name: string, key: Key }>, farm: string): Promise<RingKey[]> {
  const loaded: RingKey[] = []

  for (const { name, key } of listed) {
    loaded.push({ name, secret: await loadKey(key, farm) })
  }

  return loaded
}

/** Drops repetitions; a key under two names would have the rights of whichever is found first. */
export function distinct (keys: RingKey[]): RingKey[] {
  const seen: RingKey[] = []

  for (const key of keys) {
    const twin = seen.find((other) => other.secret.equals(key.secret))

    if (twin == null) {
      seen.push(key)
    } else if (twin.name !== key.name) {
      throw new TypeError(`one key stands under the names ${JSON.stringify(twin.name)} and ${JSON.stringify(key.name)}: give each name a key of its own`)
    }
  }

  return seen
}
