import { noise } from '@chainsafe/libp2p-noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { expect } from 'chai'
import { createLibp2p } from 'libp2p'
import { AuthenticationError } from '../../src/errors.ts'
import { dialCoordinator } from '../../src/node/dial.ts'
import { cutRetired, handshakeOf } from '../../src/node/handshakes.ts'
import { KeyRing } from '../../src/node/key-ring.ts'
import { generateKey } from '../../src/node/keys.ts'
import { PSK_NOISE } from '../../src/node/noise.ts'
import { pskNoise } from '../../src/node/psk-noise.ts'
import { closed, echo, ECHO, LOOPBACK, Nodes, rejection } from './support.ts'
import type { Handshake } from '../../src/node/handshakes.ts'
import type { PskNoise } from '../../src/node/psk-noise.ts'
import type { Refusal } from '../../src/node/refusals.ts'
import type { Connection, ConnectionEncrypter, Libp2p } from '@libp2p/interface'
import type { Libp2pOptions } from 'libp2p'

const keys = Array.from({ length: 8 }, generateKey)
const named = Object.fromEntries(keys.map((key, slot) => [`key-${slot}`, key]))

describe('pskNoise', function () {
  this.timeout(20_000)

  const nodes = new Nodes()

  afterEach(async () => {
    await nodes.stop()
  })

  /** Somebody's own libp2p node. */
  async function host (connectionEncrypters: Array<(components: never) => ConnectionEncrypter>, options: Libp2pOptions = {}): Promise<Libp2p> {
    return nodes.add(await createLibp2p({
      transports: [tcp()],
      addresses: { listen: LOOPBACK.map(String) },
      connectionEncrypters: connectionEncrypters as Libp2pOptions['connectionEncrypters'],
      streamMuxers: [yamux()],
      ...options
    }))
  }

  describe('lets in', () => {
    for (const [slot, key] of keys.entries()) {
      it(`a client with the key in slot ${slot}, at the first try from the second time on`, async () => {
        const refusals: Refusal[] = []
        const coordinator = await nodes.coordinator(named, { onRefuse: (refusal) => refusals.push(refusal) })
        const client = await nodes.client(key)

        const connection = await client.dial(coordinator.addresses)
        await echo(connection)
        expect(handshakeOf(connection)).to.include({ slot, retired: false })
        expect(refusals.length).to.be.at.most(slot)

        const before = refusals.length
        await echo(await client.dial(coordinator.addresses))
        expect(refusals.length).to.equal(before)
      })
    }

    it('a client with a passphrase, where the farm is the same', async () => {
      const coordinator = await nodes.coordinator('correct horse battery', { farm: 'vega' })
      const client = await nodes.client('correct horse battery', { farm: 'vega' })

      await echo(await client.dial(coordinator.addresses))
    })

    it('a client with several keys of which one fits', async () => {
      const coordinator = await nodes.coordinator(named)
      const client = await nodes.client([generateKey(), generateKey(), keys[5] as Uint8Array])

      await echo(await client.dial(coordinator.addresses))
    })

    it('the coordinator\'s own address with /p2p/, and proves its peer id', async () => {
      const coordinator = await nodes.coordinator(keys[0] as Uint8Array)
      const connection = await (await nodes.client(keys[0] as Uint8Array)).dial(coordinator.addresses)

      expect(connection.remotePeer.equals(coordinator.node.peerId)).to.equal(true)
      expect(connection.encryption).to.equal(PSK_NOISE)
      expect(connection.multiplexer).to.equal('/yamux/1.0.0')
    })
  })

  describe('keeps out', () => {
    it('a client with a wrong key, whether there is one key or eight, and goes on', async () => {
      for (const ring of [{ only: keys[0] as Uint8Array }, named]) {
        const refusals: Refusal[] = []
        const coordinator = await nodes.coordinator(ring, { onRefuse: (refusal) => refusals.push(refusal) })
        const err = await rejection((await nodes.client(generateKey())).dial(coordinator.addresses))

        expect(err).to.be.instanceOf(AuthenticationError)
        expect(err.message).to.equal(
          `the pre-shared key was refused, or this is not a peerq coordinator (/ip4/127.0.0.1/tcp/${coordinator.port}): both sides need the same key`
        )
        expect(coordinator.node.getConnections()).to.deep.equal([])

        await echo(await (await nodes.client(keys[0] as Uint8Array)).dial(coordinator.addresses))
        expect(refusals.length).to.be.at.least(7)
        expect(refusals[0]?.reason).to.equal('left')
        expect(refusals[0]?.address).to.match(/^\/ip4\/127\.0\.0\.1\/tcp\/\d+$/)
      }
    })

    it('a client with the same passphrase for another farm, and names the farm', async () => {
      const coordinator = await nodes.coordinator('correct horse battery', { farm: 'vega' })
      const err = await rejection((await nodes.client('correct horse battery', { farm: 'deneb' })).dial(coordinator.addresses))

      expect(err).to.be.instanceOf(AuthenticationError)
      expect(err.message).to.match(/same farm, whose name salts a passphrase, and here it is "deneb"$/)
    })

    it('a plain libp2p node, whichever of the two dials', async () => {
      const coordinator = await nodes.coordinator(keys[0] as Uint8Array)
      const plain = await host([noise()])
      const refused = await rejection(Promise.resolve(plain.dial(coordinator.addresses)))
      const client = await nodes.client(keys[0] as Uint8Array)
      const err = await rejection(client.dial(plain.getMultiaddrs()))

      expect(refused.message).to.match(/could not negotiate/)
      expect(err).to.be.instanceOf(AuthenticationError)
      expect(err.message).to.match(/^what answers at \/ip4\/127\.0\.0\.1\/tcp\/\d+ is not a peerq coordinator \(.*could not negotiate/)
    })

    it('whoever speaks stock Noise under our protocol id, whichever of the two dials', async () => {
      // in a frame with a length of two bytes, the first byte is 0: slot 0, and then all is shifted by one
      const stock = (components: never): ConnectionEncrypter => Object.assign(noise()(components) as ConnectionEncrypter, { protocol: PSK_NOISE })
      const coordinator = await nodes.coordinator(keys[0] as Uint8Array, { limits: { handshakeMs: 300 } })
      const impostor = await host([stock])

      expect(await rejection(Promise.resolve(impostor.dial(coordinator.addresses)))).to.be.instanceOf(Error)
      expect(coordinator.node.getConnections()).to.deep.equal([])

      const client = await nodes.client(keys[0] as Uint8Array)
      expect(await rejection(client.dial(impostor.getMultiaddrs(), { timeout: 300 }))).to.be.instanceOf(Error)
      expect(client.node.getConnections()).to.deep.equal([])
    })

    it('whoever has the right key but another slot in the first byte', async () => {
      const coordinator = await nodes.coordinator(named)
      const client = await nodes.client(keys[0] as Uint8Array)

      for (const slot of [1, 7, 8, 255]) {
        const tampered = await host([(components: never) => {
          const genuine = pskNoise({ key: keys[0] as Uint8Array })(components)

          return {
            protocol: PSK_NOISE,
            secureInbound: genuine.secureInbound.bind(genuine),
            secureOutbound: async (raw, options) => {
              const send = raw.send.bind(raw)
              raw.send = (data) => send(data.byteLength === 1 ? Uint8Array.of(slot) : data)

              return genuine.secureOutbound(raw, options)
            }
          }
        }])

        expect(await rejection(Promise.resolve(tampered.dial(coordinator.addresses)))).to.be.instanceOf(Error)
      }

      expect(coordinator.node.getConnections()).to.deep.equal([])
      await echo(await client.dial(coordinator.addresses))
    })

    it('a client that does not agree on yamux in the handshake: only yamux is guarded', async () => {
      const { promise: refused, resolve } = Promise.withResolvers<Refusal>()
      const coordinator = await nodes.coordinator(keys[0] as Uint8Array, { onRefuse: resolve })

      const later = await host([(components: never) => {
        const genuine = pskNoise({ key: keys[0] as Uint8Array })(components)

        return {
          protocol: PSK_NOISE,
          secureInbound: genuine.secureInbound.bind(genuine),
          secureOutbound: async (raw, options) => genuine.secureOutbound(raw, { ...options, skipStreamMuxerNegotiation: true })
        }
      }])

      expect(await rejection(Promise.resolve(later.dial(coordinator.addresses)))).to.be.instanceOf(Error)
      expect((await refused).reason).to.equal('muxer')
      expect(coordinator.node.getConnections()).to.deep.equal([])
    })

    it('a node without yamux, on its own side', async () => {
      const coordinator = await nodes.coordinator(keys[0] as Uint8Array)
      const bare = await host([pskNoise({ key: keys[0] as Uint8Array })], { streamMuxers: [] })

      expect((await rejection(Promise.resolve(bare.dial(coordinator.addresses)))).message).to.match(/muxer/)
    })
  })

  describe('tells its service', () => {
    /** What a handler sees of the connection of a stream. */
    async function seenBy (node: Libp2p): Promise<{ handshakes: Array<Handshake | undefined> }> {
      const seen = { handshakes: [] as Array<Handshake | undefined> }

      await node.handle('/seen', (stream, connection) => {
        seen.handshakes.push(handshakeOf(connection))
        stream.addEventListener('message', (evt) => { stream.send(evt.data) })
      })

      return seen
    }

    async function visit (connection: Connection): Promise<void> {
      const stream = await connection.newStream('/seen')
      const answered = new Promise((resolve) => { stream.addEventListener('message', resolve) })
      stream.send(Uint8Array.of(1))
      await answered
    }

    it('which key each connection was made with', async () => {
      const coordinator = await nodes.coordinator({ work: [keys[0] as Uint8Array, keys[1] as Uint8Array], put: keys[2] as Uint8Array })
      const seen = await seenBy(coordinator.node)

      for (const key of [keys[2], keys[0], keys[1]]) {
        await visit(await (await nodes.client(key as Uint8Array)).dial(coordinator.addresses))
      }

      expect(seen.handshakes.map((handshake) => handshake?.keyName)).to.deep.equal(['put', 'work', 'work'])
    })

    it('that a key has no name', async () => {
      const coordinator = await nodes.coordinator(keys[0] as Uint8Array)
      const seen = await seenBy(coordinator.node)
      await visit(await (await nodes.client(keys[0] as Uint8Array)).dial(coordinator.addresses))

      expect(seen.handshakes[0]).to.include({ keyName: '', slot: 0, retired: false })
    })

    it('in somebody else\'s node too, and there that other connections are not its own', async () => {
      const key = keys[0] as Uint8Array
      const node = await host([pskNoise({ key: { work: key } }), noise()])
      const seen = await seenBy(node)
      const ours = await host([pskNoise({ key })])
      const theirs = await host([noise()])

      await visit(await ours.dial(node.getMultiaddrs()))
      await visit(await theirs.dial(node.getMultiaddrs()))

      expect(seen.handshakes[0]).to.include({ keyName: 'work', slot: 0 })
      expect(seen.handshakes[1]).to.equal(undefined)
    })

    it('nothing about a connection that only has our protocol\'s name', () => {
      expect(handshakeOf({ encryption: PSK_NOISE, timeline: { open: 0 } } as unknown as Connection)).to.equal(undefined)
    })

    it('where its keys are', async () => {
      let ring: KeyRing | undefined
      const key = keys[0] as Uint8Array

      await host([pskNoise({ key })], {
        services: {
          peerq: ({ upgrader }) => {
            ring = (upgrader.getConnectionEncrypters().get(PSK_NOISE) as PskNoise).ring

            return {}
          }
        }
      })

      await ring?.ready()
      expect(ring?.size).to.equal(1)
    })
  })

  describe('with keys that change while it runs', () => {
    const [old, fresh, other] = keys as [Uint8Array, Uint8Array, Uint8Array]

    it('lets in by the new key and keeps out by the retired one, from the next handshake on', async () => {
      const coordinator = await nodes.coordinator({ work: old })
      const [veteran, newcomer] = [await nodes.client(old), await nodes.client(fresh)]
      const connection = await veteran.dial(coordinator.addresses)
      expect(await rejection(newcomer.dial(coordinator.addresses))).to.be.instanceOf(AuthenticationError)

      await coordinator.ring.set({ work: [fresh, old] })
      await echo(await newcomer.dial(coordinator.addresses))
      await echo(await veteran.dial(coordinator.addresses))

      await coordinator.ring.set({ work: fresh })
      await echo(connection)
      await echo(await newcomer.dial(coordinator.addresses))
      expect(await rejection(veteran.dial(coordinator.addresses))).to.be.instanceOf(AuthenticationError)
    })

    it('lets a client change its own', async () => {
      const coordinator = await nodes.coordinator(fresh)
      const client = await nodes.client(old)
      expect(await rejection(client.dial(coordinator.addresses))).to.be.instanceOf(AuthenticationError)

      await client.ring.set(fresh)
      await echo(await client.dial(coordinator.addresses))
    })

    it('cuts the connections of retired keys on demand, and no others', async () => {
      const coordinator = await nodes.coordinator({ work: old, put: other })
      const [gone, stays] = [await (await nodes.client(old)).dial(coordinator.addresses), await (await nodes.client(other)).dial(coordinator.addresses)]
      await echo(gone)
      await echo(stays)
      expect(cutRetired(coordinator.node.getConnections())).to.equal(0)

      const cut = closed(gone)
      await coordinator.ring.set({ put: other, work: fresh })
      expect(cutRetired(coordinator.node.getConnections())).to.equal(1)

      await cut
      await echo(stays)
    })

    it('refuses a peer whose key was retired during its handshake', async () => {
      const refusals: Refusal[] = []
      const ring = await KeyRing.create({ work: old })
      const { holds } = ring
      // as it is when the handshake began, and not when it ends
      ring.holds = () => false
      const coordinator = await nodes.coordinator(fresh, { ring, onRefuse: (refusal) => refusals.push(refusal) })
      const connection = await (await nodes.client(old)).dial(coordinator.addresses)
      await closed(connection)
      ring.holds = holds

      expect(refusals.map(({ reason }) => reason)).to.deep.equal(['retired'])
      expect(coordinator.node.getConnections()).to.deep.equal([])
    })

    it('waits for passphrases that are still being stretched', async () => {
      const key = 'correct horse battery'
      const node = await host([pskNoise({ key, farm: 'vega' })])
      await node.handle(ECHO, (stream) => { stream.addEventListener('message', (evt) => { stream.send(evt.data) }) })
      const ring = new KeyRing({ farm: 'vega' })
      const loading = ring.set(key)
      const client = await nodes.client(old, { ring })

      await echo(await dialCoordinator(client.node, ring, node.getMultiaddrs()))
      await loading
    })
  })

  it('logs what onRefuse throws, and goes on', async () => {
    const coordinator = await nodes.coordinator(keys[0] as Uint8Array, { onRefuse: () => { throw new Error('listener') } })
    await rejection((await nodes.client(generateKey())).dial(coordinator.addresses))

    await echo(await (await nodes.client(keys[0] as Uint8Array)).dial(coordinator.addresses))
  })

  describe('refuses at once', () => {
    it('what is not a key', () => {
      expect(() => pskNoise({ key: new Uint8Array(5) })).to.throw(TypeError, /32 bytes/)
      expect(() => pskNoise({ key: undefined as never })).to.throw(TypeError, /a key is required/)
      expect(() => pskNoise({ key: Array.from({ length: 9 }, generateKey) })).to.throw(RangeError, /at most 8/)
    })

    for (const [init, message] of [
      [undefined, 'pskNoise takes an object'],
      [{ onRefuse: 5 }, 'onRefuse must be a function, not number'],
      [{ farm: '' }, 'farm is a name'],
      [{ guard: null }, 'guard must be an object, not null'],
      [{ guard: { maxFrame: 5 } }, 'guard.maxFrame is not a bound; these are: maxFrameBytes'],
      [{ guard: { maxPingsPerSecond: '5' } }, 'guard.maxPingsPerSecond must be a number'],
      [{ maxWriteBufferBytes: null }, 'maxWriteBufferBytes must be a number']
    ] as const) {
      it(`${JSON.stringify(init) ?? 'nothing at all'}`, () => {
        expect(() => pskNoise((init === undefined ? init : { key: keys[0], ...init }) as never)).to.throw(TypeError, message)
      })
    }

    it('a bound out of its range', () => {
      expect(() => pskNoise({ key: keys[0] as Uint8Array, guard: { maxFrameBytes: 0 } })).to.throw(RangeError, 'guard.maxFrameBytes is 0')
      expect(() => pskNoise({ key: keys[0] as Uint8Array, guard: { maxFrameBytes: undefined } })).not.to.throw()
    })

    it('to run where session keys would be printed', () => {
      process.env.DUMP_SESSION_KEYS = '1'

      try {
        expect(() => pskNoise({ key: keys[0] as Uint8Array })).to.throw(TypeError, /DUMP_SESSION_KEYS is set.*Unset it/)
      } finally {
        delete process.env.DUMP_SESSION_KEYS
      }
    })
  })
})
