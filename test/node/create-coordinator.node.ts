import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKeyPair } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import { connect, createCoordinator, defineQueue, generateKey, PermissionError } from '../../src/index.ts'
import { stranger } from '../acceptance/strangers.ts'
import { event, inTime, LOOPBACK, rejection, Stage } from '../acceptance/support.ts'
import type { CoordinatorInit, RefusalDetail } from '../../src/index.ts'

describe('createCoordinator', function () {
  this.timeout(20_000)

  const stage = new Stage()
  let dir: string

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'peerq-test-'))
  })

  after(async () => {
    await rm(dir, { recursive: true })
  })

  afterEach(async () => {
    await stage.end()
  })

  describe('limits', () => {
    for (const [what, limits, Class, message] of [
      ['a name that is none', { maxQueue: 1 }, TypeError, 'limits.maxQueue is not a limit; these are: maxQueues'],
      ['a bound of sessions out of its range', { maxQueues: 0 }, RangeError, 'limits.maxQueues is 0'],
      ['a bound of connections out of its range', { idleMs: 0.5 }, RangeError, 'limits.idleMs is 0.5'],
      ['no object', 5, TypeError, 'limits is an object']
    ] as const) {
      it(`refuse ${what}, before anything listens`, async () => {
        const err = await rejection(createCoordinator({ key: stage.key, listen: LOOPBACK, mdns: false, limits: limits as CoordinatorInit['limits'] }))

        expect(err).to.be.instanceOf(Class)
        expect(err.message).to.include(message)
      })
    }

    it('hold on both sides of the handshake', async () => {
      const farm = await stage.coordinator({ limits: { maxQueues: 1, maxResultBytes: 0, maxConnectionsPerPeer: 1 }, autoCreate: true })
      const client = await stage.client({ identity: await generateKeyPair('Ed25519') })
      await farm.queue('one').put(1)

      expect((await rejection(client.queue('two', { maxSize: 1 }).put(1))).message).to.include('maxQueues')
    })
  })

  describe('arguments', () => {
    for (const [init, message] of [
      [{ queues: { tasks: {} } }, 'queues must be an array'],
      [{ access: null }, 'access is an object like'],
      [{ mdns: 'no' }, 'mdns must be true or false'],
      [{ metrics: {} }, 'metrics must be a function'],
      [{ listen: null }, 'listen is a list of addresses'],
      [{ dataDir: 5 }, 'dataDir is the path'],
      [{ identity: '' }, 'identity is the path of a file'],
      [{ identity: null }, 'identity is the path of a file']
    ] as const) {
      it(`refuse ${JSON.stringify(init)}, before anything listens`, async () => {
        const err = await rejection(createCoordinator({ key: stage.key, listen: LOOPBACK, mdns: false, ...init } as unknown as CoordinatorInit))

        expect(err).to.be.instanceOf(TypeError)
        expect(err.message).to.include(message)
      })
    }

    it('of its methods are named, and nothing changes', async () => {
      const farm = await stage.coordinator()
      const loose = farm as unknown as Record<'setKeys' | 'ticket' | 'stop' | 'queue', (...args: unknown[]) => unknown>

      for (const [message, act] of [
        ['options must be an object', () => loose.setKeys(stage.key, null)],
        ['disconnectRetired must be true or false', () => loose.setKeys(generateKey(), { disconnectRetired: 'no' })],
        ['options must be an object', () => loose.ticket(null)],
        ['keyName must be a string', () => loose.ticket({ keyName: 5 })],
        ['addresses is a string like', () => loose.ticket({ addresses: [5] })],
        ['options must be an object', () => loose.stop(null)],
        ['deadline must be a number', () => loose.stop({ deadline: '5' })],
        ['a queue is a name, or what defineQueue() makes', () => loose.queue()],
        ['give them to defineQueue()', () => loose.queue(defineQueue('q'), { maxSize: 5 })]
      ] as const) {
        const err = await rejection((async () => await act())())

        expect(err, message).to.be.instanceOf(TypeError)
        expect(err.message).to.include(message)
      }

      await (await stage.client()).peers()
    })
  })

  it('has its queues before the first client is there', async () => {
    const farm = await stage.coordinator({ queues: [defineQueue('tasks', { maxSize: 3 })] })

    expect(await (await stage.client()).queue('tasks').full()).to.equal(false)
    expect((await farm.stats()).tasks).to.include({ maxSize: 3 })
  })

  it('tells of who was not let in, in words, with the address', async () => {
    const farm = await stage.coordinator()
    const refused = event<RefusalDetail>(farm, 'peer:refuse')
    await rejection(connect({ key: generateKey(), address: farm.addresses }))

    const { peerId, address, reason } = await refused
    expect(peerId).to.equal('')
    expect(address).to.match(/^\/ip4\/127\.0\.0\.1\/tcp\/\d+/)
    expect(reason).to.match(/^it (ended the handshake|has not the pre-shared key)/)
  })

  it('cuts off whoever has the key and opens no session, and nobody else', async () => {
    const farm = await stage.coordinator({ limits: { idleMs: 200 } })
    const client = await stage.client()
    const idler = await stranger(stage, { key: stage.key })
    const connection = await idler.dial(farm.addresses.map((address) => multiaddr(address)))

    await inTime('the cut', new Promise((resolve) => { connection.addEventListener('close', resolve) }))
    await new Promise((resolve) => { setTimeout(resolve, 500) })
    expect(await client.peers()).to.have.lengthOf(2)
    expect(farm.peers().filter(({ connected }) => connected)).to.have.lengthOf(2)
  })

  describe('stop', () => {
    it('refuses a deadline that is none, and can still be called', async () => {
      const farm = await stage.coordinator()

      for (const deadline of [-1, NaN]) {
        expect(await rejection(farm.stop({ deadline }))).to.be.instanceOf(RangeError)
      }

      const client = await stage.client()
      await Promise.all([event(client, 'session:lost'), farm.stop(), farm.stop()])
    })

    it('ends also what could not listen', async () => {
      await stage.coordinator()
      const queues = [defineQueue('tasks')]
      const err = await rejection(createCoordinator({ key: stage.key, listen: [`/ip4/127.0.0.1/tcp/${stage.port}`], mdns: false, queues }))

      expect(err.message).to.include('EADDRINUSE')
    })
  })

  describe('identity', () => {
    it('in a file is the same each time, and nobody but its owner can read it', async () => {
      const identity = join(dir, randomUUID())
      const first = await stage.coordinator({ identity })
      await stage.end()
      const again = await stage.coordinator({ identity })

      expect(again.peerId).to.equal(first.peerId)
      expect((await stat(identity)).mode & 0o777).to.equal(0o600)
    })

    it('is one where several make the file at once', async () => {
      const identity = join(dir, randomUUID())
      const farms = await Promise.all(Array.from({ length: 4 }, async () => stage.coordinator({ identity })))

      expect(new Set(farms.map(({ peerId }) => peerId)).size).to.equal(1)
    })

    it('is somebody new each time without one, and whoever is given', async () => {
      const identity = await generateKeyPair('Ed25519')
      const farms = [await stage.coordinator(), await stage.coordinator(), await stage.coordinator({ identity })]

      expect(new Set(farms.map(({ peerId }) => peerId)).size).to.equal(3)
      expect(farms[2]?.peerId).to.equal(peerIdFromPrivateKey(identity).toString())
    })

    it('keeps a ticket good over a restart', async () => {
      const identity = join(dir, randomUUID())
      const ticket = (await stage.coordinator({ identity })).ticket()
      const { port } = stage
      await stage.end()
      const again = await stage.coordinator({ identity, listen: [`/ip4/127.0.0.1/tcp/${port}`] })
      const client = await connect(ticket)
      stage.add(() => client.stop())

      expect(client.coordinatorId).to.equal(again.peerId)
    })

    it('is refused when others can read it, or it is something else', async () => {
      const path = join(dir, randomUUID())
      await writeFile(path, 'not a key', { mode: 0o600 })
      expect((await rejection(stage.coordinator({ identity: path }))).message).to.include('holds no private key')

      await chmod(path, 0o644)
      expect((await rejection(stage.coordinator({ identity: path }))).message).to.include('chmod 600')
      expect(await rejection(stage.coordinator({ identity: 5 as never }))).to.be.instanceOf(TypeError)
      expect(await rejection(stage.client({ identity: {} as never, address: 'localhost:1' }))).to.be.instanceOf(TypeError)
    })

    it('of a client is what its leases and results carry', async () => {
      const farm = await stage.coordinator()
      const worker = await stage.client({ identity: join(dir, randomUUID()), name: 'thresher' })
      const tasks = farm.queue<string, string>('tasks')
      const leased = event<{ peerId: string, name: string }>(farm, 'task:lease')
      worker.queue<string, string>('tasks').process((item) => item)
      await tasks.run('hay')

      expect(await leased).to.include({ peerId: worker.peerId, name: 'thresher' })
    })
  })

  describe('several keys', () => {
    const keys = { admin: generateKey(), work: generateKey(), put: generateKey(), observe: generateKey(), press: generateKey() }

    it('each have the role that they are named after, and peers() tells which key each used', async () => {
      const farm = await stage.coordinator({ key: keys, queues: [defineQueue('tasks')] })
      const clients = Object.fromEntries(await Promise.all(Object.entries(keys).map(async ([name, key]) => [name, await stage.client({ key, name })] as const)))
      const may = async (name: string, act: 'put' | 'get' | 'stats' | 'purge'): Promise<string> => {
        const queue = clients[name]!.queue<number>('tasks')
        const calls = { put: () => queue.put(1), get: () => queue.get({ timeout: 1_000 }), stats: () => queue.stats(), purge: () => queue.purge() }

        return calls[act]().then(() => 'yes', (err: Error) => err instanceof PermissionError ? 'no' : err.message)
      }

      for (const [name, ...expected] of [
        ['admin', 'yes', 'yes', 'yes', 'yes'],
        ['put', 'yes', 'no', 'no', 'no'],
        ['work', 'no', 'yes', 'no', 'no'],
        ['observe', 'no', 'no', 'yes', 'no'],
        ['press', 'no', 'no', 'no', 'no']
      ] as const) {
        const found = [await may(name, 'put'), await may(name, 'get'), await may(name, 'stats'), await may(name, 'purge')]
        expect(found, name).to.deep.equal(expected)
      }

      expect(Object.fromEntries(farm.peers().map(({ name, keyName }) => [name, keyName]))).to.deep.equal({
        coordinator: '', admin: 'admin', work: 'work', put: 'put', observe: 'observe', press: 'press'
      })
    })

    it('have what access says, by key and by peer, and a refusal names the role', async () => {
      const identity = await generateKeyPair('Ed25519')
      const farm = await stage.coordinator({
        key: keys,
        queues: [defineQueue('tasks'), defineQueue('news')],
        access: { 'key:press': { news: ['put'] }, '*': { news: ['work'] } }
      })
      const press = await stage.client({ key: keys.press, identity })
      await press.queue('news').put('extra')
      expect(await press.queue('news').get({ timeout: 1_000 })).to.equal('extra')

      const err = await rejection(press.queue('tasks').put('extra'))
      expect(err).to.be.instanceOf(PermissionError)
      expect(err.message).to.include("needs the role 'put' on queue 'tasks'").and.include("key 'press'").and.include(press.peerId)
      expect((await rejection(press.queue('news').purge())).message).to.include("needs the role 'admin'")
      await farm.queue('tasks').put('its own process may')
    })
  })
})
