import { systemClock } from '../clock.ts'
import { AuthenticationError, ConnectionError } from '../errors.ts'
import { dialAddress, TimeIsUp } from './dial-address.ts'
import type { Clock } from '../clock.ts'
import type { Dial } from './dial-address.ts'
import type { DialFailure, DialFault } from './dial-failure.ts'
import type { KeyRing } from './key-ring.ts'
import type { Connection, Libp2p } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'

/** One address gets this long before the next one is tried beside it. */
const STAGGER_MS = 250

/** Addresses that are tried at once. */
const MAX_PARALLEL = 4

/** Of several addresses' failures, the first of these is the one that most helps to hear of. */
const BY_WEIGHT: DialFault[] = ['key', 'peer', 'stranger', 'cut', 'other', 'silent', 'unreachable']

/** How long and with what a coordinator is dialed. */
export interface DialOptions {
  /**
   * Milliseconds for all of it. `Infinity`: as long as the addresses answer something.
   *
   * @default 10_000
   */
  timeout?: number

  /** Ends it: rejects with `signal.reason`. */
  signal?: AbortSignal

  /**
   * Where time and chance come from.
   *
   * @default systemClock
   */
  clock?: Clock
}

interface AddressFailure extends DialFailure {
  address: Multiaddr
}

/**
 * A new connection to the coordinator at one of these addresses, whichever is there first,
 * made with one of the ring's keys. An address with `/p2p/…` is let through only if that very
 * peer answers. Wrong keys are found out within milliseconds, one dial for each slot.
 *
 * @throws AuthenticationError when every key was refused in every slot, another peer answered
 * than the one that was asked for, or what answers is not a coordinator; ConnectionError when
 * nothing answers, naming the address; RangeError without an address; `signal.reason`.
 */
export async function dialCoordinator (
  node: Pick<Libp2p, 'dial'>, ring: KeyRing, addresses: Multiaddr[], { timeout = 10_000, signal, clock = systemClock }: DialOptions = {}
): Promise<Connection> {
  if (addresses.length === 0) {
    throw new RangeError('there is no address to dial')
  }

  signal?.throwIfAborted()
  await ring.ready()

  const over = new AbortController()
  const onAbort = (): void => { over.abort(signal?.reason) }
  signal?.addEventListener('abort', onAbort)

  // a passphrase takes its time
  if (signal?.aborted === true) {
    onAbort()
  }

  const calloff = timeout === Infinity ? () => {} : clock.alarm(() => { over.abort(new TimeIsUp()) }, timeout)

  try {
    return await race({ node, ring, clock, over: over.signal }, addresses)
  } catch (err) {
    signal?.throwIfAborted()
    throw err
  } finally {
    calloff()
    signal?.removeEventListener('abort', onAbort)
    // the addresses that lost
    over.abort(new TimeIsUp())
  }
}

/** Addresses in their order, each with a head start over the next; the first to connect ends it. */
async function race (dial: Dial, addresses: Multiaddr[]): Promise<Connection> {
  const waiting = [...addresses]
  const failures: AddressFailure[] = []
  let running = 0
  let over = false
  let calloff = (): void => {}

  return new Promise((resolve, reject) => {
    const startNext = (): void => {
      calloff()

      const address = running < MAX_PARALLEL && !over ? waiting.shift() : undefined

      if (address == null) {
        return
      }

      running++
      calloff = dial.clock.alarm(startNext, STAGGER_MS)
      dialAddress(dial, address).then((result) => { onResult(address, result) }, onMistake)
    }

    const onMistake = (err: Error): void => {
      over = true
      calloff()
      reject(err)
    }

    const onResult = (address: Multiaddr, result: Connection | DialFailure): void => {
      running--

      if ('error' in result) {
        failures.push({ ...result, address })
      } else if (over) {
        result.abort(new Error('another address was faster'))
      } else {
        over = true
        calloff()
        resolve(result)
      }

      if (!over && running === 0 && (waiting.length === 0 || dial.over.aborted)) {
        over = true
        calloff()
        reject(heaviest(failures))
      } else {
        startNext()
      }
    }

    startNext()
  })
}

/** One error for all addresses: the most telling one, and what the others came to. */
function heaviest (failures: AddressFailure[]): Error {
  const [first, ...others] = failures.toSorted((a, b) => BY_WEIGHT.indexOf(a.fault) - BY_WEIGHT.indexOf(b.fault)) as [AddressFailure, ...AddressFailure[]]

  if (others.length === 0) {
    return first.error
  }

  const message = `${first.error.message}; also tried: ${others.map((failure) => `${failure.address.toString()} (${failure.fault})`).join(', ')}`
  const cause = new AggregateError([first, ...others].map((failure) => failure.error), 'no address led to the coordinator')

  return first.error instanceof AuthenticationError ? new AuthenticationError(message, { cause }) : new ConnectionError(message, { cause })
}
