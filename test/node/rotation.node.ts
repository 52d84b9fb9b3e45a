import { expect } from 'chai'
import { AuthenticationError, connect, generateKey, PermissionError } from '../../src/index.ts'
import { event, inTime, rejection, Stage, until } from '../acceptance/support.ts'
import { size } from '../faults/sizes.ts'
import type { Client, PeerDetail, Queue, Worker } from '../../src/index.ts'

const ROUNDS = size(1, 20)

describe('keys that change while a coordinator runs', function () {
  this.timeout(20_000)

  const stage = new Stage()
  const [old, young, other] = [generateKey(), generateKey(), generateKey()]

  afterEach(async () => {
    await stage.end()
  })

  /** Clients with this key that work on the queue, and how often each did. */
  async function workers (key: Uint8Array, count: number, queue: string): Promise<Array<{ client: Client, worker: Worker, done: () => number }>> {
    return Promise.all(Array.from({ length: count }, async () => {
      const client = await stage.client({ key })
      let done = 0
      const worker = client.queue<number, number>(queue).process((item) => {
        done++

        return item * 2
      }, { concurrency: 4 })

      return { client, worker, done: () => done }
    }))
  }

  /** Puts tasks until it is told to stop, and says what came of them all. */
  function load (queue: Queue<number, number>): () => Promise<Array<PromiseSettledResult<number>>> {
    const runs: Array<Promise<number>> = []
    let goesOn = true

    const all = (async () => {
      for (let i = 0; goesOn; i++) {
        const run = queue.run(i)
        run.catch(() => {})
        runs.push(run)

        if (i % 20 === 0) {
          await new Promise(setImmediate)
        }
      }

      return Promise.allSettled(runs)
    })()

    return async () => {
      goesOn = false

      return inTime('all results', all)
    }
  }

  for (const round of Array(ROUNDS).keys()) {
    it(`rotate under load without one failed task: the retired are gone at once, nobody else notices (${round + 1} of ${ROUNDS})`, rotate)
  }

  async function rotate (): Promise<void> {
    const farm = await stage.coordinator({ key: { work: [old], admin: other } })
    const tasks = farm.queue<number, number>('tasks', { grace: { closed: 100, silent: 10_000 } })
    const [retired, staying] = [await workers(old, 2, 'tasks'), await workers(other, 2, 'tasks')]
    const finish = load(tasks)
    await until('all work', () => [...retired, ...staying].every(({ done }) => done() > 20))

    await farm.setKeys({ work: [young, old], admin: other })
    const [rotated] = await workers(young, 1, 'tasks')
    await until('the new one works', () => (rotated?.done() ?? 0) > 20)

    const lost = staying.map(async ({ client }) => event(client, 'session:lost').then(() => 'lost'))
    lost.forEach((each) => { each.catch(() => {}) })
    const gone = retired.map(async ({ client }) => event<PeerDetail>(farm, 'peer:disconnect', ({ peerId }) => peerId === client.peerId))
    const since = performance.now()
    await farm.setKeys({ work: young, admin: other })
    await Promise.all(gone)
    const ms = performance.now() - since
    console.log(`        the retired were gone after ${Math.round(ms)} ms`)
    expect(ms).to.be.below(1_000)

    const before = staying.map(({ done }) => done())
    await until('the others go on', () => staying.every(({ done }, i) => done() > (before[i] ?? 0) + 20))
    const results = await finish()

    expect(results.filter(({ status }) => status === 'rejected')).to.deep.equal([])
    expect(results.length).to.be.greaterThan(100)
    expect(await Promise.race([...lost, Promise.resolve('nobody')])).to.equal('nobody')
    expect(farm.peers().filter(({ connected, name }) => connected && name !== 'coordinator').map(({ keyName }) => keyName).sort()).to.deep.equal(['admin', 'admin', 'work'])
  }

  it('keep out the retired, who are told so, and who come back with the key that counts', async () => {
    const farm = await stage.coordinator({ key: [old] })
    const client = await stage.client({ key: [young, old] })
    const stranded = await stage.client({ key: old })
    const [back, left] = [event(client, 'session:resume'), event<{ error: Error }>(stranded, 'session:lost')]

    await farm.setKeys(young)
    await Promise.all([back, left])

    await farm.queue('q').put('still there')
    expect(await client.queue('q').get({ timeout: 5_000 })).to.equal('still there')
    expect(await rejection(connect({ key: old, address: farm.addresses }))).to.be.instanceOf(AuthenticationError)
  })

  it('tell of a session that came back with another key which one that is, and give it the rights of that one', async () => {
    const farm = await stage.coordinator({ key: { put: [old], work: young } })
    const client = await stage.client({ key: [old, young] })
    const keyName = (): string | undefined => farm.peers().find(({ peerId }) => peerId === client.peerId)?.keyName
    farm.queue('q')
    await client.queue('q').put('mine')
    expect(keyName()).to.equal('put')

    const back = event(client, 'session:resume')
    await farm.setKeys({ work: young })
    await back

    expect(keyName()).to.equal('work')
    expect(await client.queue('q').get({ timeout: 5_000 })).to.equal('mine')
    expect(await rejection(client.queue('q').put('no more'))).to.be.instanceOf(PermissionError)
  })

  it('leave those who are there alone, if that is wanted', async () => {
    const farm = await stage.coordinator({ key: old })
    const client = await stage.client({ key: old })
    await farm.setKeys(young, { disconnectRetired: false })
    await farm.queue('q').put(1)

    expect(await client.queue('q').get({ timeout: 5_000 })).to.equal(1)
    expect(await rejection(connect({ key: old, address: farm.addresses }))).to.be.instanceOf(AuthenticationError)
  })

  it('stay as they are when the new ones are none', async () => {
    const farm = await stage.coordinator({ key: old })

    for (const [keys, Class] of [['', TypeError], [[], TypeError], [{ 'no name': young }, TypeError], [Array.from({ length: 9 }, generateKey), RangeError]] as const) {
      expect(await rejection(farm.setKeys(keys as string))).to.be.instanceOf(Class)
    }

    expect((await stage.client({ key: old })).coordinatorId).to.equal(farm.peerId)
  })
})
