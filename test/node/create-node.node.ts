import { once } from 'node:events'
import { createServer } from 'node:net'
import { generateKeyPair } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { expect } from 'chai'
import { ConnectionError } from '../../src/errors.ts'
import { parseListen } from '../../src/node/addresses.ts'
import { createClientNode, createCoordinatorNode } from '../../src/node/create-node.ts'
import { KeyRing } from '../../src/node/key-ring.ts'
import { generateKey } from '../../src/node/keys.ts'
import { chooseListen } from '../../src/node/listen.ts'
import { echo, LOOPBACK, Nodes, rejection } from './support.ts'
import type { HostComponents } from '../../src/node/host-node.ts'
import type { AddressInfo, Server } from 'node:net'

describe('nodes', function () {
  this.timeout(20_000)

  const key = generateKey()
  const nodes = new Nodes()
  let taken: Server | undefined

  async function take (port: number, host = '127.0.0.1'): Promise<number> {
    taken = createServer()
    taken.listen(port, host)
    await once(taken, 'listening')

    return (taken.address() as AddressInfo).port
  }

  afterEach(async () => {
    taken?.close()
    taken = undefined
    await nodes.stop()
  })

  it('offer nothing but what was asked of them', async () => {
    const coordinator = nodes.add(await createCoordinatorNode({ ring: await KeyRing.create(key), listen: LOOPBACK }))
    const client = nodes.add(await createClientNode({ ring: await KeyRing.create(key) }))

    expect(coordinator.getProtocols()).to.deep.equal([])
    expect(client.getProtocols()).to.deep.equal([])
    expect(client.getMultiaddrs()).to.deep.equal([])
    expect(coordinator.getMultiaddrs().map(String)).to.have.lengthOf(1).with.property('0').that.matches(/^\/ip4\/127\.0\.0\.1\/tcp\/\d+\/p2p\/12D3/)
  })

  it('have the identity that they are given, and a new one otherwise', async () => {
    const privateKey = await generateKeyPair('Ed25519')
    const [one, other] = [await nodes.client(key, { privateKey }), await nodes.client(key)]

    expect(one.node.peerId.equals(peerIdFromPrivateKey(privateKey))).to.equal(true)
    expect(other.node.peerId.equals(one.node.peerId)).to.equal(false)
  })

  it('start their services before the first address listens', async () => {
    const listening: number[] = []
    const ring = await KeyRing.create(key)

    const node = nodes.add(await createCoordinatorNode({
      ring,
      listen: LOOPBACK,
      services: {
        probe: ({ addressManager }: HostComponents) => ({ start: () => listening.push(addressManager.getAddresses().length), stop: () => {} })
      }
    }))

    expect([...listening, node.getMultiaddrs().length]).to.deep.equal([0, 1])
  })

  it('take no streams as a client', async () => {
    const coordinator = await nodes.coordinator(key)
    const client = await nodes.client(key)
    await client.node.handle('/any', () => {})
    await echo(await client.dial(coordinator.addresses))
    const [connection] = coordinator.node.getConnections(client.node.peerId)

    expect(await rejection(connection?.newStream('/any') as Promise<unknown>)).to.be.instanceOf(Error)
  })

  it('refuse a limit that is out of range', async () => {
    const ring = await KeyRing.create(key)

    expect(await rejection(createCoordinatorNode({ ring, listen: LOOPBACK, limits: { maxConnections: 0 } }))).to.be.instanceOf(RangeError)
    expect(await rejection(createClientNode({ ring, limits: { maxWindowBytes: 1 } }))).to.be.instanceOf(RangeError)
  })

  it('refuse more connections than they may have', async () => {
    const coordinator = await nodes.coordinator(key, { limits: { maxConnections: 1 } })
    const kept = await (await nodes.client(key)).dial(coordinator.addresses)
    await echo(kept)

    expect(await rejection((await nodes.client(key)).dial(coordinator.addresses, { timeout: 300 }))).to.be.instanceOf(ConnectionError)
    await echo(kept)
  })

  describe('where they listen', () => {
    it('is what was asked for', async () => {
      expect((await chooseListen(['127.0.0.1:8001'])).map(String)).to.deep.equal(['/ip4/127.0.0.1/tcp/8001'])
      expect(await rejection(chooseListen(['host.example']))).to.be.instanceOf(RangeError)
    })

    it('is a free port when the default one is taken', async function () {
      try {
        await take(7_337, '0.0.0.0')
      } catch {
        // whoever has it, it is taken
      }

      expect((await chooseListen()).map(String)).to.deep.equal(['/ip4/0.0.0.0/tcp/0'])
    })

    it('says what to do about a port that is taken', async () => {
      const listen = parseListen([`127.0.0.1:${await take(0)}`])
      const err = await rejection(createCoordinatorNode({ ring: await KeyRing.create(key), listen }))

      expect(err).to.be.instanceOf(ConnectionError)
      expect(err.message).to.equal(`cannot listen on ${String(listen[0])}: another program listens there (EADDRINUSE). Stop it, or choose another port; port 0 takes a free one`)
    })

    it('says what to do about an address of another machine', async () => {
      const err = await rejection(createCoordinatorNode({ ring: await KeyRing.create(key), listen: parseListen(['192.0.2.1:0']) }))

      expect(err).to.be.instanceOf(ConnectionError)
      expect(err.message).to.match(/this machine has no such address \(EADDRNOTAVAIL\)/)
    })
  })
})
