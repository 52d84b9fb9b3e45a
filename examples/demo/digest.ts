import { createHash } from 'node:crypto'

/** What two copies of a file have in common. */
export interface Digest {
  /** In bytes. */
  size: number

  /** In hex. */
  sha256: string
}

/** Reads to the end; no more than one chunk is held at a time. */
export async function digestOf (chunks: AsyncIterable<Uint8Array>): Promise<Digest> {
  const hash = createHash('sha256')
  let size = 0

  for await (const chunk of chunks) {
    hash.update(chunk)
    size += chunk.byteLength
  }

  return { size, sha256: hash.digest('hex') }
}
