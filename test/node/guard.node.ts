import { expect } from 'chai'
import { concat } from 'uint8arrays/concat'
import { generateKey } from '../../src/node/keys.ts'
import { closed, echo, flood, Nodes, rawListener, rawPeer, yamuxHeader } from './support.ts'
import type { Peer } from './support.ts'
import type { Connection } from '@libp2p/interface'

const [DATA, WINDOW, PING] = [0, 1, 2]
const SYN = 1

describe('the guard in front of the multiplexer', function () {
  this.timeout(20_000)

  const key = generateKey()
  const nodes = new Nodes()
  let coordinator: Peer
  let honest: Connection

  beforeEach(async () => {
    coordinator = await nodes.coordinator(key, { limits: { maxFramesPerSecond: 10_000 } })
    honest = await (await nodes.client(key)).dial(coordinator.addresses)
  })

  afterEach(async () => {
    await nodes.stop()
  })

  it('lets a megabyte through, and 8 streams one after the other', async () => {
    await echo(honest, 1024 * 1024)

    for (let i = 0; i < 8; i++) {
      await echo(honest)
    }
  })

  it('cuts off a peer at the header of a frame that is too long', async () => {
    const peer = await rawPeer(nodes, key, coordinator.addresses)
    const cut = closed(peer)
    peer.send(yamuxHeader(WINDOW, SYN, 1, 0))
    peer.send(yamuxHeader(DATA, 0, 1, 2 ** 32 - 1))

    expect(await cut).to.be.instanceOf(Error)
    await echo(honest)
  })

  it('takes a whole window right after the handshake, and then frames of the greatest length', async () => {
    const peer = await rawPeer(nodes, key, coordinator.addresses)

    for (const length of [256 * 1024, 1024 * 1024]) {
      const answered = new Promise((resolve) => { peer.addEventListener('message', resolve, { once: true }) })
      peer.send(concat([yamuxHeader(DATA, 0, 99, length), new Uint8Array(length)]))
      peer.send(yamuxHeader(PING, SYN, 0, 1))

      await answered
    }

    expect(peer.status).to.equal('open')
  })

  for (const [what, chunk] of [
    ['pings', concat(Array.from({ length: 200 }, (_, i) => yamuxHeader(PING, SYN, 0, i)))],
    ['streams', concat(Array.from({ length: 200 }, (_, i) => yamuxHeader(WINDOW, SYN, 2 * i + 1, 0)))],
    ['tiny frames', concat(Array.from({ length: 1_000 }, () => yamuxHeader(WINDOW, 0, 99, 1)))]
  ] as const) {
    it(`cuts off a peer that floods it with ${what} and reads nothing`, async () => {
      const peer = await rawPeer(nodes, key, coordinator.addresses)
      peer.pause()
      await flood(peer, chunk)

      expect(peer.status).to.not.equal('open')
      await echo(honest)
    })
  }

  it('cuts off a peer that lets answers pile up', async () => {
    const patient = await nodes.coordinator(key, { limits: { maxFramesPerSecond: Infinity, maxPingsPerSecond: Infinity, maxWriteBufferBytes: 1024 * 1024 } })
    const peer = await rawPeer(nodes, key, patient.addresses)
    peer.pause()
    await flood(peer, concat(Array.from({ length: 5_000 }, (_, i) => yamuxHeader(PING, SYN, 0, i))))

    expect(peer.status).to.not.equal('open')
  })

  it('resets streams beyond those that one connection may have', async () => {
    const peer = await rawPeer(nodes, key, coordinator.addresses)
    const resets = new Set<number>()

    const done = new Promise<void>((resolve) => {
      peer.addEventListener('message', (evt) => {
        const bytes = evt.data.subarray()

        for (let at = 0; at + 12 <= bytes.byteLength; at += 12) {
          const view = new DataView(bytes.buffer, bytes.byteOffset + at)

          if (view.getUint8(1) === WINDOW && (view.getUint16(2) & 8) !== 0) {
            resets.add(view.getUint32(4))
          }
        }

        if (resets.size === 3) {
          resolve()
        }
      })
    })

    peer.send(concat(Array.from({ length: 7 }, (_, i) => yamuxHeader(WINDOW, SYN, 2 * i + 1, 0))))
    await done

    expect([...resets]).to.deep.equal([9, 11, 13])
    expect(peer.status).to.equal('open')
  })

  it('guards clients against a coordinator too', async () => {
    const { addresses, secured } = await rawListener(nodes, key)
    const connection = await (await nodes.client(key)).dial(addresses)
    const cut = closed(connection)
    const listener = await secured
    listener.send(yamuxHeader(DATA, 0, 1, 2 ** 32 - 1))

    expect(await cut).to.be.instanceOf(Error)
  })
})
