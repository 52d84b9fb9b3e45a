import { expect } from 'chai'
import { ConnectionError, ProtocolError } from '../../src/errors.ts'
import { createReply } from '../../src/protocol/index.ts'
import { createFramedPair, goodbye, nameOf, putOf } from './support.ts'
import type { BytePairInit, Link } from '../../src/link/index.ts'

interface Seen {
  messages: string[]
  error: unknown
}

/** A whole little session, with a message in pieces. What each side has seen of it when it is over. */
async function exchange (cuts: BytePairInit): Promise<{ caller: Seen, coordinator: Seen }> {
  const [caller, coordinator] = createFramedPair({ ...cuts, limits: { maxFrameBytes: 128 } })
  caller.send(putOf(1))
  caller.send(putOf(2, 100))

  const [atCaller, atCoordinator] = await Promise.all([
    follow(caller, (name) => {
      if (name === 'reply 2') {
        caller.send(goodbye)
      }
    }),
    follow(coordinator, (name) => {
      if (name === 'goodbye') {
        coordinator.send({ goodbye: { reason: 'ANSWER', status: 'OK', message: '' } })
      } else {
        coordinator.send({ reply: createReply(Number(name.slice(-1)), { flag: true }) })
      }
    })
  ])

  return { caller: atCaller, coordinator: atCoordinator }
}

/** Reads until the goodbye or the end, whichever comes first, and closes. */
async function follow (link: Link, onMessage: (name: string) => void): Promise<Seen> {
  const messages: string[] = []
  let error: unknown

  try {
    for await (const batch of link.incoming) {
      for (const name of batch.messages.map(nameOf)) {
        messages.push(name)
        onMessage(name)
      }

      if (messages.includes('goodbye')) {
        break
      }
    }
  } catch (caught) {
    error = caught
    link.abort(caught as Error)
  }

  await link.close(50)

  return { messages, error }
}

const WHOLE = { caller: ['reply 1', 'reply 2', 'goodbye'], coordinator: ['put 1', 'put 2', 'goodbye'] }

describe('a stream that is cut', () => {
  it('is not cut in this exchange unless we say so', async () => {
    expect(await exchange({})).to.deep.equal({
      caller: { messages: WHOLE.caller, error: undefined },
      coordinator: { messages: WHOLE.coordinator, error: undefined }
    })
  })

  const cases: Array<[direction: string, cutAfter: (bytes: number) => BytePairInit['cutAfter']]> = [
    ['to the coordinator', (bytes) => [bytes, undefined]],
    ['to the caller', (bytes) => [undefined, bytes]]
  ]

  for (const how of ['reset', 'end'] as const) {
    for (const [direction, cutAfter] of cases) {
      it(`on the way ${direction} (${how}), at whatever byte, is an error at the side that did not hear the goodbye`, async () => {
        let bytes = 0
        let whole = false

        for (; !whole; bytes++) {
          const seen = await exchange({ cutAfter: cutAfter(bytes), how })

          for (const side of ['caller', 'coordinator'] as const) {
            const { messages, error } = seen[side]
            expect(messages, `${side}, ${bytes} bytes`).to.deep.equal(WHOLE[side].slice(0, messages.length))

            if (messages.includes('goodbye')) {
              expect(error, `${side}, ${bytes} bytes`).to.equal(undefined)
            } else {
              expect(error instanceof ConnectionError || error instanceof ProtocolError, `${side}, ${bytes} bytes: ${String(error)}`).to.equal(true)
            }
          }

          whole = seen.caller.messages.includes('goodbye') && seen.coordinator.messages.includes('goodbye')
        }

        expect(bytes, 'the exchange is longer than a few bytes').to.be.greaterThan(10)
      })
    }
  }
})
