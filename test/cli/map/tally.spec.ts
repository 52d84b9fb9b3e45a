import { expect } from 'chai'
import { Gate } from '../../../src/cli/map/gate.ts'
import { InOrder } from '../../../src/cli/map/in-order.ts'
import { Tally } from '../../../src/cli/map/tally.ts'

const event = (type: `task:${string}`, id: string, attempt = 1, name = 'w'): { type: `task:${string}`, id: string, attempt: number, name: string, peerId: string } =>
  ({ type, id, attempt, name, peerId: 'p' })

describe('a tally', () => {
  it('says who did what, what ran again, and what was lost', () => {
    const tally = new Tally('run.')
    tally.total = 4
    tally.saw(event('task:lease', 'run.1', 2))
    tally.saw(event('task:lease', 'run.1', 3))
    tally.saw(event('task:lease', 'other.1', 2))
    tally.saw(event('task:complete', 'run.1', 3, 'b'))
    tally.saw(event('task:complete', 'run.2', 1, 'c'))
    tally.saw(event('task:complete', 'run.3', 1, 'c'))
    tally.saw(event('task:complete', 'other.1', 1, 'd'))
    tally.ranIn('run.2', 1)
    tally.ended(true)
    tally.ended(true)
    tally.ended(false)

    expect(tally.summary(1_500)).to.equal('2 of 4 done, 1 failed, 1 ran again, 1 lost, in 1.5s (c 2, b 1)')
    tally.skipped = 1
    tally.saw({ type: 'gap' })
    expect(tally.summary(0)).to.equal('2 of 4 done, 1 failed, 1 done before, at least 1 ran again, 0 lost, in 0ms (c 2, b 1)')
  })

  for (const [failed, exit] of [[0, 0], [1, 1], [100, 100], [101, 101], [5_000, 101]] as const) {
    it(`exits with ${exit} for ${failed} that failed, as GNU parallel`, () => {
      expect(Object.assign(new Tally(''), { failed }).exitCode).to.equal(exit)
    })
  }
})

describe('what is on its way', () => {
  /** Whether it is let in, once all that needs no time has happened. */
  async function isIn (entering: Promise<void>): Promise<boolean> {
    return Promise.race([entering.then(() => true), new Promise<boolean>((resolve) => { setImmediate(() => { resolve(false) }) })])
  }

  it('is no more than so many', async () => {
    const gate = new Gate(2, 1_000)
    expect(await isIn(gate.enter())).to.equal(true)
    expect(await isIn(gate.enter())).to.equal(true)
    const third = gate.enter()
    expect(await isIn(third)).to.equal(false)
    gate.leave(0)
    expect(await isIn(third)).to.equal(true)
  })

  it('has no more than so many bytes, but one always goes', async () => {
    const gate = new Gate(100, 1_000)
    await gate.enter()
    gate.carries(5_000)
    const second = gate.enter()
    expect(await isIn(second)).to.equal(false)
    gate.leave(5_000)
    expect(await isIn(second)).to.equal(true)
  })

  it('is told in order, however it comes', () => {
    const told: string[] = []
    const order = new InOrder<string>((value) => told.push(value))
    order.add(2, 'c')
    order.add(0, 'a')
    expect(told).to.deep.equal(['a'])
    order.add(1, 'b')
    expect(told).to.deep.equal(['a', 'b', 'c'])
  })
})
