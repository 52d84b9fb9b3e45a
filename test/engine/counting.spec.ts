import { expect } from 'chai'
import { Rig, bytes, item, putCall } from './rig.ts'
import type { Peer } from './rig.ts'

describe('room', () => {
  it('is taken by what is ready or delayed, and by nothing else', () => {
    const peer = Rig.with({ maxSize: 2 }).peer('p')
    peer.put(1)
    peer.take()
    peer.put(2)
    peer.put(3, { delay: 1_000 })

    expect(peer.ask({ op: 'full' }).flag).to.equal(true)
    expect(peer.ask({ op: 'size' }).count).to.equal(1)
    expect(peer.ask(putCall(4, { block: false })).status).to.equal('FULL')
  })

  it('is not asked for by what comes back: it goes above maxSize', () => {
    const peer = Rig.with({ maxSize: 1 }).peer('p')
    peer.put(1)
    const { token } = peer.take()
    peer.put(2)
    peer.release(token)

    expect(peer.stats()).to.include({ ready: 2, maxSize: 1 })
  })
})

describe('the counter of unfinished tasks', () => {
  function unfinishedAfter (act: (peer: Peer, task: string, rig: Rig) => void, options = {}): number {
    const rig = Rig.with(options)
    const peer = rig.peer('p')
    act(peer, peer.put(1, { ttl: 1_000 }), rig)

    return peer.stats().unfinished
  }

  for (const [what, act] of [
    ['get', (peer) => { peer.get() }],
    ['its confirmation', (peer) => { peer.confirm(peer.get().token) }],
    ['a retry', (peer) => { peer.fail(peer.take().token) }],
    ['a release', (peer) => { peer.release(peer.take().token) }],
    ['a lapse', (peer, _task, rig) => {
      peer.take()
      rig.advance(30_000)
    }]
  ] as Array<[string, (peer: Peer, task: string, rig: Rig) => void]>) {
    it(`is not changed by ${what}`, () => {
      expect(unfinishedAfter(act)).to.equal(1)
    })
  }

  for (const [what, act] of [
    ['complete', (peer) => { peer.complete(peer.take().token) }],
    ['a failure without retry', (peer) => { peer.fail(peer.take().token, { retry: false }) }],
    ['cancel', (peer, task) => { peer.ask({ op: 'cancel', task }) }],
    ['the end of a ttl', (_peer, _task, rig) => { rig.advance(1_000) }],
    ['purge', (peer) => { peer.ask({ op: 'purge' }) }],
    ['an immediate shutdown', (peer) => { peer.ask({ op: 'shutdown', immediate: true }) }]
  ] as Array<[string, (peer: Peer, task: string, rig: Rig) => void]>) {
    it(`is counted down by ${what}`, () => {
      expect(unfinishedAfter(act)).to.equal(0)
    })

    it(`is not counted below 0 by ${what}, and nobody is told of an error`, () => {
      expect(unfinishedAfter((peer, task, rig) => {
        peer.ask({ op: 'taskDone' })
        act(peer, task, rig)
      })).to.equal(0)
    })
  }

  it('is counted up again by a redrive', () => {
    expect(unfinishedAfter((peer) => {
      peer.fail(peer.take().token, { retry: false })
      peer.ask({ op: 'redrive', tasks: [], limit: Infinity })
    })).to.equal(1)
  })
})

describe('the line of puts that wait', () => {
  it('is one line by arrival: priority does not count, and nothing overtakes', () => {
    const rig = Rig.with({ maxSize: 3 })
    const peer = rig.peer('p')
    peer.put([item(0), item(0), item(0)])
    const large = peer.send(putCall([item(1), item(2)]))
    const urgent = rig.peer('other').send(putCall(3, { priority: -9 }))
    peer.take()
    expect([peer.answer(large), rig.peer('other').answer(urgent)]).to.deep.equal([undefined, undefined])
    expect(rig.peer('third').ask(putCall(4, { block: false })).status).to.equal('FULL')
    peer.take()

    expect(peer.answer(large)?.status).to.equal('OK')
    expect(rig.peer('other').answer(urgent)).to.equal(undefined)
    peer.take()
    expect(rig.peer('other').answer(urgent)?.status).to.equal('OK')
  })

  it('goes on when the first gives up, or goes away', () => {
    const rig = Rig.with({ maxSize: 2 })
    const [a, b, c] = [rig.peer('a'), rig.peer('b'), rig.peer('c')]
    a.put([item(0), item(0)])
    const first = a.send(putCall([item(1), item(2)]))
    b.send(putCall([item(3), item(4)]))
    const third = c.send(putCall(5))
    c.take()
    a.abandon(first)
    expect(c.answer(third)).to.equal(undefined)
    b.detach()

    expect(c.answer(third)?.status).to.equal('OK')
  })

  it('is bounded in bytes for each session', () => {
    const rig = Rig.with({ maxSize: 1 }, { limits: { maxWaitingBytes: 100 } })
    const peer = rig.peer('p')
    peer.put(0)
    peer.send(putCall(bytes(60)))

    expect(peer.ask(putCall(bytes(41))).status).to.equal('LIMIT')
    const fits = peer.send(putCall(bytes(40)))
    expect(peer.answer(fits)).to.equal(undefined)
    const other = rig.peer('other').send(putCall(bytes(100)))
    expect(rig.peer('other').answer(other)).to.equal(undefined)
    peer.take()
    const again = peer.send(putCall(bytes(60)))
    expect(peer.answer(again)).to.equal(undefined)
  })

  it('looks again at the bound of tasks when one comes to its turn', () => {
    const rig = Rig.with({ maxSize: 1 }, { limits: { maxTasks: 2 } })
    const peer = rig.peer('p')
    peer.put(0)
    const waiting = [peer.send(putCall(1)), peer.send(putCall(2))]
    const first = peer.take()
    peer.take()
    expect(waiting.map((number) => peer.answer(number)?.status)).to.deep.equal(['OK', 'LIMIT'])

    expect(peer.complete(first.token).status).to.equal('OK')
  })
})

describe('the bound of tasks', () => {
  it('refuses what comes in, never what comes back or is settled', () => {
    const rig = Rig.with({}, { limits: { maxTasks: 2 } })
    const peer = rig.peer('p')
    peer.put([item(1), item(2)])
    expect(peer.ask(putCall(3)).status).to.equal('LIMIT')
    peer.release(peer.take().token)
    peer.fail(peer.take().token, { delay: 0 })
    peer.complete(peer.take().token)

    expect(peer.ask(putCall(3)).status).to.equal('OK')
  })

  it('refuses several whole', () => {
    const rig = Rig.with({}, { limits: { maxTasks: 2 } })

    expect(rig.peer('p').ask(putCall([item(1), item(2), item(3)])).status).to.equal('LIMIT')
    expect(rig.peer('p').stats().put).to.equal(0)
  })
})
