import { expect } from 'chai'
import fc from 'fast-check'
import { createReply, createRequest, encodeFrame, weigh } from '../../src/protocol/index.ts'
import { anyMessage } from './arbitrary.ts'

const FRAME_PREFIX = 3

describe('weighing a message', () => {
  it('never says less than the message takes in a frame', () => {
    fc.assert(fc.property(anyMessage, (message) => {
      expect(weigh(message)).to.be.at.least(encodeFrame({ messages: [message], below: 0 }).byteLength - FRAME_PREFIX)
    }), { numRuns: 1_000 })
  })

  it('counts a payload as it is', () => {
    const payload = new Uint8Array(100_000)
    const grant = { consumer: 1, token: 1, task: 'a', item: payload, attempt: 1, leaseMs: 1, maxRunMs: 0, heartbeat: 0 }
    const put = { items: [payload], id: '', noWait: false, priority: 0, delay: 0 }

    for (const message of [
      { request: createRequest(1, 'q', { put }) },
      { request: createRequest(1, 'q', { settle: { token: 1, verb: 'COMPLETE' as const, result: payload, noRetry: false } }) },
      { grant },
      { reply: createReply(1, { payload }) },
      { reply: createReply(1, { grant }) },
      { chunk: { data: payload, last: true } }
    ]) {
      expect(weigh(message)).to.be.within(100_000, 100_500)
    }
  })

  it('counts what a list comes to', () => {
    const tokens = Array.from({ length: 1_000 }, () => Number.MAX_SAFE_INTEGER)

    expect(weigh({ heartbeat: { sequence: 1, tokens, started: [] } })).to.be.within(9_000, 13_000)
  })
})
