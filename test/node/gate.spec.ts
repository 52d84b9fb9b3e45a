import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import { hostOf } from '../../src/node/gate.ts'

const of = (address: string): string => hostOf({ remoteAddr: multiaddr(address) })

describe('the host that handshakes are counted for', () => {
  it('is an IPv4 address, whatever the port', () => {
    expect(of('/ip4/10.0.0.1/tcp/1')).to.equal(of('/ip4/10.0.0.1/tcp/2')).and.not.equal(of('/ip4/10.0.0.2/tcp/1'))
  })

  it('is a network of 64 bits with IPv6: one host has all of its addresses', () => {
    expect(of('/ip6/2001:db8:1:2:3::1/tcp/1')).to.equal(of('/ip6/2001:db8:1:2:ffff:0:0:9/tcp/1'))
    expect(of('/ip6/2001:db8:1:2::1/tcp/1')).to.not.equal(of('/ip6/2001:db8:1:3::1/tcp/1'))
    expect(of('/ip6zone/eth0/ip6/fe80::1/tcp/1')).to.equal(of('/ip6zone/eth1/ip6/fe80::2/tcp/1'))
  })

  it('is the IPv4 address in an IPv6 one', () => {
    expect(of('/ip6/::ffff:10.0.0.1/tcp/1')).to.equal(of('/ip4/10.0.0.1/tcp/1')).and.not.equal(of('/ip6/::ffff:10.0.0.2/tcp/1'))
  })

  it('is nobody in particular without an address', () => {
    expect(of('/memory/1')).to.equal('')
  })
})
