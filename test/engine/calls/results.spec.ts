import { expect } from 'chai'
import { Rig, item, takeCall } from '../rig.ts'
import type { Peer } from '../rig.ts'

function wait (peer: Peer, task: string, timeout = Infinity): number {
  return peer.send({ op: 'awaitResult', task, timeout })
}

describe('awaitResult', () => {
  it('is answered when the task is done, to all who wait', () => {
    const rig = Rig.with()
    const [putter, other, worker] = [rig.peer('putter'), rig.peer('other'), rig.peer('worker')]
    const task = putter.put(1)
    const waits = [wait(putter, task), wait(putter, task), wait(other, task)]
    worker.complete(worker.take().token, item(9))

    expect([putter.answer(waits[0] as number), putter.answer(waits[1] as number), other.answer(waits[2] as number)])
      .to.deep.equal([1, 2, 3].map(() => ({ status: 'OK', payload: item(9) })))
  })

  it('is answered at once when the task has ended before', () => {
    const peer = Rig.with().peer('p')
    const task = peer.put(1)
    peer.complete(peer.take().token, item(9))

    expect(peer.result(task)).to.deep.equal({ status: 'OK', payload: item(9) })
    expect(peer.result(task)).to.deep.equal({ status: 'OK', payload: item(9) })
  })

  for (const [state, status, end] of [
    ['dead', 'TASK_FAILED', (peer) => { peer.fail(peer.take().token, { retry: false }) }],
    ['cancelled', 'TASK_CANCELLED', (peer, task) => { peer.ask({ op: 'cancel', task }) }],
    ['dropped', 'TASK_CANCELLED', (peer) => { peer.ask({ op: 'purge' }) }],
    ['taken', 'OK', (peer) => { peer.confirm(peer.get().token) }],
    ['expired', 'TASK_EXPIRED', (_peer, _task, rig) => { rig.advance(1_000) }]
  ] as Array<[string, string, (peer: Peer, task: string, rig: Rig) => void]>) {
    it(`says ${status} of a task that is ${state}, to those who waited and to those who come later`, () => {
      const rig = Rig.with()
      const peer = rig.peer('p')
      const task = peer.put(1, { ttl: 1_000 })
      const waits = wait(rig.peer('other'), task)
      end(peer, task, rig)

      expect(rig.peer('other').answer(waits)?.status).to.equal(status)
      expect(peer.result(task).status).to.equal(status)
    })
  }

  it('says that nothing is known of a task that is not known', () => {
    expect(Rig.with().peer('p').result('nobody').status).to.equal('RESULT_EXPIRED')
  })

  it('is over when its time is, and the task goes on', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const task = peer.put(1)
    const waits = wait(peer, task, 50)
    rig.advance(49)
    expect(peer.answer(waits)).to.equal(undefined)
    rig.advance(1)

    expect(peer.answer(waits)?.status).to.equal('TIMEOUT')
    expect(peer.inspect(task).state).to.equal('READY')
  })

  it('with no time to wait is over at once', () => {
    const peer = Rig.with().peer('p')
    const task = peer.put(1)

    expect(peer.result(task).status).to.equal('TIMEOUT')
    expect(peer.ask({ op: 'awaitResult', task, timeout: NaN }).status).to.equal('TIMEOUT')
  })

  it('can be given up', () => {
    const peer = Rig.with().peer('p')
    const task = peer.put(1)
    const waits = wait(peer, task)
    peer.abandon(waits)
    peer.complete(peer.take().token)

    expect(peer.answer(waits)?.status).to.equal('ABANDONED')
    expect(peer.all('reply').filter(({ number }) => number === waits)).to.have.lengthOf(1)
  })

  it('waits on while a task is tried again, and through a redrive for the next outcome', () => {
    const rig = Rig.with({ maxAttempts: 2 })
    const peer = rig.peer('p')
    const task = peer.put(1)
    const first = wait(peer, task)
    peer.fail(peer.take().token, { delay: 0 })
    expect(peer.answer(first)).to.equal(undefined)
    peer.fail(peer.take().token, { delay: 0 })
    expect(peer.answer(first)?.status).to.equal('TASK_FAILED')

    peer.ask({ op: 'redrive', tasks: [], limit: Infinity })
    const second = wait(peer, task)
    expect(peer.answer(second)).to.equal(undefined)
    peer.complete(peer.take().token)
    expect(peer.answer(second)?.status).to.equal('OK')
  })
})

describe('collect', () => {
  function collect (peer: Peer, ...tasks: string[]): number {
    return peer.send({ op: 'collect', tasks })
  }

  /** What was told of a collect: of which task, and how it ended. */
  function told (peer: Peer, number: number): Array<[index: number, status: string]> {
    return peer.all('outcome').filter((outcome) => outcome.number === number).map(({ index, answer }) => [index, answer.status])
  }

  it('tells each outcome as it comes, whose session it may be, and is answered when all are told', () => {
    const rig = Rig.with()
    const [putter, other, worker] = [rig.peer('putter'), rig.peer('other'), rig.peer('worker')]
    const tasks = [putter.put(1), putter.put(2)]
    const numbers = [collect(putter, ...tasks), collect(other, ...tasks)] as const
    const [first, second] = [worker.take(), worker.take()]
    worker.complete(second.token, item(9))

    expect(putter.last('outcome')).to.deep.include({ number: numbers[0], index: 1, answer: { status: 'OK', payload: item(9) } })
    expect(putter.answer(numbers[0])).to.equal(undefined)

    worker.fail(first.token, { retry: false })
    expect(told(putter, numbers[0])).to.deep.equal([[1, 'OK'], [0, 'TASK_FAILED']])
    expect(told(other, numbers[1])).to.deep.equal([[1, 'OK'], [0, 'TASK_FAILED']])
    expect([putter.answer(numbers[0]), other.answer(numbers[1])]).to.deep.equal([{ status: 'OK' }, { status: 'OK' }])
    expect(putter.last('outcome').answer.failure).to.have.property('name')
  })

  it('tells at once what has ended before, and what is not known', () => {
    const peer = Rig.with().peer('p')
    const task = peer.put(1)
    peer.complete(peer.take().token, item(9))
    const number = collect(peer, 'nobody', task)

    expect(told(peer, number)).to.deep.equal([[0, 'RESULT_EXPIRED'], [1, 'OK']])
    expect(peer.answer(number)?.status).to.equal('OK')
  })

  it('of nothing is answered at once', () => {
    const peer = Rig.with().peer('p')
    expect(peer.answer(collect(peer))?.status).to.equal('OK')
  })

  it('tells once of a task that it names twice', () => {
    const peer = Rig.with().peer('p')
    const task = peer.put(1)
    const number = collect(peer, task, task)
    peer.complete(peer.take().token)

    expect(told(peer, number)).to.have.lengthOf(1)
    expect(peer.answer(number)?.status).to.equal('OK')
  })

  it('can be given up, and tells nothing more then', () => {
    const peer = Rig.with().peer('p')
    const number = collect(peer, peer.put(1), peer.put(2))
    peer.complete(peer.take().token)
    peer.abandon(number)
    peer.complete(peer.take().token)

    expect(told(peer, number)).to.deep.equal([[0, 'OK']])
    expect(peer.answer(number)?.status).to.equal('ABANDONED')
  })

  it('lets outcomes wait while its session takes nothing, and tells them then, also what was redriven meanwhile', () => {
    const rig = Rig.with()
    const [peer, worker] = [rig.peer('p'), rig.peer('worker')]
    const tasks = [peer.put(1), peer.put(2), peer.put(3)]
    const number = collect(peer, ...tasks)
    peer.throttle(true)
    worker.complete(worker.take().token)
    worker.fail(worker.take().token, { retry: false })
    expect(told(peer, number)).to.deep.equal([])

    worker.ask({ op: 'redrive', tasks: [], limit: Infinity })
    peer.throttle(false)
    expect(told(peer, number)).to.deep.equal([[0, 'OK']])

    worker.complete(worker.take().token)
    worker.complete(worker.take().token)
    expect(told(peer, number)).to.deep.equal([[0, 'OK'], [2, 'OK'], [1, 'OK']])
    expect(peer.answer(number)?.status).to.equal('OK')
  })

  it('can be given up while its session takes nothing, whatever has ended before', () => {
    const peer = Rig.with().peer('p')
    const [ended, waiting] = [peer.put(1), peer.put(2)]
    peer.complete(peer.take().token)
    peer.throttle(true)
    const number = collect(peer, ended, waiting)
    peer.abandon(number)
    peer.throttle(false)

    expect(told(peer, number)).to.deep.equal([])
    expect(peer.answer(number)?.status).to.equal('ABANDONED')
  })

  it('is asked again over a new stream, for what is missing', () => {
    const rig = Rig.with()
    const [peer, worker] = [rig.peer('p'), rig.peer('worker')]
    const tasks = [peer.put(1), peer.put(2)]
    const number = collect(peer, ...tasks)
    worker.complete(worker.take().token)
    peer.detach()
    worker.complete(worker.take().token)
    peer.open()
    peer.repeat(number, { op: 'collect', tasks: tasks.slice(1) })

    expect(told(peer, number)).to.deep.equal([[0, 'OK'], [0, 'OK']])
    expect(peer.answer(number)?.status).to.equal('OK')
  })

  it('hands over what it tells to whoever put it: the outcome is kept for nobody in particular', () => {
    const rig = Rig.with({}, { limits: { maxResults: 1 } })
    const peer = rig.peer('p')
    const tasks = Array.from({ length: 100 }, () => peer.put(1))
    collect(peer, ...tasks)
    tasks.forEach(() => { peer.complete(peer.take().token, item(9)) })

    expect(peer.result(tasks[0] as string).status).to.equal('RESULT_EXPIRED')
    expect(peer.result(tasks[99] as string).status).to.equal('OK')
  })
})

describe('cancel', () => {
  it('calls off a task that waits', () => {
    const peer = Rig.with().peer('p')
    const task = peer.put(1)

    expect(peer.ask({ op: 'cancel', task })).to.deep.equal({ status: 'OK', flag: true })
    expect(peer.stats()).to.include({ cancelled: 1, ready: 0, unfinished: 0 })
    expect(peer.ask(takeCall({ block: false })).status).to.equal('EMPTY')
  })

  it('calls off a delayed one', () => {
    const peer = Rig.with().peer('p')
    const task = peer.put(1, { delay: 1_000 })

    expect(peer.ask({ op: 'cancel', task }).flag).to.equal(true)
    expect(peer.stats()).to.include({ cancelled: 1, delayed: 0 })
  })

  it('reaches the worker that runs it in the same step', () => {
    const rig = Rig.with()
    const worker = rig.peer('worker')
    const task = rig.peer('p').put(1)
    const { token } = worker.take()

    expect(rig.peer('p').ask({ op: 'cancel', task }).flag).to.equal(true)
    expect(worker.all('revoke')).to.deep.equal([{ type: 'revoke', session: 'worker', token, reason: 'CANCELLED' }])
    expect(worker.complete(token)).to.deep.equal({ status: 'LEASE_LOST', reason: 'CANCELLED' })
  })

  it('comes too late for what is done, and what is cancelled cannot be done', () => {
    const peer = Rig.with().peer('p')
    const [done, cancelled] = [peer.put(1), peer.put(2)]
    const [first, second] = [peer.take(), peer.take()]
    peer.complete(first.token)
    peer.ask({ op: 'cancel', task: cancelled })

    expect(peer.ask({ op: 'cancel', task: done }).flag).to.equal(false)
    expect(peer.complete(second.token).status).to.equal('LEASE_LOST')
    expect(peer.stats()).to.include({ done: 1, cancelled: 1 })
  })

  it('is false for a task that is dead, ended, cancelled before or unknown', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const dead = peer.put(1)
    peer.fail(peer.take().token, { retry: false })
    const cancelled = peer.put(2)
    peer.ask({ op: 'cancel', task: cancelled })

    for (const task of [dead, cancelled, 'nobody']) {
      expect(peer.ask({ op: 'cancel', task })).to.deep.equal({ status: 'OK', flag: false })
    }
  })

  it('frees the worker’s slot only when its handler has returned', () => {
    const rig = Rig.with()
    const worker = rig.peer('worker')
    worker.consume({ concurrency: 1 })
    const task = rig.peer('p').put(1)
    rig.peer('p').put(2)
    rig.peer('p').ask({ op: 'cancel', task })
    expect(worker.grants).to.have.lengthOf(1)
    worker.complete(worker.grants[0]?.token ?? 0)

    expect(worker.grants).to.have.lengthOf(2)
  })
})

describe('requeue', () => {
  it('moves a task out of its holder’s hands, whose late result is refused', () => {
    const rig = Rig.with()
    const [hung, other] = [rig.peer('hung'), rig.peer('other')]
    const task = rig.peer('p').put(1)
    const { token } = hung.take()

    expect(rig.peer('p').ask({ op: 'requeue', task }).status).to.equal('OK')
    expect(hung.last('revoke')).to.include({ token, reason: 'CANCELLED' })
    expect(other.take()).to.include({ task, attempt: 1 })
    expect(hung.complete(token).status).to.equal('LEASE_LOST')
    expect(rig.peer('p').inspect(task).history.map(({ outcome }) => outcome)).to.deep.equal(['requeued'])
  })

  it('ends a delay', () => {
    const peer = Rig.with().peer('p')
    const task = peer.put(1, { delay: 1_000 })

    expect(peer.ask({ op: 'requeue', task }).status).to.equal('OK')
    expect(peer.take().task).to.equal(task)
  })

  it('is refused for a task that waits, is dead, has ended, is being got or is unknown', () => {
    const peer = Rig.with().peer('p')
    const dead = peer.put(1)
    peer.fail(peer.take().token, { retry: false })
    const done = peer.put(2)
    peer.complete(peer.take().token)
    const got = peer.put(3)
    peer.get()
    const ready = peer.put(4)

    for (const task of [dead, done, got, ready, 'nobody']) {
      expect(peer.ask({ op: 'requeue', task }).status, task).to.equal('RANGE')
    }
  })
})

describe('follow', () => {
  it('is told the progress of a task in order, from the latest on, until it ends', () => {
    const rig = Rig.with()
    const [worker, watcher] = [rig.peer('worker'), rig.peer('watcher')]
    const task = rig.peer('p').put(1)
    const { token } = worker.take()
    worker.progress(token, item(1))
    worker.progress(token, item(2))
    const number = watcher.send({ op: 'follow', task })
    worker.progress(token, item(3))
    worker.complete(token)

    expect(watcher.all('update').map(({ value }) => value[0])).to.deep.equal([2, 3])
    expect(watcher.answer(number)).to.deep.equal({ status: 'OK' })
  })

  it('has nothing of an attempt that is over, and goes on with the next', () => {
    const rig = Rig.with()
    const [worker, watcher] = [rig.peer('worker'), rig.peer('watcher')]
    const task = rig.peer('p').put(1)
    const first = worker.take()
    worker.progress(first.token, item(1))
    worker.release(first.token)
    watcher.send({ op: 'follow', task })
    expect(watcher.all('update')).to.deep.equal([])
    worker.progress(first.token, item(2))
    worker.progress(worker.take().token, item(3))

    expect(watcher.all('update').map(({ value }) => value[0])).to.deep.equal([3])
  })

  it('hears nothing from those who do not hold the task', () => {
    const rig = Rig.with()
    const task = rig.peer('p').put(1)
    const { token } = rig.peer('worker').take()
    rig.peer('watcher').send({ op: 'follow', task })
    rig.peer('thief').progress(token, item(1))

    expect(rig.peer('watcher').all('update')).to.deep.equal([])
  })

  it('ends in the same way however the task does', () => {
    const rig = Rig.with()
    const watcher = rig.peer('watcher')
    const task = rig.peer('p').put(1)
    const number = watcher.send({ op: 'follow', task })
    rig.peer('p').ask({ op: 'cancel', task })

    expect(watcher.answer(number)).to.deep.equal({ status: 'OK' })
  })

  it('is over at once for a task that has ended or is unknown', () => {
    const peer = Rig.with().peer('p')
    const task = peer.put(1)
    peer.complete(peer.take().token)

    expect(peer.ask({ op: 'follow', task })).to.deep.equal({ status: 'OK' })
    expect(peer.ask({ op: 'follow', task: 'nobody' })).to.deep.equal({ status: 'OK' })
  })

  it('skips what came while its outbox was full, but not the latest', () => {
    const rig = Rig.with()
    const [worker, watcher] = [rig.peer('worker'), rig.peer('watcher')]
    const task = rig.peer('p').put(1)
    const { token } = worker.take()
    watcher.send({ op: 'follow', task })
    watcher.throttle(true)
    worker.progress(token, item(1))
    worker.progress(token, item(2))
    expect(watcher.all('update')).to.deep.equal([])
    watcher.throttle(false)

    expect(watcher.all('update').map(({ value }) => value[0])).to.deep.equal([2])
    watcher.throttle(true)
    watcher.throttle(false)
    expect(watcher.all('update')).to.have.lengthOf(1)
  })
})
