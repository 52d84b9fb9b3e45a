import { LeaseLostError, PayloadTooLargeError } from '../errors.ts'
import { decodePayload, encodePayload, errorOf, MAX_PROGRESS_BYTES } from '../protocol/index.ts'
import { checkBoolean, checkDelay, checkDuration, checkOptions } from './arguments.ts'
import { failureOf } from './failure.ts'
import { endsAt } from './holdings.ts'
import { ignore, quiet } from './quiet.ts'
import type { Clock } from '../clock.ts'
import type { LeaseLostReason } from '../errors.ts'
import type { Grant, LostReason, Settle } from '../protocol/index.ts'
import type { Assignment } from '../worker/supply.ts'
import type { Patience } from './call.ts'
import type { Codec } from './codec.ts'
import type { Completions } from './completions.ts'
import type { Holding } from './holdings.ts'
import type { FailOptions, ReleaseOptions } from './lease.ts'
import type { Session } from './session.ts'

export interface HeldLeaseInit {
  session: Session
  clock: Clock
  queue: string
  codec: Codec

  /** Whether heartbeats renew it. */
  isRenewed: boolean

  /** How long its settlement waits for a connection. */
  patience: Patience

  /**
   * Takes in what is done, with others of its queue.
   *
   * @default it is settled by itself
   */
  completions?: Completions

  /** It was lost before it was settled. */
  onLost? (lease: HeldLease, reason: LeaseLostReason): void

  /** It is being settled, or is lost and its holder is done with it: its slot is free. */
  onFreed? (lease: HeldLease): void
}

/** A lease in this process's hands, whoever has it: a caller of `reserve`, a loop, a worker. */
export class HeldLease implements Assignment, Holding {
  readonly token: number
  readonly id: string
  readonly attempt: number
  readonly leaseMs: number
  readonly maxRunMs: number
  readonly bytes: number
  isRenewed: boolean
  isStarted = false
  namedIn = 0
  startedIn = 0
  place = 0
  readonly #init: HeldLeaseInit

  /** It takes a slot of a consumer, which the coordinator counts as taken until it hears of the token again. */
  readonly #hasSlot: boolean

  #until: number

  /** The item as it came, until it is decoded. */
  #encoded: Uint8Array | undefined
  #item: unknown
  #controller: AbortController | undefined
  #lost: LeaseLostError | undefined

  /** The first settling call; a later one ends as it does. */
  #settling: Promise<void> | undefined
  #isFreed = false

  constructor (init: HeldLeaseInit, grant: Grant) {
    this.#init = init
    this.#hasSlot = grant.consumer > 0
    this.token = grant.token
    this.id = grant.task
    this.attempt = grant.attempt
    this.leaseMs = grant.leaseMs
    this.maxRunMs = grant.maxRunMs
    this.bytes = grant.item.byteLength
    this.isRenewed = init.isRenewed
    this.#until = init.session.hands.leaseEnd(grant)
    this.#encoded = grant.item
    init.session.hands.hold(this)
  }

  /** While it is being settled the coordinator alone decides: whoever forgot it meanwhile would be given it again. */
  get until (): number {
    return this.#settling === undefined ? this.#until : Infinity
  }

  set until (at: number) {
    this.#until = at
  }

  /** @throws PayloadError */
  get item (): unknown {
    if (this.#encoded !== undefined) {
      this.#item = decodePayload(this.#encoded)
      this.#encoded = undefined
    }

    return this.#item
  }

  get lostReason (): LeaseLostReason | undefined {
    return this.#lost?.reason
  }

  get signal (): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()

      if (this.#lost !== undefined) {
        this.#controller.abort(this.#lost)
      }
    }

    return this.#controller.signal
  }

  start (): void {
    this.isStarted = true
  }

  abort (reason: Error): void {
    this.#controller ??= new AbortController()
    this.#controller.abort(reason)
  }

  complete (result?: unknown): Promise<void> {
    const make = (bytes: Uint8Array | undefined): Settle => ({ token: this.token, verb: 'COMPLETE', result: bytes, noRetry: false })

    return this.#settle('complete', () => {
      const encoded = this.#init.codec.encodeResult(result)
      return encoded instanceof Promise ? encoded.then(make) : make(encoded)
    })
  }

  fail (error: unknown, options?: FailOptions): Promise<void> {
    return this.#settle('fail', () => {
      const { retry, delay, stack } = checkOptions(options)

      return {
        token: this.token,
        verb: 'FAIL',
        failure: failureOf(error, checkBoolean('stack', stack, false)),
        noRetry: !checkBoolean('retry', retry, true),
        delay: checkDelay(delay)
      }
    })
  }

  release (options?: ReleaseOptions): Promise<void> {
    return this.#settle('release', () => ({ token: this.token, verb: 'RELEASE', noRetry: false, delay: checkDelay(checkOptions(options).delay) }))
  }

  extend (ms: number): Promise<void> {
    return quiet(this.#extend(ms))
  }

  progress (value: unknown): void {
    const bytes = encodePayload(value, 'progress')

    if (bytes.byteLength > MAX_PROGRESS_BYTES) {
      throw new PayloadTooLargeError(`progress of ${bytes.byteLength} bytes: ${MAX_PROGRESS_BYTES} are the most`)
    }

    if (this.#lost === undefined && this.#settling === undefined) {
      this.#init.session.hands.report(this.token, bytes)
    }
  }

  [Symbol.asyncDispose] (): Promise<void> {
    return this.#settling === undefined ? quiet(this.release().catch(ignoreLost)) : Promise.resolve()
  }

  lose (reason: LostReason): void {
    // an answer to its settlement is on the way, and says what counts
    if (this.#settling !== undefined || this.#lost !== undefined) {
      return
    }

    const refusal = errorOf({ status: 'LEASE_LOST', reason }, { call: 'the work', queue: this.#init.queue, task: this.id })
    this.#lost = refusal as LeaseLostError
    this.#controller?.abort(this.#lost)
    this.#init.onLost?.(this, this.#lost.reason)
  }

  async #extend (ms: number): Promise<void> {
    const { session, clock, queue } = this.#init
    const request = { number: 0, queue, extend: { token: this.token, ms: checkDuration('ms', ms, 1) } }
    const from = clock.now()

    await session.call({ op: 'extend', request, name: 'extend', patience: 'none', taskId: this.id, read: ignore })
    this.until = Math.max(this.until, endsAt(from, ms))
  }

  #settle (name: string, make: () => Settle | Promise<Settle>): Promise<void> {
    if (this.#settling !== undefined) {
      return this.#settling
    }

    this.#free()

    try {
      this.#settling = this.#lost === undefined ? this.#begin(name, make()) : quiet(this.#tooLate(this.#lost))
    } catch (err) {
      // what cannot be sent settles nothing
      return quiet(Promise.reject(err as Error))
    }

    return this.#settling
  }

  #free (): void {
    if (!this.#isFreed) {
      this.#isFreed = true
      this.#init.onFreed?.(this)
    }
  }

  #begin (name: string, settle: Settle | Promise<Settle>): Promise<void> {
    if (!(settle instanceof Promise)) {
      return this.#send(name, settle)
    }

    settle.catch((err) => { this.#notSettled(err) })

    return quiet(settle.then((settle) => this.#send(name, settle)))
  }

  #send (name: string, settle: Settle): Promise<void> {
    const { completions } = this.#init

    return settle.verb === 'COMPLETE' && completions !== undefined ? this.#completeWith(completions, settle) : this.#sendAlone(name, settle)
  }

  #sendAlone (name: string, settle: Settle): Promise<void> {
    const { session, queue, patience } = this.#init

    return session.call({
      op: 'settle',
      request: { number: 0, queue, settle },
      name,
      patience,
      bytes: settle.result?.byteLength ?? 0,
      taskId: this.id,
      read: () => { session.hands.letGo(this.token) },
      failed: (err) => { queueMicrotask(() => { this.#notSettled(err) }) }
    })
  }

  #completeWith (completions: Completions, settle: Settle): Promise<void> {
    const { token, id } = this

    return new Promise((resolve, reject) => {
      completions.add({
        token,
        id,
        result: settle.result,
        sendAlone: () => { resolve(this.#sendAlone('complete', settle)) },
        noted: () => {
          this.#init.session.hands.letGo(token)
          resolve()
        },
        refused: (reason) => {
          queueMicrotask(() => { this.#notSettled(reason) })
          reject(reason)
        }
      })
    })
  }

  async #tooLate (lost: LeaseLostError): Promise<never> {
    if (this.#hasSlot) {
      this.#init.session.hands.decline(this.#init.queue, this.token)
    }

    throw lost
  }

  #notSettled (error: unknown): void {
    if (error instanceof LeaseLostError) {
      this.#init.session.hands.letGo(this.token)
    } else {
      const { hands } = this.#init.session
      this.#settling = undefined

      // if it is still ours another try may do better
      if (hands.holds(this.token)) {
        hands.look()
      } else {
        this.lose('LAPSED')
      }
    }
  }
}

function ignoreLost (error: unknown): void {
  if (!(error instanceof LeaseLostError)) {
    throw error
  }
}
