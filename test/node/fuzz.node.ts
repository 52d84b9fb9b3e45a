import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'chai'
import { concat } from 'uint8arrays/concat'
import { frames, hello, PROTOCOL, stranger } from '../acceptance/strangers.ts'
import { Stage } from '../acceptance/support.ts'
import { size } from '../faults/sizes.ts'
import { mutants } from '../protocol/mutants.ts'
import { Flooded, keys } from './flooded.ts'
import { closed } from './support.ts'
import type { Libp2p } from '@libp2p/interface'

/** For more, or other ones, set these. */
const FRAMES = Number(process.env.PEERQ_FUZZ ?? size(15_000, 1_000_000))
const SEED = Number(process.env.PEERQ_SEED ?? size(7, Date.now() % 1_000_000))

/** Frames in one session: some of them are answered, and after the first that is not allowed there is no session any more. */
const FRAMES_OF_ONE = 10

describe('a coordinator that is sent what makes no sense', function () {
  this.timeout(60_000 + FRAMES * 5)

  const stage = new Stage()
  const farm = new Flooded({ maxStreamsPerSecond: 1e9, maxTasks: 10_000, maxResults: 1_000 })

  before(async () => {
    await farm.start()
  })

  after(async () => {
    await stage.end()
    await farm.stop()
  })

  it(`by a peer with the key, ${FRAMES} frames long, ends those sessions and no others (seed ${SEED})`, async () => {
    const node = await stranger(stage, { key: keys.attacker })
    let cut = 0

    await farm.during('fuzzed frames', async () => { cut = await fuzz(node) })
    console.log(`        ${cut} of ${Math.ceil(FRAMES / FRAMES_OF_ONE)} sessions were cut off`)
    // on a busy machine few of the ends are seen in time: test/coordinator/fuzz.deep.ts counts them all
    expect(cut).to.be.greaterThan(0)
    await farm.newcomer()
  })

  /** Sessions beside each other, one after the other, each with some frames. */
  async function fuzz (node: Libp2p): Promise<number> {
    const connection = await node.dial(farm.addresses)
    const mutated = mutants(SEED)
    let [sent, cut] = [0, 0]

    await Promise.all(Array.from({ length: 3 }, async () => {
      while (sent < FRAMES) {
        sent += FRAMES_OF_ONE
        const stream = await connection.newStream(PROTOCOL)
        stream.send(concat([frames(hello()), ...Array.from({ length: FRAMES_OF_ONE }, () => mutated.next().value)]))
        await Promise.race([new Promise((resolve) => { stream.addEventListener('remoteCloseWrite', resolve) }), closed(stream), pause(20)])
        cut += stream.remoteWriteStatus === 'writable' ? 0 : 1
        stream.abort(new Error('the next one, please'))
      }
    }))

    return cut
  }
})
