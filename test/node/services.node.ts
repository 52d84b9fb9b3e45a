import { noise } from '@chainsafe/libp2p-noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { expect } from 'chai'
import { createLibp2p } from 'libp2p'
import { AuthenticationError, client, coordinator, ConnectionError, defineQueue, generateKey, pskNoise } from '../../src/index.ts'
import { KEY_SLOTS } from '../../src/node/key-list.ts'
import { REFUSAL_WORDS } from '../../src/node/refusals.ts'
import { inTime, LOOPBACK, rejection, Stage, until } from '../acceptance/support.ts'
import { closed } from './support.ts'
import type { ClientService, ClientServiceInit, CoordinatorService, CoordinatorServiceInit, Keys, RefusalDetail } from '../../src/index.ts'
import type { Connection, Libp2p } from '@libp2p/interface'
import type { Libp2pOptions } from 'libp2p'

const PROTOCOL = '/peerq/1.0.0'

describe('services of a libp2p node', function () {
  this.timeout(20_000)

  const stage = new Stage()
  const key = generateKey()

  afterEach(async () => {
    await stage.end()
  })

  /** A node that somebody might have, not started. */
  async function node<T extends Record<string, unknown>> (init: Libp2pOptions<T> & { farm?: string, keys?: Keys } = {}): Promise<Libp2p<T>> {
    const { farm, keys = key, ...options } = init
    const made = await createLibp2p<T>({
      start: false,
      transports: [tcp()],
      connectionEncrypters: [pskNoise({ key: keys, ...(farm === undefined ? {} : { farm }) })],
      streamMuxers: [yamux()],
      connectionMonitor: { enabled: false },
      connectionManager: { inboundConnectionThreshold: 200, maxIncomingPendingConnections: 256 },
      ...options as Libp2pOptions<T>
    })
    stage.add(async () => { await made.stop() })

    return made
  }

  type NodeOptions = Parameters<typeof node>[0]

  async function host (init?: CoordinatorServiceInit, options: NodeOptions = {}): Promise<Libp2p<{ peerq: CoordinatorService }>> {
    const made = await node<{ peerq: CoordinatorService }>({
      addresses: { listen: LOOPBACK }, ...options as object, services: { peerq: coordinator({ queues: [defineQueue('tasks')], ...init }) }
    })
    await made.start()

    return made
  }

  async function guest (address: string | string[], init?: ClientServiceInit): Promise<Libp2p<{ peerq: ClientService }>> {
    const made = await node<{ peerq: ClientService }>({ services: { peerq: client({ address, ...init }) } })
    await made.start()

    return made
  }

  /** Resolves when a stream for the service was opened in vain. */
  async function refused (connection: Connection): Promise<void> {
    try {
      await inTime('the end of the stream', closed(await connection.newStream(PROTOCOL)))
    } catch (err) {
      expect((err as Error).message).to.include('EOF')
    }
  }

  const addressesOf = (made: Libp2p): string[] => made.getMultiaddrs().map(String)

  it('serve each other, and both end with their nodes', async () => {
    const serving = await host()
    const calling = await guest(addressesOf(serving), { name: 'guest' })
    const { peerq: farm } = serving.services
    const worker = calling.services.peerq.queue<number, number>('tasks').process((item) => item + 1)

    expect(await farm.queue<number, number>('tasks').run(1)).to.equal(2)
    expect(calling.services.peerq.coordinatorId).to.equal(farm.peerId).and.equal(serving.peerId.toString())
    expect(farm.addresses).to.deep.equal(addressesOf(serving))
    expect((await calling.services.peerq.peers()).map(({ name }) => name)).to.have.members(['coordinator', 'guest'])
    expect((await farm.stats()).tasks).to.include({ done: 1 })
    expect(farm.warnings).to.deep.equal([])
    expect(worker.active).to.equal(0)

    await calling.stop()
    await until('the guest is gone', () => farm.peers().every(({ name, connected }) => name === 'coordinator' || !connected))
    await serving.stop()
    expect(await rejection(farm.queue('tasks').size())).to.be.instanceOf(ConnectionError)
  })

  it('serve nobody whose connection was not made with the key, whatever else the node offers', async () => {
    const serving = await host({}, { connectionEncrypters: [pskNoise({ key }), noise()] })
    const refusals: unknown[] = []
    serving.services.peerq.addEventListener('peer:refuse', ({ detail }) => { refusals.push(detail) })

    const plain = await node({ connectionEncrypters: [noise()] })
    await plain.start()
    await refused(await plain.dial(serving.getMultiaddrs()))

    expect(refusals).to.have.lengthOf(1).with.nested.property('[0].reason', 'its connection was not made with the pre-shared key')
    expect(refusals).to.have.nested.property('[0].peerId', plain.peerId.toString())
    expect(serving.services.peerq.peers().map(({ name }) => name)).to.deep.equal(['coordinator'])
  })

  it('warn of what the node leaves unguarded', async () => {
    const serving = await host({ farm: 'barn' }, {
      connectionEncrypters: [pskNoise({ key: 'correct horse battery' }), noise()], connectionMonitor: { enabled: true }
    })
    const { warnings } = serving.services.peerq

    expect(warnings).to.have.lengthOf(3)
    expect(warnings[0]).to.include("salted with farm 'default' and this is farm 'barn'")
    expect(warnings[1]).to.include('also offers /noise')
    expect(warnings[2]).to.include('connectionMonitor')
  })

  it('warn of bounds that were made for a node with few peers, with their names and what to set them to', async () => {
    expect((await host({}, { connectionManager: {} })).services.peerq.warnings).to.deep.equal([
      'the node has connectionManager.inboundConnectionThreshold at 5: of the workers of one host that connect within a second, all others have to try again; set it to 200',
      'the node has connectionManager.maxIncomingPendingConnections at 10: so many idle sockets keep everybody else out; set it to 256'
    ])

    const connectionManager = { inboundConnectionThreshold: 50, maxIncomingPendingConnections: 50, maxConnections: 49 }
    expect((await host({}, { connectionManager })).services.peerq.warnings).to.deep.equal([
      'the node has connectionManager.maxConnections at 49: further workers are turned away; set it to 2000'
    ])
  })

  it('tell of those whom the handshake did not let in, until they end', async () => {
    const serving = await host()
    const { peerq: farm } = serving.services
    const refusals: RefusalDetail[] = []
    farm.addEventListener('peer:refuse', ({ detail }) => { refusals.push(detail) })
    expect(await rejection(stage.client({ key: generateKey(), address: addressesOf(serving) }))).to.be.instanceOf(AuthenticationError)

    await until('it is told', () => refusals.length === KEY_SLOTS)
    expect(refusals[0]).to.deep.include({ peerId: '', reason: REFUSAL_WORDS.left })
    expect(refusals[0]?.address).to.match(/^\/ip4\/127\.0\.0\.1\/tcp\/\d+$/)
    expect((await stage.client({ key, address: addressesOf(serving) })).coordinatorId).to.equal(farm.peerId)
  })

  it('are of the farm that the node has, and exchange its keys', async () => {
    const serving = await host({}, { farm: 'barn', keys: 'correct horse battery' })
    const { peerq: farm } = serving.services
    const ticketed = await stage.client({ key: 'correct horse battery', farm: 'barn', address: addressesOf(serving) })
    expect(ticketed.coordinatorId).to.equal(farm.peerId)
    expect(Buffer.from(farm.ticket().slice(8), 'base64url').includes('barn')).to.equal(true)

    await farm.setKeys(key)
    expect((await stage.client({ key, address: addressesOf(serving) })).coordinatorId).to.equal(farm.peerId)
  })

  it('refuse streams with a key that was retired', async () => {
    const serving = await host()
    const calling = await node({})
    await calling.start()
    const connection = await calling.dial(serving.getMultiaddrs())
    await serving.services.peerq.setKeys(generateKey(), { disconnectRetired: false })
    await refused(connection)

    expect(serving.services.peerq.peers()).to.have.lengthOf(1)
  })

  it('need the pskNoise of their node', async () => {
    for (const service of [coordinator(), client({ address: 'localhost:1' })] as Array<() => object>) {
      const bare = await node({ connectionEncrypters: [noise()], services: { peerq: service } })

      expect((await rejection(bare.start() as Promise<unknown>)).message).to.include('connectionEncrypters: [pskNoise({ key })]')
    }
  })

  it('refuse bounds that they cannot hold, and names that are none', () => {
    expect(() => coordinator({ limits: { maxConnections: 1 } as object })).to.throw(TypeError, 'is a bound of the libp2p node')
    expect(() => coordinator({ limits: { typo: 1 } as object })).to.throw(TypeError, 'limits.typo is not a limit')
    expect(() => coordinator({ limits: { maxStreams: 0 } })).to.throw(RangeError)
  })

  it('refuse what is of the wrong kind when they are made, and name it', () => {
    for (const [init, message] of [
      [null, 'options must be an object'], [{ queues: {} }, 'queues must be an array'], [{ access: null }, 'access is an object like'],
      [{ autoCreate: 1 }, 'autoCreate must be true or false'], [{ protocolPrefix: 5 }, 'protocolPrefix must be a string']
    ] as const) {
      expect(() => coordinator(init as unknown as CoordinatorServiceInit), message).to.throw(TypeError, message)
    }

    expect(() => coordinator({ protocolPrefix: '' })).to.throw(RangeError, 'protocolPrefix is empty')
    expect(() => client(null as unknown as ClientServiceInit)).to.throw(TypeError, 'options must be an object')
    expect(() => client({ protocolPrefix: 5 } as unknown as ClientServiceInit)).to.throw(TypeError, 'protocolPrefix must be a string')
  })

  it('speak under another prefix, where both do', async () => {
    const serving = await host({ protocolPrefix: 'ours' })
    const calling = await guest(addressesOf(serving), { protocolPrefix: 'ours' })

    expect(await calling.services.peerq.queue('tasks').size()).to.equal(0)
    expect(serving.getProtocols()).to.deep.equal(['/ours/1.0.0'])
  })

  it('connect when the coordinator comes, and do not keep the node from starting until then', async () => {
    const first = await host()
    const addresses = addressesOf(first)
    await first.stop()
    const calling = await guest(addresses.map((address) => address.split('/p2p/')[0] as string))
    const size = calling.services.peerq.queue('tasks').size()
    await host({}, { addresses: { listen: addresses.map((address) => address.split('/p2p/')[0] as string) } })

    expect(await inTime('an answer', size)).to.equal(0)
  })
})
