import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from '@libp2p/crypto/keys'
import { kindOf } from '../arguments.ts'
import { readSecretFile, writeSecretFile } from './secret-file.ts'
import type { PrivateKey } from '@libp2p/interface'

const WHAT = 'a file with a private key'

/**
 * Who a node is. A file that is missing is made, mode 0600, with a new Ed25519 key in
 * libp2p's protobuf form; one that others can read is refused, as ssh does.
 *
 * @throws TypeError when the file holds no private key, or others can read it
 */
export async function loadIdentity (identity: PrivateKey | string | undefined): Promise<PrivateKey> {
  if (identity === undefined) {
    return generateKeyPair('Ed25519')
  }

  if (typeof identity === 'string' && identity !== '') {
    return readIdentity(identity)
  }

  if (typeof identity === 'string' || identity?.publicKey === undefined) {
    throw new TypeError(`identity is the path of a file, or a private key of libp2p, and this is ${identity === '' ? 'empty' : kindOf(identity)}`)
  }

  return identity
}

async function readIdentity (path: string): Promise<PrivateKey> {
  const bytes = await readSecretFile(path, WHAT).catch((err: NodeJS.ErrnoException) => {
    if (err.code !== 'ENOENT') {
      throw err
    }
  }) ?? await writeIdentity(path)

  try {
    return privateKeyFromProtobuf(bytes)
  } catch (err) {
    throw new TypeError(`${path} holds no private key in libp2p's form: is it the right file?`, { cause: err })
  }
}

/** Of several processes that make the file at once, one does, and the others have to read what it wrote. */
async function writeIdentity (path: string): Promise<Uint8Array> {
  const bytes = privateKeyToProtobuf(await generateKeyPair('Ed25519'))

  try {
    await writeSecretFile(path, bytes)
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === 'EEXIST') {
      return readSecretFile(path, WHAT)
    }

    throw err
  }

  return bytes
}
