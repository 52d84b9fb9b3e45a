import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import { nearestFirst, ownNetworks } from '../../src/node/near.ts'
import type { NetworkInterfaceInfo } from 'node:os'

function iface (cidr: string | null, internal = false): NetworkInterfaceInfo {
  return { family: cidr?.includes(':') === true ? 'IPv6' : 'IPv4', cidr, internal } as NetworkInterfaceInfo
}

const interfaces = {
  lo: [iface('127.0.0.1/8', true), iface('::1/128', true)],
  eth0: [iface('192.168.7.20/24'), iface('fd00:1::20/64')],
  odd: [iface(null)],
  gone: undefined
}

function sorted (...addresses: string[]): string[] {
  return nearestFirst(addresses.map((address) => multiaddr(address)), interfaces).map(String)
}

describe('nearestFirst', () => {
  it('puts networks that this machine is in before others, and loopback last', () => {
    expect(sorted('/ip4/127.0.0.1/tcp/1', '/ip4/172.17.0.1/tcp/1', '/ip4/192.168.7.9/tcp/1')).to.deep.equal([
      '/ip4/192.168.7.9/tcp/1', '/ip4/172.17.0.1/tcp/1', '/ip4/127.0.0.1/tcp/1'
    ])
  })

  it('knows IPv6, and takes names for others', () => {
    expect(sorted('/ip6/::1/tcp/1', '/dns/host.example/tcp/1', '/ip6/fd00:2::9/tcp/1', '/ip6/fd00:1::9/tcp/1')).to.deep.equal([
      '/ip6/fd00:1::9/tcp/1', '/dns/host.example/tcp/1', '/ip6/fd00:2::9/tcp/1', '/ip6/::1/tcp/1'
    ])
  })

  it('leaves the order of equals as it was', () => {
    const addresses = ['/ip4/10.0.0.3/tcp/1', '/ip4/10.0.0.1/tcp/1', '/ip4/10.0.0.2/tcp/1']

    expect(sorted(...addresses)).to.deep.equal(addresses)
    expect(sorted()).to.deep.equal([])
  })

  it('asks the machine itself, unless it is told', () => {
    expect(nearestFirst([multiaddr('/ip4/127.0.0.1/tcp/1')]).map(String)).to.deep.equal(['/ip4/127.0.0.1/tcp/1'])
  })
})

describe('ownNetworks', () => {
  it('are those of IPv4, without loopback', () => {
    expect(ownNetworks(interfaces)).to.deep.equal(['192.168.7.20/24'])
    expect(ownNetworks({ lo: interfaces.lo })).to.deep.equal([])
  })
})
