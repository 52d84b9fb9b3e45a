/**
 * The promise itself; whoever awaits it hears of its rejection. One that nobody awaits does
 * not become an unhandled rejection.
 */
export function quiet<T> (promise: Promise<T>): Promise<T> {
  promise.catch(ignore)

  return promise
}

/** The same for each promise of a loop. */
export function quietly<T> (loop: AsyncGenerator<T, undefined>): AsyncIterableIterator<T, undefined> {
  return {
    next: () => quiet(loop.next()),
    return: () => quiet(loop.return(undefined)),
    [Symbol.asyncIterator] () { return this }
  }
}

/** What to do with an outcome that nobody waits for. */
export function ignore (): void {}

/** What `make` promises; what it throws at once is a rejection too. */
export function promised<T> (make: () => Promise<T>): Promise<T> {
  try {
    return make()
  } catch (err) {
    return quiet(Promise.reject(err as Error))
  }
}
