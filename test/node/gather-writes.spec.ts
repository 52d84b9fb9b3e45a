import { Writable } from 'node:stream'
import { expect } from 'chai'
import { Uint8ArrayList } from 'uint8arraylist'
import { gatherWrites } from '../../src/node/gather-writes.ts'
import type { MessageStream } from '@libp2p/interface'

interface Connection {
  socket: Writable
  sendData: (data: Uint8ArrayList) => { sentBytes: number, canSendMore: boolean }
}

/** A connection over a socket that notes what it is given at once; it takes it at once too, unless it `isFull`. */
function connectionTo (writes: number[][], isFull = false): Connection {
  const socket = new Writable({
    highWaterMark: 4,
    write (chunk: Buffer, _, taken) {
      writes.push([...chunk])
      isFull || taken()
    },
    writev (chunks, taken) {
      writes.push(chunks.flatMap(({ chunk }) => [...chunk as Buffer]))
      isFull || taken()
    }
  })

  return { socket, sendData: () => { throw new Error('the parts are written one by one') } }
}

describe('gathering what is written to a connection', () => {
  const parts = new Uint8ArrayList(Uint8Array.of(1, 2), Uint8Array.of(3), Uint8Array.of(4, 5))

  it('writes the parts of one send at once', () => {
    const writes: number[][] = []
    const connection = connectionTo(writes)
    gatherWrites(connection as unknown as MessageStream)

    expect(connection.sendData(parts)).to.deep.equal({ sentBytes: 5, canSendMore: true })
    expect(writes).to.deep.equal([[1, 2, 3, 4, 5]])
  })

  it('tells when there is room for no more, and a drain will follow', () => {
    const connection = connectionTo([], true)
    gatherWrites(connection as unknown as MessageStream)

    expect(connection.sendData(parts)).to.deep.equal({ sentBytes: 5, canSendMore: false })
    expect(connection.socket.writableNeedDrain).to.equal(true)
  })

  it('leaves a connection of another transport alone', () => {
    const sendData = (): { sentBytes: number, canSendMore: boolean } => ({ sentBytes: 0, canSendMore: true })
    const connection = { sendData }
    gatherWrites(connection as unknown as MessageStream)

    expect(connection.sendData).to.equal(sendData)
  })
})
