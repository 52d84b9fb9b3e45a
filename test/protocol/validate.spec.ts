import { expect } from 'chai'
import fc from 'fast-check'
import { checkQueueName, createReply, createRequest, MAX_PROGRESS_BYTES, MAX_TOKENS, validate } from '../../src/protocol/index.ts'
import { fromCaller, fromCoordinator } from './arbitrary.ts'
import type { Hello, Message, Put, RequestCall, Role, Welcome } from '../../src/protocol/index.ts'

const put: Put = { items: [new Uint8Array(1)], id: '', noWait: false, priority: 0, delay: 0 }
const hello: Hello = { session: new Uint8Array(16), name: '', resume: false, history: new Uint8Array(0), held: [] }
const grant = { consumer: 1, token: 1, task: 'a', item: new Uint8Array(0), attempt: 1, leaseMs: 1, maxRunMs: 0, heartbeat: 0 }

const welcome: Welcome = {
  history: new Uint8Array(16),
  resumed: false,
  voided: [],
  heartbeatMs: 3_000,
  silentMs: 10_000,
  maxFrameBytes: 1024,
  maxPayloadBytes: 1,
  maxRequests: 1,
  maxWaiters: 1,
  keyName: ''
}

const failure = { name: 'Error', message: '', stack: '', workerName: '', workerPeerId: '' }

const call = (call: RequestCall, queue = 'q'): Message => ({ request: createRequest(1, queue, call) })

function expectRefused (message: Message, reader: Role, problem: string): void {
  expect(validate(message, reader)).to.deep.equal({ ok: false, message: problem })
}

describe('what may be acted on', () => {
  it('is every message that a caller may send a coordinator', () => {
    fc.assert(fc.property(fromCaller, (message) => {
      expect(validate(message, 'coordinator')).to.deep.equal({ ok: true })
    }), { numRuns: 1_000 })
  })

  it('is every message that a coordinator may send a caller', () => {
    fc.assert(fc.property(fromCoordinator, (message) => {
      expect(validate(message, 'caller')).to.deep.equal({ ok: true })
    }), { numRuns: 1_000 })
  })

  it('is a message without a body, which a later version may send', () => {
    expect(validate({}, 'coordinator')).to.deep.equal({ ok: true })
    expect(validate({}, 'caller')).to.deep.equal({ ok: true })
  })

  it('is a request without a call, so that it can be answered', () => {
    expect(validate({ request: { number: 1, queue: 'any name at all' } }, 'coordinator')).to.deep.equal({ ok: true })
  })

  it('is never what goes the other way', () => {
    expectRefused({ reply: createReply(1) }, 'coordinator', 'a coordinator does not take reply')
    expectRefused({ hello }, 'caller', 'a caller does not take hello')
  })
})

describe('a name of a queue', () => {
  it('is 1 to 128 of certain characters', () => {
    for (const name of ['q', 'a'.repeat(128), 'A-z_0.9/x']) {
      expect(checkQueueName(name), name).to.equal(undefined)
    }

    for (const name of ['', 'a'.repeat(129), 'a b', 'ä', 'a\n', '*']) {
      expect(checkQueueName(name), name).to.equal('must be 1 to 128 of the characters A-Z a-z 0-9 . _ / -')
    }
  })

  it('may be absent where a call is about the whole farm', () => {
    expect(validate(call({ listPeers: {} }, ''), 'coordinator').ok).to.equal(true)
    expect(validate(call({ watch: {} }, ''), 'coordinator').ok).to.equal(true)
    expectRefused(call({ getStats: {} }, ''), 'coordinator', 'request.queue must be 1 to 128 of the characters A-Z a-z 0-9 . _ / -')
  })
})

describe('a refusal names the field', () => {
  const cases: Array<[name: string, message: Message, problem: string]> = [
    ['a request without a number', { request: createRequest(0, 'q', { put }) }, 'request.number must be an integer from 1 to 9007199254740991'],
    ['a put of nothing', call({ put: { ...put, items: [] } }), 'request.put.items must be 1 to 131072 of them'],
    ['a long id', call({ put: { ...put, id: 'ä'.repeat(129) } }), 'request.put.id must be text of at most 256 bytes'],
    ['half a character', call({ put: { ...put, id: '\ud800' } }), 'request.put.id must be text of at most 256 bytes'],
    ['one id for two items', call({ put: { ...put, id: 'a', items: [new Uint8Array(1), new Uint8Array(1)] } }),
      'request.put.id must be absent when there are several items'],
    ['a timeout beyond 53 bits', call({ put: { ...put, timeout: -(2 ** 60) } }),
      'request.put.timeout must be an integer from -9007199254740991 to 9007199254740991'],
    ['no task', call({ cancel: { task: '' } }), 'request.cancel.task must be text of 1 to 256 bytes'],
    ['a failure without a reason', call({ settle: { token: 1, verb: 'FAIL', noRetry: false } }), 'request.settle.failure must be there to FAIL'],
    ['a long error', call({ settle: { token: 1, verb: 'FAIL', noRetry: false, failure: { ...failure, stack: 'x'.repeat(65_537) } } }),
      'request.settle.failure.stack must be text of at most 65536 bytes'],
    ['a token of nothing', call({ confirm: { tokens: [1, 0] } }), 'request.confirm.tokens[1] must be an integer from 1 to 9007199254740991'],
    ['a completion of nothing', call({ completeMany: { done: [] } }), 'request.completeMany.done must be 1 to 256 of them'],
    ['a completion of no task', call({ completeMany: { done: [{ token: 1 }, { token: 0 }] } }), 'request.completeMany.done[1].token must be an integer from 1 to 9007199254740991'],
    ['a confirmation of nothing', call({ confirm: { tokens: [] } }), 'request.confirm.tokens must be 1 to 131072 of them'],
    ['too large a page', call({ listTasks: { holder: '', limit: 1_001, after: '' } }), 'request.listTasks.limit must be an integer from 0 to 1000'],
    ['chance above one', call({ declare: { reopen: false, backoff: { type: 'FIXED', delay: 1, maxDelay: 1, jitter: 1.1 } } }),
      'request.declare.backoff.jitter must be from 0 to 1'],
    ['no chance at all', call({ declare: { reopen: false, backoff: { type: 'FIXED', delay: 1, maxDelay: 1, jitter: NaN } } }),
      'request.declare.backoff.jitter must be from 0 to 1'],
    ['a short session', { hello: { ...hello, session: new Uint8Array(15) } }, 'hello.session must be 16 bytes'],
    ['a resume of nothing', { hello: { ...hello, resume: true } }, 'hello.history must be there to resume'],
    ['too many slots', { consume: { consumer: 1, queue: 'q', mode: 'LEASE', concurrency: 65_537, prefetch: 0, close: false } },
      'consume.concurrency must be an integer from 0 to 65536'],
    ['consumer 0', { consume: { consumer: 0, queue: 'q', mode: 'LEASE', concurrency: 1, prefetch: 0, close: false } },
      'consume.consumer must be an integer from 1 to 9007199254740991'],
    ['too many tokens', { heartbeat: { sequence: 1, tokens: Array.from({ length: MAX_TOKENS + 1 }, () => 1), started: [] } },
      'heartbeat.tokens must be 0 to 131072 of them'],
    ['large progress', { progress: { token: 1, value: new Uint8Array(MAX_PROGRESS_BYTES + 1) } }, 'progress.value must be 0 to 65536 bytes'],
    ['a goodbye that is not for a caller to say', { goodbye: { reason: 'FOR_GOOD', status: 'OK', message: '' } }, 'goodbye.reason must be DONE'],
    ['a chunk of nothing', { chunk: { data: new Uint8Array(0), last: true } }, 'chunk.data must be 1 to 1048576 bytes']
  ]

  for (const [name, message, problem] of cases) {
    it(`of ${name}`, () => {
      expectRefused(message, 'coordinator', problem)
    })
  }

  const answers: Array<[name: string, message: Message, problem: string]> = [
    ['a welcome to frames of nothing', { welcome: { ...welcome, maxFrameBytes: 0 } },
      'welcome.maxFrameBytes must be an integer from 1024 to 9007199254740991'],
    ['a row of replies that runs backwards', { reply: createReply(5, { through: 4 }) }, 'reply.through must not be below .number'],
    ['a grant of no task', { grant: { ...grant, task: '' } }, 'grant.task must be text of 1 to 256 bytes'],
    ['a grant without a token in a reply', { reply: createReply(5, { grant: { ...grant, token: 0 } }) },
      'reply.grant.token must be an integer from 1 to 9007199254740991'],
    ['a goodbye that is not for a coordinator to say', { goodbye: { reason: 'DONE', status: 'OK', message: '' } },
      'goodbye.reason must be FOR_GOOD or BACK_SOON or REFUSED or ANSWER or REPLACED']
  ]

  for (const [name, message, problem] of answers) {
    it(`of ${name}`, () => {
      expectRefused(message, 'caller', problem)
    })
  }
})
