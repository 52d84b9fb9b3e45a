import { expect } from 'chai'
import { Rig, bytes, item, takeCall } from './rig.ts'
import type { Peer } from './rig.ts'

/** Puts one, and has it completed by somebody else. */
function done (rig: Rig, putter: Peer, result = item(9)): string {
  const id = putter.put(1)
  rig.peer('worker').complete(rig.peer('worker').take().token, result)

  return id
}

describe('a result', () => {
  it('is kept while the session lives that put the task, however long that is', () => {
    const rig = Rig.with({ resultTtl: 1_000 })
    const id = done(rig, rig.peer('p'))
    rig.advance(3_600_000)

    expect(rig.peer('p').result(id).payload).to.deep.equal(item(9))
  })

  it('is kept for resultTtl from when that session has it', () => {
    const rig = Rig.with({ resultTtl: 1_000 })
    const id = done(rig, rig.peer('p'))
    rig.advance(5_000)
    rig.peer('p').result(id)
    rig.advance(999)
    expect(rig.peer('other').result(id).payload).to.deep.equal(item(9))
    rig.advance(1)

    expect(rig.peer('p').result(id).status).to.equal('RESULT_EXPIRED')
  })

  it('is kept for resultTtl from when that session ended, or from the end if it had ended before', () => {
    const rig = Rig.with({ resultTtl: 1_000 })
    const before = done(rig, rig.peer('p'))
    rig.advance(5_000)
    rig.peer('p').put(2)
    rig.peer('p').goodbye()
    const after = '~p.2'
    rig.advance(500)
    rig.peer('worker').complete(rig.peer('worker').take().token)
    rig.advance(499)
    expect(rig.peer('other').result(before).status).to.equal('OK')
    rig.advance(1)
    expect(rig.peer('other').result(before).status).to.equal('RESULT_EXPIRED')
    rig.advance(499)
    expect(rig.peer('other').result(after).status).to.equal('OK')
    rig.advance(1)
    expect(rig.peer('other').result(after).status).to.equal('RESULT_EXPIRED')
  })

  it('is kept while its session is away and may come back', () => {
    const rig = Rig.with({ resultTtl: 1_000 })
    const id = done(rig, rig.peer('p'))
    rig.peer('p').detach()
    rig.advance(500_000)
    rig.peer('p').open()

    expect(rig.peer('p').result(id).payload).to.deep.equal(item(9))
  })

  it('is told at once to whoever waits for it, even if none is ever kept', () => {
    const rig = Rig.with({ resultTtl: 0 }, { limits: { maxResultBytes: 0 } })
    const peer = rig.peer('p')
    const id = peer.put(1)
    const waits = peer.send({ op: 'awaitResult', task: id, timeout: Infinity })
    rig.peer('worker').complete(rig.peer('worker').take().token, item(9))

    expect(peer.answer(waits)?.payload).to.deep.equal(item(9))
    expect(peer.result(id).status).to.equal('RESULT_EXPIRED')
  })

  it('that nobody’s handles wait for makes room when there are too many: the oldest first', () => {
    const rig = Rig.with({}, { limits: { maxResults: 2 } })
    const ids = [1, 2, 3].map(() => done(rig, rig.peer('p')))
    ids.forEach((id) => rig.peer('p').result(id))

    expect(ids.map((id) => rig.peer('p').result(id).status)).to.deep.equal(['RESULT_EXPIRED', 'OK', 'OK'])
    expect(rig.peer('p').stats().evicted).to.equal(1)
  })

  it('that handles wait for does not make room for the number of others', () => {
    const rig = Rig.with({}, { limits: { maxResults: 1 } })
    const ids = [1, 2, 3].map(() => done(rig, rig.peer('p')))

    expect(ids.map((id) => rig.peer('other').result(id).status)).to.deep.equal(['OK', 'OK', 'OK'])
  })

  it('makes room when there are too many bytes: first what nobody waits for, then the oldest', () => {
    const rig = Rig.with({}, { limits: { maxResultBytes: 3 * (240 + 96 + 1_000) } })
    const ids = [1, 2, 3].map(() => done(rig, rig.peer('p'), bytes(1_000)))
    rig.peer('p').result(ids[1] as string)
    ids.push(done(rig, rig.peer('p'), bytes(1_000)))
    expect(ids.map((id) => rig.peer('other').result(id).status)).to.deep.equal(['OK', 'RESULT_EXPIRED', 'OK', 'OK'])
    ids.push(done(rig, rig.peer('q'), bytes(1_000)))

    expect(ids.map((id) => rig.peer('other').result(id).status)).to.deep.equal(['RESULT_EXPIRED', 'RESULT_EXPIRED', 'OK', 'OK', 'OK'])
    expect(rig.peer('p').stats().evicted).to.equal(2)
  })

  it('counts with the history of its attempts', () => {
    const rig = Rig.with({}, { limits: { maxResultBytes: 256 } })
    const id = rig.peer('p').put(1)
    rig.peer('worker').fail(rig.peer('worker').take().token, { delay: 0 })
    rig.peer('worker').complete(rig.peer('worker').take().token)

    expect(rig.peer('p').stats().evicted).to.equal(1)
    expect(rig.peer('p').result(id).status).to.equal('RESULT_EXPIRED')
  })

  it('larger than the bound is not kept at all', () => {
    const rig = Rig.with({}, { limits: { maxResultBytes: 1_000 } })
    const small = done(rig, rig.peer('p'))
    const large = done(rig, rig.peer('p'), bytes(1_000))

    expect([small, large].map((id) => rig.peer('p').result(id).status)).to.deep.equal(['RESULT_EXPIRED', 'RESULT_EXPIRED'])
  })

  it('of many tasks is bounded, and what is over goes in batches: one fact for many', () => {
    const rig = Rig.with({}, { limits: { maxResults: 100 } })
    const peer = rig.peer('p')
    const handOver = (): void => { peer.result(done(rig, peer)) }
    Array.from({ length: 300 }, handOver)
    const { results } = rig.engine.dump() as { results: number }
    const forgotten = rig.changes.filter(({ type }) => type === 'task:forget')

    expect(results).to.be.within(99, 100)
    expect(forgotten.length).to.be.at.most(101)
    expect(peer.stats().evicted).to.equal(300 - results)
  })
})

describe('ids of ended tasks', () => {
  it('are bounded: the oldest is forgotten first', () => {
    const rig = Rig.with({ resultTtl: 0 }, { limits: { maxIds: 2 } })
    const peer = rig.peer('p')

    for (const id of ['a', 'b', 'c']) {
      peer.put(1, { id })
      peer.complete(peer.take().token)
      peer.result(id)
      rig.tick()
    }

    const isKnown = (id: string): boolean => peer.ask({ op: 'inspect', task: id }).status === 'OK'
    expect(['a', 'b', 'c'].map(isKnown)).to.deep.equal([false, true, true])
  })
})

describe('what a finished task leaves behind', () => {
  it('is neither its item nor its progress', () => {
    const rig = Rig.with()
    const id = rig.peer('p').put(bytes(1_000))
    const { token } = rig.peer('p').take()
    rig.peer('p').progress(token, bytes(500))
    rig.peer('p').complete(token)

    expect(rig.peer('p').inspect(id)).to.include({ itemBytes: 0, progress: undefined })
  })

  it('is nothing at all in the end: of five hundred tasks no more than of none', () => {
    const rig = Rig.with({ resultTtl: 0 })
    const peer = rig.peer('p')
    const before = JSON.stringify(rig.engine.dump()).length

    for (let i = 0; i < 500; i++) {
      const number = peer.send(takeCall())
      const id = peer.put(i)
      peer.complete(peer.answer(number)?.grant?.token ?? 0)
      peer.result(id)
      rig.tick()
      peer.answered(number + 3)
    }

    expect(JSON.stringify(rig.engine.dump()).length).to.be.below(before + 200)
  })
})
