import { peerIdFromString } from '@libp2p/peer-id'
import { CODE_P2P } from '@multiformats/multiaddr'
import { AuthenticationError } from '../errors.ts'
import { connectionFailure, silence, unreachable } from './dial-failure.ts'
import { HANDSHAKE_EVENT } from './handshake-offer.ts'
import { handshakeOf } from './handshakes.ts'
import type { Clock } from '../clock.ts'
import type { DialFailure } from './dial-failure.ts'
import type { HandshakeOffer } from './handshake-offer.ts'
import type { Attempt, KeyRing } from './key-ring.ts'
import type { Connection, Libp2p, PeerId } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'

/** One try at one address. A LAN answers in milliseconds; a lost SYN is sent again after 1 s and after 3 s. */
const ATTEMPT_MS = 5_000

/**
 * A reset is no verdict: pauses of about 60, 120, 240, 480, 480 ms, and only then it is over. None
 * is so long that a client which was cut off for a second comes back too late for its leases.
 */
const MAX_RETRIES = 5
const FIRST_PAUSE_MS = 60
const LONGEST_PAUSE_MS = 480

/** What one address is dialed with, and what ends it all. */
export interface Dial {
  node: Pick<Libp2p, 'dial'>
  ring: KeyRing
  clock: Clock
  over: AbortSignal
}

/** What `over` is aborted with when the time is up, as opposed to the caller's own reasons. */
export class TimeIsUp extends Error {}

/** Each key in each slot until one is let in; what else fails, fails for all of them. */
export async function dialAddress (dial: Dial, address: Multiaddr): Promise<Connection | DialFailure> {
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
