import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:net'
import { generateKeyPair } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { expect } from 'chai'
import { systemClock } from '../../src/clock.ts'
import { AuthenticationError, ConnectionError } from '../../src/errors.ts'
import { KEY_SLOTS } from '../../src/node/key-list.ts'
import { generateKey } from '../../src/node/keys.ts'
import { ownNetworks } from '../../src/node/near.ts'
import { searchLan } from '../../src/node/search.ts'
import { closed, echo, FakeDiscovery, Nodes, rejection, silentLogger } from './support.ts'
import type { Clock } from '../../src/clock.ts'
import type { SearchInit } from '../../src/node/search.ts'
import type { Peer } from './support.ts'
import type { Connection } from '@libp2p/interface'
import type { AddressInfo } from 'node:net'

/** Of a search whose end a test chooses: milliseconds. */
const BY_HAND_MS = 60_000

const WAY_OUT = "give its address instead: connect({ address: 'host:port' })"

describe('searchLan', function () {
  this.timeout(20_000)

  const key = generateKey()
  const nodes = new Nodes()
  let client: Peer
  let discovery: FakeDiscovery

  beforeEach(async () => {
    client = await nodes.client(key)
    discovery = new FakeDiscovery()
  })

  afterEach(async () => {
    await nodes.stop()
  })

  /** A search, once it asks. */
  async function search (init: Partial<SearchInit> = {}): Promise<{ result: Promise<Connection> }> {
    const result = searchLan({
      node: client.node, ring: client.ring, logger: silentLogger, clock: systemClock, farm: 'barn', ms: 5_000, signal: new AbortController().signal, discovery, ...init
    })
    result.catch(() => {})
    await new Promise(setImmediate)

    return { result }
  }

  /** What a search comes to that is over when so many dials have come to nothing: no sooner, however slow this machine is. */
  async function overAfter (dials: number, answers: () => void): Promise<Error> {
    const [all, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let left = dials

    const node: SearchInit['node'] = {
      dial: async (...args) => {
        try {
          return await client.node.dial(...args)
        } finally {
          if (--left === 0) {
            all.resolve()
          }
        }
      }
    }

    const clock: Clock = {
      ...systemClock,
      alarm (callback, ms, keepAlive) {
        if (ms !== BY_HAND_MS) {
          return systemClock.alarm(callback, ms, keepAlive)
        }

        void over.promise.then(callback)

        return () => {}
      }
    }

    const { result } = await search({ node, clock, ms: BY_HAND_MS, patient: true })
    answers()
    await all.promise
    await new Promise(setImmediate)
    over.resolve()

    return rejection(result)
  }

  function answer (peer: Peer): void {
    discovery.answer(peer.node.peerId, ...peer.addresses.map(String))
  }

  it('connects to whoever proves to be the coordinator, and asks no more', async () => {
    const coordinator = await nodes.coordinator(key)
    const { result } = await search()
    expect(discovery.asks).to.equal(true)
    answer(coordinator)

    await echo(await result)
    expect(discovery.asks).to.equal(false)
  })

  it('goes on when a candidate does not let it in', async () => {
    const [stranger, coordinator] = [await nodes.coordinator(generateKey()), await nodes.coordinator(key)]
    const { result } = await search()
    answer(stranger)
    answer(coordinator)

    expect((await result).remotePeer.equals(coordinator.node.peerId)).to.equal(true)
  })

  it('lets nobody through who is not the peer that the answer named', async () => {
    const coordinator = await nodes.coordinator(key)
    const named = peerIdFromPrivateKey(await generateKeyPair('Ed25519'))
    const err = await overAfter(1, () => { discovery.answer(named, ...coordinator.addresses.map((address) => String(address).split('/p2p/')[0] as string)) })

    expect(err).to.be.instanceOf(ConnectionError)
    expect(err.message).to.include('another one answered')
  })

  it('keeps one connection where two candidates are equally fast', async () => {
    const coordinators = [await nodes.coordinator(key), await nodes.coordinator(key)]
    const { result } = await search()
    coordinators.forEach(answer)
    const kept = await result

    for (const { node } of coordinators) {
      await Promise.all(node.getConnections(client.node.peerId).filter((connection) => !kept.remotePeer.equals(node.peerId) && connection.status === 'open').map(closed))
    }

    expect(client.node.getConnections().filter(({ status }) => status === 'open')).to.deep.equal([kept])
    await echo(kept)
  })

  it('tries at once where the coordinator was the last time', async () => {
    const coordinator = await nodes.coordinator(key)
    const last = { peerId: coordinator.node.peerId.toString(), addresses: coordinator.addresses }
    const { result } = await search({ last })

    await echo(await result)
    expect(discovery.asks).to.equal(false)
  })

  it('says that nobody answered, and the way out', async () => {
    const err = await rejection((await search({ ms: 20 })).result)

    expect(err).to.be.instanceOf(ConnectionError)
    expect(err.message).to.include("answers for farm 'barn' (mDNS)").and.include(WAY_OUT)
    expect(err.message).to.match(ownNetworks().length === 0
      ? /this machine is in no network/
      : /^nobody on this LAN \(asked from [\d./, ]+\) .* does the network let multicast through\?/)
    expect(discovery.asks).to.equal(false)
  })

  it('says who answered and what came of it', async () => {
    const stranger = await nodes.coordinator(generateKey())
    const err = await overAfter(KEY_SLOTS, () => { answer(stranger) })

    expect(err).to.be.instanceOf(ConnectionError).and.not.instanceOf(AuthenticationError)
    expect(err.message).to.match(/^1 on this LAN says to be farm 'barn' \(mDNS\), and none let this peer in: the pre-shared key was refused, /)
    expect(err.message).to.include(WAY_OUT)
    expect((err.cause as AggregateError).errors[0]).to.be.instanceOf(AuthenticationError)
  })

  it('says who else answered than the one that was asked for', async () => {
    const [asked, other] = [peerIdFromPrivateKey(await generateKeyPair('Ed25519')).toString(), await nodes.coordinator(key)]
    const { result } = await search({ ms: 100, coordinatorId: asked })
    answer(other)
    const err = await rejection(result)

    expect(err).to.be.instanceOf(ConnectionError)
    expect(err.message).to.include("1 on this LAN says to be farm 'barn' (mDNS), and none is ")
      .and.include(`peer ${asked}, which was asked for: ${other.node.peerId.toString()}. If it is elsewhere, ${WAY_OUT}`)
  })

  it('takes that the key was refused by all for an answer, within a second, unless it is patient', async () => {
    const stranger = await nodes.coordinator(generateKey())
    const since = performance.now()
    const { result } = await search()
    answer(stranger)
    const err = await rejection(result)

    console.log(`        told after ${Math.round(performance.now() - since)} ms`)
    expect(err).to.be.instanceOf(AuthenticationError)
    expect(err.message).to.match(/^1 on this LAN says to be farm 'barn' \(mDNS\), and none let this peer in: the pre-shared key was refused, /)
    expect(err.message).to.include(WAY_OUT)
    expect(discovery.asks).to.equal(false)

    discovery = new FakeDiscovery()
    const patient = await search({ patient: true })
    answer(stranger)
    await new Promise((resolve) => { setTimeout(resolve, 1_000) })
    const coordinator = await nodes.coordinator(key)
    answer(coordinator)
    expect((await patient.result).remotePeer.equals(coordinator.node.peerId)).to.equal(true)
  })

  it('takes it for none while another candidate has not answered', async () => {
    const silent = createServer((socket) => { socket.on('error', () => {}).resume() })
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { result } = await search({ ms: 1_500 })
    answer(await nodes.coordinator(generateKey()))
    discovery.answer(peerIdFromPrivateKey(await generateKeyPair('Ed25519')), `/ip4/127.0.0.1/tcp/${(silent.address() as AddressInfo).port}`)

    expect(await rejection(result)).to.be.instanceOf(ConnectionError).with.property('message').that.matches(/^2 on this LAN say to be farm/)
    silent.close()
  })

  it('cuts off candidates that say nothing, when it is over', async () => {
    const gone = Promise.withResolvers<void>()
    const silent = createServer((socket) => {
      socket.on('error', () => {})
      socket.on('close', () => { gone.resolve() })
      socket.resume()
    })
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { result } = await search({ ms: 200 })
    discovery.answer(peerIdFromPrivateKey(await generateKeyPair('Ed25519')), `/ip4/127.0.0.1/tcp/${(silent.address() as AddressInfo).port}`)

    expect((await rejection(result)).message).to.include('none answered in time')
    await gone.promise
    silent.close()
  })

  it('ends when it is told to, with the reason, and dials nobody any more', async () => {
    const coordinator = await nodes.coordinator(key)
    const stop = new AbortController()
    const reason = new Error('enough')
    const { result } = await search({ signal: stop.signal })
    stop.abort(reason)

    expect(await rejection(result)).to.equal(reason)
    expect(discovery.asks).to.equal(false)
    answer(coordinator)
    await new Promise(setImmediate)
    expect(client.node.getDialQueue()).to.deep.equal([])
  })

  it('does not even begin when it is over before', async () => {
    const reason = new Error('enough')

    expect(await rejection((await search({ signal: AbortSignal.abort(reason) })).result)).to.equal(reason)
    expect(discovery.starts).to.equal(0)
  })

  it('says when its socket turns out to be of no use', async () => {
    const mdns = new EventEmitter()
    const { result } = await search({ discovery: Object.assign(discovery, { mdns }) })
    mdns.emit('error', new Error('bind EADDRINUSE 0.0.0.0:5353'))

    expect((await rejection(result)).message).to.include('cannot look for a farm on this LAN (mDNS): bind EADDRINUSE 0.0.0.0:5353; give its address')
    expect(discovery.asks).to.equal(false)
  })

  it('says when it cannot ask', async () => {
    discovery.start = () => { throw new Error('no sockets left') }
    const err = await rejection((await search()).result)

    expect(err).to.be.instanceOf(ConnectionError)
    expect(err.message).to.include('cannot look for a farm on this LAN (mDNS): no sockets left; give its address')
  })
})
