import * as crypto from 'node:crypto'
import { kindOf } from '../arguments.ts'
import { systemClock } from '../clock.ts'
import { KEY_LENGTH, Secret } from './secret.ts'

/**
 * What a peer must know to get in. One of:
 *
 * - 32 bytes, as `generateKey()` makes them;
 * - the text of a `swarm.key` file (`/key/swarm/psk/1.0.0/…`), as `formatKey()` writes it;
 * - any other string is a passphrase: it is stretched with argon2id, once per start, salted
 *   with the farm's name, so both sides need the same `farm`. Whoever can dial the
 *   coordinator can guess at a passphrase offline: below 12 characters there is a warning.
 */
export type Key = Uint8Array | string

/**
 * One key, or several at once (at most 8 in all). Under names, each key is a list of roles:
 * the coordinator's `access` says what the peers that came with it may do. Keys without a
 * name may do everything.
 */
export type Keys = Key | Key[] | Record<string, Key | Key[]>

/** The farm whose name salts a passphrase where none is given. */
export const DEFAULT_FARM = 'default'

/** @throws TypeError for what is no name */
export function checkFarm (farm: unknown): string {
  if (typeof farm !== 'string' || farm === '' || !farm.isWellFormed()) {
    throw new TypeError(`farm is a name: a string that is not empty, and this is ${farm === '' ? 'empty' : kindOf(farm)}`)
  }

  return farm
}

/** Below this many characters a passphrase is used, and warned of. */
export const MIN_PASSPHRASE_LENGTH = 12

/** RFC 9106's second recommended option has 64 MiB and 3 passes too, on 4 lanes; one lane is enough for one thread. */
const ARGON2 = { memory: 64 * 1024, passes: 3, parallelism: 1, tagLength: KEY_LENGTH }
const SALT_PREFIX = 'peerq/1 salt'

const KEY_FILE_START = '/key/'
const KEY_FILE_HEADER = '/key/swarm/psk/1.0.0/'
const KEY_FILE_ENCODING = '/base16/'

const HOW = 'make one with generateKey(), or give a passphrase of 12 characters or more as a string'

/** Whether a text has that of a key in it, or is the digits of one. In the wrong place it is not to be quoted. */
export function holdsKey (text: string): boolean {
  return text.includes(KEY_FILE_HEADER) || /^\s*[0-9a-f]{64}\s*$/i.test(text)
}

/** A new key: 32 bytes that nobody can guess. */
export function generateKey (): Uint8Array {
  return systemClock.randomBytes(KEY_LENGTH)
}

/**
 * The text of a `swarm.key` file that holds the key.
 *
 * @throws TypeError for a passphrase, which has no such form, and for anything that is not a key
 */
export function formatKey (key: Key): string {
  const bytes = rawKey(key)

  if (bytes == null) {
    throw new TypeError('a passphrase has no swarm.key form: write down the passphrase itself, or use generateKey()')
  }

  return `${KEY_FILE_HEADER}\n${KEY_FILE_ENCODING}\n${Buffer.from(bytes).toString('hex')}\n`
}

/**
 * The 32 bytes in the text of a `swarm.key` file.
 *
 * @throws TypeError for any other text; the message never quotes it
 */
export function parseKey (text: string): Uint8Array {
  const [header, encoding, hex = '', ...rest] = text.trim().split(/\r?\n/)

  if (header !== KEY_FILE_HEADER || rest.length > 0) {
    throw new TypeError(`this is not a swarm.key file: it has three lines, ${KEY_FILE_HEADER} and ${KEY_FILE_ENCODING} and 64 hexadecimal digits`)
  }

  if (encoding !== KEY_FILE_ENCODING) {
    throw new TypeError(`the second line of a swarm.key file is ${KEY_FILE_ENCODING}: no other encoding is read`)
  }

  if (!/^[0-9a-f]{64}$/i.test(hex)) {
    throw new TypeError(`the third line of a swarm.key file is a key of 64 hexadecimal digits, and this one has ${hex.length} characters`)
  }

  return Uint8Array.from(Buffer.from(hex, 'hex'))
}

/**
 * The bytes of a key, or nothing when it is a passphrase.
 *
 * @throws TypeError for anything that is not a key
 */
export function rawKey (key: Key): Uint8Array | undefined {
  const given: unknown = key

  if (given == null || given === '') {
    throw new TypeError(`a key is required, there is no open mode: ${HOW}`)
  }

  if (given instanceof Uint8Array) {
    if (given.byteLength !== KEY_LENGTH) {
      throw new TypeError(`a key is ${KEY_LENGTH} bytes and this has ${given.byteLength}: ${HOW}`)
    }

    return given
  }

  if (typeof given !== 'string') {
    throw new TypeError(`a key is a Uint8Array or a string and this is of type ${typeof given}: ${HOW}`)
  }

  if (given.trimStart().startsWith(KEY_FILE_START)) {
    return parseKey(given)
  }

  if (!given.isWellFormed()) {
    throw new TypeError('this passphrase is not well-formed Unicode (a lone surrogate), so two machines could read it differently: choose another')
  }
}

/**
 * The key as it is used. A passphrase takes about 0.2 s and 64 MiB on one of Node's pool
 * threads; the event loop goes on.
 *
 * @throws TypeError for anything that is not a key
 */
export async function loadKey (key: Key, farm = DEFAULT_FARM): Promise<Secret> {
  const bytes = rawKey(key)

  if (bytes != null) {
    return new Secret(bytes)
  }

  warnOfShort(key as string)

  return new Secret(await stretch(key as string, farm), farm)
}

/** argon2id over the NFC form of the passphrase, in UTF-8: what one types looks the same everywhere, and must be the same. */
async function stretch (passphrase: string, farm: string): Promise<Uint8Array> {
  const message = Buffer.from(passphrase.normalize('NFC'))
  const nonce = crypto.createHash('sha256').update(SALT_PREFIX).update(farm.normalize('NFC')).digest()

  return new Promise((resolve, reject) => {
    crypto.argon2('argon2id', { ...ARGON2, message, nonce }, (err, bytes) => {
      if (err != null) {
        reject(err)
      } else {
        resolve(bytes)
      }
    })
  })
}

let warned = false

function warnOfShort (passphrase: string): void {
  if (warned || [...passphrase].length >= MIN_PASSPHRASE_LENGTH) {
    return
  }

  warned = true
  process.emitWarning(`the passphrase has fewer than ${MIN_PASSPHRASE_LENGTH} characters: whoever can dial the coordinator can guess at it offline`, {
    type: 'PeerqWarning',
    code: 'PEERQ_SHORT_PASSPHRASE',
    detail: `For more than a trial, ${HOW}.`
  })
}
