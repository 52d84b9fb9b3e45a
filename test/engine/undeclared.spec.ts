import { expect } from 'chai'
import { Rig, bytes, item, putCall, takeCall } from './rig.ts'

describe('a queue that is not declared', () => {
  it('is waited for within 5 s of the coordinator’s start', () => {
    const rig = new Rig({ now: 1_000 })
    const peer = rig.peer('p')
    const [putting, taking, sizing] = [peer.send(putCall(1)), peer.send(takeCall()), peer.send({ op: 'size' })]
    rig.advance(4_999)
    peer.heartbeat()
    expect([putting, taking, sizing].map((number) => peer.answer(number))).to.deep.equal([undefined, undefined, undefined])
    rig.peer('owner', { local: true }).declare()

    expect(peer.answer(putting)?.status).to.equal('OK')
    expect(peer.answer(taking)?.grant?.item).to.deep.equal(item(1))
    expect(peer.answer(sizing)?.count).to.equal(0)
  })

  it('is unknown from then on: the message says what to do', () => {
    const rig = new Rig()
    const peer = rig.peer('p')
    const number = peer.send(putCall(1))
    rig.advance(5_000)

    expect(peer.answer(number)?.status).to.equal('UNKNOWN_QUEUE')
    expect(peer.answer(number)?.message).to.contain('declare it there')
    expect(peer.ask(putCall(1)).status).to.equal('UNKNOWN_QUEUE')
  })

  it('is waited for without limit by a consumer', () => {
    const rig = new Rig()
    const peer = rig.peer('p')
    peer.consume()
    rig.advance(60_000)
    peer.heartbeat()
    rig.peer('owner', { local: true }).declare()
    rig.peer('owner').put(1)

    expect(peer.grants).to.have.lengthOf(1)
  })

  it('serves those who waited for it in the order in which they asked, each as if it had come alone', () => {
    const rig = new Rig()
    const peer = rig.peer('p')
    const numbers = [
      peer.send(putCall(1)), peer.send({ op: 'join', timeout: Infinity }), peer.send({ op: 'taskDone' }), peer.send(putCall(2))
    ]
    rig.peer('owner', { local: true }).declare()

    expect(numbers.map((number) => peer.answer(number)?.status)).to.deep.equal(['OK', 'OK', 'OK', 'OK'])
    expect(peer.stats().unfinished).to.equal(1)
  })

  it('keeps the identity of what waited for it', () => {
    const rig = new Rig()
    const peer = rig.peer('p')
    const number = peer.send(putCall(1))
    rig.peer('owner', { local: true }).declare()
    peer.detach()
    peer.open()
    peer.repeat(number, putCall(1))

    expect(peer.stats().put).to.equal(1)
  })

  it('does not let more bytes wait than for a full one', () => {
    const rig = new Rig({ limits: { maxWaitingBytes: 100 } })
    const peer = rig.peer('p')
    peer.send(putCall(bytes(60)))

    expect(peer.ask(putCall(bytes(60))).status).to.equal('LIMIT')
    rig.advance(5_000)
    expect(peer.ask(putCall(bytes(60))).status).to.equal('UNKNOWN_QUEUE')
  })

  it('is not made by a declaration that may not, which waits as any call does', () => {
    const rig = new Rig()
    const peer = rig.peer('p')
    const number = peer.send({ op: 'declare', options: {}, reopen: false, create: false })
    expect(peer.answer(number)).to.equal(undefined)
    rig.peer('owner', { local: true }).declare()
    expect(peer.answer(number)).to.deep.equal({ status: 'OK' })
    rig.advance(5_000)

    expect(peer.declare({}, 'other', { create: false }).status).to.equal('UNKNOWN_QUEUE')
    expect(rig.engine.queues()).to.deep.equal(['q'])
  })

  describe('with autoCreate', () => {
    it('is made by the first call', () => {
      const rig = new Rig({ autoCreate: true })

      expect(rig.peer('p').ask({ op: 'size' })).to.deep.equal({ status: 'OK', count: 0 })
      expect(rig.engine.queues()).to.deep.equal(['q'])
    })

    it('is made by the first consumer, and not by one that closes', () => {
      const rig = new Rig({ autoCreate: true })
      rig.peer('p').consume({ close: true })
      expect(rig.engine.queues()).to.deep.equal([])
      rig.peer('p').consume()

      expect(rig.engine.queues()).to.deep.equal(['q'])
    })

    it('is made with the options of its first declaration', () => {
      const rig = new Rig({ autoCreate: true })
      rig.peer('p').declare({ maxSize: 3 })

      expect(rig.peer('p').stats().maxSize).to.equal(3)
    })

    it('is not made above the bound of queues', () => {
      const rig = new Rig({ autoCreate: true, limits: { maxQueues: 1 } })
      rig.peer('p').ask({ op: 'size' }, 'a')
      expect(rig.peer('p').declare({}, 'b').status).to.equal('LIMIT')
      expect(rig.peer('p').ask({ op: 'size' }, 'b').status).to.equal('LIMIT')
      rig.peer('p').consume({ queue: 'b' })

      expect(rig.engine.queues()).to.deep.equal(['a'])
    })
  })
})

describe('the bound of calls that wait', () => {
  it('refuses one too many, of one session', () => {
    const rig = Rig.with({}, { limits: { maxWaiters: 2 } })
    const peer = rig.peer('p')
    const numbers = [peer.send(takeCall()), peer.send(takeCall())]

    expect(peer.ask(takeCall()).status).to.equal('LIMIT')
    expect(rig.peer('other').answer(rig.peer('other').send(takeCall()))).to.equal(undefined)
    peer.abandon(numbers[0] as number)
    expect(peer.answer(peer.send(takeCall()))).to.equal(undefined)
  })

  it('leaves nothing behind of the one that was refused', () => {
    const rig = Rig.with({ maxSize: 1 }, { limits: { maxWaiters: 0 } })
    const peer = rig.peer('p')
    const task = peer.put(1)

    for (const call of [putCall(2), { op: 'join', timeout: 5 }, { op: 'awaitResult', task, timeout: 5 }, { op: 'follow', task }] as const) {
      expect(peer.ask(call).status).to.equal('LIMIT')
    }

    expect(peer.ask(takeCall()).status).to.equal('LIMIT')
    expect(peer.stats()).to.include({ ready: 1, getters: 0, putters: 0 })
    peer.ask({ op: 'purge' })
  })
})
