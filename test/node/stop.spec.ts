import { expect } from 'chai'
import { stopNode } from '../../src/node/stop.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import { rejection } from './support.ts'
import type { Connection } from '@libp2p/interface'

describe('stopNode', () => {
  const clock = new VirtualClock()

  /** A node whose stop resolves when it is told to, and what was done to its connection. */
  function fake (): { node: Parameters<typeof stopNode>[0], stopped: PromiseWithResolvers<void>, aborts: Error[] } {
    const stopped = Promise.withResolvers<void>()
    const aborts: Error[] = []
    const connection = { abort: (err: Error) => aborts.push(err) } as unknown as Connection

    return { node: { stop: async () => stopped.promise, getConnections: () => [connection] }, stopped, aborts }
  }

  it('resolves when the node has stopped, and aborts nothing', async () => {
    const { node, stopped, aborts } = fake()
    const stopping = stopNode(node, { clock })
    stopped.resolve()
    await stopping
    await clock.advance(10_000)

    expect(aborts).to.deep.equal([])
  })

  it('aborts all connections at the deadline, and resolves with the node', async () => {
    const { node, stopped, aborts } = fake()
    const stopping = stopNode(node, { deadline: 100, clock })
    await clock.advance(99)
    expect(aborts).to.deep.equal([])
    await clock.advance(1)
    expect(aborts).to.have.lengthOf(1)

    stopped.resolve()
    await stopping
  })

  it('resolves soon after the deadline even when the node never stops', async () => {
    const { node } = fake()
    const stopping = stopNode(node, { deadline: 100, clock })
    await clock.advance(100)
    await clock.advance(500)

    await stopping
  })

  it('rejects with what the node\'s stop rejects with', async () => {
    const { node, stopped } = fake()
    const stopping = rejection(stopNode(node, { clock }))
    stopped.reject(new Error('no'))

    expect((await stopping).message).to.equal('no')
  })
})
