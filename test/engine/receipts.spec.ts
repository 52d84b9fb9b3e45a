import { expect } from 'chai'
import { Rig, item, putCall, takeCall } from './rig.ts'

describe('an item that was got and is not confirmed', () => {
  it('is out of size, its room is free, and it is still unfinished', () => {
    const peer = Rig.with({ maxSize: 1 }).peer('p')
    peer.put(1)
    peer.get()

    expect(peer.stats()).to.include({ ready: 0, leased: 1, unfinished: 1, taken: 0 })
    expect(peer.ask(putCall(2, { block: false })).status).to.equal('OK')
  })

  it('cannot expire, be purged or be dropped', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const task = peer.put(1, { ttl: 1_000 })
    const { token } = peer.get()
    rig.advance(5_000)
    expect(peer.ask({ op: 'purge' }).count).to.equal(0)
    peer.ask({ op: 'shutdown', immediate: true })
    expect(peer.inspect(task).state).to.equal('LEASED')
    peer.confirm(token)

    expect(peer.inspect(task).state).to.equal('DONE')
    expect(peer.stats()).to.include({ taken: 1, dropped: 0 })
  })

  it('goes back to its old place, uncharged, when the getter declines it', () => {
    const peer = Rig.with().peer('p')
    peer.put(1)
    peer.put(2)
    peer.release(peer.get().token)

    expect(peer.get()).to.deep.include({ item: item(1), attempt: 1 })
  })

  it('goes back when it is not confirmed within the shorter of lease and grace', () => {
    for (const [options, limit] of [
      [{}, 10_000],
      [{ leaseMs: 3_000 }, 3_000],
      [{ grace: { closed: 2_000, silent: 4_000 } }, 4_000]
    ] as const) {
      const rig = Rig.with(options)
      const peer = rig.peer('p')
      const task = peer.put(1)
      peer.get()
      rig.advance(limit - 1)
      expect(peer.inspect(task).state).to.equal('LEASED')
      rig.advance(1)
      expect(peer.inspect(task)).to.include({ state: 'READY', attempts: 0 })
      expect(peer.all('revoke')).to.have.lengthOf(1)
    }
  })

  it('goes back when the session ends', () => {
    const rig = Rig.with()
    const task = rig.peer('p').put(1)
    rig.peer('p').get()
    rig.peer('p').goodbye()

    expect(rig.peer('owner').inspect(task)).to.include({ state: 'READY', attempts: 0 })
  })

  it('is redelivered to somebody else when its getter died: nothing is swallowed', () => {
    const rig = Rig.with()
    const live = rig.peer('live')

    for (const name of ['a', 'b', 'c']) {
      rig.peer(name).send(takeCall({ mode: 'RECEIPT' }))
      rig.peer(name).detach()
    }

    const numbers = Array.from({ length: 5 }, () => live.send(takeCall({ mode: 'RECEIPT' })))
    Array.from({ length: 5 }, (_, n) => rig.peer('owner').put(n))

    expect(numbers.map((number) => live.answer(number)?.grant?.item[0])).to.deep.equal([0, 1, 2, 3, 4])
  })

  it('is its getter’s by a late confirmation, while nobody else has had it', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.put(1)
    const { token } = peer.get()
    rig.advance(10_000)
    expect(peer.stats()).to.include({ ready: 1 })
    peer.confirm(token)

    expect(peer.stats()).to.include({ ready: 0, taken: 1, unfinished: 1 })
    expect(peer.ask(takeCall({ block: false })).status).to.equal('EMPTY')
  })

  it('is not, once somebody else has had it', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.put(1)
    const { token } = peer.get()
    rig.advance(10_000)
    const other = rig.peer('other').get()
    peer.confirm(token)
    expect(peer.stats().taken).to.equal(0)
    rig.peer('other').release(other.token)
    peer.confirm(token)

    expect(peer.stats()).to.include({ taken: 0, ready: 1 })
  })

  it('is not by a confirmation of another session', () => {
    const rig = Rig.with()
    rig.peer('p').put(1)
    const { token } = rig.peer('p').get()
    rig.advance(10_000)
    rig.peer('thief').confirm(token)

    expect(rig.peer('p').stats()).to.include({ ready: 1, taken: 0 })
  })

  it('is by a late confirmation after a restart, too', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.put(1)
    const { token } = peer.get()
    rig.advance(10_000)
    const later = rig.restarted()
    later.peer('p', { made: 10 }).confirm(token)

    expect(later.peer('p').stats()).to.include({ ready: 0, taken: 1 })
  })

  it('is taken once, whoever confirms it again', () => {
    const peer = Rig.with().peer('p')
    peer.put(1)
    const { token } = peer.get()

    expect([peer.confirm(token).status, peer.confirm(token).status]).to.deep.equal(['OK', 'LEASE_LOST'])
    expect(peer.stats().taken).to.equal(1)
  })

  describe('and is cancelled', () => {
    function waiting (): { rig: Rig, task: string, token: number, cancels: number[] } {
      const rig = Rig.with()
      const task = rig.peer('p').put(1)
      const { token } = rig.peer('getter').get()
      const cancels = [1, 2].map(() => rig.peer('p').send({ op: 'cancel', task }))
      expect(cancels.map((number) => rig.peer('p').answer(number))).to.deep.equal([undefined, undefined])

      return { rig, task, token, cancels }
    }

    it('is taken when it is confirmed: the cancel came too late', () => {
      const { rig, token, cancels } = waiting()
      rig.peer('getter').confirm(token)

      expect(cancels.map((number) => rig.peer('p').answer(number)?.flag)).to.deep.equal([false, false])
      expect(rig.peer('p').stats()).to.include({ taken: 1, cancelled: 0 })
    })

    it('is cancelled when it comes back, and nobody is handed it', () => {
      const { rig, token, cancels } = waiting()
      const next = rig.peer('other').send(takeCall())
      rig.peer('getter').release(token)

      expect(cancels.map((number) => rig.peer('p').answer(number)?.flag)).to.deep.equal([true, false])
      expect(rig.peer('p').stats()).to.include({ taken: 0, cancelled: 1, unfinished: 0 })
      expect(rig.peer('other').answer(next)).to.equal(undefined)
    })

    it('is cancelled when it lapses', () => {
      const { rig, cancels } = waiting()
      rig.advance(10_000)

      expect(rig.peer('p').answer(cancels[0] as number)?.flag).to.equal(true)
    })

    it('is not, once whoever wanted that gave up', () => {
      const { rig, token, cancels } = waiting()
      cancels.forEach((number) => { rig.peer('p').abandon(number) })
      rig.peer('getter').release(token)

      expect(rig.peer('p').stats()).to.include({ ready: 1, cancelled: 0 })
    })

    it('is dropped by an immediate shutdown when it comes back: the cancel did not do that', () => {
      const { rig, token, cancels } = waiting()
      rig.peer('p').ask({ op: 'shutdown', immediate: true })
      rig.peer('getter').release(token)

      expect(rig.peer('p').answer(cancels[0] as number)?.flag).to.equal(false)
      expect(rig.peer('p').stats()).to.include({ dropped: 1, cancelled: 0 })
    })
  })
})

describe('an item that is got in the coordinator’s own process', () => {
  it('is handed out and confirmed in one step', () => {
    const rig = Rig.with()
    const local = rig.peer('local', { local: true })
    const number = local.send(takeCall({ mode: 'RECEIPT' }))
    rig.peer('p').put(1)

    expect(local.answer(number)?.grant?.item).to.deep.equal(item(1))
    expect(local.stats()).to.include({ taken: 1, leased: 0 })
  })

  it('is on a lease like any other when it is reserved', () => {
    const rig = Rig.with()
    const local = rig.peer('local', { local: true })
    rig.peer('p').put(1)
    local.take()

    expect(local.stats()).to.include({ taken: 0, leased: 1 })
  })
})

describe('items of a consumer that gets for good', () => {
  it('take a slot each until they are confirmed', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.consume({ mode: 'RECEIPT', concurrency: 2 })
    Array.from({ length: 3 }, (_, n) => rig.peer('owner').put(n))
    expect(peer.grants).to.have.lengthOf(2)
    peer.confirm(peer.grants[0]?.token ?? 0)

    expect(peer.grants).to.have.lengthOf(3)
  })

  it('free their slot when they are declined, or confirmed too late', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.consume({ mode: 'RECEIPT', concurrency: 1 })
    rig.peer('owner').put(1)
    peer.release(peer.grants[0]?.token ?? 0)
    expect(peer.grants).to.have.lengthOf(2)
    rig.advance(10_000)
    expect(peer.grants).to.have.lengthOf(2)
    peer.confirm(peer.grants[1]?.token ?? 0)
    rig.peer('owner').put(2)

    expect(peer.grants.map((grant) => grant.item[0])).to.deep.equal([1, 1, 2])
  })
})
