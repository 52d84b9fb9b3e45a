import { fork } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import { concat } from 'uint8arrays/concat'
import { formatKey, generateKey } from '../../src/node/keys.ts'
import { SAYS_MS } from '../acceptance/child.ts'
import { closed, echo, Nodes, portOf, rawPeer, yamuxHeader } from './support.ts'
import type { ChildProcess } from 'node:child_process'
import type { Multiaddr } from '@multiformats/multiaddr'

describe('a process whose node was stopped', function () {
  this.timeout(2 * SAYS_MS)

  const key = generateKey()
  const nodes = new Nodes()
  let coordinator: ChildProcess
  let addresses: Multiaddr[]

  beforeEach(async () => {
    coordinator = fork(new URL('programs/coordinator.ts', import.meta.url), { env: { ...process.env, TEST_KEY: formatKey(key) } })
    const [address] = await once(coordinator, 'message') as [string]
    addresses = [multiaddr(address)]
  })

  afterEach(async () => {
    coordinator.kill('SIGKILL')
    await nodes.stop()
  })

  async function stop (): Promise<number> {
    const exited = once(coordinator, 'exit')
    coordinator.send('stop')
    const [code] = await exited as [number]

    return code
  }

  it('ends when nobody was connected', async () => {
    expect(await stop()).to.equal(0)
  })

  it('ends with clients connected, and those are told', async () => {
    const connection = await (await nodes.client(key)).dial(addresses)
    await echo(connection)
    const told = closed(connection)

    expect(await stop()).to.equal(0)
    await told
  })

  it('ends with idle sockets and handshakes that never go on', async () => {
    const idle = Array.from({ length: 5 }, () => connect(portOf(addresses), '127.0.0.1'))
    idle.forEach((socket) => socket.on('error', () => {}))
    await Promise.all(idle.map(async (socket) => once(socket, 'connect')))

    expect(await stop()).to.equal(0)
    idle.forEach((socket) => socket.destroy())
  })

  it('ends with a peer that reads nothing of what it asked for', async () => {
    const peer = await rawPeer(nodes, key, addresses)
    // a stream whose data is echoed into a window that is as wide as can be
    const name = (text: string): Uint8Array => concat([Uint8Array.of(text.length + 1), new TextEncoder().encode(`${text}\n`)])
    const opening = concat([name('/multistream/1.0.0'), name('/peerq-test/echo')])
    peer.send(yamuxHeader(1, 1, 1, 2 ** 31))
    peer.send(concat([yamuxHeader(0, 0, 1, opening.byteLength), opening]))
    peer.pause()

    for (let i = 0; i < 64; i++) {
      peer.send(concat([yamuxHeader(0, 0, 1, 64 * 1024), new Uint8Array(64 * 1024)]))
      await new Promise(setImmediate)
    }

    expect(await stop()).to.equal(0)
  })
})
