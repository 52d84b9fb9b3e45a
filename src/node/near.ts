import { BlockList } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { NetworkInterfaceInfo } from 'node:os'
import type { Multiaddr } from '@multiformats/multiaddr'

/**
 * Addresses of one peer, those first that most likely lead to it: in a network that this
 * machine is in, then others, and loopback last. A machine with containers has many that lead
 * nowhere from here, and each of those can take seconds to find out.
 */
export function nearestFirst (addresses: Multiaddr[], interfaces = networkInterfaces()): Multiaddr[] {
  const here = Object.values(interfaces).flatMap((each) => each ?? [])
  const [own, loopback] = [here.filter(({ internal }) => !internal), here.filter(({ internal }) => internal)].map(subnetsOf) as [BlockList, BlockList]

  const rank = (address: Multiaddr): number => {
    const [host] = address.getComponents()
    const family = host?.name === 'ip4' ? 'ipv4' : 'ipv6'

    if (host?.value === undefined || (host.name !== 'ip4' && host.name !== 'ip6')) {
      return OTHER
    }

    return own.check(host.value, family) ? NEAR : loopback.check(host.value, family) ? LOOPBACK : OTHER
  }

  return addresses.toSorted((a, b) => rank(a) - rank(b))
}

/** The IPv4 networks that this machine is in, as `10.0.0.7/24`: where mDNS asks. Loopback is none. */
export function ownNetworks (interfaces = networkInterfaces()): string[] {
  return Object.values(interfaces).flatMap((each) => each ?? [])
    .flatMap(({ family, internal, cidr }) => family === 'IPv4' && !internal && cidr !== null ? [cidr] : [])
}

const [NEAR, OTHER, LOOPBACK] = [0, 1, 2] as const

function subnetsOf (interfaces: NetworkInterfaceInfo[]): BlockList {
  const subnets = new BlockList()

  for (const { cidr, family } of interfaces) {
    const [network, prefix] = cidr?.split('/') ?? []

    if (network !== undefined && prefix !== undefined) {
      subnets.addSubnet(network, Number(prefix), family === 'IPv6' ? 'ipv6' : 'ipv4')
    }
  }

  return subnets
}
