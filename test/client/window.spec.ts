import { expect } from 'chai'
import { Lane, Window } from '../../src/client/window.ts'
import type { Pace } from '../../src/client/window.ts'

interface Ticket {
  name: string
  isOver: boolean
  bytes: number
}

/** A window of 16 places: 4 of them reserved, 12 for those who may wait long. */
function setup (maxRequests = 16, maxWaiters = 16) {
  const sent: string[] = []
  const window = new Window<Ticket>((ticket) => { sent.push(ticket.name) })
  window.limit({ maxRequests, maxWaiters, maxPayloadBytes: 1_000 })
  window.open()

  const push = (lane: Lane<Ticket>, name: string, bytes = 1): Ticket => {
    const ticket = { name, isOver: false, bytes }
    window.push(ticket, lane)
    return ticket
  }

  const pushMany = (lane: Lane<Ticket>, name: string, count: number): Ticket[] =>
    Array.from({ length: count }, (_, i) => push(lane, `${name}${i}`))

  return { window, sent, push, pushMany, lane: (pace: Pace) => new Lane<Ticket>(pace) }
}

describe('Window', () => {
  it('sends at once what fits, in order', () => {
    const { sent, pushMany, lane } = setup()
    pushMany(lane('prompt'), 'a', 3)
    expect(sent).to.deep.equal(['a0', 'a1', 'a2'])
  })

  it('lets nothing out while there is no connection, and everything in order after it', () => {
    const { window, sent, pushMany, lane } = setup()
    window.close()
    pushMany(lane('bulky'), 'a', 3)
    expect(sent).to.deep.equal([])
    window.open()
    expect(sent).to.deep.equal(['a0', 'a1', 'a2'])
  })

  it('keeps the order of a lane over many turns', () => {
    const { window, sent, pushMany, lane } = setup()
    const puts = lane('bulky')
    pushMany(puts, '', 5_000)

    while (puts.out > 0) {
      window.landed({ name: '', isOver: true, bytes: 1 }, puts)
    }

    expect(sent).to.deep.equal(Array.from({ length: 5_000 }, (_, i) => String(i)))
  })

  it('gives a lane of long waits half of what is free', () => {
    const { sent, pushMany, lane } = setup()
    pushMany(lane('bulky'), 'a', 100)
    expect(sent).to.have.lengthOf(6)
  })

  it('never lets one blocked lane starve another', () => {
    const { sent, push, pushMany, lane } = setup()
    pushMany(lane('bulky'), 'a', 100)
    push(lane('bulky'), 'b')
    push(lane('patient'), 'c')
    expect(sent.slice(-2)).to.deep.equal(['b', 'c'])
  })

  it('keeps a quarter for prompt calls, however many lanes are blocked', () => {
    const { sent, pushMany, lane } = setup()

    for (let i = 0; i < 20; i++) {
      pushMany(lane('bulky'), 'blocked', 100)
    }

    expect(sent).to.have.lengthOf(12)
    pushMany(lane('prompt'), 'prompt', 10)
    expect(sent.filter((name) => name.startsWith('prompt'))).to.have.lengthOf(4)
  })

  it('lets prompt calls have the whole window', () => {
    const { sent, pushMany, lane } = setup()
    pushMany(lane('prompt'), 'a', 100)
    expect(sent).to.have.lengthOf(16)
  })

  it('holds long waits to the number of waiters', () => {
    const { sent, pushMany, lane } = setup(16, 4)

    for (let i = 0; i < 10; i++) {
      pushMany(lane('patient'), 'a', 10)
    }

    expect(sent).to.have.lengthOf(4)
  })

  it('lets prompt calls go before long waits when a place is free', () => {
    const { window, sent, pushMany, push, lane } = setup()
    const settles = lane('prompt')
    pushMany(settles, 'settle', 16)
    push(lane('bulky'), 'put')
    push(settles, 'late settle')
    window.landed({ name: '', isOver: true, bytes: 1 }, settles)
    expect(sent.at(-1)).to.equal('late settle')
    window.landed({ name: '', isOver: true, bytes: 1 }, settles)
    expect(sent.at(-1)).to.equal('put')
  })

  it('holds back bulky calls, and only those, while the connection is clogged', () => {
    const { window, sent, push, lane } = setup()
    window.clogged = true
    push(lane('bulky'), 'put')
    push(lane('patient'), 'get')
    push(lane('prompt'), 'size')
    expect(sent).to.deep.equal(['get', 'size'])
    window.clogged = false
    expect(sent).to.deep.equal(['get', 'size', 'put'])
  })

  it('lets out half of the largest payload, or one that is larger', () => {
    const { window, sent, push, lane } = setup()
    const [a, b] = [lane('bulky'), lane('bulky')]
    const large = push(a, 'large', 900)
    push(a, 'small', 1)
    push(b, 'other', 400)
    push(lane('prompt'), 'result', 900)
    expect(sent).to.deep.equal(['large', 'result'])
    window.landed(large, a)
    expect(sent).to.deep.equal(['large', 'result', 'small', 'other'])
    push(b, 'next', 99)
    push(b, 'last', 1)
    expect(sent.slice(4)).to.deep.equal(['next'])
  })

  it('passes over those who gave up, and forgets them', () => {
    const { window, sent, pushMany, lane } = setup()
    window.close()
    const gets = lane('patient')
    const tickets = pushMany(gets, '', 200)

    for (const ticket of tickets.slice(0, 199)) {
      ticket.isOver = true
      gets.gaveUp()
    }

    expect([...window.waiting()].map(({ name }) => name)).to.deep.equal(['199'])
    window.open()
    expect(sent).to.deep.equal(['199'])
  })

  it('is not held up by a line in which everybody gave up', () => {
    const { window, sent, push, lane } = setup()
    window.close()
    const gets = lane('patient')
    push(gets, 'gone').isOver = true
    gets.gaveUp()
    window.open()
    push(gets, 'next')
    expect(sent).to.deep.equal(['next'])
  })
})
