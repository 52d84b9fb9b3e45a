/** What the peers' programs share. */
import { argsOf, leave, onTold, say } from '../programs/common.ts'

export interface PeerArgs {
  role: 'producer' | 'worker'
  port: number
  bodyBytes: number

  /** How many workers there are. For the producer. */
  workers: number
}

export function peerArgs<A = object> (): PeerArgs & A {
  return argsOf<PeerArgs & A>()
}

/** Counts results, and says how long a run took, once all have come. */
export class Runs {
  readonly #put: (tasks: number) => Promise<unknown>
  #left = 0
  #start = 0

  /** @param put - puts so many tasks; whether it resolves before or after the last result does not matter */
  constructor (put: (tasks: number) => Promise<unknown>) {
    this.#put = put

    onTold('run', async ({ tasks }) => {
      this.#left = tasks as number
      this.#start = performance.now()
      await this.#put(this.#left)
    })
  }

  /** So many results have come. */
  count (results = 1): void {
    this.#left -= results

    if (this.#left === 0) {
      say('ran', { ms: performance.now() - this.#start })
    } else if (this.#left < 0) {
      throw new Error('more results than tasks')
    }
  }
}

/** Sizes of lots that add up to so many. */
export function * lots (tasks: number, lot: number): Generator<number> {
  for (let left = tasks; left > 0; left -= lot) {
    yield Math.min(lot, left)
  }
}

export function ready (): void {
  // a benchmark's processes are killed as they are: nothing of theirs is kept
  onTold('stop', () => {
    leave()
    process.exit()
  })

  say('ready')
}
