import { once } from 'node:events'
import { createConnection, createServer } from 'node:net'
import { expect } from 'chai'
import { systemClock } from '../../src/clock.ts'
import { AuthenticationError, ConnectionError } from '../../src/errors.ts'
import { parseAddresses } from '../../src/node/addresses.ts'
import { dialCoordinator } from '../../src/node/dial.ts'
import { KeyRing } from '../../src/node/key-ring.ts'
import { generateKey } from '../../src/node/keys.ts'
import { echo, Nodes, rejection } from './support.ts'
import type { Clock } from '../../src/clock.ts'
import type { Peer } from './support.ts'
import type { Connection, Libp2p } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { AddressInfo, Server, Socket } from 'node:net'

describe('dialCoordinator', function () {
  this.timeout(20_000)

  const key = generateKey()
  const nodes = new Nodes()
  const servers: Server[] = []
  const sockets: Socket[] = []
  let coordinator: Peer
  let client: Peer

  /** A TCP server that does this with every connection. */
  async function server (onSocket: (socket: Socket) => void): Promise<Multiaddr[]> {
    const started = createServer((socket) => {
      sockets.push(socket)
      socket.on('error', () => {})
      onSocket(socket)
    })
    servers.push(started)
    started.listen(0, '127.0.0.1')
    await once(started, 'listening')

    return parseAddresses(`127.0.0.1:${(started.address() as AddressInfo).port}`)
  }

  /** Where nothing listens. */
  async function nowhere (): Promise<Multiaddr[]> {
    const addresses = await server(() => {})
    servers.pop()?.close()

    return addresses
  }

  beforeEach(async () => {
    coordinator = await nodes.coordinator(key)
    client = await nodes.client(key)
  })

  afterEach(async () => {
    sockets.splice(0).forEach((socket) => socket.destroy())
    servers.splice(0).forEach((started) => started.close())
    await nodes.stop()
  })

  it('connects to an address without a peer id, and by name', async () => {
    await echo(await client.dial(parseAddresses(`127.0.0.1:${coordinator.port}`)))
    await echo(await client.dial(parseAddresses(`localhost:${coordinator.port}`)))
  })

  it('makes a new connection each time, and leaves the old one alone', async () => {
    const [first, second] = [await client.dial(coordinator.addresses), await client.dial(coordinator.addresses)]

    expect(second).to.not.equal(first)
    await echo(first)
    await echo(second)
  })

  it('gives every call a connection of its own, also when they dial one address at once', async () => {
    const stranger = await nodes.client(generateKey())
    const calls = Array.from({ length: 4 }, async () => client.dial(coordinator.addresses))
    const connections = await Promise.all(calls)
    expect(new Set(connections).size).to.equal(4)

    const twice = await client.dial([...coordinator.addresses, ...coordinator.addresses])
    await echo(twice)

    const refused = await Promise.all([stranger.dial(coordinator.addresses), stranger.dial(coordinator.addresses)].map(rejection))
    expect(refused.map(({ name }) => name)).to.deep.equal(['AuthenticationError', 'AuthenticationError'])
  })

  it('says that nothing listens there', async () => {
    const [address] = await nowhere()
    const err = await rejection(client.dial([address as Multiaddr]))

    expect(err).to.be.instanceOf(ConnectionError).with.property('outcome', 'none')
    expect(err.message).to.equal(`nothing listens at ${String(address)} (ECONNREFUSED): is the coordinator running, and is this its address and port?`)
    expect(err.cause).to.have.property('code', 'ECONNREFUSED')
  })

  for (const [code, message] of [
    ['ENOTFOUND', 'the host name in /dns/host.example/tcp/7337 is not known (ENOTFOUND): is it spelled right, and does DNS work?'],
    ['EAI_AGAIN', 'the host name in /dns/host.example/tcp/7337 is not known (EAI_AGAIN): is it spelled right, and does DNS work?'],
    ['EHOSTUNREACH', '/dns/host.example/tcp/7337 cannot be reached from here (EHOSTUNREACH): is it on this network?'],
    ['ENETUNREACH', '/dns/host.example/tcp/7337 cannot be reached from here (ENETUNREACH): is it on this network?'],
    ['EMFILE', 'the connection to /dns/host.example/tcp/7337 failed: the system says EMFILE']
  ] as const) {
    it(`says what ${code} means`, async () => {
      const node = { dial: async () => { throw Object.assign(new Error(`the system says ${code}`), { code }) } } as unknown as Libp2p
      const err = await rejection(dialCoordinator(node, client.ring, parseAddresses('host.example')))

      expect(err).to.be.instanceOf(ConnectionError)
      expect(err.message).to.equal(message)
    })
  }

  for (const [what, onSocket] of [
    ['a web server', (socket) => { socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n') }],
    ['an ssh server', (socket) => { socket.write('SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n') }],
    ['what hangs up at once', (socket) => { socket.end() }],
    ['what hangs up after the greeting', (socket) => { socket.once('data', () => { socket.end() }) }]
  ] as Array<[string, (socket: Socket) => void]>) {
    it(`says that ${what} is not a coordinator`, async () => {
      const [address] = await server(onSocket)
      const err = await rejection(client.dial([address as Multiaddr], { timeout: 300 }))

      expect(err.message).to.include(String(address))
      expect(err.message).to.match(/not a peerq coordinator|is it a peerq coordinator/)
    })
  }

  it('says that something took the connection and was silent', async () => {
    const [address] = await server(() => {})
    const err = await rejection(client.dial([address as Multiaddr], { timeout: 500 }))

    expect(err).to.be.instanceOf(ConnectionError)
    expect(err.message).to.equal(`${String(address)} took the connection and then did not answer in time: is it a peerq coordinator?`)
  })

  it('hangs up in the handshake when the other side does: an EOF is not a wrong key', async () => {
    const address = await server((socket) => {
      socket.once('data', (greeting) => {
        socket.write(greeting)
        socket.once('data', () => { socket.end() })
      })
    })
    const err = await rejection(client.dial(address))

    expect(err).to.be.instanceOf(AuthenticationError)
    expect(err.message).to.match(/not a peerq coordinator \(Unexpected EOF/)
  })

  it('tries again when the connection is reset', async () => {
    let resets = 0
    const [address] = await server((socket) => {
      if (resets++ < 2) {
        socket.resetAndDestroy()
      } else {
        const upstream = sockets[sockets.push(createConnection(coordinator.port, '127.0.0.1')) - 1] as Socket
        socket.pipe(upstream).pipe(socket)
      }
    })

    await echo(await client.dial([address as Multiaddr]))
    expect(resets).to.equal(3)
  })

  it('says so when it is reset every time, and does not call it a wrong key', async () => {
    const [address] = await server((socket) => { socket.resetAndDestroy() })
    // the pauses between the dials, and not what all of it may take
    const hurried: Clock = { ...systemClock, alarm: (callback, ms, keepAlive) => systemClock.alarm(callback, ms < 1_000 ? ms / 20 : ms, keepAlive) }
    const err = await rejection(client.dial([address as Multiaddr], { clock: hurried }))

    expect(err).to.be.instanceOf(ConnectionError)
    expect(err.message).to.equal(`${String(address)} reset the connection: it may have more dials than it takes, try again`)
  })

  describe('with a peer id in the address', () => {
    it('is let in only by that peer', async () => {
      const other = await nodes.coordinator(key)
      const pinned = [parseAddresses(`/ip4/127.0.0.1/tcp/${coordinator.port}/p2p/${other.node.peerId.toString()}`)[0] as Multiaddr]
      const err = await rejection(client.dial(pinned))

      expect(err).to.be.instanceOf(AuthenticationError)
      expect(err.message).to.match(new RegExp(`^peer ${other.node.peerId.toString()} was asked for and another one answered at /ip4/127.0.0.1/tcp/${coordinator.port}: .*${coordinator.node.peerId.toString()}`))
      expect(client.node.getConnections()).to.deep.equal([])
    })

    it('tells a wrong key from a wrong peer', async () => {
      const err = await rejection((await nodes.client(generateKey())).dial(coordinator.addresses))

      expect(err.message).to.match(/^the pre-shared key was refused/)
    })
  })

  describe('with several addresses', () => {
    it('takes the one that answers, wherever it stands', async () => {
      const [refusing] = await nowhere()
      const [silent] = await server(() => {})
      const [good] = coordinator.addresses

      for (const addresses of [[refusing, good], [silent, good], [good, silent], [silent, silent, refusing, good]]) {
        await echo(await client.dial(addresses as Multiaddr[]))
      }
    })

    it('takes the one whose peer is the one that was asked for', async () => {
      const other = await nodes.coordinator(key)
      const pin = coordinator.node.peerId.toString()
      const connection = await client.dial(parseAddresses([
        `/ip4/127.0.0.1/tcp/${other.port}/p2p/${pin}`, `/ip4/127.0.0.1/tcp/${coordinator.port}/p2p/${pin}`
      ]))

      expect(connection.remotePeer.toString()).to.equal(pin)
    })

    it('says what each came to, the most telling first', async () => {
      const [refusing] = await nowhere()
      const [web] = await server((socket) => { socket.end('HTTP/1.1 400 Bad Request\r\n\r\n') })
      const stranger = await nodes.client(generateKey())
      const all = [refusing, web, coordinator.addresses[0]] as Multiaddr[]
      const err = await rejection(stranger.dial(all))

      expect(err).to.be.instanceOf(AuthenticationError)
      expect(err.message).to.match(/^the pre-shared key was refused/)
      expect(err.message).to.match(new RegExp(`; also tried: ${String(web)} \\(stranger\\), ${String(refusing)} \\(unreachable\\)$`))
      expect((err.cause as AggregateError).errors.map(({ name }: Error) => name)).to.deep.equal(['AuthenticationError', 'AuthenticationError', 'ConnectionError'])

      const unreachable = await rejection(stranger.dial([refusing, refusing] as Multiaddr[]))
      expect(unreachable).to.be.instanceOf(ConnectionError)
      expect(unreachable.message).to.match(/^nothing listens at .*; also tried: .* \(unreachable\)$/)
    })

    it('leaves no connection behind at those that lost', async () => {
      const other = await nodes.coordinator(key)
      const noHeadStart: Clock = { ...systemClock, alarm: (callback, ms, keepAlive) => systemClock.alarm(callback, ms === 250 ? 0 : ms, keepAlive) }
      const connection = await client.dial([...coordinator.addresses, ...other.addresses], { clock: noHeadStart })
      await echo(connection)

      while (client.node.getConnections().length !== 1 || client.node.getDialQueue().length > 0) {
        await new Promise(setImmediate)
      }

      expect(client.node.getConnections()).to.deep.equal([connection])
    })
  })

  describe('ends', () => {
    it('with the reason of the signal, before, during and between attempts', async () => {
      const reason = new Error('enough')
      const silent = await server(() => {})
      const resetting = await server((socket) => { socket.resetAndDestroy() })

      expect(await rejection(client.dial(coordinator.addresses, { signal: AbortSignal.abort(reason) }))).to.equal(reason)

      for (const addresses of [silent, resetting]) {
        const controller = new AbortController()
        const dialing = rejection(client.dial(addresses, { signal: controller.signal, timeout: Infinity }))
        await once(servers.at(addresses === silent ? 0 : 1) as Server, 'connection')
        controller.abort(reason)

        expect(await dialing).to.equal(reason)
      }
    })

    it('for want of an address', async () => {
      expect(await rejection(client.dial([]))).to.be.instanceOf(RangeError)
    })

    it('for want of a key', async () => {
      expect(await rejection(dialCoordinator(client.node, new KeyRing(), coordinator.addresses))).to.be.instanceOf(TypeError)
    })
  })

  it('does not take a connection that was made without the pre-shared key', async () => {
    let aborted: Error | undefined
    const plain = { encryption: '/noise', timeline: { open: 0 }, abort: (err: Error) => { aborted = err } } as unknown as Connection
    const err = await rejection(dialCoordinator({ dial: async () => plain }, client.ring, coordinator.addresses))

    expect(err).to.be.instanceOf(AuthenticationError)
    expect(err.message).to.match(/does not ask for the pre-shared key/)
    expect(aborted).to.be.instanceOf(Error)
  })
})
