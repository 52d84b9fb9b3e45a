import { StreamMessageEvent } from '@libp2p/interface'
import { expect } from 'chai'
import { takeTurns } from '../../src/node/read-turns.ts'
import type { MessageStream } from '@libp2p/interface'
import type { Clock } from '../../src/clock.ts'

const KIB = 1024

/** A connection that can be paused, and a clock whose turns the test ends. */
function setup () {
  const ends: Array<() => void> = []
  const connection = Object.assign(new EventTarget(), {
    readStatus: 'readable',
    pause (): void { connection.readStatus = 'paused' },
    resume (): void { connection.readStatus = 'readable' }
  })

  takeTurns(connection as unknown as MessageStream, { soon: (callback) => { ends.push(callback) } } as Clock)

  return {
    connection,
    receive (bytes: number): void { connection.dispatchEvent(new StreamMessageEvent(new Uint8Array(bytes))) },
    endTurn (): void { ends.splice(0).forEach((end) => { end() }) }
  }
}

describe('reading from connections by turns', () => {
  it('holds one back that has had its share, until the next turn', () => {
    const { connection, receive, endTurn } = setup()
    receive(200 * KIB)
    expect(connection.readStatus).to.equal('readable')
    receive(56 * KIB)
    expect(connection.readStatus).to.equal('paused')
    endTurn()
    expect(connection.readStatus).to.equal('readable')
  })

  it('counts each turn by itself', () => {
    const { connection, receive, endTurn } = setup()

    for (let turn = 0; turn < 10; turn++) {
      receive(200 * KIB)
      expect(connection.readStatus).to.equal('readable')
      endTurn()
    }
  })

  it('leaves one alone that somebody else has paused', () => {
    const { connection, receive, endTurn } = setup()
    receive(1 * KIB)
    connection.pause()
    endTurn()

    expect(connection.readStatus).to.equal('paused')
  })

  it('does not touch one that was closed meanwhile', () => {
    const { connection, receive, endTurn } = setup()
    receive(256 * KIB)
    connection.readStatus = 'closed'
    endTurn()
    receive(256 * KIB)

    expect(connection.readStatus).to.equal('closed')
  })
})
