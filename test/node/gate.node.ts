import { once } from 'node:events'
import { connect } from 'node:net'
import { expect } from 'chai'
import { systemClock } from '../../src/clock.ts'
import { generateKey } from '../../src/node/keys.ts'
import { closed, echo, ECHO, Nodes } from './support.ts'
import type { Clock } from '../../src/clock.ts'
import type { NodeLimits } from '../../src/node/limits.ts'
import type { Peer } from './support.ts'
import type { Connection } from '@libp2p/interface'
import type { Socket } from 'node:net'

/** For what takes a second on a machine that does nothing else: milliseconds. */
const PATIENCE_MS = 60_000

describe('the gate', function () {
  this.timeout(20_000)

  const key = generateKey()
  const nodes = new Nodes()
  const sockets: Socket[] = []
  let coordinator: Peer
  let port: number

  /** A plain socket to the coordinator, once it is connected or refused. */
  async function socket (): Promise<Socket> {
    const plain = connect(port, '127.0.0.1')
    plain.on('error', () => {})
    sockets.push(plain)

    return new Promise((resolve) => {
      plain.once('connect', () => { resolve(plain) })
      plain.once('close', () => { resolve(plain) })
    })
  }

  /** Resolves when the other side has ended it. */
  async function ended (plain: Socket): Promise<void> {
    if (!plain.closed) {
      await new Promise((resolve) => { plain.once('close', resolve) })
    }
  }

  beforeEach(async () => {
    coordinator = await nodes.coordinator(key)
    port = coordinator.port
  })

  afterEach(async () => {
    sockets.splice(0).forEach((plain) => plain.destroy())
    await nodes.stop()
  })

  it('resets the ninth idle socket of an address, and lets the next one in when one of the eight is gone', async () => {
    const idle: Socket[] = []

    for (let i = 0; i < 8; i++) {
      idle.push(await socket())
    }

    await ended(await socket())
    expect(idle.map((plain) => plain.closed)).to.not.include(true)

    idle[0]?.destroy()
    const client = await nodes.client(key)
    await echo(await client.dial(coordinator.addresses))
  })

  /** Of so many sockets that are opened at once: how many are still open when all others are closed. */
  async function kept (count: number, limits: Partial<NodeLimits>): Promise<number> {
    port = (await nodes.coordinator(key, { limits })).port
    const all = await Promise.all(Array.from({ length: count }, socket))
    let open = all.length

    // those that are refused are so as soon as they are accepted, and the last of them is seen then
    for (let quiet = 0; quiet < 20; quiet++) {
      await new Promise((resolve) => { setTimeout(resolve, 10) })
      const now = all.filter((plain) => !plain.closed).length
      quiet = now === open ? quiet : 0
      open = now
    }

    return open
  }

  it('resets dials of one address above so many a second', async () => {
    expect(await kept(12, { maxDialsPerSecond: 5, maxHandshakesPerAddress: 100 })).to.equal(5)
  })

  it('resets dials while so many handshakes are going on, whoever they are of', async () => {
    expect(await kept(12, { maxHandshakes: 6, maxHandshakesPerAddress: 100 })).to.equal(6)
  })

  it('counts the handshakes of each address by themselves', async () => {
    expect(await kept(12, { maxHandshakesPerAddress: 7 })).to.equal(7)

    if (process.platform === 'linux') {
      const elsewhere = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.2' })
      sockets.push(elsewhere)
      await once(elsewhere, 'connect')
      expect(await Promise.race([ended(elsewhere).then(() => 'ended'), new Promise((resolve) => { setTimeout(resolve, 200, 'open') })])).to.equal('open')
    }
  })

  it('resets the streams of a connection above four, and leaves the four alone', async () => {
    const client = await nodes.client(key)
    const connection = await client.dial(coordinator.addresses)
    const opened = await Promise.allSettled(Array.from({ length: 6 }, async () => connection.newStream(ECHO)))
    const streams = opened.flatMap((each) => each.status === 'fulfilled' ? [each.value] : [])

    // some are reset before they are there
    await Promise.all(streams.slice(4).map(closed))
    expect(streams.map(({ status }) => status === 'open').slice(0, 4)).to.deep.equal([true, true, true, true])
    expect(streams.slice(4).map(({ status }) => status === 'open')).to.not.include(true)

    for (const stream of streams.slice(0, 4)) {
      const answer = once(stream, 'message')
      stream.send(Uint8Array.of(1))
      await answer
    }
  })

  it('ends idle sockets when their time is up', async () => {
    const impatient = await nodes.coordinator(key, { limits: { handshakeMs: 50 } })
    port = impatient.port

    await ended(await socket())
  })

  it('lets 50 clients of one host in at once: those that are reset try again', async function () {
    this.timeout(PATIENCE_MS)
    // both sides of all handshakes are in this process: on a busy machine one takes longer than it usually may
    const patient = await nodes.coordinator(key, { limits: { handshakeMs: PATIENCE_MS } })
    const clock: Clock = { ...systemClock, alarm: (callback, ms, keepAlive) => systemClock.alarm(callback, ms < 1_000 ? ms : PATIENCE_MS, keepAlive) }
    const clients = await Promise.all(Array.from({ length: 50 }, async () => nodes.client(key)))
    const connections = await Promise.all(clients.map(async (client) => client.dial(patient.addresses, { clock })))

    await Promise.all(connections.map(async (connection) => echo(connection)))
  })

  it('cuts off whoever sends more than a negotiation needs', async () => {
    const talker = await socket()
    talker.write(Buffer.alloc(1_000, Buffer.from([1, 10])))

    await ended(talker)
  })

  it('closes the oldest connection of a peer that has more than two', async () => {
    const client = await nodes.client(key)
    const connections: Connection[] = []

    for (let i = 0; i < 3; i++) {
      connections.push(await client.dial(coordinator.addresses))
      await echo(connections.at(-1) as Connection)
    }

    await closed(connections[0] as Connection)
    expect(connections.map(({ status }) => status === 'open')).to.deep.equal([false, true, true])
    expect(coordinator.node.getConnections(client.node.peerId)).to.have.lengthOf(2)
    await echo(connections[1] as Connection)
  })

  it('does not count the connections that a peer has closed', async () => {
    const client = await nodes.client(key)
    const kept = await client.dial(coordinator.addresses)

    for (let i = 0; i < 3; i++) {
      const connection = await client.dial(coordinator.addresses)
      await echo(connection)
      await connection.close()
    }

    await echo(kept)
  })

  it('forgets the peers that are gone', async () => {
    const client = await nodes.client(key)
    const connection = await client.dial(coordinator.addresses)
    await echo(connection)
    expect(await coordinator.node.peerStore.has(client.node.peerId)).to.equal(true)

    const gone = new Promise((resolve) => { coordinator.node.addEventListener('peer:disconnect', resolve, { once: true }) })
    await connection.close()
    await gone

    while (await coordinator.node.peerStore.has(client.node.peerId)) {
      await new Promise(setImmediate)
    }
  })
})
