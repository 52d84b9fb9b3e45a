import { expect } from 'chai'
import { Rig, takeCall } from './rig.ts'

describe('after a restart', () => {
  it('each lease has its full time from then, and so has the grace of its session', () => {
    const rig = Rig.with({ leaseMs: 5_000 })
    const id = rig.peer('p').put(1)
    rig.peer('p').take()
    rig.peer('p').detach()
    rig.advance(1_900)
    const later = rig.restarted()
    const owner = later.peer('watcher', { local: true })
    later.advance(4_999)
    expect(owner.inspect(id).state).to.equal('LEASED')
    later.advance(1)

    expect(owner.inspect(id)).to.include({ state: 'READY', attempts: 1 })
  })

  it('a session goes on with its tokens', () => {
    const rig = Rig.with()
    const id = rig.peer('p').put(1)
    const { token } = rig.peer('p').take()
    const later = rig.restarted()
    const again = later.peer('p', { held: [token], made: 10 })

    expect(again.last('welcome')).to.include({ resumed: true }).and.deep.include({ voided: [] })
    again.heartbeat([token])
    expect(again.complete(token).status).to.equal('OK')
    expect(again.inspect(id).state).to.equal('DONE')
  })

  it('an extension holds that went beyond leaseMs', () => {
    const rig = Rig.with({ leaseMs: 1_000 })
    const id = rig.peer('p').put(1)
    rig.peer('p').ask({ op: 'extend', token: rig.peer('p').take().token, ms: 60_000 })
    rig.advance(10_000)
    const later = rig.restarted()
    const owner = later.peer('watcher', { local: true })
    later.advance(49_999)
    expect(owner.inspect(id).state).to.equal('LEASED')
    later.advance(1)

    expect(owner.inspect(id).state).not.to.equal('LEASED')
  })

  it('an extension that is shorter than the lease does not shorten it', () => {
    const rig = Rig.with({ leaseMs: 10_000 })
    const id = rig.peer('p').put(1)
    rig.peer('p').ask({ op: 'extend', token: rig.peer('p').take().token, ms: 10_001 })
    rig.advance(10_000)
    const later = rig.restarted()
    later.advance(9_999)

    expect(later.peer('watcher', { local: true }).inspect(id).state).to.equal('LEASED')
  })

  it('the coordinator’s own leases lapse at once: their holders are gone', () => {
    const rig = Rig.with()
    const id = rig.peer('owner').put(1)
    rig.peer('owner').take()
    const later = rig.restarted()
    later.tick()

    expect(later.peer('watcher', { local: true }).inspect(id).state).to.equal('DELAYED')
  })

  it('an unconfirmed get is back when its time is over', () => {
    const rig = Rig.with()
    const id = rig.peer('p').put(1)
    rig.peer('p').get()
    const later = rig.restarted()
    later.advance(10_000)

    expect(later.peer('watcher', { local: true }).inspect(id)).to.include({ state: 'READY', attempts: 0 })
  })

  it('delays and ttls go on', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const [delayed, expiring, retried] = [peer.put(1, { delay: 5_000 }), peer.put(2, { ttl: 5_000 }), peer.put(3, { priority: -1 })]
    peer.fail(peer.take().token, { delay: 5_000 })
    rig.advance(4_000)
    const later = rig.restarted()
    const states = (): string[] => [delayed, expiring, retried].map((id) => later.peer('watcher', { local: true }).inspect(id).state)
    later.advance(999)
    expect(states()).to.deep.equal(['DELAYED', 'READY', 'DELAYED'])
    later.advance(1)

    expect(states()).to.deep.equal(['READY', 'EXPIRED', 'READY'])
  })

  it('results, ids, counters and shutdowns are as they were', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.put(1, { id: 'mine' })
    peer.complete(peer.take().token)
    peer.put(2)
    peer.ask({ op: 'pause' })
    peer.ask({ op: 'shutdown', immediate: false })
    const later = rig.restarted().peer('p', { made: 20 })

    expect(later.result('mine').status).to.equal('OK')
    expect(later.stats()).to.include({ put: 2, done: 1, ready: 1, unfinished: 1, paused: true, shutdown: true })
    expect(later.declare().status).to.equal('OK')
    expect(later.ask({ op: 'isShutdown' }).flag).to.equal(true)
  })

  it('a session that does not come back is forgotten in the end', () => {
    const rig = Rig.with()
    rig.peer('p')
    const later = rig.restarted()
    later.tick()
    later.advance(600_000)

    expect([...later.engine.sessions()]).to.deep.equal([])
  })

  it('who waits is served what comes, from the old state', () => {
    const rig = Rig.with()
    const id = rig.peer('p').put(1)
    const later = rig.restarted()
    const other = later.peer('other')

    expect(other.ask(takeCall()).grant?.task).to.equal(id)
  })
})
