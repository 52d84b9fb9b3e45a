import { noise } from '@chainsafe/libp2p-noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { expect } from 'chai'
import { createLibp2p } from 'libp2p'
import { AuthenticationError, client, connect, ConnectionError, coordinator, defineQueue, formatKey, generateKey, pskNoise } from '../../src/index.ts'
import { PROTOCOL, stranger } from './strangers.ts'
import { collect, event, inTime, LOOPBACK, rejection, Stage, until } from './support.ts'
import type { ClientService, ClientServiceInit, CoordinatorService, Queue, RefusalDetail } from '../../src/index.ts'
import type { Libp2p, ServiceMap } from '@libp2p/interface'
import type { Libp2pOptions, ServiceFactoryMap } from 'libp2p'

type Encrypters = NonNullable<Libp2pOptions['connectionEncrypters']>

/** What makes one host differ from another. */
interface HostInit {
  key?: string

  /** Offered beside the pre-shared key. */
  beside?: Encrypters
  listen?: string[]
  connectionMonitor?: boolean
}

type Numbers = Queue<number, number>

const ECHO = '/echo/1.0.0'

/** A node that somebody runs already, with a protocol of its own. */
async function hostNode<S extends ServiceMap> (
  stage: Stage, services: ServiceFactoryMap<S>, { key = stage.key, beside = [], listen = [], connectionMonitor = false }: HostInit = {}
): Promise<Libp2p<S>> {
  const node = await createLibp2p<S>({
    addresses: { listen },
    transports: [tcp()],
    connectionEncrypters: [pskNoise({ key }), ...beside],
    streamMuxers: [yamux()],
    connectionMonitor: { enabled: connectionMonitor },
    connectionManager: { inboundConnectionThreshold: 200, maxIncomingPendingConnections: 256 },
    services
  })
  stage.add(async () => { await node.stop() })
  await node.handle(ECHO, (stream) => {
    stream.addEventListener('message', ({ data }) => { stream.send(data) })
  })

  return node
}

describe('as a libp2p service', function () {
  this.timeout(60_000)

  let stage: Stage

  beforeEach(() => {
    stage = new Stage()
  })

  afterEach(async () => {
    await stage.end()
  })

  async function hostCoordinator (options: HostInit = {}): Promise<Libp2p<{ peerq: CoordinatorService }>> {
    return hostNode<{ peerq: CoordinatorService }>(stage, { peerq: coordinator({ queues: [defineQueue('tasks')] }) }, { listen: LOOPBACK, ...options })
  }

  async function hostClient (init: ClientServiceInit): Promise<Libp2p<{ peerq: ClientService }>> {
    return hostNode<{ peerq: ClientService }>(stage, { peerq: client(init) })
  }

  it('a coordinator serves clients of either kind, and its own handles', async () => {
    const node = await hostCoordinator()
    const { peerq } = node.services
    const plain = await connect({ key: stage.key, address: peerq.addresses, name: 'plain' })
    const service = (await hostClient({ address: peerq.addresses, name: 'service' })).services.peerq
    const [here, there, beyond] = [peerq, plain, service].map((each) => each.queue('tasks')) as [Numbers, Numbers, Numbers]

    beyond.process((item) => item * 2)
    expect(await here.run(1)).to.equal(2)
    expect(await there.run(2)).to.equal(4)
    expect(await collect(beyond.map([3, 4]))).to.deep.equal([6, 8])
    expect(peerq.peers().map(({ name }) => name).toSorted()).to.deep.equal(['coordinator', 'plain', 'service'])
    expect((await service.peers()).map(({ peerId }) => peerId)).to.include.members([node.peerId.toString(), service.peerId, plain.peerId])
    expect([peerq.peerId, service.coordinatorId]).to.deep.equal([node.peerId.toString(), node.peerId.toString()])
    expect((await peerq.stats()).tasks).to.include({ put: 4, done: 4 })
    await plain.stop()
  })

  it('a ticket of a coordinator leads to it', async () => {
    const { peerq } = (await hostCoordinator()).services
    const farm = await connect(peerq.ticket())

    await farm.queue('tasks').put('item')
    expect(await peerq.queue('tasks').get()).to.equal('item')
    await farm.stop()
  })

  it('says in its warnings what the node leaves unguarded', async () => {
    expect((await hostCoordinator()).services.peerq.warnings).to.deep.equal([])
    const { warnings } = (await hostCoordinator({ beside: [noise()], connectionMonitor: true })).services.peerq

    expect(warnings).to.have.lengthOf(2)
    expect(warnings[0]).to.match(/also offers \/noise: peers without the pre-shared key can connect to it, though not to this service/)
    expect(warnings[1]).to.match(/connectionMonitor enabled: .* set connectionMonitor: \{ enabled: false \}/)
  })

  it('beside plain Noise, streams of connections without the key are refused, and everything else goes on', async () => {
    const node = await hostCoordinator({ beside: [noise()] })
    const { peerq } = node.services
    const other = await stranger(stage, {})
    const connection = await other.dial(node.getMultiaddrs())
    const refused = event<RefusalDetail>(peerq, 'peer:refuse')
    const stream = await connection.newStream(PROTOCOL).catch(() => undefined)

    expect(await refused).to.include({ peerId: other.peerId.toString(), reason: 'its connection was not made with the pre-shared key' })
    await until('the stream is cut', () => stream === undefined || stream.status !== 'open')
    expect(peerq.peers().map(({ name }) => name)).to.deep.equal(['coordinator'])

    // the host's own protocol is the host's affair
    const echo = await connection.newStream(ECHO)
    const echoed = new Promise<string>((resolve) => { echo.addEventListener('message', ({ data }) => { resolve(Buffer.from(data.subarray()).toString()) }) })
    echo.send(Buffer.from('hello'))
    expect(await inTime('an echo', echoed)).to.equal('hello')

    const farm = await connect({ key: stage.key, address: peerq.addresses })
    await farm.queue('tasks').put('item')
    expect(await peerq.queue('tasks').get()).to.equal('item')
    await farm.stop()
  })

  it('a client waits for a coordinator that is not there yet, and its node for nobody', async () => {
    const gone = await hostCoordinator()
    const address = gone.services.peerq.addresses[0] as string
    await gone.stop()

    const service = (await hostClient({ address: address.replace(/\/p2p\/.*/, ''), timeout: Infinity })).services.peerq
    const put = service.queue('tasks').put('early')
    const opened = event(service, 'session:open')
    await stage.coordinator({ listen: [address.replace(/\/p2p\/.*/, '')], queues: [defineQueue('tasks')] })

    await opened
    await inTime('the put', put)
    expect(await stage.farm.queue('tasks').get()).to.equal('early')
  })

  it('a node without pskNoise is told so', async () => {
    for (const service of [coordinator(), client({ address: '127.0.0.1:1' })]) {
      const err = await rejection(createLibp2p({ transports: [tcp()], connectionEncrypters: [noise()], streamMuxers: [yamux()], services: { peerq: service } }))

      expect(err).to.be.instanceOf(TypeError)
      expect(err.message).to.include('no pskNoise: give it connectionEncrypters: [pskNoise({ key })]')
    }
  })

  it('a client with another key is not let in', async () => {
    const { peerq } = (await hostCoordinator()).services
    const init = { key: formatKey(generateKey()) }
    const node = await hostNode<{ peerq: ClientService }>(stage, { peerq: client({ address: peerq.addresses }) }, init)
    const err = await rejection(node.services.peerq.queue('tasks').put('item'))

    expect(err).to.be.instanceOf(ConnectionError).with.property('cause').that.is.instanceOf(AuthenticationError)
    expect(peerq.peers()).to.have.lengthOf(1)
  })

  it('a client whose node stops says goodbye: what it holds is back at once', async () => {
    const { peerq } = (await hostCoordinator()).services
    const node = await hostClient({ address: peerq.addresses })
    const tasks = node.services.peerq.queue<unknown, unknown>('tasks')
    await tasks.put('item')
    const lease = await tasks.reserve()
    const waiting = rejection(tasks.get())
    await tasks.size()

    await inTime('the stop', Promise.resolve(node.stop()), 5_000)
    expect(await waiting).to.be.instanceOf(ConnectionError)
    // without a goodbye it would come back as the second attempt
    const again = await inTime('the lease', peerq.queue('tasks').reserve())
    expect(again).to.include({ item: 'item', attempt: 1 })
    expect(again.token).to.be.greaterThan(lease.token)
    await again.complete()
  })

  it('a coordinator whose node stops tells its clients that it is for good', async () => {
    const node = await hostCoordinator()
    const farm = await stage.client({ address: node.services.peerq.addresses[0] as string })
    const lost = event<{ isFinal: boolean }>(farm, 'session:lost')
    const waiting = rejection(farm.queue('tasks').get())
    await farm.queue('tasks').size()

    await inTime('the stop', Promise.resolve(node.stop()), 5_000)
    expect(await lost).to.include({ isFinal: true })
    expect(await waiting).to.have.property('name', 'ConnectionError')
  })

  it('nothing is left of nodes that were stopped: the process exits by itself', async () => {
    const child = await stage.child('services', { key: stage.key })
    child.tell({ type: 'go' })
    await child.says('stopped')
    expect(await child.ended()).to.equal(0)
  })
})
