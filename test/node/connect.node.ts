import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import { expect } from 'chai'
import { AuthenticationError, connect, ConnectionError, generateKey, TimeoutError } from '../../src/index.ts'
import { SAYS_MS } from '../acceptance/child.ts'
import { event, inTime, portOf, rejection, Stage, until } from '../acceptance/support.ts'
import type { ConnectInit, PeerDetail } from '../../src/index.ts'
import type { AddressInfo, Socket } from 'node:net'

/** Somebody, and nobody here. */
const ELSEWHERE = '12D3KooWH3uVF6wv47WnArKHk5p6cvgCJEb74UTmxztmQDc298L3'

/** For what takes a second on a machine that does nothing else: milliseconds. */
const PATIENCE_MS = 30_000

describe('connect', function () {
  this.timeout(20_000)

  const stage = new Stage()
  const sockets: Socket[] = []

  afterEach(async () => {
    sockets.splice(0).forEach((socket) => socket.destroy())
    await stage.end()
  })

  /** Where a connection is taken and nothing is ever said. */
  async function silence (): Promise<string> {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      sockets.push(socket)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    stage.add(async () => { server.close() })

    return `127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  describe('with a ticket', () => {
    it('joins, and needs nothing else', async () => {
      const farm = await stage.coordinator({ farm: 'barn' })
      const client = await connect(farm.ticket())
      stage.add(() => client.stop())
      await farm.queue('q').put('hay')

      expect(client.coordinatorId).to.equal(farm.peerId)
      expect(await client.queue('q').get({ timeout: 5_000 })).to.equal('hay')
    })

    it('takes beside it what a ticket does not say', async () => {
      const farm = await stage.coordinator()
      const client = await connect(farm.ticket(), { name: 'by ticket', timeout: 5_000 })
      stage.add(() => client.stop())

      expect(client.name).to.equal('by ticket')
      expect(client.coordinatorId).to.equal(farm.peerId)
      expect(await rejection(connect(farm.ticket(), { timeout: NaN }))).to.be.instanceOf(RangeError)
    })

    it('says of any one character that was changed that the ticket is damaged, and dials nobody', async () => {
      const ticket = (await stage.coordinator()).ticket()
      const refused = event(stage.farm, 'peer:refuse').then(() => { throw new Error('somebody dialed') })
      refused.catch(() => {})

      for (let at = 'peerq:1:'.length; at < ticket.length - 1; at += 7) {
        const flipped = `${ticket.slice(0, at)}${ticket[at] === 'x' ? 'y' : 'x'}${ticket.slice(at + 1)}`
        const err = await rejection(connect(flipped))

        expect(err, String(at)).to.be.instanceOf(TypeError)
        expect(err.message).to.match(/ticket is damaged/)
      }

      expect(await Promise.race([refused, Promise.resolve('nobody')])).to.equal('nobody')
    })

    it('leads to the coordinator that made it, and to no other one with its key', async () => {
      const ticket = (await stage.coordinator()).ticket()
      const { port } = stage
      await stage.end()
      await stage.coordinator({ listen: [`/ip4/127.0.0.1/tcp/${port}`] })
      const err = await rejection(connect(ticket))

      expect(err).to.be.instanceOf(AuthenticationError)
      expect(err.message).to.include('another one answered')
    })

    it('carries the key that is chosen, where there are several', async () => {
      const keys = { work: generateKey(), admin: generateKey() }
      const farm = await stage.coordinator({ key: keys })

      expect(() => farm.ticket()).to.throw(RangeError, "choose keyName among 'work', 'admin'")
      expect(() => farm.ticket({ keyName: 'put' })).to.throw(RangeError)

      for (const keyName of Object.keys(keys)) {
        const client = await connect(farm.ticket({ keyName }))
        stage.add(() => client.stop())
      }

      expect(farm.peers().filter(({ name }) => name !== 'coordinator').map(({ keyName }) => keyName)).to.have.members(['work', 'admin'])
    })

    it('carries the addresses that are chosen', async () => {
      const farm = await stage.coordinator()

      const client = await connect(farm.ticket({ addresses: [`localhost:${stage.port}`] }))
      stage.add(() => client.stop())

      expect(client.coordinatorId).to.equal(farm.peerId)
      expect(() => farm.ticket({ addresses: ['/ip4/1.2.3.4'] })).to.throw(RangeError)
      expect(() => farm.ticket({ addresses: Array.from({ length: 200 }, (_, i) => `10.0.0.${i}:7337`) })).to.throw(RangeError, 'a ticket has at most 4096 characters')
    })

    it('is not an address, and is not quoted', async () => {
      const ticket = (await stage.coordinator()).ticket()
      const err = await rejection(connect({ key: stage.key, address: ticket }))

      expect(err).to.be.instanceOf(TypeError)
      expect(err.message).to.include('connect(ticket)').and.not.include(ticket.slice(8, 40))
    })
  })

  describe('with a peer id', () => {
    it('lets that coordinator through, wherever it is said', async () => {
      const { peerId } = await stage.coordinator()
      const address = `127.0.0.1:${stage.port}`

      expect((await stage.client({ address, coordinatorId: peerId })).coordinatorId).to.equal(peerId)
      expect((await stage.client({ address: `/ip4/127.0.0.1/tcp/${stage.port}/p2p/${peerId}` })).coordinatorId).to.equal(peerId)
    })

    it('lets nobody else through', async () => {
      await stage.coordinator()

      for (const init of [{ coordinatorId: ELSEWHERE }, { address: `/ip4/127.0.0.1/tcp/${stage.port}/p2p/${ELSEWHERE}` }]) {
        const err = await rejection(connect({ key: stage.key, address: `127.0.0.1:${stage.port}`, ...init }))

        expect(err).to.be.instanceOf(AuthenticationError)
        expect(err.message).to.include(`peer ${ELSEWHERE} was asked for and another one answered`)
      }
    })

    it('refuses what is none, and an address that says another', async () => {
      for (const [coordinatorId, Class] of [['me', RangeError], ['', RangeError], [5 as unknown as string, TypeError]] as const) {
        expect(await rejection(connect({ key: stage.key, address: 'localhost:1', coordinatorId }))).to.be.instanceOf(Class)
      }

      const { peerId } = await stage.coordinator()
      const err = await rejection(connect({ key: stage.key, address: stage.farm.addresses, coordinatorId: ELSEWHERE }))
      expect(err).to.be.instanceOf(RangeError)
      expect(err.message).to.include('names another peer').and.include(peerId)
    })
  })

  it('finds its way over IPv6, where there is any', async function () {
    if (!Object.values(networkInterfaces()).flat().some((each) => each?.address === '::1')) {
      console.log('        skipped: this machine has no ::1')
      this.skip()
    }

    const farm = await stage.coordinator({ listen: ['/ip6/::1/tcp/0'] })
    const port = portOf(farm.addresses)

    for (const address of [`[::1]:${port}`, `/ip6/::1/tcp/${port}/p2p/${farm.peerId}`]) {
      expect((await stage.client({ address })).coordinatorId).to.equal(farm.peerId)
    }

    expect(await rejection(connect({ key: generateKey(), address: `[::1]:${port}` }))).to.be.instanceOf(AuthenticationError)
  })

  it('is refused where session keys would be printed, as a coordinator is', async () => {
    process.env.DUMP_SESSION_KEYS = '1'

    try {
      for (const attempt of [connect({ key: stage.key, address: 'localhost:1' }), stage.coordinator()]) {
        expect(await rejection(attempt)).to.be.instanceOf(TypeError).with.property('message').that.includes('DUMP_SESSION_KEYS is set')
      }
    } finally {
      delete process.env.DUMP_SESSION_KEYS
    }
  })

  for (const [init, message] of [
    [{ signal: {} }, 'signal must be an AbortSignal, not object'],
    [{ name: 5 }, 'name must be a string, not number'],
    [{ farm: null }, 'farm is a name'],
    [{ identity: '' }, 'identity is the path of a file'],
    [{ timeout: '5' }, 'timeout must be a number, not string'],
    [{ offline: 'no' }, "offline must be 'wait' or 'fail', not 'no'"]
  ] as const) {
    it(`is refused for ${JSON.stringify(init)}`, async () => {
      const err = await rejection(connect({ key: generateKey(), address: '127.0.0.1:1', ...init } as unknown as ConnectInit))

      expect(err).to.be.instanceOf(TypeError)
      expect(err.message).to.include(message)
    })
  }

  it('gives its peers a name, and itself one if there is none', async () => {
    const farm = await stage.coordinator()
    const connected = event<PeerDetail>(farm, 'peer:connect', ({ name }) => name !== 'coordinator')
    const client = await stage.client({ name: 'thresher' })
    await stage.client()

    expect(await connected).to.include({ name: 'thresher', peerId: client.peerId, keyName: '' })
    expect(farm.peers().map(({ name }) => name)).to.have.members(['coordinator', 'thresher', `${hostname()}/${process.pid}`])
  })

  it('waits for a coordinator that is not up yet, for as long as it takes', async () => {
    const address = await silence()
    const port = Number(address.split(':')[1])
    await stage.end()
    const connecting = connect({ key: stage.key, address, timeout: Infinity })
    await new Promise((resolve) => { setTimeout(resolve, 300) })
    const farm = await stage.coordinator({ listen: [`/ip4/127.0.0.1/tcp/${port}`] })
    const client = await inTime('the connection', connecting)
    stage.add(() => client.stop())

    expect(client.coordinatorId).to.equal(farm.peerId)
  })

  it('is told within a second that its key is wrong, and nothing else', async () => {
    await stage.coordinator()
    const since = performance.now()
    const err = await rejection(connect({ key: generateKey(), address: `127.0.0.1:${stage.port}` }), 5_000)

    console.log(`        a wrong key: ${Math.round(performance.now() - since)} ms`)
    expect(err).to.be.instanceOf(AuthenticationError)
    expect(err.message).to.not.include(stage.farm.peerId)
  })

  it('ends when it is told to, with the reason', async () => {
    const address = await silence()
    const stop = new AbortController()
    const reason = new Error('enough')
    const connecting = connect({ key: stage.key, address, signal: stop.signal })
    await until('it dials', () => sockets.length > 0)
    stop.abort(reason)

    expect(await rejection(connecting)).to.equal(reason)
    await until('it lets go', () => sockets.every((socket) => socket.destroyed || socket.readableEnded || socket.resume().closed))
    expect(await rejection(connect({ key: stage.key, address, signal: stop.signal }))).to.equal(reason)
  })

  it('lets 50 clients of one host in at once, and back in at once after a cut', async function () {
    this.timeout(2 * PATIENCE_MS)
    // both sides of all handshakes are in this process: on a busy machine one takes longer than it usually may
    const farm = await stage.coordinator({ limits: { handshakeMs: PATIENCE_MS } })
    const began = performance.now()
    const clients = await stage.clients(50, { timeout: PATIENCE_MS })
    const connected = performance.now()
    let back = 0
    clients.forEach((client) => { client.addEventListener('session:resume', () => { back++ }) })

    // a key that goes by another name is another key: whoever came with it is cut off, and may come back with it
    await farm.setKeys({ admin: stage.key })
    await until('all are back', () => back === 50, PATIENCE_MS)

    console.log(`        50 clients: there in ${Math.round(connected - began)} ms, back in ${Math.round(performance.now() - connected)} ms`)
    expect(farm.peers().filter(({ connected, name }) => connected && name !== 'coordinator')).to.have.lengthOf(50)
  })

  it('leaves nothing behind that keeps the process alive, whatever became of it', async function () {
    this.timeout(2 * SAYS_MS)
    const address = await silence()
    const farm = await stage.coordinator()
    const program = fork(new URL('programs/leaver.ts', import.meta.url), {
      env: { ...process.env, TEST_KEY: stage.key, TEST_ADDRESS: `127.0.0.1:${portOf(farm.addresses)}`, TEST_SILENCE: address }
    })
    // not 'exit': what it said last may still be on its way then
    const ended = once(program, 'close')
    const said: string[] = []
    program.on('message', (message) => {
      said.push(message as string)

      if (message === 'connected') {
        void farm.stop()
      }
    })

    expect((await inTime('the end of the process', ended, SAYS_MS))[0]).to.equal(0)
    expect(said).to.deep.equal([
      'refused AuthenticationError', `late ${TimeoutError.name}`, 'aborted Error', 'misused RangeError', 'stopped', 'connected', `ended ${ConnectionError.name}`
    ])
  })
})
