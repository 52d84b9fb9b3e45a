import { expect } from 'chai'
import { encodePayload } from '../../src/protocol/index.ts'
import { outcomeOf, started } from './support.ts'

describe('get', () => {
  it('gives the item, and confirms it at the end of that turn', async () => {
    const rig = await started()
    const queue = rig.client.queue('q')
    const confirmedBy: number[][][] = []
    void queue.get().then(() => { confirmedBy.push(rig.end.confirmed) })
    void queue.get().then(() => { confirmedBy.push(rig.end.confirmed) })
    await rig.clock.settle()
    await rig.end.send({ reply: { number: 1, status: 'OK', message: '', through: 0, flag: false, count: 0, grant: grant(4), reason: 'CANCELLED', tasks: [], peers: [], queues: [], lost: [] } },
      { reply: { number: 2, status: 'OK', message: '', through: 0, flag: false, count: 0, grant: grant(5), reason: 'CANCELLED', tasks: [], peers: [], queues: [], lost: [] } })
    expect(confirmedBy).to.deep.equal([[], []])
    expect(rig.end.confirmed).to.deep.equal([[4, 5]])
    expect(rig.end.requests.at(-1)?.queue).to.equal('q')
  })

  it('repeats its confirmation until that is answered', async () => {
    const rig = await started()
    const get = outcomeOf(rig.client.queue('q').get())
    await rig.clock.settle()
    await rig.end.hand(1, 4)
    expect(get.value).to.equal('item 4')
    await rig.end.cut()
    await rig.resume()
    expect(rig.end.hello?.held).to.deep.equal([4])
    expect(rig.end.confirmed).to.deep.equal([[4]])
    await rig.end.reply(2)
    await rig.end.cut()
    await rig.resume()
    expect(rig.end.hello?.held).to.deep.equal([])
    expect(rig.end.confirmed).to.deep.equal([])
  })

  it('confirms first what comes after a cut, and gives it when that was in time', async () => {
    const rig = await started()
    const get = outcomeOf(rig.client.queue('q').get())
    await rig.clock.settle()
    await rig.end.cut()
    await rig.resume()
    await rig.end.hand(1, 4)
    expect(get).to.deep.equal({})
    expect(rig.end.confirmed).to.deep.equal([[4]])
    await rig.end.reply(2)
    expect(get.value).to.equal('item 4')
  })

  it('takes another when it was too late, within what is left of its time', async () => {
    const rig = await started()
    const get = outcomeOf(rig.client.queue('q').get({ timeout: 10_000 }))
    await rig.clock.advance(1_000)
    await rig.end.cut()
    await rig.clock.advance(500)
    await rig.end.welcome({ resumed: true })
    await rig.end.hand(1, 4)
    await rig.end.reply(2, { status: 'LEASE_LOST', reason: 'LAPSED' })
    expect(get).to.deep.equal({})
    expect(rig.end.requests.at(-1)?.take).to.deep.include({ mode: 'RECEIPT', timeout: 8_500 })
    await rig.end.hand(3, 6)
    await rig.end.reply(4)
    expect(get.value).to.equal('item 6')
  })

  it('trusts what comes again once a heartbeat was answered', async () => {
    const rig = await started()
    await rig.end.cut()
    await rig.resume()
    await rig.end.beat()
    const get = outcomeOf(rig.client.queue('q').get())
    await rig.clock.settle()
    await rig.end.hand(1, 4)
    expect(get.value).to.equal('item 4')
  })

  it('confirms first what waited to be read while its own event loop stood still', async () => {
    const rig = await started()
    const get = outcomeOf(rig.client.queue('q').get())
    await rig.clock.settle()
    await rig.end.beat()
    rig.clock.stall(12_000)
    await rig.end.hand(1, 4)
    expect(get).to.deep.equal({})
    expect(rig.end.confirmed).to.deep.equal([[4]])
    await rig.end.beat()
    await rig.end.reply(2)
    expect(get.value).to.equal('item 4')
    expect(rig.ends).to.have.lengthOf(1)
  })

  it('needs no confirmation where both ends are in one process', async () => {
    const rig = await started({ local: true })
    const get = outcomeOf(rig.client.queue('q').get())
    await rig.clock.settle()
    await rig.end.hand(1, 4)
    expect(get.value).to.equal('item 4')
    expect(rig.end.confirmed).to.deep.equal([])
  })

  it('condemns what it cannot read', async () => {
    const rig = await started()
    const get = outcomeOf(rig.client.queue('q').get())
    await rig.clock.settle()
    await rig.end.hand(1, 4, Uint8Array.of(0xff))
    expect(get.error).to.have.property('name', 'PayloadError')
    expect(rig.end.settles[0]).to.deep.include({ token: 4, verb: 'FAIL', noRetry: true })
    expect(rig.end.confirmed).to.deep.equal([])
  })

  it('gives undefined where that was put', async () => {
    const rig = await started()
    const get = outcomeOf(rig.client.queue('q').get())
    await rig.clock.settle()
    await rig.end.hand(1, 4, encodePayload(undefined))
    expect(get).to.deep.equal({ value: undefined })
    expect(get).to.have.property('value')
  })

  it('sends its arguments as they are', async () => {
    const rig = await started()
    const queue = rig.client.queue('q')
    void queue.get()
    void queue.get({ timeout: Infinity })
    void queue.get({ timeout: 0.2 })
    void queue.get({ timeout: -0.5 })
    void queue.get({ block: false, timeout: -1 })
    void queue.reserve({ timeout: 0 })
    await rig.clock.settle()
    expect(rig.end.requests.map(({ take }) => take)).to.deep.equal([
      { mode: 'RECEIPT', noWait: false, timeout: undefined },
      { mode: 'RECEIPT', noWait: false, timeout: undefined },
      { mode: 'RECEIPT', noWait: false, timeout: 1 },
      { mode: 'RECEIPT', noWait: false, timeout: -1 },
      { mode: 'RECEIPT', noWait: true, timeout: -1 },
      { mode: 'LEASE', noWait: false, timeout: 0 }
    ])
  })
})

function grant (token: number) {
  return { consumer: 0, token, task: `task ${token}`, item: encodePayload('x'), attempt: 1, leaseMs: 30_000, maxRunMs: 0, heartbeat: 0 }
}
