import { open } from 'node:fs/promises'

/** Changes one bit of a file: bit 0 is the lowest of its first byte. */
export async function flipBit (path: string, bit: number): Promise<void> {
  const file = await open(path, 'r+')
  const byte = new Uint8Array(1)
  await file.read(byte, 0, 1, bit >> 3)
  byte[0] = (byte[0] as number) ^ 1 << (bit & 7)
  await file.write(byte, 0, 1, bit >> 3)
  await file.close()
}
