import { ringOf } from './host-node.ts'
import { defaultNodeLimits } from './limits.ts'
import { PSK_NOISE } from './noise.ts'
import type { HostComponents } from './host-node.ts'

/** Workers that one host may well have, and that all come back in the same second after a restart. */
const SOME_WORKERS = 50

type Host = Pick<HostComponents, 'upgrader' | 'connectionManager' | 'connectionMonitor'>

/** What a node that is not ours leaves unguarded, in words. `farm`: the one that a coordinator in it was told. */
export function warningsOf (host: Host, farm?: string): string[] {
  return [...aboutKeys(host, farm), ...aboutBounds(host), ...aboutMonitor(host)]
}

function aboutKeys ({ upgrader }: Host, farm?: string): string[] {
  const warnings: string[] = []
  const ring = ringOf({ upgrader })
  const others = [...upgrader.getConnectionEncrypters().keys()].filter((protocol) => protocol !== PSK_NOISE)

  if (farm !== undefined && farm !== ring.farm && ring.salted) {
    warnings.push(`the passphrase of the node's pskNoise is salted with farm '${ring.farm}' and this is farm '${farm}': clients that are told '${farm}' have another key. Give both the same farm`)
  }

  if (others.length > 0) {
    warnings.push(`the node also offers ${others.join(', ')}: peers without the pre-shared key can connect to it, though not to this service`)
  }

  return warnings
}

/** Upstream shows the last of these three; the others are read where they are kept, and not spoken of where they are no longer. */
function aboutBounds ({ connectionManager }: Host): string[] {
  const { inboundConnectionRateLimiter, maxIncomingPendingConnections } = connectionManager as {
    inboundConnectionRateLimiter?: { points?: unknown }
    maxIncomingPendingConnections?: unknown
  }
  const { maxDialsPerSecond, maxHandshakes, maxConnections } = defaultNodeLimits

  return [
    ['inboundConnectionThreshold', inboundConnectionRateLimiter?.points, maxDialsPerSecond, 'of the workers of one host that connect within a second, all others have to try again'],
    ['maxIncomingPendingConnections', maxIncomingPendingConnections, maxHandshakes, 'so many idle sockets keep everybody else out'],
    ['maxConnections', connectionManager.getMaxConnections(), maxConnections, 'further workers are turned away']
  ].filter(([, value]) => typeof value === 'number' && value < SOME_WORKERS)
    .map(([option, value, ours, so]) => `the node has connectionManager.${option as string} at ${value as number}: ${so as string}; set it to ${ours as number}`)
}

function aboutMonitor (host: Host): string[] {
  return hasMonitor(host)
    ? ['the node has its connectionMonitor enabled: it cuts off a worker whose handler blocks the event loop for a few seconds; set connectionMonitor: { enabled: false }']
    : []
}

function hasMonitor (host: Host): boolean {
  try {
    return host.connectionMonitor != null
  } catch {
    // libp2p throws when a component that is not there is asked for
    return false
  }
}
