import { closeSync, fsyncSync, openSync, rmSync, statSync, statfsSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { randomFillSync } from 'node:crypto'

const CHUNK_BYTES = 1024 * 1024

/** Room that there must be beside the ballast before it is made: making it is not to fill the disk. */
const MARGIN_BYTES = 8 * 1024 * 1024

/**
 * Room that is held back: a file without meaning, which is deleted when the disk is full, so
 * that what ends tasks can still be written.
 */
export class Ballast {
  readonly #path: string
  readonly #bytes: number

  constructor (path: string, bytes: number) {
    this.#path = path
    this.#bytes = bytes
  }

  /** Makes it, if there is room for it; whether it is there now. */
  fill (): boolean {
    if (this.#bytes === 0 || this.#isThere()) {
      return true
    }

    const { bavail, bsize } = statfsSync(dirname(this.#path))

    if (bavail * bsize < this.#bytes + MARGIN_BYTES) {
      return false
    }

    try {
      this.#write()
      return true
    } catch {
      this.free()
      return false
    }
  }

  /** Deletes it: its room is free. */
  free (): void {
    rmSync(this.#path, { force: true })
  }

  #isThere (): boolean {
    return statSync(this.#path, { throwIfNoEntry: false })?.size === this.#bytes
  }

  #write (): void {
    const file = openSync(this.#path, 'w', 0o600)

    try {
      // zeros might take no room at all
      const chunk = randomFillSync(new Uint8Array(CHUNK_BYTES))

      for (let left = this.#bytes; left > 0; left -= CHUNK_BYTES) {
        writeSync(file, chunk, 0, Math.min(left, CHUNK_BYTES))
      }

      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  }
}
