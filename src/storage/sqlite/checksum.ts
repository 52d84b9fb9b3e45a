import { crc32 } from 'node:zlib'

/** CRC-32 of some bytes and of the numbers that stand beside them. It finds every single flipped bit. */
export function checksum (data: Uint8Array, ...numbers: number[]): number {
  const view = new DataView(new ArrayBuffer(8 * numbers.length))
  numbers.forEach((number, index) => { view.setFloat64(8 * index, number) })

  return crc32(data, crc32(new Uint8Array(view.buffer)))
}
