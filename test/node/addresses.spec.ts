import { expect } from 'chai'
import { DEFAULT_LISTEN, parseAddresses, parseListen, parsePeerId } from '../../src/node/addresses.ts'

const peer = '12D3KooWASikm18kETFNRsS8EdT5C9fWh88RR6VQhCWMi3EAJwfq'

describe('addresses', () => {
  describe('parseAddresses', () => {
    for (const [given, expected] of [
      ['/ip4/10.0.0.1/tcp/8001', '/ip4/10.0.0.1/tcp/8001'],
      ['/ip6/fd00::1/tcp/8001', '/ip6/fd00::1/tcp/8001'],
      ['/dns/host.example/tcp/8001', '/dns/host.example/tcp/8001'],
      ['/dns4/host.example/tcp/8001', '/dns4/host.example/tcp/8001'],
      [`/ip4/10.0.0.1/tcp/8001/p2p/${peer}`, `/ip4/10.0.0.1/tcp/8001/p2p/${peer}`],
      ['10.0.0.1', '/ip4/10.0.0.1/tcp/7337'],
      ['10.0.0.1:8001', '/ip4/10.0.0.1/tcp/8001'],
      ['  10.0.0.1:8001\n', '/ip4/10.0.0.1/tcp/8001'],
      ['10.0.0.1:1', '/ip4/10.0.0.1/tcp/1'],
      ['10.0.0.1:65535', '/ip4/10.0.0.1/tcp/65535'],
      ['localhost', '/dns/localhost/tcp/7337'],
      ['localhost:8001', '/dns/localhost/tcp/8001'],
      ['host-1.some_where.example', '/dns/host-1.some_where.example/tcp/7337'],
      ['host.example.', '/dns/host.example./tcp/7337'],
      ['7-zip.example:80', '/dns/7-zip.example/tcp/80'],
      ['[fd00::1]:8001', '/ip6/fd00::1/tcp/8001'],
      ['[fd00::1]', '/ip6/fd00::1/tcp/7337'],
      ['fd00::1', '/ip6/fd00::1/tcp/7337'],
      ['::1', '/ip6/::1/tcp/7337']
    ] as const) {
      it(`reads ${JSON.stringify(given)}`, () => {
        expect(parseAddresses(given).map(String)).to.deep.equal([expected])
      })
    }

    it('reads a list, in its order', () => {
      expect(parseAddresses(['::1', 'localhost:1']).map(String)).to.deep.equal(['/ip6/::1/tcp/7337', '/dns/localhost/tcp/1'])
    })

    for (const [given, reason] of [
      ['', /it is empty/],
      ['   ', /it is empty/],
      ['10.0.0.256', /not an IP address and not a host name/],
      ['10.0.0', /not an IP address and not a host name/],
      ['8001', /not an IP address and not a host name/],
      ['host:0', /the port is a number from 1 to 65535/],
      ['host:65536', /the port is a number/],
      ['host:', /the port is a number/],
      ['host:http', /the port is a number/],
      ['host:-1', /the port is a number/],
      ['host:1e3', /the port is a number/],
      ['host:80:81', /the port is a number/],
      [':8001', /not an IP address and not a host name/],
      ['[]:8001', /brackets belongs an IPv6 address/],
      ['[10.0.0.1]:8001', /brackets belongs an IPv6 address/],
      ['[::1]8001', /not a host, host:port or \[v6\]:port/],
      ['[::1', /not a host, host:port or \[v6\]:port/],
      ['fd00::1:8001:1:1:1:1:1:1', /the port is a number|not a host/],
      ['fe80::1%eth0', /zone/],
      ['ho st', /not a host name/],
      ['-host', /not a host name/],
      ['a..b', /not a host name/],
      [`${'a'.repeat(64)}.example`, /not a host name/],
      [`${'a.'.repeat(127)}a`, /not a host name/],
      ['http://host:8001', /a URL is not understood/],
      ['/', /must be|not a multiaddr/],
      ['/ip4/10.0.0.1', /then \/tcp/],
      ['/ip4/10.0.0.1/udp/8001', /then \/tcp/],
      ['/ip4/10.0.0.1/tcp/8001/ws', /no more than a \/p2p/],
      ['/ip4/10.0.0.1/tcp/0', /the port is a number from 1/],
      ['/ip4/10.0.0.1/tcp/65536', /not a multiaddr|the port is a number/],
      ['/ip4/10.0.0.256/tcp/1', /not a multiaddr/],
      ['/nonsense/1', /not a multiaddr/],
      ['/ip4/10.0.0.1/tcp/8001/p2p/nobody', /not a multiaddr|not a peer id/],
      [`/p2p/${peer}`, /must be/]
    ] as const) {
      it(`refuses ${JSON.stringify(given)} with the reason and an example`, () => {
        expect(() => parseAddresses(given)).to.throw(RangeError, reason)
        expect(() => parseAddresses(given)).to.throw(`address ${JSON.stringify(given)}: `)
        expect(() => parseAddresses(given)).to.throw('Good ones are \'192.168.1.10\', \'host.example:8001\'')
      })
    }

    it('refuses a key without quoting it', () => {
      const digits = '0123456789abcdef'.repeat(4)

      for (const key of [`/key/swarm/psk/1.0.0/\n/base16/\n${digits}\n`, digits, ` ${digits.toUpperCase()}\n`]) {
        for (const parse of [parseAddresses, (text: string) => parseListen([text]), parsePeerId]) {
          expect(() => parse(key)).to.throw(TypeError, /^(?!.*456789ab).* key/i)
        }
      }
    })

    it('refuses a list with a bad one among good ones', () => {
      expect(() => parseAddresses(['localhost', 'host:0'])).to.throw(RangeError, /host:0/)
    })

    it('refuses an empty list, and says what to do', () => {
      expect(() => parseAddresses([])).to.throw(RangeError, /leave it out to look on the LAN/)
      expect(() => parseAddresses([], 'addresses')).to.throw(RangeError, /^addresses is an empty list: leave it out, or/)
    })

    it('refuses what is not a string', () => {
      expect(() => parseAddresses(8001 as unknown as string)).to.throw(TypeError, /of type number/)
      expect(() => parseAddresses([null] as unknown as string[])).to.throw(TypeError, /of type object/)
    })
  })

  describe('parseListen', () => {
    it('reads IP addresses, in full and in short, with port 0 too', () => {
      expect(parseListen(['/ip4/0.0.0.0/tcp/0', '127.0.0.1:8001', '[::]:0', '::1']).map(String)).to.deep.equal([
        '/ip4/0.0.0.0/tcp/0', '/ip4/127.0.0.1/tcp/8001', '/ip6/::/tcp/0', '/ip6/::1/tcp/7337'
      ])
      expect(parseListen([DEFAULT_LISTEN]).map(String)).to.deep.equal(['/ip4/0.0.0.0/tcp/7337'])
    })

    for (const [given, type, reason] of [
      [['host.example:1'], RangeError, /needs an IP address of this machine/],
      [['/dns/host.example/tcp/1'], RangeError, /needs an IP address of this machine/],
      [['/ip4/0.0.0.0/tcp/70000'], RangeError, /listen "\/ip4\/0\.0\.0\.0\/tcp\/70000": /],
      [[], RangeError, /empty list, and then nobody could connect/],
      ['0.0.0.0:1', TypeError, /a list of addresses/],
      [[1], TypeError, /of type number/]
    ] as const) {
      it(`refuses ${JSON.stringify(given)}`, () => {
        expect(() => parseListen(given as unknown as string[])).to.throw(type, reason)
      })
    }
  })
})
