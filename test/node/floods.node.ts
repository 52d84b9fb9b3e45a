import { fork } from 'node:child_process'
import { once } from 'node:events'
import { connect as openSocket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import fc from 'fast-check'
import { concat } from 'uint8arrays/concat'
import { connect, formatKey, generateKey } from '../../src/index.ts'
import { encodeFrame } from '../../src/protocol/index.ts'
import { frames, hello, noise, PROTOCOL, stranger } from '../acceptance/strangers.ts'
import { inTime, Stage } from '../acceptance/support.ts'
import { fromCaller } from '../protocol/arbitrary.ts'
import { closed, flood, Nodes, portOf, rawPeer, yamuxHeader } from './support.ts'
import type { Client, CoordinatorInit, Queue } from '../../src/index.ts'
import type { Message } from '../../src/protocol/index.ts'
import type { Libp2p, Stream } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'

const MIB = 1024 * 1024
const [DATA, WINDOW, PING] = [0, 1, 2]
const SYN = 1

/** Connections that say nonsense instead of a handshake, and frames that do after one. For more, set these. */
const GARBAGE = Number(process.env.PEERQ_GARBAGE ?? 1_000)
const FUZZ = Number(process.env.PEERQ_FUZZ ?? 20_000)

let attackers = 1

/** An address of this machine that nobody has used yet. On Linux all of 127.0.0.0/8 is there. */
function elsewhere (): string {
  return process.platform === 'linux' ? `127.0.0.${++attackers}` : '127.0.0.1'
}

/** The attacker's is the one that a libp2p node tries first, without a client in it. */
const keys = { attacker: formatKey(generateKey()), honest: formatKey(generateKey()) }

/** A coordinator in a process of its own, two honest clients that it serves all the time, and what is known of both. */
class Flooded {
  readonly #process: ChildProcess
  #before = 0
  #addresses: Multiaddr[] = []
  #clients: Client[] = []
  #tasks: Queue<number, number> | undefined

  constructor (limits: CoordinatorInit['limits']) {
    const access = { 'key:honest': { '*': ['admin'] }, 'key:attacker': { fuzz: ['admin'] } }

    this.#process = fork(new URL('programs/flooded.ts', import.meta.url), {
      execArgv: ['--expose-gc', '--unhandled-rejections=strict'],
      env: { ...process.env, TEST_INIT: JSON.stringify({ key: keys, access, limits }) }
    })
  }

  get addresses (): Multiaddr[] {
    return this.#addresses
  }

  async start (): Promise<void> {
    const [{ addresses }] = await once(this.#process, 'message') as [{ addresses: string[] }]
    this.#addresses = addresses.map((address) => multiaddr(address))
    this.#clients = await Promise.all(['putter', 'worker'].map(async (name) => this.honest(name)))
    this.#tasks = this.#clients[0]?.queue('tasks')
    this.#clients[1]?.queue<number, number>('tasks').process((item) => item + 1, { concurrency: 4 })
    // by now all of its code has run
    await Promise.all(Array.from({ length: 1_000 }, async (_, i) => this.#tasks?.run(i)))
    this.#before = await this.#bytes()
  }

  async honest (name = 'late'): Promise<Client> {
    return connect({ key: keys.honest, address: this.#addresses.map(String), name })
  }

  /** The honest are served while it goes on, and after it; the coordinator holds no more than before. */
  async during (what: string, attack: () => Promise<unknown>): Promise<void> {
    let goesOn = true
    let [served, longest] = [0, 0]

    const serving = (async () => {
      while (goesOn || served === 0) {
        const since = performance.now()
        expect(await this.#tasks?.run(served)).to.equal(served + 1)
        longest = Math.max(longest, performance.now() - since)
        served++
        await pause(1)
      }
    })()

    try {
      await Promise.race([attack(), serving])
    } finally {
      goesOn = false
    }

    await inTime('the end of the honest', serving)
    console.log(`        ${what}: ${served} tasks meanwhile, the slowest took ${Math.round(longest)} ms, ${await this.grown()} MiB more`)
  }

  /** Checks how much more it holds than before: MiB. */
  async grown (): Promise<number> {
    const grown = (await this.#bytes() - this.#before) / MIB
    expect(grown, 'MiB that it holds more').to.be.below(64)

    return Math.round(grown)
  }

  async stop (): Promise<void> {
    const { exitCode } = this.#process
    await Promise.all(this.#clients.map(async (client) => client.stop({ deadline: 0 })))

    try {
      expect(exitCode, 'nothing ended it before').to.equal(null)
      const exited = once(this.#process, 'exit')
      this.#process.send('stop')
      expect(await inTime('its end', exited)).to.deep.equal([0, null])
    } finally {
      this.#process.kill('SIGKILL')
    }
  }

  async #bytes (): Promise<number> {
    const answer = once(this.#process, 'message') as Promise<[{ bytes: number }]>
    this.#process.send('bytes')

    return (await inTime('what it holds', answer))[0].bytes
  }
}

describe('a coordinator that is flooded', function () {
  this.timeout(60_000 + GARBAGE * 10 + FUZZ * 5)

  const stage = new Stage()
  const nodes = new Nodes()
  const sockets: Socket[] = []
  let farm: Flooded

  before(async () => {
    farm = new Flooded({})
    await farm.start()
  })

  afterEach(async () => {
    sockets.splice(0).forEach((socket) => socket.destroy())
    await nodes.stop()
    await stage.end()
  })

  after(async () => {
    await farm.stop()
  })

  /** A plain socket from somebody else's address; `done` once it is closed. */
  function socket (localAddress: string): { plain: Socket, done: Promise<unknown> } {
    const plain = openSocket({ port: portOf(farm.addresses), host: '127.0.0.1', localAddress })
    plain.on('error', () => {}).resume()
    sockets.push(plain)

    return { plain, done: new Promise((resolve) => { plain.once('close', resolve) }) }
  }

  /** A stream on which an attacker with a key says what he likes. */
  async function session (): Promise<Stream> {
    const node = await stranger(stage, { key: keys.attacker })

    return (await node.dial(farm.addresses)).newStream(PROTOCOL)
  }

  for (const [what, chunks] of [
    ['one frame of the multiplexer that is too long', [yamuxHeader(WINDOW, SYN, 1, 0), yamuxHeader(DATA, 0, 1, 2 ** 32 - 1)]],
    ['pings', [concat(Array.from({ length: 200 }, (_, i) => yamuxHeader(PING, SYN, 0, i)))]],
    ['streams', [concat(Array.from({ length: 200 }, (_, i) => yamuxHeader(WINDOW, SYN, 2 * i + 1, 0)))]]
  ] as Array<[string, Uint8Array[]]>) {
    it(`with ${what} cuts that peer off and serves the others`, async () => {
      await farm.during(what, async () => {
        const peer = await rawPeer(nodes, keys.attacker, farm.addresses)
        peer.pause()

        for (const chunk of chunks.slice(0, -1)) {
          peer.send(chunk)
        }

        await flood(peer, chunks.at(-1) as Uint8Array)
      })
    })
  }

  it('with a frame of a session that is too long cuts it off at its length', async () => {
    await farm.during('a frame that is too long', async () => {
      const stream = await session()
      stream.send(Uint8Array.of(0xff, 0xff, 0xff, 0x7f))
      await inTime('the cut', closed(stream))
    })
  })

  it('by a peer that asks for a great deal and reads nothing holds a bounded part of it, and then gives it up', async () => {
    await farm.during('a peer that reads nothing', async () => {
      const stream = await session()
      const request = (number: number, call: object): Message => ({ request: { number, queue: 'fuzz', ...call } })
      const put = { items: [new Uint8Array(1)], noWait: false, priority: 0, delay: 0 }
      stream.send(frames(hello(), ...Array.from({ length: 1_000 }, (_, i) => request(i + 1, { put: { ...put, id: 'x'.repeat(250) + i } }))))
      await pause(500)
      const lookout = await farm.honest()
      expect(await lookout.queue('fuzz').size()).to.equal(1_000)
      await lookout.stop()
      stream.pause()
      const page = { listTasks: { holder: '', limit: 1_000, after: '' } }
      stream.send(frames(...Array.from({ length: 1_000 }, (_, i) => request(i + 1_001, page))))
      const cut = closed(stream)
      const look = setInterval(() => { farm.grown().catch((err: Error) => { stream.abort(err) }) }, 500)

      try {
        expect((await inTime('the cut', cut, 30_000))?.message ?? '').to.not.include('MiB')
      } finally {
        clearInterval(look)
      }
    })
  })

  it('with dials lets the honest in', async () => {
    const attacker = elsewhere()

    await farm.during('dials', async () => {
      let goesOn = true
      const dialing = (async () => {
        while (goesOn) {
          Array.from({ length: 20 }, () => socket(attacker).plain.end())
          await pause(10)
        }
      })()

      for (let i = 0; i < 10; i++) {
        await pause(50)
        await (await farm.honest()).stop()
      }

      goesOn = false
      await dialing
    })
  })

  it('with idle sockets lets the honest in, and ends those sockets', async () => {
    const attacker = elsewhere()

    await farm.during('idle sockets', async () => {
      const ends = Array.from({ length: 100 }, () => socket(attacker).done)
      await (await farm.honest()).stop()
      await inTime('their end', Promise.all(ends))
    })
  })

  it(`with garbage on ${GARBAGE} connections goes on, and ends each of them`, async () => {
    await farm.during('garbage', async () => {
      for (let sent = 0; sent < GARBAGE; sent += KINDS) {
        const attacker = elsewhere()

        await Promise.all(Array.from({ length: KINDS }, async (_, kind) => {
          const { plain, done } = socket(attacker)
          plain.write(garbage(kind, sent))
          // of the last ones it is seen how they end
          await (sent + KINDS < GARBAGE ? Promise.race([done, pause(20)]) : inTime(`the end of garbage ${kind}`, done))
          plain.destroy()
        }))

        sockets.length = 0
        attackers = sent % 200
      }
    })
  })

  it(`with ${FUZZ} frames that make no sense ends those sessions, and no others`, async () => {
    const fuzzed = new Flooded({ maxStreamsPerSecond: 1e9 })

    try {
      await fuzzed.start()
      await fuzzed.during('fuzzed frames', async () => fuzz(await stranger(stage, { key: keys.attacker }), fuzzed))
    } finally {
      await fuzzed.stop()
    }
  })
})

/** Frames in one session: some of them are answered, and after the first that is not allowed there is no session any more. */
const FRAMES = 10

/** Sessions beside each other, one after the other, each with some frames. */
async function fuzz (node: Libp2p, { addresses }: Flooded): Promise<void> {
  const connection = await node.dial(addresses)
  const frames = mutants()
  let [sent, cut] = [0, 0]

  await Promise.all(Array.from({ length: 3 }, async () => {
    while (sent < FUZZ) {
      sent += FRAMES
      const stream = await connection.newStream(PROTOCOL)
      stream.send(concat([encodeFrame({ messages: [hello()], below: 0 }), ...Array.from({ length: FRAMES }, () => frames.next().value as Uint8Array)]))
      await Promise.race([new Promise((resolve) => { stream.addEventListener('remoteCloseWrite', resolve) }), closed(stream), pause(20)])
      cut += stream.remoteWriteStatus === 'writable' ? 0 : 1
      stream.abort(new Error('the next one, please'))
    }
  }))

  expect(cut).to.be.greaterThan(FUZZ / FRAMES / 2)
  console.log(`        ${cut} of ${sent / FRAMES} sessions were cut off`)
}

/** Frames as a caller sends them, with some of their bytes changed: without end, and the same each time. */
function * mutants (): Generator<Uint8Array> {
  const random = seeded(7)
  const whole = fc.sample(fc.array(fromCaller, { minLength: 1, maxLength: 3 }), { numRuns: 2_000, seed: 7 })
    .map((messages) => encodeFrame({ messages, below: 0 }))

  for (;;) {
    const bytes = Buffer.from(whole[random(whole.length)] as Uint8Array)
    const other = whole[random(whole.length)] as Uint8Array

    switch (random(6)) {
      case 0: yield bytes; break
      case 1: yield bytes.subarray(0, random(bytes.length)); break
      case 2: yield concat([bytes.subarray(0, random(bytes.length)), other.subarray(random(other.length))]); break
      case 3: yield noise(1 + random(100), random(1e9)); break
      default:
        for (let changes = 1 + random(3); changes > 0; changes--) {
          bytes[random(bytes.length)] = random(256)
        }

        yield bytes
    }
  }
}

/** Whole numbers below the one that is asked for: a generator of Park and Miller. */
function seeded (seed: number): (below: number) => number {
  let state = seed

  return (below) => {
    state = state * 48_271 % 0x7fffffff

    return state % below
  }
}

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
