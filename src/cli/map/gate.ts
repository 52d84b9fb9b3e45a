/**
 * How much may be on its way: items that were read and whose outcome was not told yet, and the
 * bytes of files in them. Something is always let through, so that nothing hangs.
 */
export class Gate {
  readonly #maxCount: number
  readonly #maxBytes: number
  #count = 0
  #bytes = 0
  #change = Promise.withResolvers<void>()

  constructor (maxCount: number, maxBytes: number) {
    this.#maxCount = maxCount
    this.#maxBytes = maxBytes
  }

  /** Resolves when there is room for one more. */
  async enter (): Promise<void> {
    while (this.#count > 0 && (this.#count >= this.#maxCount || this.#bytes >= this.#maxBytes)) {
      await this.#change.promise
    }

    this.#count++
  }

  /** The one that entered last turned out to have these. */
  carries (bytes: number): void {
    this.#bytes += bytes
  }

  /** One is done with. */
  leave (bytes: number): void {
    this.#count--
    this.#bytes -= bytes
    this.#change.resolve()
    this.#change = Promise.withResolvers()
  }
}
