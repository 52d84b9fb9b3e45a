import { createServer } from 'node:net'
import { multiaddr } from '@multiformats/multiaddr'
import { ConnectionError } from '../errors.ts'
import { DEFAULT_LISTEN, DEFAULT_PORT, parseListen } from './addresses.ts'
import type { Multiaddr } from '@multiformats/multiaddr'

/**
 * Where to listen: what was asked for, or port 7337, or a free port when that is taken.
 *
 * @throws as `parseListen`
 */
export async function chooseListen (listen?: string[]): Promise<Multiaddr[]> {
  if (listen !== undefined) {
    return parseListen(listen)
  }

  return await isFree(DEFAULT_PORT) ? [multiaddr(DEFAULT_LISTEN)] : [multiaddr('/ip4/0.0.0.0/tcp/0')]
}

/** Whether a server could listen on this port of all IPv4 addresses, a moment ago. */
async function isFree (port: number): Promise<boolean> {
  const server = createServer()

  return new Promise((resolve) => {
    server.once('error', () => { resolve(false) })
    server.listen({ port, host: '0.0.0.0' }, () => { server.close(() => { resolve(true) }) })
  })
}

const REASONS: Record<string, string> = {
  EADDRINUSE: 'another program listens there (EADDRINUSE). Stop it, or choose another port; port 0 takes a free one',
  EADDRNOTAVAIL: 'this machine has no such address (EADDRNOTAVAIL). 0.0.0.0 stands for all that it has',
  EACCES: 'this program may not use that port (EACCES). Choose one above 1023'
}

/** What to tell somebody whose coordinator could not listen; libp2p keeps of the cause only its text. */
export function listenFailure (err: Error, listen: Multiaddr[]): ConnectionError {
  const where = listen.map(String).join(', ')
  const code = Object.keys(REASONS).find((known) => err.message.includes(known))

  return new ConnectionError(`cannot listen on ${where}: ${code == null ? err.message : REASONS[code]}`, { cause: err })
}
