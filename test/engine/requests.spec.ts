import { expect } from 'chai'
import { Rig, failCall, item, putCall, takeCall } from './rig.ts'
import type { Answer, Call } from '../../src/engine/index.ts'
import type { Peer } from './rig.ts'

/** Every state-changing request: what has to be there first, and what is asked. */
const REQUESTS: Array<[name: string, make: (peer: Peer, rig: Rig) => Call, answer?: Partial<Answer>]> = [
  ['declare', () => ({ op: 'declare', options: { maxSize: 77 }, reopen: false })],
  ['put', () => putCall(1)],
  ['put of several', () => putCall([item(1), item(2)])],
  ['put with an id', () => putCall(1, { id: 'mine' })],
  ['put of what is known', (peer) => {
    peer.put(1, { id: 'mine' })
    return putCall(1, { id: 'mine' })
  }, { flag: true }],
  ['complete', (peer) => {
    peer.put(1)
    return { op: 'complete', token: peer.take().token, result: item(9) }
  }],
  ['fail', (peer) => {
    peer.put(1)
    return failCall(peer.take().token)
  }],
  ['fail for good', (peer) => {
    peer.put(1)
    return failCall(peer.take().token, { retry: false })
  }],
  ['release', (peer) => {
    peer.put(1)
    return { op: 'release', token: peer.take().token, delay: undefined }
  }],
  ['confirm', (peer) => {
    peer.put(1)
    return { op: 'confirm', tokens: [peer.get().token] }
  }],
  ['extend', (peer) => {
    peer.put(1)
    return { op: 'extend', token: peer.take().token, ms: 90_000 }
  }],
  ['cancel', (peer) => ({ op: 'cancel', task: peer.put(1) }), { flag: true }],
  ['taskDone', (peer) => {
    peer.put(1)
    peer.put(2)
    return { op: 'taskDone' }
  }],
  ['shutdown', () => ({ op: 'shutdown', immediate: false })],
  ['immediate shutdown', (peer) => {
    peer.put(1)
    return { op: 'shutdown', immediate: true }
  }],
  ['setMaxSize', () => ({ op: 'setMaxSize', maxSize: 5 })],
  ['pause', () => ({ op: 'pause' })],
  ['resume', (peer) => {
    peer.ask({ op: 'pause' })
    return { op: 'resume' }
  }],
  ['purge', (peer) => {
    peer.put(1)
    return { op: 'purge' }
  }, { count: 1 }],
  ['requeue', (peer) => {
    const task = peer.put(1)
    peer.take()
    return { op: 'requeue', task }
  }],
  ['redrive', (peer) => {
    peer.put(1)
    peer.fail(peer.take().token, { retry: false })
    return { op: 'redrive', tasks: [], limit: 9 }
  }, { count: 1 }]
]

/** What queues look like from outside the session that asks. */
function queuesOf (rig: Rig): unknown {
  return (rig.engine.dump() as { queues: unknown }).queues
}

describe('a request whose reply was lost', () => {
  for (const [name, make, more] of REQUESTS) {
    it(`has its effect once and the same answer over a new stream: ${name}`, () => {
      const rig = Rig.with()
      const peer = rig.peer('p')
      const call = make(peer, rig)
      const before = queuesOf(rig)
      const number = peer.send(call)
      const answer = peer.answer(number)
      const after = queuesOf(rig)
      expect(answer).to.deep.equal({ status: 'OK', ...more })
      expect(after).not.to.deep.equal(more?.flag === true && call.op === 'put' ? undefined : before)
      peer.lose(number)
      peer.detach()
      peer.open([...Array(9).keys()])
      peer.repeat(number, call)

      expect(peer.answer(number)).to.deep.equal(answer)
      expect(queuesOf(rig)).to.deep.equal(after)
    })

    it(`has its effect once and the same answer after a restart: ${name}`, () => {
      const rig = Rig.with()
      const peer = rig.peer('p')
      const call = make(peer, rig)
      const number = peer.send(call)
      const later = rig.restarted()
      const after = queuesOf(later)
      const again = later.peer('p', { held: [...Array(9).keys()] })
      again.repeat(number, call)

      expect(again.answer(number)).to.deep.equal(peer.answer(number))
      expect(queuesOf(later)).to.deep.equal(after)
    })
  }

  it('is waited for as before when it was a take: the same token, not another item', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.put(1)
    peer.put(2)
    const number = peer.send(takeCall())
    const answer = peer.answer(number)
    const later = rig.restarted()
    const again = later.peer('p')
    again.repeat(number, takeCall())

    expect(again.answer(number)).to.deep.equal(answer)
    expect(later.peer('owner', { local: true, made: 9 }).stats()).to.include({ leased: 1, ready: 1 })
  })

  it('is made again when it was refused: nothing had happened, and now it may', () => {
    const rig = Rig.with({ maxSize: 1 })
    const peer = rig.peer('p')
    peer.put(1)
    const full = peer.send(putCall(2, { block: false }))
    expect(peer.answer(full)?.status).to.equal('FULL')
    peer.take()
    const done = peer.send(putCall(3))
    expect(peer.answer(done)?.status).to.equal('OK')
    peer.take()
    peer.detach()
    peer.open()
    peer.repeat(full, putCall(2, { block: false }))
    peer.repeat(done, putCall(3))

    expect([peer.answer(full)?.status, peer.answer(done)?.status]).to.deep.equal(['OK', 'OK'])
    expect(peer.stats()).to.include({ put: 3, ready: 1 })
  })

  it('is not done twice when it was let in while its session was away', () => {
    const rig = Rig.with({ maxSize: 1 })
    const peer = rig.peer('p')
    peer.put(1)
    const waiting = peer.send(putCall(2))
    peer.detach()
    rig.peer('other').take()
    peer.open()
    peer.repeat(waiting, putCall(2))

    expect(peer.answer(waiting)?.status).to.equal('OK')
    expect(peer.stats().put).to.equal(2)
  })

  it('is not done twice when it came again while it waits', () => {
    const rig = Rig.with({ maxSize: 1 })
    const peer = rig.peer('p')
    peer.put(1)
    const waiting = peer.send(putCall(2))
    peer.repeat(waiting, putCall(2))
    peer.take()

    expect(peer.all('reply').filter(({ number }) => number === waiting)).to.have.lengthOf(1)
    expect(peer.stats().put).to.equal(2)
  })

  it('is not known any more once its caller said that it has the answer', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const number = peer.send(putCall(1))
    peer.answered(number + 1)
    peer.lose(number)
    peer.repeat(number, putCall(1))

    expect(peer.answer(number)).to.equal(undefined)
    expect(peer.stats().put).to.equal(1)
  })

  it('is not known any more once its session is forgotten', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const number = peer.send(putCall(1))
    peer.detach()
    rig.advance(600_000)

    expect(peer.open()).to.include({ resumed: false })
    peer.repeat(number, putCall(1))
    expect(rig.peer('owner').stats().put).to.equal(1 + 1)
  })
})

describe('the answers that are kept', () => {
  function answersOf (rig: Rig): { runs: number[][], told: unknown[] } {
    const { sessions } = rig.engine.dump() as { sessions: Array<{ id: string, answers: { runs: number[][], told: unknown[] } }> }

    return sessions.find(({ id }) => id === 'p')?.answers ?? expect.fail('no session')
  }

  it('take no more room for a caller with a call that waits for ever, whatever it asks meanwhile', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.send(takeCall(), 'q')
    peer.ask({ op: 'pause' })

    for (let i = 0; i < 300; i++) {
      peer.put(i)
      peer.ask({ op: 'size' })
    }

    expect(answersOf(rig)).to.deep.equal({ runs: [[2, 601]], told: [] })
  })

  it('do not take a refused request for a done one that lies between two others', () => {
    const rig = Rig.with({ maxSize: 1 })
    const peer = rig.peer('p')
    peer.put(1)
    peer.ask({ op: 'size' })
    const full = peer.send(putCall(2, { block: false }))
    peer.take()
    peer.put(3)

    expect(answersOf(rig).runs).to.deep.equal([[1, 1], [4, 5]])
    expect(full).to.equal(3)
  })

  it('close up when what waited is answered', () => {
    const rig = Rig.with({ maxSize: 1 })
    const peer = rig.peer('p')
    peer.put(1)
    peer.send(putCall(2))
    peer.ask({ op: 'size' })
    peer.ask({ op: 'taskDone' })
    expect(answersOf(rig).runs).to.deep.equal([[1, 1], [3, 4]])
    peer.take()

    expect(answersOf(rig).runs).to.deep.equal([[1, 4]])
  })

  it('are bounded: a caller that never reports is refused, nothing happens, and reading goes on', () => {
    const rig = Rig.with({}, { limits: { maxAnswers: 3 } })
    const peer = rig.peer('p')

    for (let i = 0; i < 2; i++) {
      peer.ask({ op: 'cancel', task: 'nobody' })
    }

    expect(peer.ask(putCall(1)).status).to.equal('LIMIT')
    expect(peer.stats().put).to.equal(0)
    peer.answered(3)
    expect(peer.ask(putCall(1)).status).to.equal('OK')
  })

  it('are none of the coordinator’s own handles, which never ask twice', () => {
    const rig = Rig.with()
    rig.peer('owner').put(1)
    rig.peer('owner').answered(1)

    expect(rig.changes.filter(({ type }) => type.startsWith('session:answer'))).to.deep.equal([])
  })

  it('are forgotten as far as is reported, and never come back', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.put(1)
    peer.put(2)
    peer.answered(3)
    peer.answered(2)
    peer.answered(3)

    expect(answersOf(rig)).to.deep.equal({ runs: [], told: [] })
    expect(rig.changes.filter(({ type }) => type === 'session:answered')).to.have.lengthOf(1)
  })
})
