import { connect as openSocket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'chai'
import { concat } from 'uint8arrays/concat'
import { formatKey, generateKey } from '../../src/index.ts'
import { frames, hello, noise, PROTOCOL, stranger } from '../acceptance/strangers.ts'
import { inTime, Stage } from '../acceptance/support.ts'
import { size } from '../faults/sizes.ts'
import { Flooded, keys } from './flooded.ts'
import { closed, flood, Nodes, portOf, rawPeer, yamuxHeader } from './support.ts'
import type { Message } from '../../src/protocol/index.ts'
import type { Libp2p } from '@libp2p/interface'
import type { Socket } from 'node:net'

const MIB = 1024 * 1024
const [DATA, WINDOW, PING] = [0, 1, 2]
const SYN = 1

/** Connections that say nonsense instead of a handshake, and dials with a wrong key. For other sizes, set these. */
const GARBAGE = Number(process.env.PEERQ_GARBAGE ?? size(1_000, 500_000))
const WRONG_KEYS = Number(process.env.PEERQ_WRONG_KEYS ?? size(1_000, 20_000))

/** What an attacker with the key gets out before it is cut off, at the very most: what the transport holds and one chunk. */
const MAX_SENT = 16 * MIB

let attackers = 1

/** An address of this machine that nobody has used for a while. On Linux all of 127.0.0.0/8 is there. */
function elsewhere (): string {
  attackers = attackers % 250 + 1

  return process.platform === 'linux' ? `127.0.1.${attackers}` : '127.0.0.1'
}

describe('a coordinator that is flooded', function () {
  this.timeout(60_000 + size(0, 600_000) + (GARBAGE + WRONG_KEYS) * 20)

  const stage = new Stage()
  const nodes = new Nodes()
  const sockets = new Set<Socket>()
  const farm = new Flooded()

  before(async () => {
    await farm.start()
  })

  afterEach(async () => {
    sockets.forEach((socket) => socket.destroy())
    await nodes.stop()
    await stage.end()
  })

  after(async () => {
    await farm.stop()
  })

  /** A plain socket from somebody else's address, and how it ended. */
  function socket (localAddress: string): { plain: Socket, ended: Promise<'reset' | 'closed'> } {
    const plain = openSocket({ port: portOf(farm.addresses), host: '127.0.0.1', localAddress })
    sockets.add(plain)
    let wasReset = false
    plain.on('error', () => { wasReset = true }).resume()

    const ended = new Promise<'reset' | 'closed'>((resolve) => {
      plain.once('close', () => {
        sockets.delete(plain)
        resolve(wasReset ? 'reset' : 'closed')
      })
    })

    return { plain, ended }
  }

  for (const [what, first, rest] of [
    ['frames of the multiplexer that are too long', concat([yamuxHeader(WINDOW, SYN, 1, 0), yamuxHeader(DATA, 0, 1, 2 ** 32 - 1)]), new Uint8Array(64 * 1024)],
    ['pings', new Uint8Array(), concat(Array.from({ length: 200 }, (_, i) => yamuxHeader(PING, SYN, 0, i)))],
    ['streams', new Uint8Array(), concat(Array.from({ length: 200 }, (_, i) => yamuxHeader(WINDOW, SYN, 2 * i + 1, 0)))]
  ] as Array<[string, Uint8Array, Uint8Array]>) {
    it(`with ${what}, by one peer after the other, cuts each of them off and serves the others`, async () => {
      await farm.during(what, async (goesOn) => {
        while (goesOn()) {
          const peer = await rawPeer(nodes, keys.attacker, farm.addresses)
          peer.pause()
          peer.send(first)

          expect(await inTime('the cut', flood(peer, rest))).to.be.below(MAX_SENT)
          await nodes.stop()
        }
      })
    })
  }

  it('with frames of a session that are too long cuts each of them off at its length', async () => {
    const node = await stranger(stage, { key: keys.attacker })

    await farm.during('frames of a session that are too long', async (goesOn) => {
      while (goesOn()) {
        const connection = await node.dial(farm.addresses)
        const stream = await connection.newStream(PROTOCOL)
        const cut = closed(stream)
        stream.send(Uint8Array.of(0xff, 0xff, 0xff, 0x7f))
        await inTime('the end of the stream', Promise.race([cut, new Promise((resolve) => { stream.addEventListener('remoteCloseWrite', resolve) })]))
        stream.abort(new Error('the next one, please'))
        // more streams a second are another attack
        await pause(25)
      }
    })
  })

  it('by a peer that asks for a great deal and reads nothing holds a bounded part of it, and then gives it up', async () => {
    await farm.during('a peer that reads nothing', async (goesOn) => {
      do {
        await askForALot(await stranger(stage, { key: keys.attacker }))
      } while (goesOn())
    })
  })

  /** Puts tasks, asks for pages of them, and takes none of the answers until it is cut off. */
  async function askForALot (node: Libp2p): Promise<void> {
    const stream = await (await node.dial(farm.addresses)).newStream(PROTOCOL)
    const request = (number: number, call: object): Message => ({ request: { number, queue: 'fuzz', ...call } })
    const put = { items: [new Uint8Array(1)], noWait: false, priority: 0, delay: 0 }
    stream.send(frames(hello(), ...Array.from({ length: 1_000 }, (_, i) => request(i + 1, { put: { ...put, id: 'x'.repeat(250) + i } }))))
    // its puts are answered, and these are the last answers that it reads
    await new Promise((resolve) => { stream.addEventListener('message', resolve, { once: true }) })
    await pause(200)
    stream.pause()
    const page = { listTasks: { holder: '', limit: 1_000, after: '' } }
    stream.send(frames(...Array.from({ length: 1_000 }, (_, i) => request(i + 1_001, page))))
    await inTime('the cut', closed(stream), 30_000)
  }

  it('with dials resets most of them, and lets the honest in', async () => {
    const attacker = elsewhere()
    let [sent, reset] = [0, 0]

    await farm.during('dials', async (goesOn) => {
      const dialing = (async () => {
        while (goesOn()) {
          for (let i = 0; i < 20; i++) {
            const { plain, ended } = socket(attacker)
            plain.end()
            sent++
            void ended.then((how) => { reset += how === 'reset' ? 1 : 0 })
          }

          await pause(10)
        }
      })()

      while (goesOn()) {
        await farm.newcomer()
      }

      await dialing
    })

    console.log(`        ${reset} of ${sent} dials were reset`)
    expect(reset).to.be.greaterThan(0)
  })

  it('with idle sockets lets the honest in, and ends those sockets', async () => {
    const attacker = elsewhere()
    let ended = 0

    await farm.during('idle sockets', async (goesOn) => {
      await Promise.all(Array.from({ length: 100 }, async () => {
        while (goesOn()) {
          await inTime('the end of an idle socket', socket(attacker).ended)
          ended++
          await pause(50)
        }
      }).concat((async () => {
        while (goesOn()) {
          await farm.newcomer()
        }
      })()))
    })

    expect(ended).to.be.at.least(100)
  })

  it(`with garbage on ${GARBAGE} connections goes on, and ends each of them`, async () => {
    const attacks = Array.from({ length: 4 }, (_, lane) => async () => {
      for (let sent = lane * KINDS; sent < GARBAGE; sent += 4 * KINDS) {
        const attacker = elsewhere()

        await Promise.all(Array.from({ length: KINDS }, async (_, kind) => {
          const { plain, ended } = socket(attacker)
          plain.write(garbage(kind, sent))
          // of the last ones it is seen how they end
          await (sent + 4 * KINDS < GARBAGE ? Promise.race([ended, pause(20)]) : inTime(`the end of garbage ${kind}`, ended))
          plain.destroy()
        }))
      }
    })

    await farm.during('garbage', async () => Promise.all(attacks.map(async (attack) => attack())))
  })

  it(`with ${WRONG_KEYS} dials with a wrong key refuses and counts each of them`, async () => {
    const node = await stranger(stage, { key: formatKey(generateKey()) })
    const before = await farm.refused()
    let [wrong, reset] = [0, 0]

    await farm.during('wrong keys', async () => {
      while (wrong < WRONG_KEYS) {
        const err = await node.dial(farm.addresses, { force: true }).then(() => undefined, (err: Error) => err)

        if (err?.message.startsWith('the pre-shared key was refused') === true) {
          wrong++
        } else {
          // above 200 a second it does not even come to that
          expect(err?.message).to.match(/ECONNRESET|reset|closed|EPIPE/i)
          reset++
          await pause(20)
        }
      }
    })

    console.log(`        ${wrong} were refused for their key, ${reset} were reset`)
    expect(await farm.refused() - before).to.be.at.least(WRONG_KEYS)
    await farm.newcomer()
  })
})

const KINDS = 8

/** What might come before a handshake. */
function garbage (kind: number, seed: number): Uint8Array {
  const mss = Buffer.from('\x13/multistream/1.0.0\n')
  const noiseOf = (length: number): Uint8Array => noise(length, seed)

  switch (kind) {
    case 0: return noiseOf(1)
    case 1: return noiseOf(100)
    case 2: return noiseOf(10_000)
    case 3: return Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    case 4: return concat([mss, noiseOf(50)])
    case 5: return concat([mss, Buffer.from('\x07/noise\n'), noiseOf(200)])
    case 6: return concat([mss, Buffer.from('\x17/peerq/noise-psk/1.0.0\n'), noiseOf(400)])
    default: return concat([mss, Buffer.from('\x17/peerq/noise-psk/1.0.0\n'), Uint8Array.of(0, 0, 32), noiseOf(32)])
  }
}
