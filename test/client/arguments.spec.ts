import { inspect } from 'node:util'
import { expect } from 'chai'
import { createClient, defineQueue } from '../../src/client/index.ts'
import { systemClock } from '../../src/clock.ts'
import { outcomeOf, started } from './support.ts'
import type { ClientInit, Queue, QueueOptions } from '../../src/client/index.ts'
import type { StopOptions } from '../../src/worker/index.ts'

/** What no compiler lets through, and callers without one try all the same. */
type Loose = Record<keyof Queue, (...args: unknown[]) => unknown>

const long = 'ä'.repeat(129)

const refused: Array<[call: string, error: typeof TypeError | typeof RangeError, make: (queue: Loose) => unknown]> = [
  ['put(x, 5)', TypeError, (queue) => queue.put('x', 5)],
  ['put(x, null)', TypeError, (queue) => queue.put('x', null)],
  ['put(x, [])', TypeError, (queue) => queue.put('x', [])],
  ...['timeout', 'delay', 'ttl', 'priority', 'maxAttempts', 'leaseMs', 'maxRunMs'].flatMap((name): typeof refused => [
    [`put(x, { ${name}: NaN })`, RangeError, (queue) => queue.put('x', { [name]: NaN })],
    [`put(x, { ${name}: '5' })`, TypeError, (queue) => queue.put('x', { [name]: '5' })],
    [`putMany([x], { ${name}: NaN })`, RangeError, (queue) => queue.putMany(['x'], { [name]: NaN })]
  ]),
  ['put(x, { block: 1 })', TypeError, (queue) => queue.put('x', { block: 1 })],
  ['put(x, { signal: {} })', TypeError, (queue) => queue.put('x', { signal: {} })],
  ['put(x, { id: 5 })', TypeError, (queue) => queue.put('x', { id: 5 })],
  ["put(x, { id: '' })", RangeError, (queue) => queue.put('x', { id: '' })],
  ['put(x, { id: 258 bytes })', RangeError, (queue) => queue.put('x', { id: long })],
  ['put(x, { priority: 0.5 })', RangeError, (queue) => queue.put('x', { priority: 0.5 })],
  ['put(x, { priority: 2 ** 31 })', RangeError, (queue) => queue.put('x', { priority: 2 ** 31 })],
  ['put(x, { delay: -1 })', RangeError, (queue) => queue.put('x', { delay: -1 })],
  ['put(x, { delay: Infinity })', RangeError, (queue) => queue.put('x', { delay: Infinity })],
  ['put(x, { ttl: -1 })', RangeError, (queue) => queue.put('x', { ttl: -1 })],
  ['put(x, { delay: 5, ttl: 5 })', RangeError, (queue) => queue.put('x', { delay: 5, ttl: 5 })],
  ['put(x, { maxAttempts: 0 })', RangeError, (queue) => queue.put('x', { maxAttempts: 0 })],
  ['put(x, { maxAttempts: 1.5 })', RangeError, (queue) => queue.put('x', { maxAttempts: 1.5 })],
  ['put(x, { leaseMs: 99 })', RangeError, (queue) => queue.put('x', { leaseMs: 99 })],
  ['put(x, { leaseMs: Infinity })', RangeError, (queue) => queue.put('x', { leaseMs: Infinity })],
  ['put(x, { maxRunMs: 0 })', RangeError, (queue) => queue.put('x', { maxRunMs: 0 })],
  ['putMany(5)', TypeError, (queue) => queue.putMany(5)],
  ['putMany([x], { id })', TypeError, (queue) => queue.putMany(['x'], { id: 'a' })],
  ['run(x, { timeout: -1 })', RangeError, (queue) => queue.run('x', { timeout: -1 })],
  ['run(x, { timeout: NaN })', RangeError, (queue) => queue.run('x', { timeout: NaN })],
  ['get({ timeout: NaN })', RangeError, (queue) => queue.get({ timeout: NaN })],
  ['get({ block: false, timeout: NaN })', RangeError, (queue) => queue.get({ block: false, timeout: NaN })],
  ["get({ timeout: '5' })", TypeError, (queue) => queue.get({ timeout: '5' })],
  ['get({ timeout: null })', TypeError, (queue) => queue.get({ timeout: null })],
  ["get('x')", TypeError, (queue) => queue.get('x')],
  ['get({ signal: true })', TypeError, (queue) => queue.get({ signal: true })],
  ['reserve({ autoExtend: 1 })', TypeError, (queue) => queue.reserve({ autoExtend: 1 })],
  ['reserve({ timeout: NaN })', RangeError, (queue) => queue.reserve({ timeout: NaN })],
  ["items({ prefetch: '1' })", TypeError, (queue) => queue.items({ prefetch: '1' })],
  ['items({ signal: 1 })', TypeError, (queue) => queue.items({ signal: 1 })],
  ['leases({ prefetch: -1 })', RangeError, (queue) => queue.leases({ prefetch: -1 })],
  ['leases({ autoExtend: 1 })', TypeError, (queue) => queue.leases({ autoExtend: 1 })],
  ['process()', TypeError, (queue) => queue.process()],
  ['process(f, { concurrency: 0 })', RangeError, (queue) => queue.process(() => {}, { concurrency: 0 })],
  ['process(f, { concurrency: 65_537 })', RangeError, (queue) => queue.process(() => {}, { concurrency: 65_537 })],
  ['process(f, { prefetch: 0.5 })', RangeError, (queue) => queue.process(() => {}, { prefetch: 0.5 })],
  ['process(f, { concurrency: null })', TypeError, (queue) => queue.process(() => {}, { concurrency: null })],
  ['process(url, { threads: null })', TypeError, (queue) => queue.process(new URL('file:///handler.js'), { threads: null })],
  ["process(f, { stack: 'yes' })", TypeError, (queue) => queue.process(() => {}, { stack: 'yes' })],
  ['map(5)', TypeError, (queue) => queue.map(5)],
  ['map([], { window: 0 })', RangeError, (queue) => queue.map([], { window: 0 })],
  ['map([], { window: null })', TypeError, (queue) => queue.map([], { window: null })],
  ['map([], { window: NaN })', RangeError, (queue) => queue.map([], { window: NaN })],
  ['map([], { ordered: 1 })', TypeError, (queue) => queue.map([], { ordered: 1 })],
  ['map([], { settled: 1 })', TypeError, (queue) => queue.map([], { settled: 1 })],
  ['map([], { priority: 0.5 })', RangeError, (queue) => queue.map([], { priority: 0.5 })],
  ['map([], { signal: 1 })', TypeError, (queue) => queue.map([], { signal: 1 })],
  ["task('')", RangeError, (queue) => queue.task('')],
  ['task(5)', TypeError, (queue) => queue.task(5)],
  ['join({ timeout: -1 })', RangeError, (queue) => queue.join({ timeout: -1 })],
  ['join({ timeout: NaN })', RangeError, (queue) => queue.join({ timeout: NaN })],
  ['shutdown({ immediate: 1 })', TypeError, (queue) => queue.shutdown({ immediate: 1 })],
  ['setMaxSize()', TypeError, (queue) => queue.setMaxSize()],
  ['setMaxSize(1.5)', RangeError, (queue) => queue.setMaxSize(1.5)],
  ['setMaxSize(NaN)', RangeError, (queue) => queue.setMaxSize(NaN)],
  ['requeue(5)', TypeError, (queue) => queue.requeue(5)],
  ['redrive({ ids: [5] })', TypeError, (queue) => queue.redrive({ ids: [5] })],
  ["redrive(['a'])", TypeError, (queue) => queue.redrive(['a'])],
  ...[null, 5, 'a', {}, new Set()].map((ids): typeof refused[number] =>
    [`redrive({ ids: ${Object.prototype.toString.call(ids)} }), which would be all`, TypeError, (queue) => queue.redrive({ ids })]),
  ['redrive({ limit: -1 })', RangeError, (queue) => queue.redrive({ limit: -1 })],
  ["tasks({ state: 'lost' })", TypeError, (queue) => queue.tasks({ state: 'lost' })],
  ['tasks({ limit: -1 })', RangeError, (queue) => queue.tasks({ limit: -1 })],
  ['tasks({ state: {} })', TypeError, (queue) => queue.tasks({ state: Object.create(null) as unknown })],
  ['tasks({ holder: 5 })', TypeError, (queue) => queue.tasks({ holder: 5 })],
  ["tasks({ after: '' })", RangeError, (queue) => queue.tasks({ after: '' })],
  ['watch({ signal: 1 })', TypeError, (queue) => queue.watch({ signal: 1 })]
]

const badOptions: Array<[options: object, error: typeof TypeError | typeof RangeError]> = [
  [{ maxSize: 1.5 }, RangeError], [{ maxSize: '5' }, TypeError], [{ order: 'random' }, TypeError], [{ order: 'toString' }, TypeError],
  [{ leaseMs: 99 }, RangeError], [{ leaseMs: Infinity }, RangeError], [{ maxRunMs: 0 }, RangeError], [{ maxAttempts: 0 }, RangeError],
  [{ maxAttempts: NaN }, RangeError], [{ backoff: 5 }, TypeError], [{ backoff: { type: 'none' } }, TypeError], [{ backoff: { delay: -1 } }, RangeError],
  [{ backoff: { maxDelay: NaN } }, RangeError], [{ backoff: { jitter: 1.1 } }, RangeError], [{ backoff: { jitter: NaN } }, RangeError],
  [{ backoff: { jitter: null } }, TypeError], [{ backoff: { jitter: '0.5' } }, TypeError], [{ backoff: [] }, TypeError], [{ order: null }, TypeError],
  [{ resultTtl: -1 }, RangeError], [{ dedupTtl: NaN }, RangeError], [{ grace: { closed: -1 } }, RangeError], [{ grace: { silent: NaN } }, RangeError],
  [{ grace: null }, TypeError], [{ reopen: 1 }, TypeError], [{ input: {} }, TypeError], [{ output: 5 }, TypeError], [{ input: null }, TypeError]
]

describe('bad arguments', () => {
  for (const [call, error, make] of refused) {
    it(`${call} is a ${error.name}, and nothing is sent`, async () => {
      const rig = await started()
      const queue = rig.client.queue('q') as unknown as Loose
      const outcome = outcomeOf((async () => await make(queue))())
      await rig.clock.settle()
      expect(outcome.error).to.be.instanceOf(error)
      expect(rig.end.requests).to.deep.equal([])
      expect(rig.end.consumes).to.deep.equal([])
    })
  }

  for (const [name, error] of [['', RangeError], ['a b', RangeError], ['ü', RangeError], ['x'.repeat(129), RangeError], [5, TypeError], [undefined, TypeError]] as const) {
    it(`a queue cannot be called ${JSON.stringify(name)?.slice(0, 20)}`, async () => {
      const rig = await started()
      expect(() => rig.client.queue(name as string)).to.throw(error)
    })
  }

  for (const queue of [null, undefined, 5, [], ['q'], () => {}, { name: 5 }, { name: 'q', options: 5 }, { name: 'q', options: null }, { name: 'q', input: 5 }]) {
    it(`a queue is not defined by ${inspect(queue)}`, async () => {
      const rig = await started()
      expect(() => rig.client.queue(queue as unknown as string)).to.throw(TypeError, /^(a queue|a queue's name|options|input) /)
    })
  }

  for (const options of [null, 5, 'x', ['x'], true]) {
    it(`a queue's options are not ${inspect(options)}`, async () => {
      const rig = await started()
      expect(() => defineQueue('q', options as unknown as QueueOptions)).to.throw(TypeError, 'options must be an object')
      expect(() => rig.client.queue('q', options as unknown as QueueOptions)).to.throw(TypeError, 'options must be an object')
    })
  }

  it('a definition has its options already: others beside it would be left out', async () => {
    const rig = await started()
    const both = rig.client.queue.bind(rig.client) as (queue: unknown, options?: unknown) => Queue
    expect(() => both(defineQueue('q'), { maxSize: 5 })).to.throw(TypeError, 'give them to defineQueue()')
    expect(both(defineQueue('q'), undefined).name).to.equal('q')
  })

  it('what is not given in a backoff is as it is by default', () => {
    expect(() => defineQueue('q', { backoff: { delay: 5, jitter: undefined } })).not.to.throw()
  })

  it('a timeout longer than an integer can be is sent as the longest', async () => {
    const rig = await started()
    rig.client.queue('q').put('x', { timeout: 1e300 }).catch(() => {})
    rig.client.queue('q').put('y', { timeout: -1e300 }).catch(() => {})
    await rig.clock.settle()
    expect(rig.end.requests.map(({ put }) => put?.timeout)).to.deep.equal([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])
  })

  it('a queue may be called all that is allowed', async () => {
    const rig = await started()
    expect(rig.client.queue('a.B_9/x-' + 'y'.repeat(120)).name).to.have.lengthOf(128)
  })

  for (const [options, error] of badOptions) {
    it(`a queue cannot have ${JSON.stringify(options, (_, value: unknown) => typeof value === 'number' ? String(value) : value)}`, async () => {
      const rig = await started()
      expect(() => rig.client.queue('q', options as QueueOptions)).to.throw(error)
      expect(rig.end.requests).to.deep.equal([])
    })
  }

  for (const [init, error] of [
    [{ timeout: NaN }, RangeError], [{ name: 5 }, TypeError], [{ offline: null }, TypeError], [{ timeout: -1 }, RangeError], [{ timeout: '5' }, TypeError], [{ offline: 'maybe' }, TypeError]
  ] as const) {
    it(`a client cannot have ${JSON.stringify(init, (_, value: unknown) => typeof value === 'number' ? String(value) : value)}`, () => {
      const full = { dialer: {}, clock: systemClock, peerId: '', name: '', ...init } as unknown as ClientInit
      expect(() => createClient(full)).to.throw(error)
    })
  }

  for (const [options, error] of [
    [null, TypeError], ['x', TypeError], [[], TypeError], [{ deadline: -1 }, RangeError], [{ deadline: NaN }, RangeError], [{ deadline: '5' }, TypeError], [{ deadline: null }, TypeError], [{ deadline: 5n }, TypeError]
  ] as const) {
    it(`neither a client nor a worker can stop with ${inspect(options)}`, async () => {
      const rig = await started()
      const worker = rig.client.queue('q').process(() => {})
      const stops = [worker, rig.client].map((what) => outcomeOf(what.stop(options as unknown as StopOptions)))
      await rig.clock.settle()
      stops.forEach((stop) => { expect(stop.error).to.be.instanceOf(error).with.property('message').that.matches(/^(options|deadline) /) })
    })
  }
})
