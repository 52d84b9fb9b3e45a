import { decodePayload } from '../protocol/index.ts'
import { checkBoolean, checkOptions, checkPrefetch, checkSignal, checkWait } from './arguments.ts'
import { Feed } from './feed.ts'
import { HeldLease } from './held-lease.ts'
import { patienceOf } from './queue-calls.ts'
import { Receipt } from './receipt.ts'
import type { Clock } from '../clock.ts'
import type { Grant, Take } from '../protocol/index.ts'
import type { Codec } from './codec.ts'
import type { HeldLeaseInit } from './held-lease.ts'
import type { Lease } from './lease.ts'
import type { GetOptions, ItemsOptions, LeasesOptions, ReserveOptions } from './options.ts'
import type { QueueCalls } from './queue-calls.ts'
import type { Session } from './session.ts'

/** Takes items out of one queue: for good, or on a lease. */
export class Takes {
  readonly #session: Session
  readonly #clock: Clock
  readonly #calls: QueueCalls
  readonly #codec: Codec

  constructor (session: Session, clock: Clock, calls: QueueCalls, codec: Codec) {
    this.#session = session
    this.#clock = clock
    this.#calls = calls
    this.#codec = codec
  }

  /** @throws TypeError, RangeError */
  get (options?: GetOptions): Promise<unknown> {
    const { noWait, timeout, signal } = checkWait(checkOptions(options))

    return this.#get({ mode: 'RECEIPT', noWait, timeout }, signal)
  }

  /** @throws TypeError, RangeError */
  reserve (options?: ReserveOptions): Promise<Lease> {
    const checked = checkOptions(options)
    const { noWait, timeout, signal } = checkWait(checked)
    const isRenewed = checkBoolean('autoExtend', checked.autoExtend, false)

    return this.#take({ mode: 'LEASE', noWait, timeout }, 'reserve', signal, (grant) => this.#handOver(this.#leaseOf(grant, { isRenewed })))
  }

  /** @throws TypeError, RangeError */
  items (options?: ItemsOptions): AsyncIterable<unknown> {
    return new Feed<Receipt, unknown>({
      ...this.#feedOf(checkOptions(options)),
      mode: 'RECEIPT',
      isKept: false,
      receive: (grant, { drop }) => new Receipt(this.#session, grant, (receipt) => { drop(receipt) }),
      giveBack: ({ token }) => { this.#session.hands.decline(this.#calls.queue, token) },
      handOut: async (receipt) => {
        const value = this.#read(receipt)
        return await this.#accept(receipt) ? { value } : undefined
      }
    })
  }

  /** @throws TypeError, RangeError */
  leases (options?: LeasesOptions): AsyncIterable<Lease> {
    const checked = checkOptions(options)
    const autoExtend = checkBoolean('autoExtend', checked.autoExtend, false)

    return new Feed<HeldLease, Lease>({
      ...this.#feedOf(checked),
      mode: 'LEASE',
      isKept: true,
      // on the shelf it is renewed, whatever becomes of it then
      receive: (grant, { drop, freed }) => this.#leaseOf(grant, {
        isRenewed: true,
        onLost: (lease) => {
          if (drop(lease)) {
            void lease.release()
          }
        },
        onFreed: freed
      }),
      giveBack: ({ token }) => { this.#session.hands.decline(this.#calls.queue, token) },
      handOut: async (lease) => {
        if (lease.lostReason !== undefined) {
          // it came too late
          void lease.release()
          return undefined
        }

        lease.isRenewed = autoExtend
        lease.start()

        return { value: this.#handOver(lease) }
      }
    })
  }

  #get (take: Take, signal: AbortSignal | undefined): Promise<unknown> {
    const until = take.timeout === undefined ? Infinity : this.#clock.now() + take.timeout

    return this.#take(take, 'get', signal, (grant) => {
      if (this.#session.hands.isLocal) {
        // handed out and confirmed in one
        return decodePayload(grant.item)
      }

      const receipt = new Receipt(this.#session, grant)
      const item = this.#read(receipt)
      const accepted = this.#accept(receipt)
      const again = (): Promise<unknown> => this.#get({ ...take, timeout: until === Infinity ? undefined : Math.max(0, until - this.#clock.now()) }, signal)

      return accepted === true ? item : accepted.then((isOurs) => isOurs ? item : again())
    })
  }

  #take<T> (take: Take, name: string, signal: AbortSignal | undefined, open: (grant: Grant) => T | Promise<T>): Promise<T> {
    return this.#calls.make('take', take, {
      name,
      signal,
      patience: patienceOf(take),
      limit: take,
      isFinal: take.mode === 'RECEIPT',
      read: ({ grant }) => open(grant as Grant),
      late: ({ grant }) => { this.#session.hands.decline(this.#calls.queue, (grant as Grant).token) }
    })
  }

  /**
   * Whether the item is its getter's. That is so at once where the hand-out is known to be
   * recent, and the coordinator hears of it at the end of this turn; otherwise it is asked first.
   */
  #accept ({ token }: Receipt): true | Promise<boolean> {
    if (!this.#session.hands.isFresh) {
      return this.#session.hands.confirmFirst(this.#calls.queue, token)
    }

    this.#session.hands.confirm(this.#calls.queue, token)

    return true
  }

  #read ({ token, item }: Receipt): unknown {
    try {
      return decodePayload(item)
    } catch (err) {
      this.#session.hands.condemn(this.#calls.queue, token, err)
      throw err
    }
  }

  #leaseOf (grant: Grant, rest: Pick<HeldLeaseInit, 'isRenewed' | 'onLost' | 'onFreed'>): HeldLease {
    return new HeldLease({
      session: this.#session, clock: this.#clock, queue: this.#calls.queue, codec: this.#codec, patience: 'none', ...rest
    }, grant)
  }

  /** Nobody is given what cannot be read, or would be held for ever. */
  #handOver (lease: HeldLease): HeldLease {
    try {
      void lease.item
    } catch (err) {
      void lease.fail(err, { retry: false })
      throw err
    }

    if (lease.isRenewed && lease.maxRunMs === 0) {
      this.#session.hands.decline(this.#calls.queue, lease.token)
      throw new RangeError(`autoExtend needs maxRunMs, of queue '${this.#calls.queue}' or of the task: nothing else would end the lease of a holder that hangs`)
    }

    return lease
  }

  #feedOf (options: ItemsOptions): Pick<ConstructorParameters<typeof Feed>[0], 'session' | 'clock' | 'calls' | 'prefetch' | 'signal'> {
    return {
      session: this.#session,
      clock: this.#clock,
      calls: this.#calls,
      prefetch: checkPrefetch(options.prefetch),
      signal: checkSignal(options)
    }
  }
}
