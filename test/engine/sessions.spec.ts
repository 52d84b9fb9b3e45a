import { expect } from 'chai'
import { Rig, item, takeCall } from './rig.ts'

describe('a session', () => {
  it('is welcomed as a new one', () => {
    const peer = Rig.with().peer('p')

    expect(peer.all('welcome')).to.deep.equal([{ type: 'welcome', session: 'p', resumed: false, voided: [] }])
  })

  it('can be seen with what it holds', () => {
    const rig = Rig.with()
    rig.now = 5
    const peer = rig.peer('p')
    peer.put(1)
    peer.consume()

    expect([...rig.engine.sessions()].at(-1)).to.deep.equal({
      session: 'p', peer: 'id of p', name: 'p', keyName: '', local: false, connected: true, since: 5, leases: 1, consumers: 1
    })
  })

  it('belongs to the peer that opened it', () => {
    const rig = Rig.with()
    rig.peer('p').put(1)
    const { token } = rig.peer('p').take()
    rig.execute({ type: 'open', session: 'p', peer: 'somebody else', name: '', keyName: '', local: false, held: [] })

    expect(rig.peer('p').all('refuse')).to.have.lengthOf(1)
    expect(rig.peer('p').complete(token).status).to.equal('OK')
  })

  it('that is not known has nothing to say: its caller is to say hello first', () => {
    const rig = Rig.with()
    const before = rig.engine.dump()
    rig.execute({ type: 'call', session: 'stranger', number: 1, queue: 'q', call: { op: 'purge' } })
    rig.execute({ type: 'goodbye', session: 'stranger' })

    expect(rig.engine.dump()).to.deep.equal(before)
  })
})

describe('goodbye', () => {
  it('gives back at once what the session holds, uncharged, and forgets it', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const [leased, got] = [peer.put(1), peer.put(2)]
    const { token } = peer.take()
    peer.heartbeat([token], [token])
    peer.get()
    peer.goodbye()
    const owner = rig.peer('owner')

    expect([leased, got].map((task) => owner.inspect(task))).to.satisfy((tasks: Array<{ state: string, attempts: number }>) =>
      tasks.every(({ state, attempts }) => state === 'READY' && attempts === 0))
    expect(peer.heardOf.slice(-2).map(({ type }) => type)).to.deep.equal(['goodbye', 'forgotten'])
    expect([...rig.engine.sessions()].map(({ session }) => session)).to.deep.equal(['owner'])
  })

  it('lets somebody else have it in the same step', () => {
    const rig = Rig.with()
    rig.peer('p').put(1)
    rig.peer('p').take()
    const waiting = rig.peer('other').send(takeCall())
    rig.peer('p').goodbye()

    expect(rig.peer('other').answer(waiting)?.grant?.item).to.deep.equal(item(1))
  })

  it('ends what the session waited for', () => {
    const rig = Rig.with()
    rig.peer('p').send(takeCall())
    rig.peer('p').consume()
    rig.peer('p').goodbye()
    rig.peer('owner').put(1)

    expect(rig.peer('owner').stats()).to.include({ ready: 1, getters: 0 })
    expect(rig.peer('p').grants).to.deep.equal([])
  })
})

describe('a session that went away', () => {
  for (const [cause, ms] of [['closed', 2_000], ['silent', 0]] as const) {
    it(`loses its leases ${ms} ms after it was found ${cause}`, () => {
      const rig = Rig.with()
      const task = rig.peer('p').put(1)
      rig.peer('p').take()
      rig.peer('p').detach(cause)

      if (ms > 0) {
        rig.advance(ms - 1)
        expect(rig.peer('owner').inspect(task).state).to.equal('LEASED')
        rig.advance(1)
      } else {
        rig.tick()
      }

      expect(rig.peer('owner').inspect(task).history[0]).to.include({ outcome: 'gone', name: 'p' })
    })
  }

  it('has the grace that the queue gives it; that of silence counts from its beginning', () => {
    const rig = Rig.with({ grace: { closed: 500, silent: 12_000 } })
    const [closed, silent] = [rig.peer('closed'), rig.peer('silent')]
    const tasks = [closed.put(1), closed.put(2)]
    closed.take()
    silent.take()
    closed.detach('closed')
    silent.detach('silent')
    const states = (): string[] => tasks.map((task) => rig.peer('owner').inspect(task).state)
    rig.advance(499)
    expect(states()).to.deep.equal(['LEASED', 'LEASED'])
    rig.advance(1_500)
    expect(states()).to.deep.equal(['READY', 'LEASED'])
    rig.advance(1)
    expect(states()).to.deep.equal(['READY', 'READY'])
  })

  it('does not keep a lease longer than that lasts', () => {
    const rig = Rig.with({ leaseMs: 1_000 })
    const task = rig.peer('p').put(1)
    rig.peer('p').take()
    rig.advance(500)
    rig.peer('p').detach()
    rig.advance(500)

    expect(rig.peer('owner').inspect(task).state).not.to.equal('LEASED')
  })

  it('does not keep an extended lease beyond its grace', () => {
    const rig = Rig.with()
    const task = rig.peer('p').put(1)
    rig.peer('p').ask({ op: 'extend', token: rig.peer('p').take().token, ms: 600_000 })
    rig.peer('p').detach()
    rig.advance(2_000)

    expect(rig.peer('owner').inspect(task).state).not.to.equal('LEASED')
  })

  it('is handed nothing', () => {
    const rig = Rig.with()
    rig.peer('p').send(takeCall())
    rig.peer('p').consume()
    rig.peer('p').detach()
    rig.peer('owner').put(1)

    expect(rig.peer('owner').stats()).to.include({ ready: 1, leased: 0, getters: 0 })
  })

  it('is sent nothing', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const task = peer.put(1)
    const { token } = peer.take()
    peer.send({ op: 'awaitResult', task, timeout: Infinity })
    peer.send({ op: 'follow', task })
    peer.detach()
    const before = peer.heardOf.length
    rig.peer('owner').ask({ op: 'cancel', task })
    rig.peer('owner').complete(token)

    expect(peer.heardOf).to.have.lengthOf(before)
  })

  it('may go away again and again', () => {
    const rig = Rig.with()
    rig.peer('p').put(1)
    rig.peer('p').take()

    for (let i = 0; i < 5; i++) {
      rig.peer('p').detach()
      rig.peer('p').detach('silent')
      rig.advance(1_500)
      rig.peer('p').open([1])
    }

    expect(rig.peer('p').complete(1).status).to.equal('OK')
  })

  it('is forgotten after 10 minutes', () => {
    const rig = Rig.with()
    rig.peer('p').detach()
    rig.advance(599_999)
    expect(rig.peer('p').all('forgotten')).to.have.lengthOf(0)
    rig.advance(1)

    expect(rig.peer('p').all('forgotten')).to.have.lengthOf(1)
    expect(rig.peer('p').open()).to.include({ resumed: false })
  })

  it('is not forgotten before a longer grace is over', () => {
    const rig = Rig.with({ grace: { closed: 3_600_000, silent: 10_000 }, leaseMs: 7_200_000 })
    const task = rig.peer('p').put(1)
    const { token } = rig.peer('p').take()
    rig.peer('p').detach()
    rig.advance(3_599_999)
    expect(rig.peer('owner').inspect(task).state).to.equal('LEASED')
    rig.peer('p').open([token])

    expect(rig.peer('p').complete(token).status).to.equal('OK')
  })

  it('is forgotten sooner when too many are away: the one that went first', () => {
    const rig = Rig.with({}, { limits: { maxAway: 2 } })
    rig.peer('first').put(1)
    rig.peer('first').take()

    for (const name of ['first', 'second', 'third']) {
      rig.peer(name)
    }

    rig.peer('first').detach()
    rig.peer('second').detach()
    expect(rig.peer('owner').stats().leased).to.equal(1)
    rig.peer('third').detach()

    expect([...rig.engine.sessions()].map(({ session }) => session)).to.deep.equal(['owner', 'second', 'third'])
    expect(rig.peer('owner').stats()).to.include({ leased: 0, ready: 1 })
  })
})

describe('a session that comes back', () => {
  it('goes on with the same tokens within its grace, and nothing is handed out again', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const task = peer.put(1)
    const { token } = peer.take()
    peer.detach()
    rig.advance(1_000)

    expect(peer.open([token])).to.deep.equal({ type: 'welcome', session: 'p', resumed: true, voided: [] })
    peer.heartbeat([token])
    rig.advance(29_999)
    expect(peer.inspect(task)).to.include({ state: 'LEASED', token, attempts: 1 })
    expect(peer.complete(token).status).to.equal('OK')
  })

  it('is told which of its tokens are no longer its own', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const task = peer.put(1)
    peer.put(2)
    const [lost, kept] = [peer.take().token, peer.take().token]
    peer.detach()
    rig.peer('owner').ask({ op: 'cancel', task })

    expect(peer.open([lost, kept, 99])).to.include({ resumed: true }).and.deep.include({ voided: [lost, 99] })
    expect(peer.complete(lost)).to.include({ reason: 'CANCELLED' })
  })

  it('gets again, with the same token, what was on its way to its consumer', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.consume({ concurrency: 2 })
    peer.put(1)
    peer.put(2)
    const [arrived, lost] = peer.grants
    peer.detach()
    peer.open([arrived?.token ?? 0])
    peer.consume({ concurrency: 2 })

    expect(peer.grants).to.have.lengthOf(3)
    expect(peer.grants[2]).to.deep.equal(lost)
    peer.put(3)
    expect(peer.grants, 'both slots are taken').to.have.lengthOf(3)
  })

  it('gets again, with the same token, what was the answer to its call', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.put(1)
    const number = peer.send(takeCall())
    const first = peer.answer(number)
    peer.lose(number)
    peer.detach()
    peer.open()
    peer.repeat(number, takeCall())
    peer.heartbeat([first?.grant?.token ?? 0])

    expect(peer.answer(number)).to.deep.equal(first)
    expect(peer.complete(first?.grant?.token ?? 0).status).to.equal('OK')
  })

  it('gives back by its first heartbeat what it did not ask for again', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const task = peer.put(1)
    peer.take()
    peer.detach()
    peer.open()
    expect(peer.inspect(task).state).to.equal('LEASED')
    peer.heartbeat()

    expect(peer.inspect(task)).to.include({ state: 'READY', attempts: 0 })
  })

  it('waits anew for what it waited for', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const number = peer.send(takeCall())
    peer.detach()
    peer.open()
    rig.peer('owner').put(1)
    expect(peer.answer(number)).to.equal(undefined)
    peer.repeat(number, takeCall())

    expect(peer.answer(number)?.grant?.item).to.deep.equal(item(1))
  })

  it('takes over from its own older stream', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    const task = peer.put(1)
    const { token } = peer.take()
    peer.consume()
    peer.send(takeCall())

    expect(peer.open([token])).to.include({ resumed: true })
    peer.put(2)
    expect(peer.grants, 'a consumer of the old stream').to.deep.equal([])
    expect(peer.inspect(task).token).to.equal(token)
  })

  it('after its grace finds its tokens void and its answers kept', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.put(1)
    const { token } = peer.take()
    peer.detach()
    rig.advance(60_000)

    expect(peer.open([token])).to.deep.include({ resumed: true, voided: [token] })
    expect(peer.complete(token)).to.deep.equal({ status: 'LEASE_LOST', reason: 'LAPSED' })
  })
})
