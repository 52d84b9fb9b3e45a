import { peerIdFromString } from '@libp2p/peer-id'
import { CODE_P2P } from '@multiformats/multiaddr'
import { systemClock } from '../clock.ts'
import { AuthenticationError, ConnectionError } from '../errors.ts'
import { connectionFailure, silence, unreachable } from './dial-failure.ts'
import { HANDSHAKE_EVENT } from './handshake-offer.ts'
import { handshakeOf } from './handshakes.ts'
import type { Clock } from '../clock.ts'
import type { DialFailure, DialFault } from './dial-failure.ts'
import type { HandshakeOffer } from './handshake-offer.ts'
import type { Attempt, KeyRing } from './key-ring.ts'
import type { Connection, Libp2p, PeerId } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'

/** One address gets this long before the next one is tried beside it. */
const STAGGER_MS = 250

/** Addresses that are tried at once. */
const MAX_PARALLEL = 4

/** One try at one address. A LAN answers in milliseconds; a lost SYN is sent again after 1 s and after 3 s. */
const ATTEMPT_MS = 5_000

/**
 * A reset is no verdict: pauses of about 60, 120, 240, 480, 480 ms, and only then it is over. None
 * is so long that a client which was cut off for a second comes back too late for its leases.
 */
const MAX_RETRIES = 5
const FIRST_PAUSE_MS = 60
const LONGEST_PAUSE_MS = 480

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

/** The settled half of `DialOptions`, with what ends it all. */
interface Dial {
  node: Pick<Libp2p, 'dial'>
  ring: KeyRing
  clock: Clock
  over: AbortSignal
}

interface AddressFailure extends DialFailure {
  address: Multiaddr
}

/** What `over` is aborted with when the time is up, as opposed to the caller's own reasons. */
class TimeIsUp extends Error {}

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
      dialAddress(dial, address).then((result) => { onResult(address, result) }, reject)
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

/** Each key in each slot until one is let in; what else fails, fails for all of them. */
async function dialAddress (dial: Dial, address: Multiaddr): Promise<Connection | DialFailure> {
  const pinned = address.getComponents().findLast((component) => component.code === CODE_P2P)?.value
  const expected = pinned == null ? undefined : peerIdFromString(pinned)
  // without the peer id: libp2p would join dials of one peer, whichever address each is for
  const target = address.decapsulateCode(CODE_P2P)
  let result: Connection | DialFailure | undefined
  let resets = 0

  for (const attempt of dial.ring.attempts()) {
    result = await dialOnce(dial, target, attempt, expected)

    while ('error' in result && result.fault === 'cut' && resets < MAX_RETRIES) {
      await pause(dial, Math.min(FIRST_PAUSE_MS * 2 ** resets++, LONGEST_PAUSE_MS) * (0.5 + dial.clock.random()))

      if (dial.over.aborted) {
        break
      }

      result = await dialOnce(dial, target, attempt, expected)
    }

    if (!('error' in result) || result.fault !== 'key') {
      break
    }
  }

  return result as Connection | DialFailure
}

/** One dial of our own. A dial of this address that somebody else has going is waited for: libp2p would give us theirs. */
async function dialOnce (dial: Dial, target: Multiaddr, attempt: Attempt, expected?: PeerId): Promise<Connection | DialFailure> {
  let result = await dialOrJoin(dial, target, attempt, expected)

  while (result === 'joined') {
    result = await dialOrJoin(dial, target, attempt, expected)
  }

  return result
}

async function dialOrJoin (
  { node, clock, over }: Dial, target: Multiaddr, attempt: Attempt, expected?: PeerId
): Promise<Connection | DialFailure | 'joined'> {
  const address = String(target)
  const late = new AbortController()
  const calloff = clock.alarm(() => { late.abort(new TimeIsUp()) }, ATTEMPT_MS)
  const signal = AbortSignal.any([over, late.signal])
  let joined = false
  let opened = false
  let offer: HandshakeOffer | undefined

  const onProgress = (evt: { type: string, detail: unknown }): void => {
    if (evt.type === 'dial-queue:already-in-dial-queue') {
      joined = true
    } else if (evt.type === 'upgrader:encrypt-outbound-connection') {
      opened = true
    } else if (evt.type === HANDSHAKE_EVENT && !joined) {
      offer = Object.assign(evt.detail as HandshakeOffer, { attempt, expected })
    }
  }

  try {
    const connection = await node.dial(target, { force: true, signal, onProgress })

    if (joined) {
      return 'joined'
    }

    if (handshakeOf(connection) == null) {
      connection.abort(new Error('not made with the pre-shared key'))

      return {
        fault: 'stranger',
        error: new AuthenticationError(`what answers at ${address} is not a peerq coordinator: it does not ask for the pre-shared key`)
      }
    }

    return connection
  } catch (err) {
    if (signal.aborted) {
      return silence(address, opened, err as Error)
    }

    if (joined) {
      return 'joined'
    }

    return offer?.failure ?? unreachable(err as Error, address) ?? connectionFailure(err as Error, address)
  } finally {
    calloff()
  }
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

async function pause ({ clock, over }: Dial, ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      calloff()
      over.removeEventListener('abort', done)
      resolve()
    }

    const calloff = clock.alarm(done, ms)
    over.addEventListener('abort', done)
  })
}
