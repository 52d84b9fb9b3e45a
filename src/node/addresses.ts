import { isIPv4, isIPv6 } from 'node:net'
import { peerIdFromString } from '@libp2p/peer-id'
import { CODE_P2P, multiaddr } from '@multiformats/multiaddr'
import { holdsKey } from './keys.ts'
import { isTicket } from './ticket.ts'
import type { Multiaddr } from '@multiformats/multiaddr'

/** Where a coordinator listens, and a client looks for it, when no port is said. */
export const DEFAULT_PORT = 7_337

/** On all of this machine's IPv4 addresses. */
export const DEFAULT_LISTEN = `/ip4/0.0.0.0/tcp/${DEFAULT_PORT}`

const EXAMPLES = "'192.168.1.10', 'host.example:8001', '[fd00::1]:8001' or '/ip4/192.168.1.10/tcp/8001'"
const LISTEN_EXAMPLES = "'/ip4/0.0.0.0/tcp/8001', or port 0 for a free one"

/**
 * The addresses in `connect`'s option: multiaddrs over TCP (with `/p2p/…` where the
 * coordinator's peer id must match), `host`, `host:port`, `[v6]:port`, or a bare IPv6
 * address. Without a port it is 7337.
 *
 * @throws TypeError for what is not a string; RangeError for a string that is no address, or no address at all
 */
export function parseAddresses (address: string | string[], option = 'address'): Multiaddr[] {
  const texts = Array.isArray(address) ? address : [address]

  if (texts.length === 0) {
    throw new RangeError(`${option} is an empty list: leave it out${option === 'address' ? ' to look on the LAN' : ''}, or give one like ${EXAMPLES}`)
  }

  return texts.map((text) => parse(text, option, EXAMPLES, 1))
}

/**
 * The addresses in `createCoordinator`'s `listen`: IP addresses of this machine, with TCP
 * ports, as multiaddrs or in short. Port 0 takes a free one.
 *
 * @throws TypeError for what is not a list of strings; RangeError for a string that is no such address, or none at all
 */
export function parseListen (listen: string[]): Multiaddr[] {
  if (!Array.isArray(listen)) {
    throw new TypeError(`listen is a list of addresses like ${LISTEN_EXAMPLES}`)
  }

  if (listen.length === 0) {
    throw new RangeError(`listen is an empty list, and then nobody could connect: leave it out, or give one like ${LISTEN_EXAMPLES}`)
  }

  return listen.map((text) => {
    const parsed = parse(text, 'listen', LISTEN_EXAMPLES, 0)

    if (!['ip4', 'ip6'].includes(parsed.getComponents()[0]?.name ?? '')) {
      throw bad(text, 'listen', 'a listener needs an IP address of this machine', LISTEN_EXAMPLES)
    }

    return parsed
  })
}

/**
 * A peer id, in the form in which it is shown everywhere.
 *
 * @throws TypeError for what is not a string; RangeError for a string that is no peer id
 */
export function parsePeerId (text: string): string {
  if (typeof text !== 'string') {
    throw new TypeError(`coordinatorId is a peer id like '12D3KooW…', and this is of type ${typeof text}`)
  }

  if (isTicket(text) || holdsKey(text)) {
    throw new TypeError('this coordinatorId is a key or a ticket, and it is a peer id like \'12D3KooW…\'')
  }

  try {
    return peerIdFromString(text.trim()).toString()
  } catch (err) {
    throw new RangeError(`coordinatorId ${JSON.stringify(text)} is not a peer id, which looks like 12D3KooW…`, { cause: err })
  }
}

/**
 * The addresses, at which only this peer is let through.
 *
 * @throws RangeError for one that names another peer
 */
export function pinTo (addresses: Multiaddr[], peerId: string): Multiaddr[] {
  return addresses.map((address) => {
    const named = address.getComponents().find(({ code }) => code === CODE_P2P)?.value

    if (named !== undefined && named !== peerId) {
      throw new RangeError(`address ${address.toString()} names another peer than coordinatorId, which is ${peerId}`)
    }

    return named === undefined ? address.encapsulate(`/p2p/${peerId}`) : address
  })
}

function parse (text: string, option: string, examples: string, minPort: number): Multiaddr {
  if (typeof text !== 'string') {
    throw new TypeError(`${option} is a string like ${examples}, and this is of type ${typeof text}`)
  }

  // what was put into the wrong place may be a key or hold one: it is not quoted
  if (isTicket(text)) {
    throw new TypeError(`this ${option} is a ticket, which says all there is to say: connect(ticket)`)
  }

  if (holdsKey(text)) {
    throw new TypeError(`this ${option} is the text of a key, which belongs into the option key`)
  }

  const trimmed = text.trim()
  const fail = (reason: string, cause?: unknown): RangeError => bad(text, option, reason, examples, cause)

  return trimmed.startsWith('/') ? parseMultiaddr(trimmed, minPort, fail) : parseHost(trimmed, minPort, fail)
}

function bad (text: string, option: string, reason: string, examples: string, cause?: unknown): RangeError {
  return new RangeError(`${option} ${JSON.stringify(text)}: ${reason}. Good ones are ${examples}`, { cause })
}

type Fail = (reason: string, cause?: unknown) => RangeError

const DNS = ['dns', 'dns4', 'dns6']

function parseMultiaddr (text: string, minPort: number, fail: Fail): Multiaddr {
  let parsed: Multiaddr

  try {
    parsed = multiaddr(text)
  } catch (err) {
    throw fail(`not a multiaddr (${(err as Error).message})`, err)
  }

  const [host, port, peer, ...rest] = parsed.getComponents()

  if (host == null || !['ip4', 'ip6', ...DNS].includes(host.name) || port?.name !== 'tcp' || rest.length > 0 || (peer != null && peer.name !== 'p2p')) {
    throw fail('it must be /ip4/…, /ip6/… or /dns/…, then /tcp/… and no more than a /p2p/… after that')
  }

  parsePort(port.value ?? '', minPort, fail)

  if (peer != null) {
    try {
      peerIdFromString(peer.value ?? '')
    } catch (err) {
      throw fail('what follows /p2p/ is not a peer id', err)
    }
  }

  return parsed
}

function parseHost (text: string, minPort: number, fail: Fail): Multiaddr {
  if (text === '') {
    throw fail('it is empty')
  }

  if (text.includes('://')) {
    throw fail('a URL is not understood here')
  }

  if (isIPv6(text)) {
    return assemble(text, DEFAULT_PORT, fail)
  }

  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(.*))?$/.exec(text) ?? []

  if (bracketed == null && plain == null) {
    throw fail('not a host, host:port or [v6]:port')
  }

  if (bracketed != null && !isIPv6(bracketed)) {
    throw fail('between the brackets belongs an IPv6 address')
  }

  return assemble(bracketed ?? plain ?? '', port == null ? DEFAULT_PORT : parsePort(port, minPort, fail), fail)
}

function parsePort (text: string, min: number, fail: Fail): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN

  if (!(port >= min && port <= 65_535)) {
    throw fail(`the port is a number from ${min} to 65535`)
  }

  return port
}

function assemble (host: string, port: number, fail: Fail): Multiaddr {
  if (isIPv4(host)) {
    return multiaddr(`/ip4/${host}/tcp/${port}`)
  }

  if (isIPv6(host)) {
    if (host.includes('%')) {
      throw fail('addresses with a zone (%) cannot be dialed: use one that is not link-local')
    }

    return multiaddr(`/ip6/${host}/tcp/${port}`)
  }

  if (!isHostName(host)) {
    throw fail('not an IP address and not a host name')
  }

  return multiaddr(`/dns/${host}/tcp/${port}`)
}

/** A name as DNS and /etc/hosts know them. A last label of digits is a mistyped IP address. */
function isHostName (host: string): boolean {
  const labels = host.replace(/\.$/, '').split('.')

  return host.length <= 253 && labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '')
}
