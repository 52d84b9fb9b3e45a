import { TypedEventEmitter } from 'main-event'
import { expect } from 'chai'
import { cutIdle } from '../../src/node/idle.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import type { Connection, Libp2pEvents } from '@libp2p/interface'

/** A connection as far as it is looked at. */
class FakeConnection {
  status = 'open'
  streams: Array<{ protocol: string }> = []
  readonly #events: TypedEventEmitter<Libp2pEvents>

  constructor (events: TypedEventEmitter<Libp2pEvents>) {
    this.#events = events
  }

  open (): this {
    this.#tell('connection:open')

    return this
  }

  abort (): void {
    this.status = 'aborted'
    this.#tell('connection:close')
  }

  #tell (type: 'connection:open' | 'connection:close'): void {
    this.#events.safeDispatchEvent(type, { detail: this as unknown as Connection })
  }
}

describe('cutIdle', () => {
  let events: TypedEventEmitter<Libp2pEvents>
  let clock: VirtualClock

  beforeEach(() => {
    events = new TypedEventEmitter()
    clock = new VirtualClock()
    cutIdle(events, 100, clock)
  })

  it('cuts a connection that opens no stream in time', async () => {
    const connection = new FakeConnection(events).open()
    await clock.advance(99)
    expect(connection.status).to.equal('open')
    await clock.advance(1)

    expect(connection.status).to.equal('aborted')
    expect(clock.pending).to.equal(0)
  })

  it('cuts one whose stream does not get as far as a protocol', async () => {
    const connection = new FakeConnection(events).open()
    connection.streams = [{ protocol: '' }]
    await clock.advance(100)

    expect(connection.status).to.equal('aborted')
  })

  it('leaves one with a stream alone, for as long as it has one', async () => {
    const connection = new FakeConnection(events).open()
    connection.streams = [{ protocol: '/peerq/1.0.0' }]
    await clock.advance(10_000)
    expect(connection.status).to.equal('open')

    connection.streams = []
    await clock.advance(100)
    expect(connection.status, 'it may be between two streams').to.equal('open')
    await clock.advance(100)
    expect(connection.status).to.equal('aborted')
  })

  it('forgets one that is closed, and does not begin with one that was cut before', async () => {
    new FakeConnection(events).open().abort()
    const cut = new FakeConnection(events)
    cut.status = 'aborted'
    cut.open()

    expect(clock.pending).to.equal(0)
  })
})
