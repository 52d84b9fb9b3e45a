import { memory } from '@libp2p/memory'
import { yamux } from '@libp2p/yamux'
import { expect } from 'chai'
import { createLibp2p } from 'libp2p'
import { multiaddr } from '@multiformats/multiaddr'
import { createClient } from '../../src/client/index.ts'
import { systemClock } from '../../src/clock.ts'
import { coordinator, defineQueue, generateKey, pskNoise } from '../../src/index.ts'
import { createFramedLink, streamToDuplex } from '../../src/link/index.ts'
import { PROTOCOL_ID } from '../../src/protocol/index.ts'
import { Chance } from '../../src/testing/chance.ts'
import { inTime, Stage } from '../acceptance/support.ts'
import type { Client, CoordinatorService } from '../../src/index.ts'
import type { Libp2p } from '@libp2p/interface'
import type { ServiceFactoryMap } from 'libp2p'

const ADDRESS = '/memory/farm'
const TASKS = 60
const CUTS = 15
const SEED = Number(process.env.PEERQ_SEED ?? 1)

// The second mode of the bottle: what lies below its wires, libp2p's streams, Noise and yamux
// with their own timers, over libp2p's transport in memory. One seed gives one series of cuts
// here, and not one trace; so it is a test of ours, and no part of the kit.

describe('a farm over libp2p’s memory transport', function () {
  this.timeout(60_000)

  const stage = new Stage()
  const key = generateKey()

  afterEach(async () => {
    await stage.end()
  })

  async function node<T extends Record<string, unknown>> (services: ServiceFactoryMap<T>, listen: string[] = []): Promise<Libp2p<T>> {
    const made = await createLibp2p<T>({
      addresses: { listen },
      transports: [memory()],
      connectionEncrypters: [pskNoise({ key })],
      streamMuxers: [yamux()],
      connectionMonitor: { enabled: false },
      services
    })
    stage.add(async () => { await made.stop() })

    return made
  }

  /** A client whose dialer knows addresses in memory, which those of the package are not for. */
  async function connect (): Promise<Client> {
    const caller = await node({})
    const client = createClient({
      clock: systemClock,
      peerId: caller.peerId.toString(),
      name: 'client',
      dialer: {
        describe: () => ADDRESS,

        async dial ({ signal }) {
          const connection = await caller.dial(multiaddr(ADDRESS), { signal, force: true })
          const stream = await connection.newStream(PROTOCOL_ID, { signal })
          const remote = { peerId: connection.remotePeer.toString(), keyName: '', address: ADDRESS, local: false }

          return createFramedLink({ duplex: streamToDuplex(stream), remote, clock: systemClock, role: 'caller' })
        }
      }
    })
    stage.add(async () => { await client.stop() })
    await client.start()

    return client
  }

  it(`loses and doubles nothing while streams and connections are cut, with seed ${SEED}`, async () => {
    const chance = new Chance(SEED)
    // who was cut off is back in time, also where handshakes take a busy machine seconds
    const tasks = defineQueue<number, number>('tasks', { maxAttempts: 20, grace: { closed: 20_000, silent: 20_000 } })
    const host = await node<{ peerq: CoordinatorService }>({ peerq: coordinator({ queues: [tasks] }) }, [ADDRESS])
    const putter = await connect()
    const worker = await connect()
    const begun = new Map<number, number>()

    worker.queue(tasks).process(async (n) => {
      begun.set(n, (begun.get(n) ?? 0) + 1)
      await new Promise((resolve) => { setTimeout(resolve, chance.integer(0, 20)) })
      return n * n
    }, { concurrency: 4 })

    const results: number[] = []
    let cuts = 0

    for await (const result of putter.queue(tasks).map(Array.from({ length: TASKS }, (_, n) => n), { window: 10 })) {
      results.push(result)

      if (cuts < CUTS && results.length % (TASKS / CUTS) === 0) {
        const connections = host.getConnections()
        const connection = connections[chance.integer(0, connections.length - 1)]
        cuts++

        if (chance.happens(0.5)) {
          connection?.abort(new Error('the test has cut the connection'))
        } else {
          connection?.streams.forEach((stream) => { stream.abort(new Error('the test has cut the stream')) })
        }
      }
    }

    expect(results).to.deep.equal(Array.from({ length: TASKS }, (_, n) => n * n))
    expect(cuts).to.equal(CUTS)
    expect(await inTime('stats', host.services.peerq.queue(tasks).stats())).to.include({ put: TASKS, done: TASKS, ready: 0, delayed: 0, leased: 0, dead: 0 })
    expect([...begun.values()].filter((times) => times > 1), 'begun again within the grace').to.deep.equal([])
  })
})
