import { expect } from 'chai'
import { Rig, item, putCall, takeCall } from '../rig.ts'
import type { Peer } from '../rig.ts'
import type { QueueOptions } from '../../../src/engine/index.ts'

describe('declare', () => {
  it('makes a queue, once', () => {
    const rig = new Rig()
    const peer = rig.peer('p')
    peer.declare({ maxSize: 3 })
    peer.put(1)

    expect(peer.declare({ maxSize: 3 }).status).to.equal('OK')
    expect(rig.engine.queues()).to.deep.equal(['q'])
    expect(peer.stats()).to.include({ ready: 1, maxSize: 3 })
    expect(rig.changes.filter(({ type }) => type.startsWith('queue:'))).to.have.lengthOf(1)
  })

  it('changes the options that it names and keeps the others', () => {
    const rig = Rig.with({ maxSize: 3, leaseMs: 700 })
    const peer = rig.peer('p')
    peer.declare({ maxSize: 4 })
    peer.put(1)

    expect(peer.stats().maxSize).to.equal(4)
    expect(peer.take().leaseMs).to.equal(700)
  })

  for (const [what, options] of [
    ['a lease too short to be renewed', { leaseMs: 99 }],
    ['no attempts', { maxAttempts: 0 }],
    ['a run of no time', { maxRunMs: 0 }],
    ['a maxSize that is not a number', { maxSize: NaN }],
    ['a negative resultTtl', { resultTtl: -1 }],
    ['a negative dedupTtl', { dedupTtl: -1 }],
    ['a negative backoff', { backoff: { type: 'fixed', delay: -1, maxDelay: 1, jitter: 0 } }],
    ['a negative longest backoff', { backoff: { type: 'fixed', delay: 1, maxDelay: NaN, jitter: 0 } }],
    ['a jitter above 1', { backoff: { type: 'fixed', delay: 1, maxDelay: 1, jitter: 1.1 } }],
    ['a jitter that is not a number', { backoff: { type: 'fixed', delay: 1, maxDelay: 1, jitter: NaN } }],
    ['a negative grace', { grace: { closed: -1, silent: 1 } }],
    ['a grace that is not a number', { grace: { closed: 1, silent: NaN } }]
  ] as Array<[string, Partial<QueueOptions>]>) {
    it(`refuses ${what}, for a new queue and for one that is there`, () => {
      const rig = Rig.with()
      const before = rig.engine.dump()
      const answer = rig.peer('owner').declare(options)

      expect(answer.status).to.equal('RANGE')
      expect(answer.message).to.contain("queue 'q'")
      expect(rig.engine.dump()).to.deep.equal(before)
      expect(rig.peer('owner').declare(options, 'new').status).to.equal('RANGE')
      expect(rig.engine.queues()).to.deep.equal(['q'])
    })
  }

  it('changes the order only while nothing waits', () => {
    const peer = Rig.with().peer('p')
    peer.put(1)
    expect(peer.declare({ order: 'lifo' }).status).to.equal('RANGE')
    peer.complete(peer.take().token)
    expect(peer.declare({ order: 'lifo' }).status).to.equal('OK')
    peer.put(2)
    peer.put(3)

    expect(peer.take().item).to.deep.equal(item(3))
  })

  it('does not reopen a queue that was shut down, unless that is asked for', () => {
    const peer = Rig.with().peer('p')
    peer.ask({ op: 'shutdown', immediate: false })
    peer.declare()
    expect(peer.ask({ op: 'isShutdown' }).flag).to.equal(true)
    peer.declare({}, 'q', { reopen: true })

    expect(peer.ask({ op: 'isShutdown' }).flag).to.equal(false)
    expect(peer.ask(putCall(1)).status).to.equal('OK')
  })
})

describe('taskDone', () => {
  it('counts down from the number of puts', () => {
    const peer = Rig.with().peer('p')
    peer.put(1)
    expect(peer.ask({ op: 'taskDone' }).status).to.equal('OK')

    expect(peer.stats().unfinished).to.equal(0)
  })

  it('is refused below 0, and changes nothing', () => {
    const peer = Rig.with().peer('p')

    expect(peer.ask({ op: 'taskDone' }).status).to.equal('RANGE')
    expect(peer.stats().unfinished).to.equal(0)
  })
})

describe('join', () => {
  function join (peer: Peer, timeout = Infinity): number {
    return peer.send({ op: 'join', timeout })
  }

  it('returns at once from a fresh queue, and from one with nothing unfinished', () => {
    const peer = Rig.with().peer('p')

    expect(peer.answer(join(peer))?.status).to.equal('OK')
    expect(peer.answer(join(peer, 0))?.status).to.equal('OK')
  })

  it('waits for the counter to reach 0', () => {
    const peer = Rig.with().peer('p')
    peer.put(1)
    const number = join(peer)
    peer.confirm(peer.get().token)
    expect(peer.answer(number)).to.equal(undefined)
    peer.ask({ op: 'taskDone' })

    expect(peer.answer(number)?.status).to.equal('OK')
  })

  it('is over when its time is', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.put(1)
    const number = join(peer, 50)
    rig.advance(50)

    expect(peer.answer(number)?.status).to.equal('TIMEOUT')
    expect(peer.answer(join(peer, 0))?.status).to.equal('TIMEOUT')
    expect(peer.answer(join(peer, NaN))?.status).to.equal('TIMEOUT')
  })

  it('has seen the counter at 0 even if a put that waited for room raises it in the same step', () => {
    const rig = Rig.with({ maxSize: 1 })
    const peer = rig.peer('p')
    const task = peer.put(1)
    const putting = peer.send(putCall(2))
    const number = join(rig.peer('joiner'))
    peer.ask({ op: 'cancel', task })

    expect(peer.answer(putting)?.status).to.equal('OK')
    expect(peer.stats().unfinished).to.equal(1)
    expect(rig.peer('joiner').answer(number)?.status).to.equal('OK')
  })

  it('goes on after a shutdown, until what is in flight is done', () => {
    const peer = Rig.with().peer('p')
    peer.put(1)
    peer.put(2)
    const { token } = peer.take()
    const number = join(peer)
    peer.ask({ op: 'shutdown', immediate: true })
    expect(peer.answer(number)).to.equal(undefined)
    peer.complete(token)

    expect(peer.answer(number)?.status).to.equal('OK')
  })

  it('can be given up', () => {
    const peer = Rig.with().peer('p')
    peer.put(1)
    const number = join(peer)
    peer.abandon(number)
    peer.ask({ op: 'taskDone' })

    expect(peer.answer(number)?.status).to.equal('ABANDONED')
  })
})

describe('setMaxSize', () => {
  it('below the size makes the queue full and drops nothing', () => {
    const peer = Rig.with().peer('p')
    peer.put(1)
    peer.put(2)
    peer.ask({ op: 'setMaxSize', maxSize: 1 })

    expect(peer.ask({ op: 'full' }).flag).to.equal(true)
    expect(peer.ask(putCall(3, { block: false })).status).to.equal('FULL')
    expect(peer.stats().ready).to.equal(2)
  })

  it('lets in the puts that wait, in order, as far as they fit', () => {
    const peer = Rig.with({ maxSize: 1 }).peer('p')
    peer.put(0)
    const numbers = [1, 2, 3].map((n) => peer.send(putCall(n)))
    peer.ask({ op: 'setMaxSize', maxSize: 3 })

    expect(numbers.map((number) => peer.answer(number)?.status)).to.deep.equal(['OK', 'OK', undefined])
    peer.ask({ op: 'setMaxSize', maxSize: 0 })
    expect(peer.answer(numbers[2] as number)?.status).to.equal('OK')
    expect([0, 1, 2, 3].map(() => peer.take().item[0])).to.deep.equal([0, 1, 2, 3])
  })

  it('tells a put that waits that it can never fit any more, instead of letting it block the others', () => {
    const peer = Rig.with({ maxSize: 3 }).peer('p')
    peer.put([item(1), item(2)])
    const [large, small] = [peer.send(putCall([item(3), item(4)])), peer.send(putCall(5))]
    peer.ask({ op: 'setMaxSize', maxSize: 1 })
    expect(peer.answer(large)?.status).to.equal('RANGE')
    peer.take()
    peer.take()

    expect(peer.answer(small)?.status).to.equal('OK')
  })

  it('refuses what is not a number', () => {
    expect(Rig.with().peer('p').ask({ op: 'setMaxSize', maxSize: NaN }).status).to.equal('RANGE')
  })
})

describe('pause', () => {
  it('hands out nothing, and changes nothing else', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const running = peer.put(1)
    const { token } = peer.take()
    peer.ask({ op: 'pause' })
    const waiting = peer.send(takeCall())
    peer.put(2)
    peer.put(3, { delay: 10 })
    peer.put(4, { ttl: 10 })
    rig.advance(10)

    expect(peer.answer(waiting)).to.equal(undefined)
    expect(peer.ask(takeCall({ block: false })).status).to.equal('EMPTY')
    expect(peer.complete(token).status).to.equal('OK')
    expect(peer.inspect(running).state).to.equal('DONE')
    expect(peer.stats()).to.include({ paused: true, ready: 2, expired: 1, done: 1 })
  })

  it('is over with resume: what waits is handed out', () => {
    const peer = Rig.with().peer('p')
    peer.ask({ op: 'pause' })
    const waiting = peer.send(takeCall())
    peer.put(1)
    peer.ask({ op: 'resume' })

    expect(peer.answer(waiting)?.grant?.item).to.deep.equal(item(1))
    expect(peer.stats().paused).to.equal(false)
  })

  it('may be asked for twice, and so may resume', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.ask({ op: 'resume' })
    peer.ask({ op: 'pause' })
    peer.ask({ op: 'pause' })

    expect(rig.changes.filter(({ type }) => type === 'queue:pause')).to.have.lengthOf(1)
  })
})

describe('purge', () => {
  it('drops what waits, ready or delayed, and nothing else', () => {
    const peer = Rig.with().peer('p')
    peer.put(1)
    const { token } = peer.take()
    peer.put(2)
    peer.put(3, { delay: 1_000 })

    expect(peer.ask({ op: 'purge' })).to.deep.equal({ status: 'OK', count: 2 })
    expect(peer.stats()).to.include({ ready: 0, delayed: 0, leased: 1, dropped: 2, unfinished: 1 })
    expect(peer.complete(token).status).to.equal('OK')
  })

  it('drops nothing from an empty queue', () => {
    expect(Rig.with().peer('p').ask({ op: 'purge' })).to.deep.equal({ status: 'OK', count: 0 })
  })

  it('makes room', () => {
    const peer = Rig.with({ maxSize: 1 }).peer('p')
    peer.put(1)
    const waiting = peer.send(putCall(2))
    peer.ask({ op: 'purge' })

    expect(peer.answer(waiting)?.status).to.equal('OK')
  })
})

describe('redrive', () => {
  function bury (peer: Peer, n: number): string {
    const task = peer.put(n)
    peer.fail(peer.take().token, { retry: false })

    return task
  }

  it('gives dead tasks another life with all their attempts, behind the others', () => {
    const peer = Rig.with({ maxAttempts: 1 }).peer('p')
    const dead = bury(peer, 1)
    peer.put(2)

    expect(peer.ask({ op: 'redrive', tasks: [], limit: Infinity })).to.deep.equal({ status: 'OK', count: 1 })
    expect(peer.stats()).to.include({ dead: 0, ready: 2, unfinished: 2 })
    expect(peer.take().item).to.deep.equal(item(2))
    expect(peer.take()).to.include({ task: dead, attempt: 1 })
    expect(peer.inspect(dead).history).to.have.lengthOf(1)
  })

  it('takes those that are named, and leaves out who is not dead or not there', () => {
    const peer = Rig.with().peer('p')
    const [one, other] = [bury(peer, 1), bury(peer, 2)]
    const ready = peer.put(3)

    expect(peer.ask({ op: 'redrive', tasks: [other, ready, 'nobody'], limit: Infinity }).count).to.equal(1)
    expect([one, other].map((task) => peer.inspect(task).state)).to.deep.equal(['DEAD', 'READY'])
  })

  it('takes the oldest up to a limit', () => {
    const peer = Rig.with().peer('p')
    const tasks = [1, 2, 3].map((n) => bury(peer, n))

    expect(peer.ask({ op: 'redrive', tasks: [], limit: 2 }).count).to.equal(2)
    expect(tasks.map((task) => peer.inspect(task).state)).to.deep.equal(['READY', 'READY', 'DEAD'])
    expect(peer.ask({ op: 'redrive', tasks: [], limit: 0 }).count).to.equal(0)
  })

  it('is refused by a queue that was shut down', () => {
    const peer = Rig.with().peer('p')
    const dead = bury(peer, 1)
    peer.ask({ op: 'shutdown', immediate: false })

    expect(peer.ask({ op: 'redrive', tasks: [], limit: Infinity }).status).to.equal('SHUTDOWN')
    expect(peer.inspect(dead).state).to.equal('DEAD')
  })

  it('does not let a ttl end what was started in time', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const task = peer.put(1, { ttl: 1_000 })
    peer.fail(peer.take().token, { retry: false })
    rig.advance(5_000)
    peer.ask({ op: 'redrive', tasks: [task], limit: Infinity })
    rig.advance(1)

    expect(peer.take().task).to.equal(task)
  })

  it('goes above maxSize: what was accepted once always comes back', () => {
    const peer = Rig.with({ maxSize: 1 }).peer('p')
    bury(peer, 1)
    peer.put(2)
    peer.ask({ op: 'redrive', tasks: [], limit: Infinity })

    expect(peer.stats().ready).to.equal(2)
  })
})
