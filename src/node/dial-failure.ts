import { AuthenticationError, ConnectionError } from '../errors.ts'
import type { PeerId } from '@libp2p/interface'

/**
 * Why a dial came to nothing:
 *
 * - `unreachable`: nothing listens there, no way leads there, or the name is not known
 * - `silent`: no answer in time
 * - `cut`: the connection was reset, as a coordinator does with more dials than it takes: to be tried again
 * - `key`: the answer could not be decrypted with this key in this slot
 * - `stranger`: what answers speaks something else
 * - `peer`: another peer than the one that was asked for
 * - `other`: something that is none of these; its cause is kept
 */
export type DialFault = 'unreachable' | 'silent' | 'cut' | 'key' | 'stranger' | 'peer' | 'other'

/** A failed dial: what it was, and the error to be thrown if nothing else works either. */
export interface DialFailure {
  fault: DialFault
  error: Error
}

/** What the messages tell. */
export interface DialContext {
  address: string

  /** The peer id that was asked for. */
  expected?: PeerId

  /** The farm, where its name counts because a passphrase was given. */
  farm?: string
}

const CUT_CODES = ['ECONNRESET', 'EPIPE', 'ECONNABORTED']

/** Whether a decryption failed in the handshake, the sign of a key that does not fit. */
export function isBadCrypto (err: Error): boolean {
  // stock Noise has two errors of this kind; the other one is about multiplexers
  return (err as { code?: string }).code === 'ERR_INVALID_CRYPTO_EXCHANGE'
}

/** What is thrown when a peer proved to be another than the one that was asked for. */
export function mistakenPeer (answered: PeerId): Error {
  const err = new Error(`${answered.toString()} answered`)
  err.name = 'UnexpectedPeerError'

  return err
}

/** Says what an error of a dialer's handshake means. The encrypter is the only one who sees it as it was. */
export function handshakeFailure (err: Error, context: DialContext): DialFailure {
  if (isBadCrypto(err)) {
    return { fault: 'key', error: keyRefused(err, context) }
  }

  if (err.name === 'UnexpectedPeerError') {
    return { fault: 'peer', error: wrongPeer(err, context) }
  }

  return connectionFailure(err, context.address)
}

/** The same for an error from before the handshake, of which libp2p may have kept only the message. */
export function connectionFailure (err: Error, address: string): DialFailure {
  const { code } = err as { code?: string }

  if (CUT_CODES.includes(code ?? '') || /ECONNRESET|EPIPE|ECONNABORTED|TCP transmission error|Cannot write to a stream/.test(err.message)) {
    return {
      fault: 'cut',
      error: new ConnectionError(`${address} reset the connection: it may have more dials than it takes, try again`, { cause: err })
    }
  }

  if (/Unexpected EOF|could not negotiate|Missing newline|[Mm]essage length/.test(err.message)) {
    return {
      fault: 'stranger',
      error: new AuthenticationError(
        `what answers at ${address} is not a peerq coordinator (${err.message}): is it the right address and port?`, { cause: err }
      )
    }
  }

  return { fault: 'other', error: new ConnectionError(`the connection to ${address} failed: ${err.message}`, { cause: err }) }
}

/** A peer that was given the time, and did not answer. `opened`: it took the connection. */
export function silence (address: string, opened: boolean, cause: Error): DialFailure {
  return {
    fault: 'silent',
    error: new ConnectionError(opened
      ? `${address} took the connection and then did not answer in time: is it a peerq coordinator?`
      : `${address} did not answer in time: is the coordinator running there, and does a firewall let its port through?`, { cause })
  }
}

/** What the system says of an address to which there is no connection at all. */
export function unreachable (cause: Error, address: string): DialFailure | undefined {
  const { code } = cause as { code?: string }
  let message: string

  switch (code) {
    case 'ECONNREFUSED':
      message = `nothing listens at ${address} (${code}): is the coordinator running, and is this its address and port?`
      break
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      message = `the host name in ${address} is not known (${code}): is it spelled right, and does DNS work?`
      break
    case 'EHOSTUNREACH':
    case 'EHOSTDOWN':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
    case 'ETIMEDOUT':
      message = `${address} cannot be reached from here (${code}): is it on this network?`
      break
    default:
      return
  }

  return { fault: 'unreachable', error: new ConnectionError(message, { cause }) }
}

function keyRefused (cause: Error, { address, farm }: DialContext): AuthenticationError {
  const advice = farm == null
    ? 'both sides need the same key'
    : `both sides need the same key and the same farm, whose name salts a passphrase, and here it is ${JSON.stringify(farm)}`

  return new AuthenticationError(`the pre-shared key was refused, or this is not a peerq coordinator (${address}): ${advice}`, { cause })
}

function wrongPeer (cause: Error, { address, expected }: DialContext): AuthenticationError {
  if (expected === undefined) {
    return new AuthenticationError(`the peer at ${address} could not prove its peer id: ${cause.message}`, { cause })
  }

  // stock Noise says it in words: "Payload identity key … does not match …"
  const [, answered] = /identity key (\w+) does not match|^(\w+) answered$/.exec(cause.message)?.filter((part) => part !== undefined) ?? []

  return new AuthenticationError(`peer ${expected.toString()} was asked for and another one answered at ${address}: ${answered ?? cause.message}`, { cause })
}
