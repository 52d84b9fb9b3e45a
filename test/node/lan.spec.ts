import { generateKeyPair } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import { LanSearch, serviceTag } from '../../src/node/lan.ts'
import { FakeDiscovery } from './support.ts'
import type { Candidate } from '../../src/node/lan.ts'
import type { PeerId, PeerInfo } from '@libp2p/interface'

async function somebody (): Promise<PeerId> {
  return peerIdFromPrivateKey(await generateKeyPair('Ed25519'))
}

describe('serviceTag', () => {
  it('is the same for ever: others look for it', () => {
    expect(serviceTag('default')).to.equal('_peerq-3be0ef58f014d46724a6b865900a20bf._udp.local')
  })

  it('is another one for another farm, and does not tell the name', () => {
    expect(serviceTag('a')).to.not.equal(serviceTag('b'))
    expect(serviceTag('renderfarm')).to.match(/^_peerq-[0-9a-f]{32}\._udp\.local$/).and.not.include('render')
  })

  it('is one for names that look the same', () => {
    expect(serviceTag('ku\u0308he')).to.equal(serviceTag('k\u00fche'))
  })

  it('fits into a label of DNS', () => {
    expect(serviceTag('x'.repeat(1_000)).split('.')[0]).to.have.length.below(64)
  })
})

describe('a search on the LAN', () => {
  let discovery: FakeDiscovery
  let found: Candidate[]
  let search: LanSearch

  function begin (coordinatorId?: string): void {
    discovery = new FakeDiscovery()
    found = []
    search = new LanSearch({ discovery, coordinatorId, onFound: (candidate) => { found.push(candidate) }, onTrouble: () => {} })
  }

  beforeEach(() => { begin() })

  it('begins and ends with its questions', async () => {
    await search.start()
    expect(discovery.asks).to.equal(true)
    await search.stop()
    expect(discovery.asks).to.equal(false)
  })

  it('tells of a candidate, with its peer id in each address', async () => {
    const id = await somebody()
    discovery.answer(id, '/ip4/192.168.1.9/tcp/1', `/ip4/10.1.2.3/tcp/2/p2p/${id.toString()}`)

    expect(found.map(({ peerId, addresses }) => ({ peerId, addresses: addresses.map(String) }))).to.deep.equal([{
      peerId: id.toString(),
      addresses: [`/ip4/192.168.1.9/tcp/1/p2p/${id.toString()}`, `/ip4/10.1.2.3/tcp/2/p2p/${id.toString()}`]
    }])
    expect(search.seen).to.equal(1)
  })

  it('tells of it once, and again when it has moved, but not for ever', async () => {
    const id = await somebody()

    for (let port = 1; port <= 20; port++) {
      discovery.answer(id, `/ip4/192.168.1.9/tcp/${port}`)
      discovery.answer(id, `/ip4/192.168.1.9/tcp/${port}`)
    }

    expect(found.map(({ addresses }) => addresses[0]?.toString().split('/')[4])).to.deep.equal(['1', '2', '3', '4', '5'])
  })

  it('looks at 16 candidates, and at 8 addresses of each', async () => {
    for (let i = 0; i < 40; i++) {
      discovery.answer(await somebody(), ...Array.from({ length: 40 }, (_, port) => `/ip4/192.168.1.9/tcp/${port + 1}`))
    }

    expect(found).to.have.lengthOf(16)
    expect(found.map(({ addresses }) => addresses.length)).to.deep.equal(Array(16).fill(8))
  })

  it('looks at nobody but the coordinator that is asked for, whoever else answers first', async () => {
    const id = await somebody()
    begin(id.toString())

    for (let i = 0; i < 40; i++) {
      discovery.answer(await somebody(), '/ip4/192.168.1.9/tcp/1')
    }

    discovery.answer(id, '/ip4/192.168.1.9/tcp/2')

    expect(found.map(({ peerId }) => peerId)).to.deep.equal([id.toString()])
  })

  it('leaves out loopback, unless there is nothing else', async () => {
    discovery.answer(await somebody(), '/ip4/127.0.0.1/tcp/1', '/ip4/10.1.2.3/tcp/1', '/ip6/::1/tcp/1')
    discovery.answer(await somebody(), '/ip4/127.0.0.1/tcp/1')

    expect(found.map(({ addresses }) => addresses.map((address) => String(address).split('/p2p/')[0]))).to.deep.equal([['/ip4/10.1.2.3/tcp/1'], ['/ip4/127.0.0.1/tcp/1']])
  })

  it('goes nowhere but to addresses of a LAN, over TCP', async () => {
    for (const address of [
      '/ip4/8.8.8.8/tcp/1', '/ip6/2606:4700::1/tcp/1', '/dns4/host.example/tcp/1', '/dnsaddr/host.example', '/unix/%2ftmp%2fx', '/ip4/10.0.0.1/udp/1',
      '/ip4/10.0.0.1/tcp/1/ws', '/ip4/10.0.0.1/tcp/1/p2p/QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N/p2p-circuit', '/memory/1', '/ip4/10.0.0.1', '/'
    ]) {
      discovery.answer(await somebody(), address)
    }

    expect(found).to.deep.equal([])
    expect(search.seen).to.equal(0)
    discovery.answer(await somebody(), '/ip6/fd00::1/tcp/1', '/ip4/8.8.8.8/tcp/1')
    expect(found[0]?.addresses).to.have.lengthOf(1)
  })

  it('is not disturbed by an answer that makes no sense', async () => {
    discovery.answerWith({ id: undefined, multiaddrs: null } as unknown as PeerInfo)
    discovery.answerWith(undefined as unknown as PeerInfo)
    discovery.answer(await somebody(), '/ip4/10.0.0.1/tcp/1')

    expect(found).to.have.lengthOf(1)
  })

  it('is not disturbed by an answer without addresses', async () => {
    discovery.answer(await somebody())
    discovery.answerWith({ id: await somebody(), multiaddrs: [multiaddr('/ip4/10.0.0.1/tcp/1')] })

    expect(found).to.have.lengthOf(1)
  })
})
