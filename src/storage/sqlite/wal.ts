import { closeSync, openSync, readSync } from 'node:fs'

/** https://sqlite.org/fileformat2.html#the_write_ahead_log */
const HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24
const MAGIC = 0x377f0682
const LARGEST_PAGE = 65_536

/** What a write-ahead log holds that nobody has moved into the database yet. */
export interface WalReport {
  /** Whole transactions at its beginning: those that SQLite reads. */
  commits: number

  /**
   * Transactions of the same log that stand behind a damaged frame: SQLite reads nothing from there
   * on, and says nothing. The last one may never have been acknowledged, since a power cut can
   * leave it in any state. But each is on disk before the next one is written: where there are two
   * or more, acknowledged ones are lost.
   */
  lost: number
}

/** Whether what stands behind the damage was acknowledged. */
export function isDamaged ({ lost }: WalReport): boolean {
  return lost >= 2
}

/** Reads a write-ahead log that no process has open; one that is not there is empty. */
export function inspectWal (path: string): WalReport {
  const file = openIfThere(path)

  if (file === undefined) {
    return { commits: 0, lost: 0 }
  }

  try {
    return inspect((position, bytes) => {
      const length = readSync(file, bytes, 0, bytes.byteLength, position)

      return length === bytes.byteLength
    })
  } finally {
    closeSync(file)
  }
}

/** Reads at a position; false: the file ends before. */
type Read = (position: number, bytes: Uint8Array) => boolean

function inspect (read: Read): WalReport {
  const report: WalReport = { commits: 0, lost: 0 }
  const bytes = new Uint8Array(HEADER_BYTES)
  const header = new DataView(bytes.buffer)

  if (!read(0, bytes)) {
    return report
  }

  const pageSize = header.getUint32(8)
  const isBigEndian = (header.getUint32(0) & 1) === 1
  const sum = new Checksum(!isBigEndian)
  sum.add(header, 0, 24)
  let isWhole = (header.getUint32(0) & ~1) >>> 0 === MAGIC && sum.is(header, 24)
  // of a damaged header not even the size of a page can be believed
  const size = isWhole ? pageSize : pageSizeOf(read)
  const frame = new DataView(new ArrayBuffer(FRAME_HEADER_BYTES + size))
  const salts = new DataView(new ArrayBuffer(8))
  copySalts(salts, isWhole ? header : undefined, 16)

  for (let position = HEADER_BYTES; read(position, new Uint8Array(frame.buffer)); position += frame.byteLength) {
    if (isEmpty(salts)) {
      copySalts(salts, frame, 8)
    }

    sum.add(frame, 0, 8)
    sum.add(frame, FRAME_HEADER_BYTES, size)
    // otherwise an earlier round of the same file has left it behind
    const isOfThisLog = frame.getUint32(8) === salts.getUint32(0) && frame.getUint32(12) === salts.getUint32(4)
    isWhole &&= isOfThisLog && sum.is(frame, 16)

    if (isOfThisLog && frame.getUint32(4) !== 0) {
      report[isWhole ? 'commits' : 'lost']++
    }
  }

  return report
}

/** The distance at which the salts of the first frame come again. */
function pageSizeOf (read: Read): number {
  const first = new Uint8Array(FRAME_HEADER_BYTES)
  const other = new Uint8Array(FRAME_HEADER_BYTES)

  for (let size = 512; size <= LARGEST_PAGE; size *= 2) {
    const areThere = read(HEADER_BYTES, first) && read(HEADER_BYTES + FRAME_HEADER_BYTES + size, other)

    if (areThere && Buffer.compare(first.subarray(8, 16), other.subarray(8, 16)) === 0) {
      return size
    }
  }

  return LARGEST_PAGE
}

function copySalts (salts: DataView, from: DataView | undefined, offset: number): void {
  salts.setUint32(0, from?.getUint32(offset) ?? 0)
  salts.setUint32(4, from?.getUint32(offset + 4) ?? 0)
}

function isEmpty (salts: DataView): boolean {
  return salts.getUint32(0) === 0 && salts.getUint32(4) === 0
}

/** The cumulative checksum of SQLite's log. */
class Checksum {
  readonly #isLittleEndian: boolean
  #first = 0
  #second = 0

  constructor (isLittleEndian: boolean) {
    this.#isLittleEndian = isLittleEndian
  }

  add (view: DataView, start: number, length: number): void {
    for (let at = start; at < start + length; at += 8) {
      this.#first = this.#first + view.getUint32(at, this.#isLittleEndian) + this.#second >>> 0
      this.#second = this.#second + view.getUint32(at + 4, this.#isLittleEndian) + this.#first >>> 0
    }
  }

  /** Whether this is what was written, which is always in big-endian. */
  is (view: DataView, at: number): boolean {
    return view.getUint32(at) === this.#first && view.getUint32(at + 4) === this.#second
  }
}

function openIfThere (path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined
    }

    throw error
  }
}
