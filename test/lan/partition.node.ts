import { expect } from 'chai'
import { formatKey, generateKey } from '../../src/index.ts'
import { useLan } from './lan.ts'

describe('a LAN that is not whole', function () {
  this.timeout(120_000)

  const key = formatKey(generateKey())
  const lan = useLan(['a', 'b', 'c', 'd'])

  it('gives the tasks of a worker that is cut off to another after the grace, and the worker comes back by itself', async () => {
    const coordinator = lan().program('a', 'coordinator', { key, queue: 'tasks' })
    await coordinator.says('ready')
    const holder = lan().program('b', 'worker', { key, queue: 'tasks', name: 'b', holds: true })
    await holder.says('connected')
    coordinator.tell({ type: 'run', items: ['precious'] })
    await holder.says('began')
    await lan().program('c', 'worker', { key, queue: 'tasks', name: 'c' }).says('connected')

    const cut = performance.now()
    await lan().cut('b')
    expect((await coordinator.says('run')).results).to.deep.equal(['c did precious'])
    console.log(`        its task was done elsewhere ${Math.round(performance.now() - cut)} ms after the cut`)
    expect(await coordinator.says('lost')).to.include({ name: 'b' })
    await holder.says('lost')

    const healed = performance.now()
    await lan().heal('b')
    expect(await holder.says('back')).to.include({ kept: true })
    await coordinator.says('connect b')
    console.log(`        it was back ${Math.round(performance.now() - healed)} ms after the LAN was whole`)
    expect((await coordinator.ask({ type: 'peers' })).names).to.include.members(['b', 'c'])
  })

  it('lets three hosts in with one pasted ticket each where there is no multicast', async () => {
    const hosts = ['b', 'c', 'd']
    await Promise.all(['a', ...hosts].map(async (host) => lan().cutMulticast(host)))
    const coordinator = lan().program('a', 'coordinator', { key: 'correct horse battery', farm: 'barn', queue: 'tasks' })
    await coordinator.says('ready')
    const { ticket } = await coordinator.ask({ type: 'ticket' })

    const lost = await lan().program('b', 'worker', { key: 'correct horse battery', farm: 'barn', queue: 'tasks', name: 'b', timeout: 1_000 }).says('failed')
    expect(lost.message).to.include('does the network let multicast through?')

    const workers = hosts.map((host) => lan().program(host, 'worker', { ticket, queue: 'tasks', name: host }))
    const joined = await Promise.all(workers.map(async (child) => child.says('connected')))
    console.log(`        joined after ${joined.map(({ ms }) => Math.round(ms as number)).join(', ')} ms`)

    const items = Array.from({ length: 30 }, (_, i) => `task ${i}`)
    const { results } = await coordinator.ask({ type: 'run', workers: hosts.length, items }) as unknown as { results: string[] }
    expect(new Set(results.map((result) => result.split(' ')[0]))).to.deep.equal(new Set(hosts))
  })
})
