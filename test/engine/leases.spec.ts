import { expect } from 'chai'
import { Rig, bytes, takeCall } from './rig.ts'

describe('tokens', () => {
  it('grow strictly, from one grant to the next', () => {
    const peer = Rig.with().peer('p')
    peer.put(1)
    peer.put(2)
    const tokens: number[] = []

    for (let i = 0; i < 5; i++) {
      const { token } = peer.take()
      tokens.push(token)
      peer.release(token)
    }

    expect(tokens).to.deep.equal([1, 2, 3, 4, 5])
  })

  it('begin above the floor, so that they grow over a restart that lost the journal', () => {
    const tokenFloor = 1_760_000_000_000_000
    const peer = Rig.with({}, { tokenFloor }).peer('p')
    peer.put(1)

    expect(peer.take().token).to.equal(tokenFloor + 1)
  })

  it('begin above the last that was journaled, so that they grow when the wall clock stepped back', () => {
    const rig = Rig.with({}, { tokenFloor: 1_000 })
    rig.peer('p').put(1)
    const { token } = rig.peer('p').take()
    rig.peer('p').release(token)
    const later = rig.restarted({ tokenFloor: 5 })

    expect(later.peer('p').take().token).to.equal(token + 1)
  })
})

describe('a lease', () => {
  it('ends by a tick when nobody renews it, at its time and not before', () => {
    const rig = Rig.with({ leaseMs: 1_000 })
    const peer = rig.peer('p')
    const task = peer.put(1)
    peer.take()
    rig.advance(999)
    expect(peer.inspect(task).state).to.equal('LEASED')
    rig.advance(1)

    expect(peer.inspect(task)).to.include({ state: 'DELAYED', attempts: 1 })
    expect(peer.inspect(task).history[0]).to.include({ outcome: 'lapsed', name: 'p' })
  })

  it('is not ended by time alone: what came before the tick counts', () => {
    const rig = Rig.with({ leaseMs: 1_000 })
    const peer = rig.peer('p')
    const task = peer.put(1)
    const { token } = peer.take()
    rig.now += 60_000
    peer.complete(token)
    rig.tick()

    expect(peer.inspect(task).state).to.equal('DONE')
  })

  it('is renewed by a heartbeat that names it, and by no other', () => {
    const rig = Rig.with({ leaseMs: 1_000 })
    const peer = rig.peer('p')
    const [named, other] = [peer.put(1), peer.put(2)]
    const { token } = peer.take()
    peer.take()
    rig.advance(900)
    expect(peer.heartbeat([token])).to.deep.equal([])
    rig.advance(900)

    expect(peer.inspect(named).state).to.equal('LEASED')
    expect(peer.inspect(other).state).to.equal('DELAYED')
  })

  it('may be renewed for ever', () => {
    const rig = Rig.with({ leaseMs: 1_000 })
    const peer = rig.peer('p')
    const task = peer.put(1)
    const { token } = peer.take()

    for (let i = 0; i < 1_000; i++) {
      rig.advance(900)
      peer.heartbeat([token])
    }

    expect(peer.inspect(task)).to.include({ state: 'LEASED', attempts: 1 })
  })

  it('ends after maxRunMs, however often it is renewed, and its holder is told at once', () => {
    const rig = Rig.with({ leaseMs: 1_000, maxRunMs: 2_500 })
    const peer = rig.peer('p')
    const task = peer.put(1)
    const { token } = peer.take()

    for (let i = 0; i < 5; i++) {
      rig.advance(500)
      peer.heartbeat([token])
    }

    expect(peer.all('revoke')).to.deep.equal([{ type: 'revoke', session: 'p', token, reason: 'MAX_RUN' }])
    expect(peer.inspect(task).history[0]).to.include({ outcome: 'maxRun' })
  })

  it('that was lost is refused in the answer to the next heartbeat', () => {
    const rig = Rig.with({ leaseMs: 1_000 })
    const peer = rig.peer('p')
    peer.put(1)
    peer.put(2)
    const [lost, kept] = [peer.take().token, peer.take().token]
    peer.ask({ op: 'cancel', task: '~p.1' })

    expect(peer.heartbeat([lost, kept, 77])).to.deep.equal([lost, 77])
  })

  it('cannot be renewed or reported on by another session', () => {
    const rig = Rig.with({ leaseMs: 1_000 })
    rig.peer('p').put(1)
    const { token, task } = rig.peer('p').take()
    rig.advance(900)

    expect(rig.peer('thief').heartbeat([token], [token])).to.deep.equal([token])
    rig.peer('thief').progress(token, bytes(1))
    expect(rig.peer('p').inspect(task).progress).to.equal(undefined)
    rig.advance(100)
    expect(rig.peer('p').inspect(task).state).to.equal('DELAYED')
  })

  it('says with which heartbeat it was granted: the last that was read', () => {
    const peer = Rig.with().peer('p')
    peer.put(1)
    peer.put(2)
    expect(peer.take().heartbeat).to.equal(0)
    peer.heartbeat()
    peer.heartbeat()

    expect(peer.take().heartbeat).to.equal(2)
    expect(peer.last('heartbeat').sequence).to.equal(2)
  })

  it('has its time from the last byte sent: it does not lapse on its way through a full outbox', () => {
    const rig = Rig.with({ leaseMs: 1_000 })
    const peer = rig.peer('p')
    const task = peer.put(bytes(100_000))
    peer.take()
    peer.throttle(true)

    for (let i = 0; i < 10; i++) {
      rig.advance(900)
      peer.heartbeat()
    }

    expect(peer.inspect(task).state).to.equal('LEASED')
    peer.throttle(false)
    rig.advance(999)
    expect(peer.inspect(task).state).to.equal('LEASED')
    rig.advance(1)
    expect(peer.inspect(task).state).to.equal('DELAYED')
  })

  it('lapses behind a full outbox once its holder is known to have it', () => {
    const rig = Rig.with({ leaseMs: 1_000 })
    const peer = rig.peer('p')
    const task = peer.put(1)
    peer.heartbeat([peer.take().token])
    peer.throttle(true)
    rig.advance(1_000)

    expect(peer.inspect(task).state).to.equal('DELAYED')
  })
})

describe('a coordinator that stood still', () => {
  it('moves every lease by as much', () => {
    const rig = Rig.with({ leaseMs: 1_000 })
    const peer = rig.peer('p')
    const [plain, extended, renewed] = [peer.put(1), peer.put(2), peer.put(3)]
    peer.take()
    peer.ask({ op: 'extend', token: peer.take().token, ms: 2_000 })
    const { token } = peer.take()
    rig.advance(500)
    peer.heartbeat([token])
    rig.now += 5_000
    rig.engine.stoodStill(5_000)
    rig.advance(499)
    expect([plain, extended, renewed].map((task) => peer.inspect(task).state)).to.deep.equal(['LEASED', 'LEASED', 'LEASED'])
    rig.advance(1)
    expect([plain, extended, renewed].map((task) => peer.inspect(task).state)).to.deep.equal(['DELAYED', 'LEASED', 'LEASED'])
    rig.advance(500)
    expect([extended, renewed].map((task) => peer.inspect(task).state)).to.deep.equal(['LEASED', 'DELAYED'])
    rig.advance(500)
    expect(peer.inspect(extended).state).to.equal('DELAYED')
  })

  it('moves receipts, the grace of sessions, and how long they are remembered', () => {
    const rig = Rig.with()
    const [getter, worker] = [rig.peer('getter'), rig.peer('worker')]
    const [got, held] = [getter.put(1), getter.put(2)]
    getter.get()
    worker.take()
    worker.detach()
    rig.now += 60_000
    rig.engine.stoodStill(60_000)
    rig.advance(1_999)
    expect(getter.inspect(held).state).to.equal('LEASED')
    rig.advance(1)
    expect(getter.inspect(held).state).to.equal('READY')
    rig.advance(7_999)
    expect(getter.inspect(got).state).to.equal('LEASED')
    rig.advance(1)
    expect(getter.inspect(got).state).to.equal('READY')

    rig.advance(589_999)
    expect([...rig.engine.sessions()].map(({ session }) => session)).to.include('worker')
    rig.advance(1)
    expect([...rig.engine.sessions()].map(({ session }) => session)).not.to.include('worker')
  })

  it('does not call sessions quiet for what it did not read', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.consume()
    rig.now += 60_000
    rig.engine.stoodStill(60_000)
    rig.peer('owner').put(1)

    expect(peer.grants).to.have.lengthOf(1)
  })

  it('does not move what a caller set: the end of a wait, a delay, a ttl, maxRunMs', () => {
    const rig = Rig.with({ maxRunMs: 1_000 })
    const peer = rig.peer('p')
    const running = peer.put(1)
    peer.take()
    const [delayed, expiring] = [peer.put(2, { delay: 1_000 }), peer.put(3, { ttl: 1_000 })]
    peer.ask({ op: 'pause' })
    const waiting = peer.send(takeCall({ timeout: 1_000 }))
    rig.now += 1_000
    rig.engine.stoodStill(1_000)
    rig.tick()

    expect(peer.answer(waiting)?.status).to.equal('EMPTY')
    expect([running, delayed, expiring].map((task) => peer.inspect(task).state)).to.deep.equal(['DELAYED', 'READY', 'EXPIRED'])
  })
})
