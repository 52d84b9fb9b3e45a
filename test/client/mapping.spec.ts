import { expect } from 'chai'
import { defineQueue } from '../../src/client/index.ts'
import { decodePayload, encodePayload } from '../../src/protocol/index.ts'
import { automaticTaskId } from '../../src/task-id.ts'
import { outcomeOf, sessionOf, started } from './support.ts'
import type { MapOptions } from '../../src/client/index.ts'
import type { Outcome } from '../../src/protocol/index.ts'
import type { Rig } from './support.ts'

/** A map whose tasks end when the test says so. */
async function setup (items: Iterable<unknown> | AsyncIterable<unknown>, options: MapOptions = {}) {
  const rig = await started()
  const map = (rig.client.queue('q').map(items, options as { settled: true }) as AsyncIterable<unknown>)[Symbol.asyncIterator]()
  let answered = 0

  return {
    rig,
    map,
    next: () => outcomeOf(map.next()),

    /** Says OK to all puts so far. */
    async put (): Promise<void> {
      await rig.clock.settle()

      for (; answered < rig.end.requests.length; answered++) {
        const { number, put } = rig.end.requests[answered] as { number: number, put?: unknown }

        if (put !== undefined) {
          await rig.end.reply(number)
        }
      }
    },

    /** Ends the task that was put as the `index`th. */
    async finish (index: number, fields: Partial<Outcome> = { payload: encodePayload(`result ${index}`) }): Promise<void> {
      const task = tasksOf(rig)[index] as string

      for (const { number, collect, awaitResult } of rig.end.requests) {
        const place = collect?.tasks.indexOf(task) ?? -1

        if (place >= 0) {
          rig.end.link.send({ outcome: { number, index: place, status: 'OK', ...fields } })
        } else if (awaitResult?.task === task) {
          await rig.end.reply(number, fields)
        }
      }

      await rig.clock.settle()
    }
  }
}

/** The ids of all that was put, in that order. */
function tasksOf (rig: Rig): string[] {
  return rig.ends.flatMap((end) => end.requests).flatMap(({ number, put }) =>
    put === undefined ? [] : put.items.map((_, index) => automaticTaskId(sessionOf(rig), number, index, put.items.length)))
}

function * count (read: { count: number }, until = Infinity): Generator<number> {
  for (let i = 0; i < until; i++) {
    read.count++
    yield i
  }
}

describe('map', () => {
  it('reads nothing before the loop begins', async () => {
    const read = { count: 0 }
    const { rig } = await setup(count(read))
    await rig.clock.settle()
    expect(read.count).to.equal(0)
  })

  it('has at most a window of items out, until their results are taken', async () => {
    const read = { count: 0 }
    const { rig, next, put, finish } = await setup(count(read), { window: 3 })
    const first = next()
    await put()
    expect(read.count).to.equal(3)
    await finish(0)
    expect(first.value).to.deep.equal({ done: false, value: 'result 0' })
    await put()
    expect(read.count).to.equal(4)
    await finish(1)
    await finish(2)
    await finish(3)
    // nobody has taken these
    expect(read.count).to.equal(4)
    await rig.clock.settle()
    expect(next()).to.deep.equal({})
    await rig.clock.settle()
    expect(read.count).to.equal(5)
  })

  it('gives results in the order of the items', async () => {
    const { next, put, finish } = await setup(['a', 'b'])
    const first = next()
    await put()
    await finish(1)
    expect(first).to.deep.equal({})
    await finish(0)
    expect(first.value?.value).to.equal('result 0')
    const [second, end] = [next(), next()]
    await put()
    expect(second.value?.value).to.equal('result 1')
    expect(end.value).to.deep.equal({ done: true, value: undefined })
  })

  it('gives them as they are ready if so asked', async () => {
    const { next, put, finish } = await setup(['a', 'b'], { ordered: false })
    const [first, second] = [next(), next()]
    await put()
    await finish(1)
    await finish(0)
    expect([first.value?.value, second.value?.value]).to.deep.equal(['result 1', 'result 0'])
  })

  it('gives results while its source takes its time', async () => {
    let give = (): void => {}
    const { next, put, finish } = await setup((async function * () {
      yield 'a'
      await new Promise<void>((resolve) => { give = resolve })
      yield 'b'
    })())
    const first = next()
    await put()
    await finish(0)
    expect(first.value?.value).to.equal('result 0')
    const second = next()
    give()
    await put()
    await finish(1)
    expect(second.value?.value).to.equal('result 1')
  })

  it('ends with the first failure, and cancels the rest', async () => {
    const { rig, next, put, finish } = await setup(count({ count: 0 }), { window: 3 })
    const first = next()
    await put()
    await finish(0, { status: 'TASK_FAILED', failure: { name: 'Error', message: 'no', stack: '', workerName: '', workerPeerId: '' } })
    await rig.clock.settle()
    expect(first.error).to.have.property('name', 'TaskFailedError')
    expect(cancelled(rig)).to.deep.equal([2, 3])
    const second = next()
    await rig.clock.settle()
    expect(second.value).to.deep.equal({ done: true, value: undefined })
  })

  it('goes on after failures if so asked, and says what came of each', async () => {
    const { rig, next, put, finish } = await setup(['a', () => {}, 'c'], { settled: true })
    const outcomes = [next(), next(), next(), next()]
    await put()
    await finish(0, { status: 'TASK_CANCELLED' })
    await finish(1)
    await rig.clock.settle()
    expect(outcomes[0]?.value?.value).to.deep.include({ index: 0, item: 'a', status: 'rejected' }).with.nested.property('reason.name', 'TaskCancelledError')
    expect(outcomes[1]?.value?.value).to.deep.include({ index: 1, status: 'rejected' }).with.nested.property('reason.name', 'PayloadError')
    expect(outcomes[2]?.value?.value).to.deep.equal({ index: 2, item: 'c', status: 'fulfilled', value: 'result 1' })
    expect(outcomes[3]?.value).to.deep.equal({ done: true, value: undefined })
  })

  it('cancels what is out when the loop is left, and closes the source', async () => {
    let isClosed = false
    const { rig, map, next, put, finish } = await setup((function * () {
      try {
        yield * count({ count: 0 })
      } finally {
        isClosed = true
      }
    })(), { window: 4 })
    void next()
    await put()
    await finish(1)
    const left = outcomeOf(map.return?.() ?? Promise.reject(new Error('no return')))
    await rig.clock.settle()
    expect(cancelled(rig)).to.deep.equal([1, 3, 4])
    expect(isClosed).to.equal(true)
    expect(left).to.deep.equal({})

    for (const { number, cancel } of rig.end.requests) {
      await (cancel === undefined ? undefined : rig.end.reply(number, { flag: true }))
    }

    expect(left.value).to.deep.equal({ done: true, value: undefined })
  })

  it('does not hang when it is left without a connection, and cancels when there is one', async () => {
    const { rig, map, next, put } = await setup(count({ count: 0 }), { window: 2 })
    void next()
    await put()
    await rig.end.cut()
    rig.isSilent = true
    const left = outcomeOf(map.return?.() ?? Promise.reject(new Error('no return')))
    await rig.clock.advance(1_000)
    expect(left).to.have.property('value')
    rig.isSilent = false
    await rig.clock.advance(60_000)
    await rig.end.welcome({ resumed: true })
    expect(cancelled(rig)).to.deep.equal([1, 2])
  })

  it('takes back a put that was not answered when the loop was left', async () => {
    const { rig, map, next } = await setup(['a'])
    void next()
    await rig.clock.settle()
    void map.return?.()
    await rig.clock.settle()
    expect(rig.end.abandoned).to.deep.equal([1])
    await rig.end.reply(1)
    expect(cancelled(rig)).to.deep.equal([1])
  })

  it('cancels a task whose handle comes in the very moment of leaving', async () => {
    const { rig, map, next } = await setup(['a'])
    void next()
    await rig.clock.settle()
    rig.end.link.send({ reply: { number: 1, status: 'OK', message: '', through: 0, flag: false, count: 0, reason: 'CANCELLED', tasks: [], peers: [], queues: [], lost: [] } })
    rig.clock.soon(() => { queueMicrotask(() => { void map.return?.() }) })
    await rig.clock.settle()
    expect(cancelled(rig)).to.deep.equal([1])
  })

  it('throws the reason of its signal, and cancels the rest', async () => {
    const leave = new AbortController()
    const { rig, next, put } = await setup(count({ count: 0 }), { window: 2, signal: leave.signal })
    const first = next()
    await put()
    leave.abort(new Error('enough'))
    await rig.clock.settle()
    expect(first.error).to.have.property('message', 'enough')
    expect(cancelled(rig)).to.deep.equal([1, 2])
  })

  it('does not begin with a signal that was aborted before', async () => {
    const read = { count: 0 }
    const { rig, next } = await setup(count(read), { signal: AbortSignal.abort(new Error('enough')) })
    const first = next()
    await rig.clock.settle()
    expect(first.error).to.have.property('message', 'enough')
    expect(read.count).to.equal(0)
  })

  it('throws what its source throws, and cancels the rest', async () => {
    let fail = (): void => {}
    const { rig, next, put } = await setup((async function * () {
      yield 'a'
      await new Promise<void>((resolve) => { fail = resolve })
      throw new Error('the source is broken')
    })())
    const first = next()
    await put()
    fail()
    await rig.clock.settle()
    expect(first.error).to.have.property('message', 'the source is broken')
    expect(cancelled(rig)).to.deep.equal([1])
  })

  it('gives tasks their options', async () => {
    const { rig, next } = await setup(['a'], { priority: 4, ttl: 50 })
    void next()
    await rig.clock.settle()
    expect(rig.end.requests[0]?.put).to.include({ priority: 4, ttl: 50 })
  })

  it('gives tasks the ids that are made for them', async () => {
    const { rig, next } = await setup(['a', 'b'], { id: (item, index) => `${String(item)}-${index}` })
    void next()
    await rig.clock.settle()

    expect(rig.end.requests.map(({ put }) => put?.id)).to.deep.equal(['a-0', 'b-1'])
    expect(() => rig.client.queue('q').map([], { id: 'x' as never })).to.throw(TypeError, 'id must be a function')
  })

  describe('puts', () => {
    /** How many items each put has, and whether it waits for room. */
    const puts = (rig: Rig): Array<[items: number, noWait: boolean]> =>
      rig.end.requests.flatMap(({ put }) => put === undefined ? [] : [[put.items.length, put.noWait]])

    it('what it reads in one turn together, 64 items and 64 KiB at most', async () => {
      const { rig, next } = await setup(count({ count: 0 }), { window: 100 })
      void next()
      await rig.clock.settle()
      expect(puts(rig)).to.deep.equal([[64, true], [36, true]])

      const large = await setup([new Uint8Array(30_000), new Uint8Array(30_000), new Uint8Array(30_000), new Uint8Array(70_000), 'x'])
      void large.next()
      await large.rig.clock.settle()
      expect(puts(large.rig)).to.deep.equal([[2, true], [1, false], [1, false], [1, false]])
    })

    for (const status of ['FULL', 'RANGE', 'PAYLOAD_TOO_LARGE'] as const) {
      it(`each item by itself after ${status}, as soon as there is room`, async () => {
        const { rig, next, put, finish } = await setup(['a', 'b'])
        const first = next()
        await rig.clock.settle()
        await rig.end.reply(1, { status })
        expect(puts(rig)).to.deep.equal([[2, true], [1, false], [1, false]])

        await put()
        await finish(2)
        expect(first.value?.value).to.equal('result 2')
      })
    }

    it('nothing more after another refusal, which it throws', async () => {
      const { rig, next } = await setup(['a', 'b'])
      const first = next()
      await rig.clock.settle()
      await rig.end.reply(1, { status: 'SHUTDOWN' })
      expect(first.error).to.have.property('name', 'ShutdownError')
      expect(puts(rig)).to.deep.equal([[2, true]])
    })

    it('in the order of the items where a schema takes its time', async () => {
      const rig = await started()
      const input = { '~standard': { version: 1 as const, vendor: 'test', validate: (value: unknown) => value === 'b' ? Promise.resolve({ value }) : { value } } }
      const map = rig.client.queue(defineQueue('q', { input })).map(['a', 'b', 'c'])[Symbol.asyncIterator]()
      void map.next()
      await rig.clock.settle()
      // the declaration
      await rig.end.reply(1)
      expect(rig.end.requests.flatMap(({ put }) => put?.items.map((item) => decodePayload(item)) ?? [])).to.deep.equal(['a', 'b', 'c'])
    })
  })

  it('of nothing is over at once', async () => {
    const { rig, next } = await setup([])
    const first = next()
    await rig.clock.settle()
    expect(first.value).to.deep.equal({ done: true, value: undefined })
  })
})

/** Which of the tasks were cancelled: 1 is the first that was put. */
function cancelled (rig: Rig): number[] {
  const tasks = tasksOf(rig)

  return rig.ends.flatMap((end) => end.requests).flatMap(({ cancel }) => cancel === undefined ? [] : [tasks.indexOf(cancel.task) + 1]).sort((a, b) => a - b)
}
