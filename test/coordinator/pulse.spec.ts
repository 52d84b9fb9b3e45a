import { expect } from 'chai'
import { BEAT_MS, Pulse, STILL_MS } from '../../src/coordinator/pulse.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'

describe('the pulse', () => {
  let clock: VirtualClock
  let deadline: number
  let log: string[]
  let pulse: Pulse

  beforeEach(() => {
    clock = new VirtualClock()
    deadline = Infinity
    log = []
    pulse = new Pulse({
      clock,
      now: () => clock.now(),
      nextDeadline: () => deadline,
      stoodStill: (ms) => { log.push(`still ${ms}`) },
      beat: (now) => {
        log.push(`beat ${now}`)
        deadline = deadline <= now ? Infinity : deadline
      }
    })
  })

  afterEach(() => { pulse.stop() })

  it('beats when something is due, and at least so often', async () => {
    deadline = 100
    pulse.start()
    await clock.advance(100 + 2 * BEAT_MS)

    expect(log).to.deep.equal(['beat 100', `beat ${100 + BEAT_MS}`, `beat ${100 + 2 * BEAT_MS}`])
  })

  it('beats at once for what was due already', async () => {
    deadline = -5
    pulse.start()
    await clock.advance(0)

    expect(log).to.deep.equal(['beat 0'])
  })

  it('hurries for what is due earlier, and has one alarm for all of it', async () => {
    pulse.start()
    deadline = 50
    pulse.hurry()
    pulse.hurry()
    expect(clock.pending).to.equal(1)
    await clock.advance(50)

    expect(log).to.deep.equal(['beat 50'])
    expect(clock.pending).to.equal(1)
  })

  it('does not hurry for what is due later', async () => {
    deadline = 50
    pulse.start()
    deadline = 60
    pulse.hurry()
    await clock.advance(59)

    expect(log).to.deep.equal(['beat 50'])
  })

  it('finds out that the process stood still, before it beats', async () => {
    pulse.start()
    clock.stall(BEAT_MS + STILL_MS + 1)
    await clock.advance(0)

    expect(log).to.deep.equal([`still ${STILL_MS + 1}`, `beat ${BEAT_MS + STILL_MS + 1}`])
  })

  it('finds out once, whoever looks at the time first', async () => {
    pulse.start()
    clock.stall(10_000)

    expect(pulse.now()).to.equal(10_000)
    expect(pulse.now()).to.equal(10_000)
    await clock.advance(0)
    expect(log).to.deep.equal([`still ${10_000 - BEAT_MS}`, 'beat 10000'])
  })

  it('makes nothing of a little lateness', async () => {
    pulse.start()
    clock.stall(BEAT_MS + STILL_MS)
    await clock.advance(0)

    expect(log).to.deep.equal([`beat ${BEAT_MS + STILL_MS}`])
  })

  it('makes nothing of the time before it was started, nor after it was stopped', () => {
    clock.stall(50_000)
    pulse.now()
    pulse.start()
    pulse.stop()
    clock.stall(50_000)
    pulse.now()

    expect(log).to.deep.equal([])
  })

  it('leaves no alarm behind when it is stopped', async () => {
    deadline = 10
    pulse.start()
    await clock.advance(10)
    pulse.stop()
    await clock.advance(10 * BEAT_MS)

    expect(clock.pending).to.equal(0)
    expect(log).to.deep.equal(['beat 10'])
  })

  describe('between its alarm and its beat', () => {
    // what Node does between its timers and the end of the turn: it reads what has arrived
    let input: () => void

    beforeEach(() => {
      deadline = 10
      const { soon } = clock
      clock.soon = (callback) => {
        soon.call(clock, input)
        soon.call(clock, callback)
      }
      input = () => { log.push('input') }
    })

    it('lets input be read', async () => {
      pulse.start()
      await clock.advance(10)

      expect(log).to.deep.equal(['input', 'beat 10'])
    })

    it('sets no second alarm', async () => {
      input = () => {
        deadline = 5
        pulse.hurry()
      }
      pulse.start()
      await clock.advance(10)

      expect(log).to.deep.equal(['beat 10'])
      expect(clock.pending).to.equal(1)
    })

    it('can be stopped', async () => {
      input = () => { pulse.stop() }
      pulse.start()
      await clock.advance(10 * BEAT_MS)

      expect(log).to.deep.equal([])
      expect(clock.pending).to.equal(0)
    })
  })
})
