import { expect } from 'chai'
import { AuthenticationError, ConnectionError, ProtocolError, TimeoutError } from '../../src/errors.ts'
import { outcomeOf, Rig, started } from './support.ts'

describe('the connection', () => {
  describe('the first', () => {
    it('says hello, and is there with the welcome', async () => {
      const rig = new Rig()
      const start = outcomeOf(rig.client.start())
      await rig.clock.settle()
      expect(rig.end.hello).to.include({ name: 'tester', resume: false })
      expect(rig.end.hello?.session).to.have.lengthOf(16)
      expect(start).to.not.have.property('value')
      await rig.end.welcome()
      expect(start).to.have.property('value')
      expect(rig.client.coordinatorId).to.equal('coordinator')
    })

    it('tries again while nothing listens, and names the address when the time is up', async () => {
      const rig = new Rig({ timeout: 3_000 })
      rig.failures.push(...Array.from({ length: 1_000 }, () => new ConnectionError('nothing listens')))
      const start = outcomeOf(rig.client.start())
      await rig.clock.advance(2_999)
      expect(start).to.deep.equal({})
      expect(rig.dials.length).to.be.greaterThan(3)
      await rig.clock.advance(1)
      expect(start.error).to.be.instanceOf(ConnectionError).with.property('message').that.matches(/\/memory\/test within 3000 ms: nothing listens/)
      expect(start.error?.cause).to.be.instanceOf(ConnectionError)
      const { length } = rig.dials
      await rig.clock.advance(60_000)
      expect(rig.dials).to.have.lengthOf(length)
    })

    it('is a TimeoutError when nothing answered at all', async () => {
      const rig = new Rig({ timeout: 3_000 })
      rig.isSilent = true
      const start = outcomeOf(rig.client.start())
      await rig.clock.advance(3_000)
      expect(start.error).to.be.instanceOf(TimeoutError).with.property('message').that.matches(/\/memory\/test within 3000 ms/)
    })

    it('is waited for without end if so asked', async () => {
      const rig = new Rig({ timeout: Infinity })
      rig.isSilent = true
      const start = outcomeOf(rig.client.start())
      await rig.clock.advance(3_600_000)
      expect(start).to.deep.equal({})
      expect(rig.dials.length).to.be.greaterThan(100)
      await rig.client.stop()
    })

    for (const Verdict of [AuthenticationError, ProtocolError]) {
      it(`takes a ${Verdict.name} for an answer`, async () => {
        const rig = new Rig()
        rig.failures.push(new Verdict('no'))
        const start = outcomeOf(rig.client.start())
        await rig.clock.settle()
        expect(start.error).to.be.instanceOf(Verdict)
        await rig.clock.advance(60_000)
        expect(rig.dials).to.have.lengthOf(1)
      })
    }

    it('rejects with what a goodbye says', async () => {
      const rig = new Rig()
      const start = outcomeOf(rig.client.start())
      await rig.clock.settle()
      await rig.end.goodbye('REFUSED', { status: 'LIMIT', message: 'maxSessions (2) are open' })
      expect(start.error).to.have.property('name', 'LimitError')
      expect(start.error).to.have.property('message', 'maxSessions (2) are open')
    })

    it('rejects with a ProtocolError when something else is said than welcome', async () => {
      const rig = new Rig()
      const start = outcomeOf(rig.client.start())
      await rig.clock.settle()
      await rig.end.reply(1)
      expect(start.error).to.be.instanceOf(ProtocolError)
    })

    it('gives up a coordinator that does not answer the hello, and dials again', async () => {
      const rig = new Rig({ timeout: Infinity })
      void rig.client.start()
      await rig.clock.advance(11_000)
      expect(rig.ends).to.have.lengthOf(2)
      expect(rig.ends[0]?.ended).to.be.instanceOf(ConnectionError)
      await rig.client.stop()
    })

    it('ends with its signal, for good', async () => {
      const rig = new Rig()
      rig.isSilent = true
      const leave = new AbortController()
      const start = outcomeOf(rig.client.start({ signal: leave.signal }))
      await rig.clock.settle()
      leave.abort(new Error('enough'))
      await rig.clock.settle()
      expect(start.error).to.have.property('message', 'enough')
      await rig.clock.advance(60_000)
      expect(rig.dials).to.have.lengthOf(1)
      expect(rig.clock.pending).to.equal(0)
    })

    it('is refused to a signal that was aborted before', async () => {
      const rig = new Rig()
      const start = outcomeOf(rig.client.start({ signal: AbortSignal.abort(new Error('enough')) }))
      await rig.clock.settle()
      expect(start.error).to.have.property('message', 'enough')
      expect(rig.dials).to.have.lengthOf(0)
    })
  })

  describe('the next', () => {
    it('is made after a pause of 50 ms to 5 s that grows, and is drawn by lot', async () => {
      const rig = await started()
      rig.failures.push(...Array.from({ length: 1_000 }, () => new ConnectionError('nothing listens')))
      await rig.end.cut()
      await rig.clock.advance(120_000)
      const pauses = rig.dials.slice(2).map((at, index) => at - (rig.dials[index + 1] as number))

      expect(Math.min(...pauses)).to.be.at.least(50)
      expect(Math.max(...pauses)).to.be.within(2_500, 5_000)
      expect(Math.max(...pauses.slice(0, 2))).to.be.at.most(200)
      expect(new Set(pauses.slice(-10)).size).to.equal(10)
      await rig.client.stop()
    })

    for (const [what, lastsMs, least, most] of [
      ['soon where the network comes and goes every few seconds', 1_500, 50, 250],
      ['more and more rarely where nothing lasts', 10, 1_000, 5_050]
    ] as const) {
      it(`is made ${what}`, async () => {
        const rig = await started()
        let longest = 0

        for (let time = 1; time <= 12; time++) {
          await rig.clock.advance(lastsMs)
          const lostAt = rig.clock.now()
          await rig.end.cut()
          await rig.resume()
          longest = time > 6 ? Math.max(longest, (rig.dials.at(-1) as number) - lostAt) : 0
        }

        expect(longest).to.be.within(least, most)
      })
    }

    it('names the session, its history and what it holds', async () => {
      const rig = await started()
      const reserve = outcomeOf(rig.client.queue('q').reserve())
      await rig.clock.settle()
      await rig.end.hand(1, 77)
      expect(reserve.value).to.have.property('token', 77)
      const first = rig.end.hello
      await rig.end.cut()
      const end = await rig.resume()
      expect(end.hello).to.deep.include({ resume: true, history: Uint8Array.of(1, 2, 3), held: [77], session: first?.session })
    })

    it('is tried for ever with a key that was refused, at longer intervals', async () => {
      const rig = await started()
      rig.failures.push(...Array.from({ length: 1_000 }, () => new AuthenticationError('wrong key')))
      await rig.end.cut()
      await rig.clock.advance(600_000)
      expect(rig.dials.length).to.be.within(15, 120)
      rig.failures.length = 0
      await rig.clock.advance(30_000)
      expect(rig.ends.length).to.be.greaterThan(1)
      await rig.client.stop()
    })

    it('is told of', async () => {
      const rig = new Rig()
      const told: string[] = []
      rig.client.addEventListener('session:open', ({ detail }) => { told.push(`open ${detail.coordinatorId}`) })
      rig.client.addEventListener('session:lost', ({ detail }) => { told.push(`lost ${detail.error.message}, ${detail.isFinal}`) })
      rig.client.addEventListener('session:resume', ({ detail }) => { told.push(`resume ${detail.kept}`) })
      await rig.start()
      await rig.end.cut()
      await rig.resume()
      await rig.end.cut()
      await rig.resume({ resumed: false })
      expect(told.map((text) => text.replace(/lost .*,/, 'lost,'))).to.deep.equal([
        'open coordinator', 'lost, false', 'resume true', 'lost, false', 'resume false'
      ])
    })

    it('is made when the coordinator will be back soon', async () => {
      const rig = await started()
      await rig.end.goodbye('BACK_SOON')
      await rig.end.link.close()
      await rig.resume()
      expect(rig.ends).to.have.lengthOf(2)
    })

    it('is tried again when the coordinator is full now', async () => {
      const rig = await started()
      await rig.end.cut()
      await rig.clock.advance(200)
      await rig.end.goodbye('REFUSED', { status: 'LIMIT', message: 'full' })
      await rig.resume()
      const size = outcomeOf(rig.client.queue('q').size())
      await rig.clock.settle()
      await rig.end.reply(1, { count: 4 })
      expect(size.value).to.equal(4)
    })
  })

  describe('the last', () => {
    it('ends with a goodbye that is answered', async () => {
      const rig = await started()
      const stop = outcomeOf(rig.client.stop())
      await rig.clock.settle()
      expect(rig.end.messages.at(-1)?.goodbye).to.include({ reason: 'DONE' })
      expect(stop).to.not.have.property('value')
      await rig.end.goodbye('ANSWER')
      await rig.end.link.close()
      await rig.clock.settle()
      expect(stop).to.have.property('value')
      expect(rig.clock.pending).to.equal(0)
    })

    it('does not wait for ever for the answer', async () => {
      const rig = await started()
      const stop = outcomeOf(rig.client.stop())
      await rig.clock.advance(2_000)
      expect(stop).to.have.property('value')
      expect(rig.clock.pending).to.equal(0)
    })

    it('lets answers come that are on their way', async () => {
      const rig = await started()
      const put = outcomeOf(rig.client.queue('q').put('x'))
      const stop = outcomeOf(rig.client.stop())
      await rig.clock.settle()
      expect(rig.end.messages.some(({ goodbye }) => goodbye !== undefined)).to.equal(false)
      await rig.end.reply(1)
      expect(put.value).to.have.property('isNew', true)
      expect(rig.end.messages.at(-1)?.goodbye).to.include({ reason: 'DONE' })
      await rig.clock.advance(2_000)
      expect(stop).to.have.property('value')
    })

    it('may be asked for twice, and while there is no connection', async () => {
      const rig = await started()
      await rig.end.cut()
      const stop = outcomeOf(Promise.all([rig.client.stop(), rig.client.stop()]))
      await rig.clock.settle()
      expect(stop).to.have.property('value')
      expect(rig.clock.pending).to.equal(0)
      await rig.client.stop()
    })

    it('leaves calls a ConnectionError', async () => {
      const rig = await started()
      const queue = rig.client.queue('q')
      const get = outcomeOf(queue.get())
      const stop = rig.client.stop()
      await rig.clock.advance(2_000)
      await stop
      const late = outcomeOf(queue.put('x'))
      await rig.clock.settle()
      expect(get.error).to.be.instanceOf(ConnectionError).with.property('outcome', 'none')
      expect(late.error).to.be.instanceOf(ConnectionError).with.property('outcome', 'none')
    })

    it('is over when the coordinator stops for good', async () => {
      const rig = await started()
      const finals: boolean[] = []
      rig.client.addEventListener('session:lost', ({ detail }) => { finals.push(detail.isFinal) })
      const queue = rig.client.queue('q')
      const get = outcomeOf(queue.get())
      const put = outcomeOf(queue.put('x'))
      await rig.clock.settle()
      await rig.end.goodbye('FOR_GOOD')
      expect(get.error).to.be.instanceOf(ConnectionError).with.property('outcome', 'none')
      expect(put.error).to.be.instanceOf(ConnectionError).with.property('outcome', 'unknown')
      await rig.clock.advance(60_000)
      expect(rig.dials).to.have.lengthOf(1)
      expect(finals).to.deep.equal([true])
      const late = outcomeOf(queue.size())
      await rig.clock.settle()
      expect(late.error).to.be.instanceOf(ConnectionError)
    })

    it('is over when the session is refused, with what the coordinator says', async () => {
      const rig = await started()
      const get = outcomeOf(rig.client.queue('q').get())
      await rig.clock.settle()
      await rig.end.goodbye('REFUSED', { status: 'PROTOCOL', message: 'a malformed message' })
      expect(get.error).to.be.instanceOf(ProtocolError).with.property('message', 'a malformed message')
      await rig.clock.advance(60_000)
      expect(rig.dials).to.have.lengthOf(1)
    })
  })
})
