import { expect } from 'chai'
import { Rig, takeCall } from './rig.ts'

describe('a ttl', () => {
  it('ends a task that waits, at its time and not before', () => {
    const rig = Rig.with()
    const id = rig.peer('p').put(1, { ttl: 1_000 })
    rig.advance(999)
    expect(rig.peer('p').inspect(id).state).to.equal('READY')
    rig.advance(1)

    expect(rig.peer('p').inspect(id).state).to.equal('EXPIRED')
    expect(rig.peer('p').stats()).to.include({ expired: 1, ready: 0, unfinished: 0 })
  })

  it('ends a task that was released into a delay beyond it', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const id = peer.put(1, { ttl: 1_000 })
    peer.release(peer.take().token, 5_000)
    rig.advance(1_000)

    expect(peer.inspect(id).state).to.equal('EXPIRED')
  })

  it('is not looked at while the task is in somebody’s hands', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const id = peer.put(1, { ttl: 1_000 })
    const { token } = peer.take()
    rig.advance(20_000)
    expect(peer.inspect(id).state).to.equal('LEASED')

    expect(peer.complete(token).status).to.equal('OK')
  })

  it('is not looked at once the task was charged for an attempt', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const id = peer.put(1, { ttl: 1_000 })
    peer.fail(peer.take().token, { delay: 5_000 })
    rig.advance(5_000)

    expect(peer.inspect(id).state).to.equal('READY')
  })

  it('ends a task that comes back uncharged too late, before anybody is handed it', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const id = peer.put(1, { ttl: 1_000 })
    const { token } = peer.take()
    rig.advance(2_000)
    const waiting = rig.peer('other').send(takeCall())
    peer.release(token)

    expect(peer.inspect(id).state).to.equal('EXPIRED')
    expect(rig.peer('other').answer(waiting)).to.equal(undefined)
  })

  it('ends a task whose delay is over in the same tick', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const id = peer.put(1, { ttl: 1_000, delay: 999 })
    rig.now += 5_000
    rig.tick()

    expect(peer.inspect(id).state).to.equal('EXPIRED')
  })

  it('does not end the tasks behind it', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.put(1, { ttl: 1_000 })
    const id = peer.put(2)
    rig.now += 1_000

    expect(peer.take().task).to.equal(id)
    expect(peer.stats().expired).to.equal(1)
  })
})
