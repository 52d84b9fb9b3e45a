import { expect } from 'chai'
import { formatKey, generateKey } from '../../src/index.ts'
import { useLan } from './lan.ts'
import type { LanChild } from './lan.ts'

const WAY_OUT = "connect({ address: 'host:port' })"

describe('a farm on a LAN, without an address', function () {
  this.timeout(120_000)

  const key = formatKey(generateKey())
  const lan = useLan(['a', 'b', 'c', 'd'])

  async function coordinator (host: string, args: object = {}): Promise<{ child: LanChild, peerId: string, port: number }> {
    const child = lan().program(host, 'coordinator', { key, queue: 'tasks', ...args })
    const { peerId, addresses } = await child.says('ready') as unknown as { peerId: string, addresses: string[] }

    return { child, peerId, port: Number(/\/tcp\/(\d+)/.exec(addresses[0] as string)?.[1]) }
  }

  function worker (host: string, args: object = {}): LanChild {
    return lan().program(host, 'worker', { key, queue: 'tasks', name: host, ...args })
  }

  /** Who did the tasks that this coordinator had for so many workers. */
  async function work (child: LanChild, workers: number): Promise<string[]> {
    const items = Array.from({ length: 20 }, (_, i) => `task ${i}`)
    const { results } = await child.ask({ type: 'run', workers, items }) as unknown as { results: string[] }

    expect(results.map((result) => result.replace(/^\w+ did /, ''))).to.deep.equal(items)

    return [...new Set(results.map((result) => result.split(' ')[0] as string))].sort()
  }

  it('is found within 2 s, by all who look, and work is done', async () => {
    const { child, peerId } = await coordinator('a')
    const found = await Promise.all(['b', 'c', 'd'].map(async (host) => worker(host).says('connected')))

    console.log(`        found after ${found.map(({ ms }) => Math.round(ms as number)).join(', ')} ms`)
    expect(found.map(({ coordinatorId }) => coordinatorId)).to.deep.equal([peerId, peerId, peerId])
    expect(Math.max(...found.map(({ ms }) => ms as number))).to.be.below(2_000)
    expect(await work(child, 3)).to.deep.equal(['b', 'c', 'd'])
  })

  it('is waited for when it is not up yet', async () => {
    const early = worker('b', { timeout: null })
    await new Promise((resolve) => { setTimeout(resolve, 1_000) })
    const { child, peerId } = await coordinator('a')
    const since = performance.now()

    expect((await early.says('connected')).coordinatorId).to.equal(peerId)
    console.log(`        found ${Math.round(performance.now() - since)} ms after it was up`)
    expect(await work(child, 1)).to.deep.equal(['b'])
  })

  it('is found again on another port, where nothing is left of the old one', async () => {
    const { child, port } = await coordinator('a')
    const found = worker('b')
    await found.says('connected')
    await child.kill()
    await found.says('lost')

    const since = performance.now()
    const again = await coordinator('a')
    expect(again.port).to.not.equal(port)
    expect(await found.says('back')).to.include({ coordinatorId: again.peerId, kept: false })
    console.log(`        back ${Math.round(performance.now() - since)} ms later`)
    expect(await work(again.child, 1)).to.deep.equal(['b'])
  })

  it('is found again on another host', async () => {
    const { child } = await coordinator('a')
    const found = worker('b')
    await found.says('connected')
    await child.kill()
    const again = await coordinator('c')

    expect(await found.says('back')).to.include({ coordinatorId: again.peerId })
    expect(await work(again.child, 1)).to.deep.equal(['b'])
  })

  it('is not mixed up with another farm that has the same key', async () => {
    const [one, two] = [await coordinator('a', { farm: 'one' }), await coordinator('b', { farm: 'two' })]
    const workers = [worker('c', { farm: 'one', name: 'c1' }), worker('c', { farm: 'two', name: 'c2' }), worker('d', { farm: 'one', name: 'd1' })]
    const found = await Promise.all(workers.map(async (child) => child.says('connected')))

    expect(found.map(({ coordinatorId }) => coordinatorId)).to.deep.equal([one.peerId, two.peerId, one.peerId])
    expect(await work(one.child, 2)).to.deep.equal(['c1', 'd1'])
    expect(await work(two.child, 1)).to.deep.equal(['c2'])
  })

  it('is not mixed up with another farm of the same name, whose key is another', async () => {
    const other = formatKey(generateKey())
    const [one, two] = [await coordinator('a'), await coordinator('b', { key: other })]
    const found = await Promise.all([worker('c', { name: 'c1' }), worker('d', { key: other, name: 'd2' })].map(async (child) => child.says('connected')))

    expect(found.map(({ coordinatorId }) => coordinatorId)).to.deep.equal([one.peerId, two.peerId])
    expect(await work(one.child, 1)).to.deep.equal(['c1'])
    expect(await work(two.child, 1)).to.deep.equal(['d2'])
  })

  it('lets only the coordinator through that is asked for', async () => {
    const [, two] = [await coordinator('a'), await coordinator('b')]
    const found = await worker('c', { coordinatorId: two.peerId }).says('connected')

    expect(found.coordinatorId).to.equal(two.peerId)
  })

  it('that is not there is an error in time, which says what was seen and how else', async () => {
    const { name, message, ms } = await worker('b', { farm: 'nobody', timeout: 1_000 }).says('failed')

    expect(name).to.equal('ConnectionError')
    expect(message).to.include(`nobody on this LAN (asked from ${lan().address('b')}/24) answers for farm 'nobody' (mDNS)`).and.include(WAY_OUT)
    expect(ms).to.be.below(2_000)
  })

  it('tells a wrong key within a second, and goes on being there for the right one', async () => {
    const { child } = await coordinator('a')
    const { name, message, ms } = await worker('b', { key: formatKey(generateKey()) }).says('failed')

    console.log(`        told after ${Math.round(ms as number)} ms`)
    expect(name).to.equal('AuthenticationError')
    expect(message).to.include("1 on this LAN says to be farm 'default' (mDNS), and none let this peer in: the pre-shared key was refused").and.include(WAY_OUT)
    expect(ms).to.be.below(1_500)

    await worker('c').says('connected')
    expect(await work(child, 1)).to.deep.equal(['c'])
  })
})
