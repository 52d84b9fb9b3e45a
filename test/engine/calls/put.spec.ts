import { expect } from 'chai'
import { Rig, bytes, item, putCall, takeCall } from '../rig.ts'

describe('put', () => {
  it('puts an item, and names the task after session and request', () => {
    const rig = Rig.with()
    const id = rig.peer('p').put(7)

    expect(id).to.equal('~p.1')
    expect(rig.peer('p').get()).to.include({ task: id, attempt: 1 })
  })

  it('hands out the bytes that were put', () => {
    const peer = Rig.with().peer('p')
    peer.put(7)

    expect(peer.get().item).to.deep.equal(item(7))
  })

  it('takes an empty item and one of a megabyte alike', () => {
    const peer = Rig.with().peer('p')
    peer.put(bytes(0))
    peer.put(bytes(1_000_000))

    expect([peer.get().item.byteLength, peer.get().item.byteLength]).to.deep.equal([0, 1_000_000])
  })

  it('puts several items, all or nothing, each a task with an id of its own', () => {
    const rig = Rig.with({ maxSize: 3 })
    const peer = rig.peer('p')
    peer.put([item(1), item(2)])

    expect(peer.ask(putCall([item(3), item(4)], { block: false })).status).to.equal('FULL')
    expect(peer.stats()).to.include({ put: 2, ready: 2 })
    expect([peer.get().task, peer.get().task]).to.deep.equal(['~p.1.0', '~p.1.1'])
  })

  it('refuses several that can never fit', () => {
    const peer = Rig.with({ maxSize: 1 }).peer('p')
    const answer = peer.ask(putCall([item(1), item(2)]))

    expect(answer.status).to.equal('RANGE')
    expect(answer.message).to.contain('2 items can never fit into a queue of maxSize 1')
  })

  it('does nothing for no items', () => {
    const peer = Rig.with().peer('p')

    expect(peer.ask(putCall([])).status).to.equal('OK')
    expect(peer.stats().put).to.equal(0)
  })

  it('says that a queue is not there, once the coordinator has been up for a while', () => {
    const rig = Rig.with()
    rig.advance(5_000)
    const answer = rig.peer('p').ask(putCall(1), 'other')

    expect(answer.status).to.equal('UNKNOWN_QUEUE')
    expect(answer.message).to.contain("no queue 'other'")
  })

  for (const [what, options] of [
    ['a priority above 32 bits', { priority: 2 ** 31 }],
    ['a priority below 32 bits', { priority: -(2 ** 31) - 1 }],
    ['a priority that is no integer', { priority: 0.5 }],
    ['a negative delay', { delay: -1 }],
    ['a delay that is not a number', { delay: NaN }],
    ['a delay as long as the ttl', { delay: 10, ttl: 10 }],
    ['a ttl of 0', { ttl: 0 }],
    ['a ttl that is not a number', { ttl: NaN }],
    ['no attempts', { maxAttempts: 0 }],
    ['a lease too short to be renewed', { leaseMs: 99 }],
    ['a run of no time', { maxRunMs: 0 }]
  ] as const) {
    it(`refuses ${what}, and nothing is put`, () => {
      const peer = Rig.with().peer('p')

      expect(peer.ask(putCall(1, options)).status).to.equal('RANGE')
      expect(peer.stats().put).to.equal(0)
    })
  }

  for (const [what, options] of [
    ['the largest priority', { priority: 2 ** 31 - 1 }],
    ['the smallest priority', { priority: -(2 ** 31) }],
    ['a delay just shorter than the ttl', { delay: 9, ttl: 10 }],
    ['one attempt', { maxAttempts: 1 }],
    ['attempts without limit', { maxAttempts: Infinity }],
    ['the shortest lease', { leaseMs: 100 }],
    ['the shortest run', { maxRunMs: 1 }]
  ] as const) {
    it(`takes ${what}`, () => {
      expect(Rig.with().peer('p').ask(putCall(1, options)).status).to.equal('OK')
    })
  }

  it('refuses an id for several items', () => {
    const peer = Rig.with().peer('p')

    expect(peer.ask(putCall([item(1), item(2)], { id: 'a' })).status).to.equal('RANGE')
  })

  describe('into a queue with a bound', () => {
    it('waits for room, and is answered when it is in', () => {
      const peer = Rig.with({ maxSize: 1 }).peer('p')
      peer.put(1)
      const second = peer.send(putCall(2))
      expect(peer.answer(second)).to.equal(undefined)
      peer.get()

      expect(peer.answer(second)?.status).to.equal('OK')
      expect(peer.get().item).to.deep.equal(item(2))
    })

    it('is full to one that does not block', () => {
      const peer = Rig.with({ maxSize: 1 }).peer('p')
      peer.put(1)

      expect(peer.ask(putCall(2, { block: false })).status).to.equal('FULL')
      expect(peer.ask(putCall(2, { timeout: 0 })).status).to.equal('FULL')
      expect(peer.ask(putCall(2, { block: false, timeout: -1 })).status).to.equal('FULL')
    })

    it('is full to one whose time is up, and nothing was put', () => {
      const rig = Rig.with({ maxSize: 1 })
      const peer = rig.peer('p')
      peer.put(1)
      const second = peer.send(putCall(2, { timeout: 50 }))
      rig.advance(49)
      expect(peer.answer(second)).to.equal(undefined)
      rig.advance(1)

      expect(peer.answer(second)?.status).to.equal('FULL')
      expect(peer.stats()).to.include({ put: 1, putters: 0 })
    })

    it('looks at a negative timeout only where there is a bound', () => {
      expect(Rig.with({ maxSize: 1 }).peer('p').ask(putCall(1, { timeout: -1 })).status).to.equal('RANGE')
      expect(Rig.with().peer('p').ask(putCall(1, { timeout: -1 })).status).to.equal('OK')
      expect(Rig.with({ maxSize: -5 }).peer('p').ask(putCall(1, { timeout: -1 })).status).to.equal('OK')
    })

    it('refuses a timeout that is not a number', () => {
      expect(Rig.with({ maxSize: 1 }).peer('p').ask(putCall(1, { timeout: NaN })).status).to.equal('RANGE')
    })

    it('is no longer waited for by one that gave up', () => {
      const peer = Rig.with({ maxSize: 1 }).peer('p')
      peer.put(1)
      const second = peer.send(putCall(2))
      const third = peer.send(putCall(3))
      peer.abandon(second)
      expect(peer.answer(second)?.status).to.equal('ABANDONED')
      peer.get()

      expect(peer.answer(third)?.status).to.equal('OK')
      expect(peer.get().item).to.deep.equal(item(3))
    })
  })

  it('is answered with SHUTDOWN by a queue that was shut down, before a negative timeout is looked at', () => {
    const peer = Rig.with({ maxSize: 1 }).peer('p')
    peer.ask({ op: 'shutdown', immediate: false })

    expect(peer.ask(putCall(1)).status).to.equal('SHUTDOWN')
    expect(peer.ask(putCall(1, { block: false })).status).to.equal('SHUTDOWN')
    expect(peer.ask(putCall(1, { timeout: -1 })).status).to.equal('SHUTDOWN')
  })

  it('with a delay is ready when that is over, and not before', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.put(1, { delay: 1_000 })
    const take = peer.send(takeCall())
    rig.advance(999)
    expect(peer.answer(take)).to.equal(undefined)
    rig.advance(1)

    expect(peer.answer(take)?.grant?.item).to.deep.equal(item(1))
  })

  it('takes what it is not told from the queue’s options, as they are then', () => {
    const rig = Rig.with({ leaseMs: 500, maxRunMs: 700, maxAttempts: 9 })
    const peer = rig.peer('p')
    const early = peer.put(1)
    rig.peer('owner').declare({ leaseMs: 600, maxRunMs: 800, maxAttempts: 2 })
    const late = peer.put(2)

    expect(peer.take()).to.include({ task: early, leaseMs: 500, maxRunMs: 700 })
    expect(peer.take()).to.include({ task: late, leaseMs: 600, maxRunMs: 800 })
    expect([peer.inspect(early).maxAttempts, peer.inspect(late).maxAttempts]).to.deep.equal([9, 2])
  })

  it('may say otherwise for its own task', () => {
    const peer = Rig.with().peer('p')
    peer.put(1, { leaseMs: 111, maxRunMs: 222 })

    expect(peer.take()).to.include({ leaseMs: 111, maxRunMs: 222 })
  })
})
