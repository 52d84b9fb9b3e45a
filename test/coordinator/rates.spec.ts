import { expect } from 'chai'
import { Rates } from '../../src/coordinator/rates.ts'
import type { Change, TaskMove } from '../../src/engine/index.ts'

const put = (queue = 'q'): Change => ({
  type: 'task:put', queue, task: 't', session: 's', item: new Uint8Array(), priority: 0, seq: 1, at: 0, due: 0, expires: Infinity,
  maxAttempts: 1, leaseMs: 1_000, maxRunMs: Infinity, fingerprint: 0
})
const move = (event: TaskMove['event'], queue = 'q'): Change => ({ type: 'task:move', queue, task: 't', event, at: 0 })

describe('rates', () => {
  it('are 0 for a queue in which nothing happened', () => {
    expect(new Rates().of('q', 5_000)).to.deep.equal({ putRate: 0, doneRate: 0 })
  })

  it('are what happens a second, when it happens evenly', () => {
    const rates = new Rates()

    for (let now = 0; now < 60_000; now += 100) {
      rates.count([put(), put(), move('complete')], now)
    }

    const { putRate, doneRate } = rates.of('q', 59_999)
    expect(putRate).to.be.closeTo(20, 0.5)
    expect(doneRate).to.be.closeTo(10, 0.5)
  })

  it('count tasks that were completed or taken, and no other move', () => {
    const rates = new Rates()
    rates.count((['grant', 'complete', 'confirm', 'return', 'retry', 'exhaust', 'cancel', 'expire'] as const).map((event) => move(event)), 1_000)

    expect(rates.of('q', 1_000).doneRate * 9).to.be.closeTo(2, 0.001)
  })

  it('are of each queue by itself', () => {
    const rates = new Rates()
    rates.count([put('a'), put('a'), put('b'), put('a')], 500)

    expect(rates.of('a', 500).putRate).to.be.closeTo(3 * rates.of('b', 500).putRate, 0.001)
  })

  it('forget what is older than 10 s', () => {
    const rates = new Rates()
    rates.count([put()], 500)

    expect(rates.of('q', 9_999).putRate).to.be.greaterThan(0)
    expect(rates.of('q', 10_000).putRate).to.equal(0)
  })

  it('forget everything after a long pause, and count again', () => {
    const rates = new Rates()
    rates.count([put(), put()], 3_000)
    rates.count([put()], 1_003_000)

    expect(rates.of('q', 1_003_000).putRate * 9).to.be.closeTo(1, 0.001)
  })
})
