import { expect } from 'chai'
import { encodePayload } from '../../src/protocol/index.ts'
import { History } from '../../src/testing/history.ts'
import { Ledger } from '../../src/testing/ledger.ts'
import { problemsIn } from '../../src/testing/problems.ts'
import type { Change } from '../../src/engine/index.ts'

type Event = Extract<Change, { type: 'task:move' }>['event']

const QUEUE = 'q'
const ID = 'one'
const ITEM = 'x'

/** A course of events that cannot be, told as if it had been. */
class Story {
  readonly #history = new History({ now: () => 0 })
  readonly #ledger = new Ledger()
  readonly #live = new Set<string>()
  readonly #dead = new Set<string>()
  #token = 0

  constructor () {
    for (const name of ['a', 'b']) {
      this.#fact({ type: 'session:open', session: `session of ${name}`, peer: name, name, keyName: '', local: false, at: 0 })
    }
  }

  put (id = ID): this {
    this.#live.add(id)
    return this.#fact({
      type: 'task:put', queue: QUEUE, task: id, session: 'session of a', item: encodePayload(ITEM), priority: 0, seq: 1, at: 0, due: 0,
      expires: Infinity, maxAttempts: 2, leaseMs: 1_000, maxRunMs: Infinity, fingerprint: 0
    })
  }

  grant (name: string, mode: 'LEASE' | 'RECEIPT' = 'LEASE', token = ++this.#token, attempt = 1): this {
    return this.#fact({ type: 'task:move', queue: QUEUE, task: ID, event: 'grant', at: 0, lease: { token, session: `session of ${name}`, mode, consumer: 0, request: 1, attempt } })
  }

  move (event: Event, result?: unknown): this {
    if (['complete', 'confirm', 'cancel', 'expire', 'drop'].includes(event)) {
      this.#live.delete(ID)
    }

    return this.#fact({ type: 'task:move', queue: QUEUE, task: ID, event, at: 0, ...result !== undefined && { result: encodePayload(result) } })
  }

  /** A call that has come to its end. */
  call (who: string, op: string, end: { id?: string, token?: number, value?: unknown } = {}): this {
    this.#history.begin({ who, queue: QUEUE, op })(end)
    return this
  }

  handler (who: string, token: number): this {
    this.#history.begin({ who, queue: QUEUE, op: 'handler', id: ID, token })
    return this
  }

  /** A call that waits. */
  waits (who: string, op: string): this {
    this.#history.begin({ who, queue: QUEUE, op })
    return this
  }

  dies (who: string): this {
    this.#dead.add(who)
    return this
  }

  has (id: string, isThere: boolean): this {
    this.#live[isThere ? 'add' : 'delete'](id)
    return this
  }

  problems (): string[] {
    return problemsIn({ events: this.#history.events, ledger: this.#ledger, live: new Map([[QUEUE, this.#live]]), dead: this.#dead })
  }

  #fact (change: Change): this {
    this.#ledger.apply(change)
    this.#history.addFact(change, (session) => this.#ledger.nameOf(session))
    return this
  }
}

const fine: Record<string, (story: Story) => Story> = {
  'a task that waits': (story) => story.put().call('a', 'put', { id: ID }),
  'an item that was got': (story) => story.put().grant('a', 'RECEIPT').call('a', 'get', { value: ITEM }).move('confirm'),
  'one that was got twice, its first hand-out having come to nothing': (story) => story.put()
    .grant('a', 'RECEIPT').call('a', 'get', { value: ITEM }).move('return').grant('b', 'RECEIPT').call('b', 'get', { value: ITEM }).move('confirm'),
  'one that a late confirmation takes': (story) => story.put().grant('a', 'RECEIPT').call('a', 'get', { value: ITEM }).move('return').move('confirm'),
  'one that died with its getter': (story) => story.put().grant('a', 'RECEIPT').move('confirm').dies('a'),
  'one that is confirmed before it is seen': (story) => story.put().grant('a', 'RECEIPT').waits('a', 'get').move('confirm'),
  'a task that was done at the second attempt': (story) => story.put()
    .grant('a').handler('a', 1).move('retry').move('due').grant('b', 'LEASE', 2, 2).handler('b', 2).move('complete', 'y').call('a', 'result', { id: ID, value: 'y' }),
  'a dead one that has another life': (story) => story.put().grant('a').move('retry').move('due').grant('a', 'LEASE', 2, 2).move('exhaust').move('redrive').grant('a', 'LEASE', 3, 1),
  'a result that is none': (story) => story.put().grant('a').move('complete').call('a', 'result', { id: ID }),
  'a lease that was completed': (story) => story.put().grant('a').call('a', 'reserve', { id: ID, token: 1 }).move('complete').call('a', 'complete', { id: ID, token: 1 })
}

const broken: Record<string, [(story: Story) => Story, problem: RegExp]> = {
  'an acknowledged put that is nowhere': [(story) => story.call('a', 'put', { id: ID }), /^lost.*acknowledged to 'a'/],
  'one that was acknowledged too early': [(story) => story.call('a', 'put', { id: ID }).put(), /^lost.*not durable/],
  'a task that the coordinator does not have any more': [(story) => story.put().has(ID, false), /^lost.*does not have it/],
  'one that it has for no reason': [(story) => story.has('other', true), /^unexpected.*never put/],
  'one that it has although it has ended': [(story) => story.put().move('cancel').has(ID, true), /^unexpected.*has ended/],
  'an item that was taken, and that nobody got': [(story) => story.put().grant('a', 'RECEIPT').move('confirm'), /^lost.*taken 1 times, and was got 0/],
  'one that was got by two, and handed out once': [(story) => story.put().grant('a', 'RECEIPT').call('a', 'get', { value: ITEM }).call('b', 'get', { value: ITEM }).move('confirm'), /^duplicate.*got 2 times, and handed out 1/],
  'one that was got and never put': [(story) => story.call('a', 'get', { value: 'other' }), /^unexpected.*got 1 times, and handed out 0/],
  'two hands at once': [(story) => story.put().grant('a').grant('b'), /handed to 'b' while 'a' had it/],
  'a token that does not grow': [(story) => story.put().grant('a').move('return').grant('b', 'LEASE', 1), /with token 1, after 1/],
  'a hand-out that came twice': [(story) => story.put().grant('a').handler('a', 1).handler('a', 1), /^duplicate.*twice/],
  'a lease that was another one’s': [(story) => story.put().grant('a').call('b', 'reserve', { id: ID, token: 1 }), /^unexpected.*hands of 'b'/],
  'a move after the end': [(story) => story.put().grant('a').move('complete').move('retry'), /ended by complete, and then had a retry/],
  'an attempt that was not counted': [(story) => story.put().grant('a').move('retry').move('due').grant('a'), /begun for the 1\. time, of 2, and 1 attempts/],
  'an attempt too many': [(story) => story.put().grant('a').move('retry').grant('a', 'LEASE', 2, 2).move('retry').grant('a', 'LEASE', 3, 3), /begun for the 3\. time, of 2/],
  'a dead task that is handed out': [(story) => story.put().grant('a').move('exhaust').grant('a', 'LEASE', 2, 2), /it was dead/],
  'a task that was put twice': [(story) => story.put().put(), /was put twice/],
  'a move of nothing': [(story) => story.move('cancel'), /never put, and had a cancel/],
  'a completion that was not recorded': [(story) => story.put().grant('a').move('retry').call('a', 'complete', { id: ID, token: 1 }), /told that its result.*was not/],
  'a cancellation that was none': [(story) => story.put().call('a', 'cancel', { id: ID, value: true }), /told that task one.*is cancelled, and it is not/],
  'a result that is another': [(story) => story.put().grant('a').move('complete', 'y').call('a', 'result', { id: ID, value: 'z' }), /not the one that was recorded/]
}

describe('the check', () => {
  for (const [name, tell] of Object.entries(fine)) {
    it(`has nothing against ${name}`, () => {
      expect(tell(new Story()).problems()).to.deep.equal([])
    })
  }

  for (const [name, [tell, problem]] of Object.entries(broken)) {
    it(`objects to ${name}`, () => {
      const problems = tell(new Story()).problems()

      expect(problems.some((each) => problem.test(each)), problems.join('\n')).to.equal(true)
    })
  }
})
