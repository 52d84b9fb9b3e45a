import { AuthenticationError, ConnectionError } from '../errors.ts'
import { dialCoordinator } from './dial.ts'
import { asker, LanSearch } from './lan.ts'
import { cannotAsk, notFound, notLetIn } from './search-words.ts'
import type { Clock } from '../clock.ts'
import type { KeyRing } from './key-ring.ts'
import type { Candidate, Discovery } from './lan.ts'
import type { Sighting } from './search-words.ts'
import type { ComponentLogger, Connection, Libp2p } from '@libp2p/interface'

/**
 * When all who have answered by then have refused the key, that is the answer for somebody who
 * comes for the first time: a LAN answers within 150 ms, and it was asked twice. Milliseconds.
 */
const VERDICT_MS = 750

export interface SearchInit {
  node: Pick<Libp2p, 'dial'>
  logger: ComponentLogger
  ring: KeyRing
  clock: Clock
  farm: string

  /** The only peer that is let through. */
  coordinatorId?: string | undefined

  /** Where the coordinator was the last time: dialed at once, while others are asked. */
  last?: Candidate | undefined

  /** Milliseconds after which it is over. */
  ms: number

  /**
   * Whether to go on when all who answer refuse the key, since the coordinator may come yet.
   *
   * @default false
   */
  patient?: boolean
  signal: AbortSignal

  /**
   * Who asks.
   *
   * @default mDNS
   */
  discovery?: Discovery
}

/**
 * Looks for a farm's coordinator on the LAN, and dials whoever says to be it, until one
 * proves it. By then, and in any other case, it is asking no more.
 *
 * @throws ConnectionError that says what was seen; AuthenticationError where that is only that the key was refused; `signal.reason`
 */
export async function searchLan (init: SearchInit): Promise<Connection> {
  init.signal.throwIfAborted()

  return new Search(init).run()
}

class Search {
  readonly #init: SearchInit
  readonly #lan: LanSearch
  readonly #over = new AbortController()
  readonly #result = Promise.withResolvers<Connection>()
  readonly #failures: Error[] = []

  /** Candidates of whom it is not known yet. */
  #dialing = 0
  #isLate = false

  constructor (init: SearchInit) {
    this.#init = init
    this.#lan = new LanSearch({
      discovery: init.discovery ?? asker(init.farm, init),
      coordinatorId: init.coordinatorId,
      onFound: (candidate) => { this.#dial(candidate) },
      onTrouble: (err) => { this.#fail(cannotAsk(err)) }
    })
    // nobody waits for it where the search cannot even begin
    this.#result.promise.catch(() => {})
  }

  async run (): Promise<Connection> {
    const { clock, last, ms, signal } = this.#init
    const onAbort = (): void => { this.#fail(signal.reason as Error) }
    const calloffs = [clock.alarm(() => { this.#fail(notFound(this.#sighting)) }, ms), clock.alarm(() => { this.#onLate() }, VERDICT_MS)]
    signal.addEventListener('abort', onAbort)

    try {
      await this.#lan.start().catch((err: Error) => { throw cannotAsk(err) })

      if (last !== undefined) {
        this.#dial(last)
      }

      return await this.#result.promise
    } finally {
      calloffs.forEach((calloff) => { calloff() })
      signal.removeEventListener('abort', onAbort)
      this.#end()
      await this.#lan.stop()
    }
  }

  #dial ({ addresses }: Candidate): void {
    const { node, ring, clock } = this.#init
    this.#dialing++

    dialCoordinator(node, ring, addresses, { timeout: Infinity, signal: this.#over.signal, clock })
      .then((connection) => { this.#onConnection(connection) }, (err: Error) => { this.#failures.push(err) })
      .finally(() => {
        this.#dialing--
        this.#judge()
      })
  }

  #onConnection (connection: Connection): void {
    if (this.#over.signal.aborted) {
      connection.abort(new Error('another candidate was faster, or nobody waits for it any more'))
    } else {
      this.#end()
      this.#result.resolve(connection)
    }
  }

  #onLate (): void {
    this.#isLate = true
    this.#judge()
  }

  /** Whether it is known by now that the key is wrong. */
  #judge (): void {
    const isRefused = this.#failures.length > 0 && this.#failures.every((err) => err instanceof AuthenticationError)

    if (this.#isLate && this.#init.patient !== true && this.#dialing === 0 && isRefused) {
      this.#fail(notLetIn(this.#sighting, AuthenticationError))
    }
  }

  get #sighting (): Sighting {
    const { farm, coordinatorId } = this.#init

    return { farm, coordinatorId, search: this.#lan, failures: this.#failures }
  }

  #fail (err: Error): void {
    this.#end()
    this.#result.reject(err)
  }

  /** Whoever is being dialed is so no more. */
  #end (): void {
    this.#over.abort(new ConnectionError('the search is over'))
  }
}
