import { expect } from 'chai'
import { Rig, item, takeCall } from './rig.ts'
import type { Peer } from './rig.ts'

function put (rig: Rig, count: number): void {
  Array.from({ length: count }, (_, n) => rig.peer('owner').put(n))
}

function counts (...peers: Peer[]): number[] {
  return peers.map(({ grants }) => grants.length)
}

describe('places', () => {
  function order (rig: Rig): number[] {
    const items: number[] = []

    while (rig.peer('owner').stats().ready > 0) {
      items.push(rig.peer('owner').take().item[0] as number)
    }

    return items
  }

  it('are by priority, then by arrival', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.put(1, { priority: 5 })
    peer.put(2, { priority: -5 })
    peer.put(3, { priority: 5 })
    peer.put(4)

    expect(order(rig)).to.deep.equal([2, 4, 1, 3])
  })

  it('are by priority, then the newest first, in a LIFO', () => {
    const rig = Rig.with({ order: 'lifo' })
    const peer = rig.peer('p')
    peer.put(1, { priority: 5 })
    peer.put(2)
    peer.put(3)
    peer.put(4, { priority: 5 })

    expect(order(rig)).to.deep.equal([3, 2, 4, 1])
  })

  it('are kept on an uncharged return, also among others that came back, and in a LIFO', () => {
    for (const [kind, expected] of [['fifo', [0, 1, 2, 3]], ['lifo', [3, 2, 1, 0]]] as const) {
      const rig = Rig.with({ order: kind })
      put(rig, 4)
      const tokens = [1, 2, 3].map(() => rig.peer('p').take().token)
      tokens.forEach((token) => rig.peer('p').release(token))

      expect(order(rig)).to.deep.equal(expected)
    }
  })

  it('are given when a delay is over, not at the put', () => {
    const rig = Rig.with()
    rig.peer('p').put(1, { delay: 10 })
    rig.peer('p').put(2)
    rig.advance(10)
    rig.peer('p').put(3)

    expect(order(rig)).to.deep.equal([2, 1, 3])
  })

  it('are given in the order of the puts to delays that end at once', () => {
    const rig = Rig.with()
    rig.peer('p').put(Array.from({ length: 20 }, (_, n) => item(n)), { delay: 10 })
    rig.advance(10)

    expect(order(rig)).to.deep.equal(Array.from({ length: 20 }, (_, n) => n))
  })

  it('are new after a retry', () => {
    const rig = Rig.with()
    put(rig, 2)
    rig.peer('p').fail(rig.peer('p').take().token, { delay: 10 })
    rig.advance(10)

    expect(order(rig)).to.deep.equal([1, 0])
  })
})

describe('consumers', () => {
  it('are given as many tasks as they have slots, and another for each that they settle', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.consume({ concurrency: 2 })
    put(rig, 5)
    expect(counts(peer)).to.deep.equal([2])
    peer.complete(peer.grants[0]?.token ?? 0)
    expect(counts(peer)).to.deep.equal([3])
    peer.fail(peer.grants[1]?.token ?? 0, { delay: 1_000 })
    peer.release(peer.grants[2]?.token ?? 0, 1_000)

    expect(counts(peer)).to.deep.equal([5])
  })

  it('take turns', () => {
    const rig = Rig.with()
    const [a, b, c] = [rig.peer('a'), rig.peer('b'), rig.peer('c')]
    a.consume({ concurrency: 10 })
    b.consume({ concurrency: 10 })
    c.consume({ concurrency: 10 })
    put(rig, 9)

    expect(counts(a, b, c)).to.deep.equal([3, 3, 3])
  })

  it('keep their place in line when they settle something or say the same again', () => {
    const rig = Rig.with()
    const [a, b] = [rig.peer('a'), rig.peer('b')]
    a.consume({ concurrency: 2 })
    put(rig, 1)
    b.consume({ concurrency: 2 })
    a.consume({ concurrency: 2 })
    a.complete(a.grants[0]?.token ?? 0)
    put(rig, 1)

    expect(counts(a, b)).to.deep.equal([2, 0])
  })

  it('stand in one line with calls that wait', () => {
    const rig = Rig.with()
    const [a, b, c] = [rig.peer('a'), rig.peer('b'), rig.peer('c')]
    a.consume()
    const number = b.send(takeCall())
    c.consume()
    put(rig, 2)

    expect(b.answer(number)?.grant?.item).to.deep.equal(item(1))
    expect(counts(a, c)).to.deep.equal([1, 0])
  })

  it('fetch ahead only while nobody else has an idle slot', () => {
    const rig = Rig.with()
    const [greedy, modest] = [rig.peer('greedy'), rig.peer('modest')]
    greedy.consume({ concurrency: 1, prefetch: 10 })
    modest.consume({ concurrency: 2 })
    put(rig, 3)
    expect(counts(greedy, modest)).to.deep.equal([1, 2])
    put(rig, 1)
    expect(counts(greedy, modest)).to.deep.equal([2, 2])
    modest.complete(modest.grants[0]?.token ?? 0)
    put(rig, 1)

    expect(counts(greedy, modest)).to.deep.equal([2, 3])
  })

  it('fetch ahead no more than they want', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.consume({ concurrency: 2, prefetch: 3 })
    put(rig, 9)

    expect(counts(peer)).to.deep.equal([5])
  })

  it('may want more, less or nothing, from one message to the next', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.consume({ concurrency: 0 })
    put(rig, 9)
    expect(counts(peer)).to.deep.equal([0])
    peer.consume({ concurrency: 2 })
    expect(counts(peer)).to.deep.equal([2])
    peer.consume({ concurrency: 1 })
    peer.complete(peer.grants[0]?.token ?? 0)
    expect(counts(peer)).to.deep.equal([2])
    peer.complete(peer.grants[1]?.token ?? 0)
    expect(counts(peer)).to.deep.equal([3])
    peer.consume({ close: true })
    peer.complete(peer.grants[2]?.token ?? 0)

    expect(counts(peer)).to.deep.equal([3])
    expect(rig.peer('owner').stats().getters).to.equal(0)
  })

  it('that close what is not open do nothing', () => {
    const rig = Rig.with()
    rig.peer('p').consume({ consumer: 9, close: true })

    expect(rig.peer('owner').stats().getters).to.equal(0)
  })

  it('may give their number to another queue', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    rig.peer('owner').declare({}, 'other')
    peer.consume({ consumer: 1 })
    peer.consume({ consumer: 1, queue: 'other' })
    put(rig, 1)

    expect(counts(peer)).to.deep.equal([0])
    expect(rig.peer('owner').stats('other').getters).to.equal(1)
  })

  it('count the slots of what they hold when they are opened again', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.consume({ concurrency: 2 })
    put(rig, 3)
    peer.consume({ close: true })
    peer.consume({ concurrency: 2 })
    expect(counts(peer)).to.deep.equal([2])
    peer.complete(peer.grants[0]?.token ?? 0)

    expect(counts(peer)).to.deep.equal([3])
  })

  it('keep the slot of a lost lease until its handler has returned, once', () => {
    const rig = Rig.with({ leaseMs: 1_000, backoff: { type: 'fixed', delay: 0, maxDelay: 0, jitter: 0 } })
    const peer = rig.peer('p')
    peer.consume({ concurrency: 1 })
    put(rig, 3)
    const [first] = peer.grants
    rig.advance(1_000)
    peer.heartbeat([first?.token ?? 0])
    peer.ask({ op: 'extend', token: first?.token ?? 0, ms: 1 })
    expect(counts(peer)).to.deep.equal([1])
    peer.complete(first?.token ?? 0)
    expect(counts(peer)).to.deep.equal([2])
    peer.complete(first?.token ?? 0)

    expect(counts(peer)).to.deep.equal([2])
  })

  it('of one session are bounded, and the one too many is told', () => {
    const rig = Rig.with({}, { limits: { maxWaiters: 2 } })
    const peer = rig.peer('p')
    peer.consume({ consumer: 1 })
    peer.consume({ consumer: 2 })
    peer.consume({ consumer: 3 })

    expect(peer.all('consumerEnd').map(({ consumer, status }) => [consumer, status])).to.deep.equal([[3, 'LIMIT']])
  })
})

describe('a session whose outbox is full', () => {
  it('is passed over, and has its place in line when it is not any more', () => {
    const rig = Rig.with()
    const [slow, other] = [rig.peer('slow'), rig.peer('other')]
    const waiting = slow.send(takeCall())
    other.consume({ concurrency: 2 })
    slow.throttle(true)
    put(rig, 1)
    expect(slow.answer(waiting)).to.equal(undefined)
    expect(counts(other)).to.deep.equal([1])
    slow.throttle(false)
    put(rig, 1)

    expect(slow.answer(waiting)?.status).to.equal('OK')
    expect(counts(other)).to.deep.equal([1])
  })

  it('is no reason not to send ahead to another', () => {
    const rig = Rig.with()
    const [slow, other] = [rig.peer('slow'), rig.peer('other')]
    slow.consume()
    other.consume({ concurrency: 1, prefetch: 1 })
    slow.throttle(true)
    put(rig, 2)

    expect(counts(slow, other)).to.deep.equal([0, 2])
  })
})

describe('a session that is quiet for 1.5 heartbeats', () => {
  it('is given nothing more, until it is heard again', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.consume()
    rig.advance(4_501)
    put(rig, 1)
    expect(counts(peer)).to.deep.equal([0])
    peer.heartbeat()

    expect(counts(peer)).to.deep.equal([1])
  })

  it('is heard by whatever it says', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.consume()
    rig.advance(4_000)
    peer.ask({ op: 'size' })
    rig.advance(4_000)
    put(rig, 1)

    expect(counts(peer)).to.deep.equal([1])
  })

  it('keeps its place in line', () => {
    const rig = Rig.with()
    const [quiet, other] = [rig.peer('quiet'), rig.peer('other')]
    const waiting = quiet.send(takeCall())
    rig.advance(4_501)
    other.consume({ concurrency: 9 })
    put(rig, 1)
    quiet.heartbeat()
    put(rig, 1)

    expect(counts(other)).to.deep.equal([1])
    expect(quiet.answer(waiting)?.grant?.item).to.deep.equal(item(0))
  })

  it('is not meant of the coordinator’s own handles: they send no heartbeats', () => {
    const rig = Rig.with()
    const local = rig.peer('local', { local: true })
    local.consume()
    rig.advance(60_000)
    put(rig, 1)

    expect(counts(local)).to.deep.equal([1])
  })

  it('has the end of its wait all the same', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const waiting = peer.send(takeCall({ timeout: 6_000 }))
    rig.advance(5_000)
    put(rig, 1)
    rig.advance(1_000)

    expect(peer.answer(waiting)?.status).to.equal('EMPTY')
    expect(rig.peer('owner').stats().ready).to.equal(1)
  })
})
