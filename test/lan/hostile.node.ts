import { expect } from 'chai'
import { formatKey, generateKey } from '../../src/index.ts'
import { useLan } from './lan.ts'

describe('a LAN on which somebody answers nonsense', function () {
  this.timeout(120_000)

  const key = formatKey(generateKey())
  const lan = useLan(['a', 'b', 'c', 'd'])

  it('does not keep a farm from being found, nor ends those who look or are looked for', async () => {
    const coordinator = lan().program('a', 'coordinator', { key, queue: 'tasks' })
    const { peerId } = await coordinator.says('ready')
    const shouter = lan().program('b', 'shouter', { farm: 'default', count: 3_000, host: lan().address('b') })
    await shouter.says('began')

    const worker = lan().program('c', 'worker', { key, queue: 'tasks', name: 'c', timeout: null })
    const found = await worker.says('connected')
    console.log(`        found after ${Math.round(found.ms as number)} ms`)
    expect(found.coordinatorId).to.equal(peerId)

    await shouter.says('done')
    const later = await lan().program('d', 'worker', { key, queue: 'tasks', name: 'd' }).says('connected')
    expect(later.coordinatorId).to.equal(peerId)
    expect((await coordinator.ask({ type: 'peers' })).names).to.include.members(['c', 'd'])
    expect(String((await coordinator.ask({ type: 'run', items: ['task'] })).results)).to.match(/^[cd] did task$/)
  })
})
