import { expect } from 'chai'
import { Rig, item, takeCall } from '../rig.ts'
import type { Mode } from '../../../src/engine/index.ts'

describe('take', () => {
  for (const mode of ['LEASE', 'RECEIPT'] as Mode[]) {
    describe(mode === 'LEASE' ? 'on a lease' : 'for good', () => {
      it('gives what is ready', () => {
        const peer = Rig.with().peer('p')
        const id = peer.put(1)
        const { status, grant } = peer.ask(takeCall({ mode }))

        expect(status).to.equal('OK')
        expect(grant).to.deep.equal({
          token: 1, task: id, item: item(1), attempt: 1, leaseMs: 30_000, maxRunMs: Infinity, heartbeat: 0
        })
      })

      it('waits for what is put later', () => {
        const rig = Rig.with()
        const peer = rig.peer('p')
        const number = peer.send(takeCall({ mode }))
        rig.peer('other').put(1)

        expect(peer.answer(number)?.grant?.item).to.deep.equal(item(1))
      })

      it('finds nothing at once', () => {
        const peer = Rig.with().peer('p')

        expect(peer.ask(takeCall({ mode, block: false })).status).to.equal('EMPTY')
        expect(peer.ask(takeCall({ mode, timeout: 0 })).status).to.equal('EMPTY')
        expect(peer.ask(takeCall({ mode, block: false, timeout: -1 })).status).to.equal('EMPTY')
      })

      it('finds nothing in time, and no item is lost to it', () => {
        const rig = Rig.with()
        const peer = rig.peer('p')
        const number = peer.send(takeCall({ mode, timeout: 50 }))
        rig.advance(50)
        expect(peer.answer(number)?.status).to.equal('EMPTY')
        peer.put(1)

        expect(peer.stats()).to.include({ ready: 1, getters: 0 })
      })

      it('refuses a negative timeout before it looks at the items', () => {
        const peer = Rig.with().peer('p')
        peer.put(1)

        expect(peer.ask(takeCall({ mode, timeout: -1 })).status).to.equal('RANGE')
        expect(peer.ask(takeCall({ mode, timeout: NaN })).status).to.equal('RANGE')
        expect(peer.ask(takeCall({ mode, block: false, timeout: -1 })).status).to.equal('OK')
      })

      it('says that a queue is not there', () => {
        const rig = Rig.with()
        rig.advance(5_000)

        expect(rig.peer('p').ask(takeCall({ mode }), 'other').status).to.equal('UNKNOWN_QUEUE')
      })

      it('is given nothing after it was given up', () => {
        const peer = Rig.with().peer('p')
        const number = peer.send(takeCall({ mode }))
        peer.abandon(number)
        peer.put(1)

        expect(peer.answer(number)?.status).to.equal('ABANDONED')
        expect(peer.stats().ready).to.equal(1)
      })

      it('of a shut-down queue: SHUTDOWN when it is empty, RANGE for a negative timeout when it is not', () => {
        const peer = Rig.with().peer('p')
        peer.put(1)
        peer.ask({ op: 'shutdown', immediate: false })
        expect(peer.ask(takeCall({ mode, timeout: -1 })).status).to.equal('RANGE')
        peer.complete(peer.take().token)

        expect(peer.ask(takeCall({ mode, timeout: -1 })).status).to.equal('SHUTDOWN')
      })
    })
  }

  it('is not overtaken by one that does not block', () => {
    const rig = Rig.with()
    const [first, second] = [rig.peer('first'), rig.peer('second')]
    const waiting = first.send(takeCall())
    first.put(1)

    expect(second.ask(takeCall({ block: false })).status).to.equal('EMPTY')
    expect(first.answer(waiting)?.status).to.equal('OK')
  })

  it('serves those that wait in the order in which they came', () => {
    const rig = Rig.with()
    const names = ['a', 'b', 'c', 'd']
    const numbers = names.map((name) => rig.peer(name).send(takeCall()))
    names.forEach((_, n) => rig.peer('putter').put(n))

    expect(names.map((name, n) => rig.peer(name).answer(numbers[n] as number)?.grant?.item[0])).to.deep.equal([0, 1, 2, 3])
  })
})
