import { expect } from 'chai'
import { Rig, putCall, takeCall } from './rig.ts'
import type { Mode } from '../../src/engine/index.ts'
import type { Peer } from './rig.ts'

function shutdown (rig: Rig, immediate = false): void {
  expect(rig.peer('owner').ask({ op: 'shutdown', immediate }).status).to.equal('OK')
}

/** A call and a consumer of each mode, that wait. */
function waiters (rig: Rig): Record<Mode, { peer: Peer, number: number }> {
  const wait = (mode: Mode): { peer: Peer, number: number } => {
    const peer = rig.peer(mode)
    peer.consume({ mode })

    return { peer, number: peer.send(takeCall({ mode })) }
  }

  return { LEASE: wait('LEASE'), RECEIPT: wait('RECEIPT') }
}

function hasEnded ({ peer, number }: { peer: Peer, number: number }): boolean {
  const ends = [peer.answer(number)?.status === 'SHUTDOWN', peer.all('consumerEnd').some(({ status }) => status === 'SHUTDOWN')]
  expect(ends[0]).to.equal(ends[1])

  return ends[0] === true
}

describe('a shutdown', () => {
  it('ends all who wait for an item when there is none, nor will be', () => {
    const rig = Rig.with()
    const { LEASE, RECEIPT } = waiters(rig)
    shutdown(rig)

    expect([hasEnded(LEASE), hasEnded(RECEIPT)]).to.deep.equal([true, true])
    expect(rig.peer('owner').stats()).to.include({ shutdown: true, getters: 0 })
  })

  it('ends puts that wait, and refuses those that come', () => {
    const rig = Rig.with({ maxSize: 1 })
    rig.peer('p').put(1)
    const waiting = [rig.peer('p').send(putCall(2)), rig.peer('p').send(putCall(3))]
    shutdown(rig)

    expect(waiting.map((number) => rig.peer('p').answer(number)?.status)).to.deep.equal(['SHUTDOWN', 'SHUTDOWN'])
    expect(rig.peer('p').ask(putCall(4)).status).to.equal('SHUTDOWN')
    expect(rig.peer('p').stats()).to.include({ ready: 1, putters: 0 })
  })

  it('lets what is there be got, also what is still delayed', () => {
    const rig = Rig.with()
    rig.peer('p').put(1)
    rig.peer('p').put(2, { delay: 1_000 })
    shutdown(rig)
    expect(rig.peer('p').get().item[0]).to.equal(1)
    const { RECEIPT, LEASE } = waiters(rig)
    expect([hasEnded(LEASE), hasEnded(RECEIPT)]).to.deep.equal([false, false])
    rig.advance(1_000)

    expect([...RECEIPT.peer.grants, ...LEASE.peer.grants]).to.have.lengthOf(1)
  })

  it('ends who gets when nothing is ready or delayed, and who leases when nothing is leased either', () => {
    const rig = Rig.with()
    rig.peer('p').put(1)
    const { token } = rig.peer('p').take()
    const { LEASE, RECEIPT } = waiters(rig)
    shutdown(rig)
    expect([hasEnded(LEASE), hasEnded(RECEIPT)]).to.deep.equal([false, true])
    rig.peer('p').complete(token)

    expect(hasEnded(LEASE)).to.equal(true)
  })

  it('lets give-backs and retries go on: who waits on a lease has them', () => {
    const rig = Rig.with()
    rig.peer('p').put(1)
    const { token } = rig.peer('p').take()
    shutdown(rig)
    rig.peer('p').fail(token, { delay: 500 })
    const number = rig.peer('other').send(takeCall())
    rig.advance(500)

    expect(rig.peer('other').answer(number)?.grant?.attempt).to.equal(2)
  })

  it('ends a consumer that comes later', () => {
    const rig = Rig.with()
    shutdown(rig)
    rig.peer('late').consume()

    expect(rig.peer('late').last('consumerEnd').status).to.equal('SHUTDOWN')
  })

  it('may be asked for again', () => {
    const rig = Rig.with()
    shutdown(rig)
    shutdown(rig)

    expect(rig.changes.filter(({ type }) => type === 'queue:shutdown')).to.have.lengthOf(1)
  })

  it('does not undo a raise to immediate', () => {
    const rig = Rig.with()
    shutdown(rig, true)
    rig.peer('owner').ask({ op: 'shutdown', immediate: false })

    expect(rig.changes.filter(({ type }) => type === 'queue:shutdown')).to.have.lengthOf(1)
  })
})

describe('an immediate shutdown', () => {
  it('drops what waits and ends all who wait, whatever is still leased', () => {
    const rig = Rig.with()
    rig.peer('p').put(1)
    rig.peer('p').take()
    rig.peer('owner').ask({ op: 'pause' })
    rig.peer('p').put(2)
    rig.peer('p').put(3, { delay: 1_000 })
    const { LEASE, RECEIPT } = waiters(rig)
    shutdown(rig, true)

    expect([hasEnded(LEASE), hasEnded(RECEIPT)]).to.deep.equal([true, true])
    expect(rig.peer('p').stats()).to.include({ ready: 0, delayed: 0, leased: 1, dropped: 2, unfinished: 1 })
  })

  it('raises a shutdown that went before', () => {
    const rig = Rig.with()
    rig.peer('p').put(1)
    shutdown(rig)
    expect(rig.peer('p').stats().ready).to.equal(1)
    shutdown(rig, true)

    expect(rig.peer('p').stats()).to.include({ ready: 0, dropped: 1 })
  })

  for (const [what, back] of [
    ['released', (peer, token) => { peer.release(token) }],
    ['released for later', (peer, token) => { peer.release(token, 500) }],
    ['failed with a retry', (peer, token) => { peer.fail(token) }],
    ['lost by its worker', (peer, _token, rig) => {
      peer.detach()
      rig.advance(2_000)
    }],
    ['left by a session that ends', (peer) => { peer.goodbye() }],
    ['moved by hand', (_peer, _token, rig) => { rig.peer('owner').ask({ op: 'requeue', task: '~owner.2' }) }]
  ] as Array<[string, (peer: Peer, token: number, rig: Rig) => void]>) {
    it(`drops what is ${what} after it`, () => {
      const rig = Rig.with()
      const owner = rig.peer('owner')
      const id = owner.put(1)
      const { token } = rig.peer('p').take()
      const waits = owner.send({ op: 'awaitResult', task: id, timeout: Infinity })
      shutdown(rig, true)
      back(rig.peer('p'), token, rig)

      expect(owner.answer(waits)?.status).to.equal('TASK_CANCELLED')
      expect(owner.inspect(id).state).to.equal('DROPPED')
      expect(owner.stats()).to.include({ dropped: 1, leased: 0, unfinished: 0 })
    })
  }

  it('lets what is in flight be done, or die', () => {
    const rig = Rig.with({ maxAttempts: 1 })
    const peer = rig.peer('p')
    peer.put(1)
    peer.put(2)
    const [first, second] = [peer.take(), peer.take()]
    shutdown(rig, true)

    expect([peer.complete(first.token).status, peer.fail(second.token).status]).to.deep.equal(['OK', 'OK'])
    expect(peer.stats()).to.include({ done: 1, dead: 1, dropped: 0 })
  })
})
