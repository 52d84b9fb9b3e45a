import { expect } from 'chai'
import { fingerprint } from '../../src/engine/fingerprint.ts'
import { Rig, bytes, item, putCall } from './rig.ts'
import type { PutCall } from '../../src/engine/index.ts'
import type { Some } from './rig.ts'

describe('an id that a caller chose', () => {
  it('names one task: putting it again changes nothing and says so', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    expect(peer.ask(putCall(1, { id: 'a' }))).to.deep.equal({ status: 'OK' })
    const before = rig.engine.dump() as { queues: unknown }

    expect(rig.peer('other').ask(putCall(1, { id: 'a' }))).to.deep.equal({ status: 'OK', flag: true })
    expect((rig.engine.dump() as typeof before).queues).to.deep.equal(before.queues)
  })

  for (const [what, options] of [
    ['another priority', { priority: 1 }],
    ['another delay', { delay: 5 }],
    ['another ttl', { ttl: 500 }],
    ['other attempts', { maxAttempts: 7 }],
    ['another lease', { leaseMs: 700 }],
    ['another maxRunMs', { maxRunMs: 700 }]
  ] as Array<[string, Some<PutCall>]>) {
    it(`is refused with ${what}`, () => {
      const peer = Rig.with().peer('p')
      peer.put(1, { id: 'a' })

      expect(peer.ask(putCall(1, { id: 'a', ...options })).status).to.equal('DUPLICATE_ID')
    })
  }

  it('is refused with another payload', () => {
    const peer = Rig.with().peer('p')
    peer.put(1, { id: 'a' })

    expect(peer.ask(putCall(2, { id: 'a' })).status).to.equal('DUPLICATE_ID')
  })

  it('is the same with another way to wait', () => {
    const peer = Rig.with().peer('p')
    peer.put(1, { id: 'a' })

    expect(peer.ask(putCall(1, { id: 'a', block: false })).flag).to.equal(true)
    expect(peer.ask(putCall(1, { id: 'a', timeout: 5 })).flag).to.equal(true)
  })

  it('is one of its queue’s', () => {
    const rig = Rig.with()
    const peer = rig.peer('p')
    peer.declare({}, 'other')
    peer.put(1, { id: 'a' })

    expect(peer.ask(putCall(2, { id: 'a' }), 'other')).to.deep.equal({ status: 'OK' })
  })

  it('is known while the task lives, even if the queue is full, shut down or out of tasks', () => {
    const peer = Rig.with({ maxSize: 1 }, { limits: { maxTasks: 1 } }).peer('p')
    peer.put(1, { id: 'a' })
    expect(peer.ask(putCall(1, { id: 'a', block: false })).flag).to.equal(true)
    peer.ask({ op: 'shutdown', immediate: false })

    expect(peer.ask(putCall(1, { id: 'a' })).flag).to.equal(true)
  })

  it('is known for dedupTtl after the end, longer than the result, and then free again', () => {
    const rig = Rig.with({ resultTtl: 100, dedupTtl: 1_000 })
    const peer = rig.peer('p')
    peer.put(1, { id: 'a' })
    peer.complete(peer.take().token, item(9))
    expect(peer.result('a').payload).to.deep.equal(item(9))
    rig.advance(100)
    expect(peer.result('a').status).to.equal('RESULT_EXPIRED')
    rig.advance(899)
    expect(peer.ask(putCall(1, { id: 'a' })).flag).to.equal(true)
    expect(peer.ask(putCall(2, { id: 'a' })).status).to.equal('DUPLICATE_ID')
    rig.advance(1)

    expect(peer.ask(putCall(2, { id: 'a' }))).to.deep.equal({ status: 'OK' })
    expect(peer.take().item).to.deep.equal(item(2))
  })

  it('is known for as long as the result, when that is longer', () => {
    const rig = Rig.with({ resultTtl: 1_000, dedupTtl: 100 })
    const peer = rig.peer('p')
    peer.put(1, { id: 'a' })
    peer.complete(peer.take().token, item(9))
    peer.result('a')
    rig.advance(999)
    expect(peer.ask(putCall(1, { id: 'a' })).flag).to.equal(true)
    rig.advance(1)

    expect(peer.ask(putCall(1, { id: 'a' })).flag).to.equal(undefined)
  })

  it('of two puts that wait for room is put once', () => {
    const rig = Rig.with({ maxSize: 1 })
    const peer = rig.peer('p')
    peer.put(0)
    const numbers = [peer.send(putCall(1, { id: 'a' })), peer.send(putCall(1, { id: 'a' })), peer.send(putCall(2, { id: 'a' })), peer.send(putCall(3))]
    peer.take()

    expect(numbers.map((number) => peer.answer(number))).to.deep.equal([{ status: 'OK' }, { status: 'OK', flag: true }, { status: 'DUPLICATE_ID' }, undefined])
    expect(peer.stats().put).to.equal(2)
  })
})

describe('an id that was made up', () => {
  it('finds its task when the same is put by name, as after a doubtful put', () => {
    const peer = Rig.with().peer('p')
    const id = peer.put(1)

    expect(peer.ask(putCall(1, { id })).flag).to.equal(true)
  })

  it('costs nothing once the result is no longer kept', () => {
    const rig = Rig.with({ resultTtl: 100 })
    const peer = rig.peer('p')
    const id = peer.put(1)
    peer.complete(peer.take().token)
    peer.result(id)
    rig.advance(100)

    expect(rig.changes.at(-1)).to.deep.equal({ type: 'task:forget', queue: 'q', tasks: [id], forced: false })
    expect((rig.engine.dump() as { queues: Array<{ tasks: unknown[] }> }).queues[0]?.tasks).to.deep.equal([])
  })
})

describe('the fingerprint', () => {
  it('tells apart what differs, and is never 0', () => {
    const calls = [
      putCall(1), putCall(2), putCall(bytes(1)), putCall(bytes(2)), putCall([item(1), item(2)]), putCall(Uint8Array.of(1, 2)),
      putCall(1, { priority: 1 }), putCall(1, { delay: 1 }), putCall(1, { ttl: 1 }), putCall(1, { maxAttempts: 1 }),
      putCall(1, { leaseMs: 1 }), putCall(1, { maxRunMs: 1 })
    ]
    const prints = calls.map(fingerprint)

    expect(new Set(prints).size).to.equal(calls.length)
    expect(prints.every((print) => Number.isInteger(print) && print > 0)).to.equal(true)
    expect(calls.map(fingerprint)).to.deep.equal(prints)
  })
})
