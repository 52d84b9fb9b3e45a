import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from '@libp2p/crypto/keys'
import { readSecretFile, writeSecretFile } from './secret-file.ts'
import type { PrivateKey } from '@libp2p/interface'

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

  return typeof identity === 'string' ? readIdentity(identity) : identity
}

async function readIdentity (path: string): Promise<PrivateKey> {
  let bytes: Uint8Array

  try {
    bytes = await readSecretFile(path, 'a file with a private key')
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw err
    }

    const privateKey = await generateKeyPair('Ed25519')
    await writeSecretFile(path, privateKeyToProtobuf(privateKey))

    return privateKey
  }

  try {
    return privateKeyFromProtobuf(bytes)
  } catch (err) {
    throw new TypeError(`${path} holds no private key in libp2p's form: is it the right file?`, { cause: err })
  }
}
