import { expect } from 'chai'
import { grantOf, started } from './support.ts'
import type { Client, Lease, Queue, TaskHandle } from '../../src/client/index.ts'
import type { Rig } from './support.ts'

/** What a caller may have at hand. */
interface Hands {
  client: Client
  queue: Queue
  handle: TaskHandle
  lease: Lease

  /** What a handler that runs can do. */
  extend: (ms: number) => Promise<void>
}

const first = (loop: AsyncIterable<unknown>): void => { void loop[Symbol.asyncIterator]().next() }

function * broken (): Generator<number> {
  yield 1
  throw new Error('no')
}

async function * endless (): AsyncGenerator<number> {
  yield 1
  await new Promise(() => {})
}

/** Everything that promises something, called by somebody who does not care. */
const CALLS: Record<string, (hands: Hands) => void> = {
  put: ({ queue }) => { void queue.put('x') },
  'put of what cannot be carried': ({ queue }) => { void queue.put(() => {}) },
  putMany: ({ queue }) => { void queue.putMany(['x', 'y']) },
  run: ({ queue }) => { void queue.run('x') },
  'run that was aborted': ({ queue }) => { void queue.run('x', { signal: AbortSignal.abort() }) },
  map: ({ queue }) => { first(queue.map([1, 2])) },
  'map over a source that throws': ({ queue }) => { first(queue.map(broken())) },
  'map over a source without an end': ({ queue }) => { first(queue.map(endless())) },
  get: ({ queue }) => { void queue.get() },
  'get with a bad timeout': ({ queue }) => { void queue.get({ timeout: NaN }) },
  items: ({ queue }) => { first(queue.items()) },
  leases: ({ queue }) => { first(queue.leases()) },
  reserve: ({ queue }) => { void queue.reserve() },
  size: ({ queue }) => { void queue.size() },
  empty: ({ queue }) => { void queue.empty() },
  full: ({ queue }) => { void queue.full() },
  taskDone: ({ queue }) => { void queue.taskDone() },
  join: ({ queue }) => { void queue.join() },
  shutdown: ({ queue }) => { void queue.shutdown() },
  isShutdown: ({ queue }) => { void queue.isShutdown() },
  setMaxSize: ({ queue }) => { void queue.setMaxSize(1) },
  pause: ({ queue }) => { void queue.pause() },
  resume: ({ queue }) => { void queue.resume() },
  purge: ({ queue }) => { void queue.purge() },
  requeue: ({ queue }) => { void queue.requeue('x') },
  redrive: ({ queue }) => { void queue.redrive() },
  tasks: ({ queue }) => { first(queue.tasks()) },
  watch: ({ queue }) => { first(queue.watch()) },
  stats: ({ queue }) => { void queue.stats() },
  'the end of a worker': ({ queue }) => { void queue.process(() => {}).ended },
  'stop of a worker': ({ queue }) => { void queue.process(() => {}).stop() },
  result: ({ handle }) => { void handle.result() },
  cancel: ({ handle }) => { void handle.cancel() },
  status: ({ handle }) => { void handle.status() },
  progress: ({ handle }) => { first(handle.progress()) },
  complete: ({ lease }) => { void lease.complete() },
  'complete with what cannot be carried': ({ lease }) => { void lease.complete(() => {}) },
  fail: ({ lease }) => { void lease.fail(new Error('no')) },
  release: ({ lease }) => { void lease.release() },
  extend: ({ lease }) => { void lease.extend(1_000) },
  'extend by nothing': ({ lease }) => { void lease.extend(0) },
  'the end of a block': ({ lease }) => { void lease[Symbol.asyncDispose]() },
  'extend in a handler': ({ extend }) => { void extend(1_000) },
  peers: ({ client }) => { void client.peers() },
  'stop with a bad deadline': ({ client }) => { void client.stop({ deadline: -1 }) }
}

const ENDS: Record<string, (rig: Rig) => Promise<void>> = {
  'its client stops': async (rig) => {
    const stopped = rig.client.stop({ deadline: 0 })
    await rig.clock.advance(3_000)
    await stopped
  },
  'the coordinator stops for good': async (rig) => { await rig.end.goodbye('FOR_GOOD') },
  'there is no connection for too long': async (rig) => {
    rig.isSilent = true
    await rig.end.cut()
    await rig.clock.advance(60_000)
  },
  'the session is refused': async (rig) => { await rig.end.goodbye('REFUSED', { status: 'PERMISSION', message: 'no' }) }
}

describe('a promise that nobody awaits is no unhandled rejection', () => {
  const unhandled: unknown[] = []
  const note = (reason: unknown): void => { unhandled.push(reason) }

  before(() => { process.on('unhandledRejection', note) })
  after(() => { process.off('unhandledRejection', note) })

  async function handsOf (rig: Rig): Promise<Hands> {
    const queue = rig.client.queue('q')
    const reserved = queue.reserve()
    const running = Promise.withResolvers<Hands['extend']>()
    rig.client.queue('other').process(async (_, { extend }) => {
      running.resolve(extend)
      await new Promise(() => {})
    })
    await rig.clock.settle()
    await rig.end.reply(1, { grant: grantOf(7, 'x') })
    await rig.end.grant(1, 8)

    return { client: rig.client, queue, handle: queue.task('t'), lease: await reserved, extend: await running.promise }
  }

  for (const [how, end] of Object.entries(ENDS)) {
    it(`when ${how}, whatever the call`, async () => {
      for (const [name, call] of Object.entries(CALLS)) {
        const rig = await started()
        call(await handsOf(rig))
        await rig.clock.settle()
        await end(rig)
        await rig.clock.settle()
        expect(unhandled, name).to.deep.equal([])
      }
    })
  }
})
