import { expect } from 'chai'
import { ConnectionError } from '../../src/errors.ts'
import { createBytePair } from '../../src/link/index.ts'
import { turns } from './support.ts'

async function * chunksOf (...lengths: number[]): AsyncGenerator<Uint8Array> {
  for (const length of lengths) {
    yield new Uint8Array(length).fill(length)
  }
}

async function read (source: AsyncIterable<Uint8Array>): Promise<{ lengths: number[], error: unknown }> {
  const lengths: number[] = []

  try {
    for await (const chunk of source) {
      lengths.push(chunk.byteLength)
    }
  } catch (error) {
    return { lengths, error }
  }

  return { lengths, error: undefined }
}

const outcomeOf = (sink: Promise<void>): Promise<unknown> => sink.then(() => 'done', (error: unknown) => error)

describe('a pair of byte streams', () => {
  it('carries chunks both ways, and ends when its sender does', async () => {
    const [a, b] = createBytePair()
    const sinks = Promise.all([a.sink(chunksOf(1, 2)), b.sink(chunksOf(3))])

    expect(await read(b.source)).to.deep.equal({ lengths: [1, 2], error: undefined })
    expect(await read(a.source)).to.deep.equal({ lengths: [3], error: undefined })
    await sinks
  })

  it('takes a chunk only when it is read', async () => {
    const [a, b] = createBytePair()
    let asked = 0

    const sink = a.sink((async function * () {
      for (; asked < 3;) {
        asked++
        yield new Uint8Array(1)
      }
    })())

    await turns()
    expect(asked).to.equal(1)
    const chunks = b.source[Symbol.asyncIterator]()
    await chunks.next()
    await turns()
    expect(asked).to.equal(2)
    await read({ [Symbol.asyncIterator]: () => chunks })
    await sink
  })

  it('is cut inside a chunk, at both ends and in both directions', async () => {
    const [a, b] = createBytePair({ cutAfter: [5, undefined] })
    const sink = outcomeOf(a.sink(chunksOf(3, 4, 1)))

    expect(await read(b.source)).to.have.deep.property('lengths', [3, 2])
    expect(await sink).to.be.instanceOf(ConnectionError)
    expect((await read(a.source)).error).to.be.instanceOf(ConnectionError)
  })

  it('lets through exactly what comes before the cut', async () => {
    const [a, b] = createBytePair({ cutAfter: [undefined, 3] })
    const sink = outcomeOf(b.sink(chunksOf(3, 1)))

    expect((await read(a.source)).lengths).to.deep.equal([3])
    expect(await sink).to.be.instanceOf(ConnectionError)
  })

  it('just ends in one direction if it is told so', async () => {
    const [a, b] = createBytePair({ cutAfter: [2, undefined], how: 'end' })
    const sink = outcomeOf(a.sink(chunksOf(3)))

    expect(await read(b.source)).to.deep.equal({ lengths: [2], error: undefined })
    expect(await sink).to.be.instanceOf(ConnectionError)
    await Promise.all([b.sink(chunksOf(4)), read(a.source).then(({ lengths }) => { expect(lengths).to.deep.equal([4]) })])
  })

  it('fails at both ends when one aborts', async () => {
    const [a, b] = createBytePair()
    const reason = new Error('enough')
    const sink = outcomeOf(b.sink(chunksOf(1)))
    a.abort(reason)

    expect((await read(a.source)).error).to.equal(reason)
    expect((await read(b.source)).error).to.equal(reason)
    expect(await sink).to.equal(reason)
  })
})
