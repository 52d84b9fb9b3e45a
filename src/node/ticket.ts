import { createHash } from 'node:crypto'
import { peerIdFromString } from '@libp2p/peer-id'
import { multiaddr } from '@multiformats/multiaddr'
import { decode, encode } from 'cborg'
import { KEY_LENGTH } from './secret.ts'

/** What every ticket begins with; the number is the version of what follows. */
const PREFIX = 'peerq:1:'
const CHECKSUM_BYTES = 4

/** Characters of a ticket. */
export const MAX_TICKET_LENGTH = 4_096

/** All that a client needs to join a farm. Whoever has it is in: it is a password. */
export interface TicketContent {
  farm: string

  /** 32 bytes. */
  key: Uint8Array

  /** The coordinator's peer id: nobody else is let through. */
  peerId: string

  /** Multiaddrs without `/p2p/…`. */
  addresses: string[]
}

/**
 * One string to paste: `peerq:1:` and, in base64url, the first 4 bytes of the SHA-256 of a
 * body, then the body: CBOR of `[farm, key, peer id, [address, …]]`, texts but for the key.
 *
 * @throws RangeError for more than a ticket can hold
 */
export function encodeTicket ({ farm, key, peerId, addresses }: TicketContent): string {
  const body = encode([farm, key, peerId, addresses])
  const ticket = PREFIX + Buffer.concat([checksum(body), body]).toString('base64url')

  if (ticket.length > MAX_TICKET_LENGTH) {
    throw new RangeError(`a ticket has at most ${MAX_TICKET_LENGTH} characters, and ${addresses.length} addresses make it longer: choose some of them`)
  }

  return ticket
}

/** Whether a string is meant to be a ticket. */
export function isTicket (text: string): boolean {
  return /^\s*peerq:/i.test(text)
}

/**
 * What a ticket says.
 *
 * @throws TypeError that says what is wrong with it and never quotes it: it is a password
 */
export function decodeTicket (text: string): TicketContent {
  // some mail programs and terminals break a long line
  const trimmed = text.replaceAll(/\s+/g, '')

  if (!trimmed.startsWith(PREFIX)) {
    throw new TypeError(`this ticket does not begin with '${PREFIX}': something stands before it, its beginning is missing, or another version of peerq made it`)
  }

  if (trimmed.length > MAX_TICKET_LENGTH || !/^[\w-]+$/.test(trimmed.slice(PREFIX.length))) {
    throw new TypeError('this ticket has characters that no ticket has, or too many: copy it again, without what stands around it')
  }

  const bytes = Buffer.from(trimmed.slice(PREFIX.length), 'base64url')
  const body = bytes.subarray(CHECKSUM_BYTES)

  // a base64 text may end in bits that mean nothing: a change there is one, too
  if (!checksum(body).equals(bytes.subarray(0, CHECKSUM_BYTES)) || PREFIX + bytes.toString('base64url') !== trimmed) {
    throw new TypeError('this ticket is damaged, its checksum does not fit: a character was changed or lost; copy it again')
  }

  try {
    const [farm, key, peerId, addresses] = decode(body) as [string, Uint8Array, string, string[]]

    if (typeof farm !== 'string' || key.byteLength !== KEY_LENGTH || addresses.length === 0) {
      throw new TypeError('no farm, key or address')
    }

    return {
      farm,
      key: Uint8Array.from(key),
      peerId: peerIdFromString(peerId).toString(),
      addresses: addresses.map((address) => multiaddr(address).toString())
    }
  } catch (err) {
    throw new TypeError('this ticket is whole, but not one that this version of peerq can read', { cause: err })
  }
}

function checksum (body: Uint8Array): Buffer {
  return createHash('sha256').update(body).digest().subarray(0, CHECKSUM_BYTES)
}
