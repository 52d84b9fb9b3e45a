import { prometheusMetrics } from '@libp2p/prometheus-metrics'
import { expect } from 'chai'
import { createLibp2p } from 'libp2p'
import { Registry } from 'prom-client'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { connect, coordinator, defineQueue, generateKey, pskNoise, TaskError } from '../../src/index.ts'
import { COUNTED, MEASURED } from '../../src/node/metrics.ts'
import { collect, inTime, LOOPBACK, rejection, Stage, until } from './support.ts'
import type { Coordinator, CoordinatorService, Queue } from '../../src/index.ts'

describe('metrics', function () {
  this.timeout(60_000)

  let stage: Stage
  let registry: Registry

  beforeEach(() => {
    stage = new Stage()
    registry = new Registry()
  })

  afterEach(async () => {
    await stage.end()
  })

  const metrics = (): ReturnType<typeof prometheusMetrics> => prometheusMetrics({ registry, collectDefaultMetrics: false })

  /** What Prometheus would be told of a metric, by the value of its label; '' without one. */
  async function scrape (name: string): Promise<Record<string, number>> {
    const lines = (await registry.metrics()).split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))

    return Object.fromEntries(lines.map((line) => {
      const [, label = '', value] = /^\w+(?:\{\w+="(.*)"\})? (\S+)$/.exec(line) ?? []

      return [label, Number(value)]
    }))
  }

  /** Every counter of tasks, by queue and event; those at 0 left out. */
  async function counters (): Promise<Record<string, number>> {
    const all: Record<string, number> = {}

    for (const [type, { name }] of Object.entries(COUNTED)) {
      Object.entries(await scrape(name)).forEach(([queue, value]) => { all[`${queue} ${type}`] = value })
    }

    return all
  }

  it('count what happened, as the events tell it, through kills, failures, cancels and expiries', async () => {
    const farm = await stage.coordinator({
      metrics: metrics(),
      queues: [
        defineQueue('tasks', { grace: { closed: 300 }, backoff: { type: 'fixed', delay: 1, maxDelay: 1, jitter: 0 } }),
        defineQueue('other')
      ]
    })
    const told: Record<string, number> = {}
    const done = new AbortController()
    const watching = collectInto(told, farm, done.signal)

    await faultRun(farm.queue('tasks'), stage)
    await oddEnds(farm.queue('other'))
    await until('nothing is left to happen', async () => Object.values(await farm.stats()).every(({ leased, delayed }) => leased + delayed === 0))
    await farm.queue('other').put('the last one')
    await until('all of it was told', () => told['other task:put'] === 5)
    done.abort()
    await watching

    expect(await counters()).to.deep.equal(told)
    expect(Object.keys(told)).to.include.members(Object.keys(COUNTED).map((type) => `${type === 'task:expire' || type === 'task:drop' ? 'other' : 'tasks'} ${type}`))
  })

  it('measure what stats says', async () => {
    const farm = await stage.coordinator({ metrics: metrics(), queues: [defineQueue('a', { maxSize: 5 }), defineQueue('b', { maxSize: -1 })] })
    await farm.queue('a').putMany([1, 2, 3])
    await farm.queue('a').put('later', { delay: 100_000 })
    await (await stage.client()).queue('a').reserve()
    await farm.queue('b').pause()
    await farm.queue('b').shutdown()
    const stats = await farm.stats()

    for (const { name, of } of MEASURED.filter(({ name }) => !name.endsWith('_seconds'))) {
      expect(await scrape(name), name).to.deep.equal({ a: of(stats.a!), b: of(stats.b!) })
    }

    await until('ages are in seconds', async () => {
      const { a } = await scrape('peerq_queue_oldest_ready_seconds')
      const { a: { oldestReadyMs } } = await farm.stats() as Record<'a', { oldestReadyMs: number }>

      return a! > 0 && a! * 1_000 <= oldestReadyMs && oldestReadyMs < 60_000
    })
    // the coordinator's own handles are a session too
    expect(await scrape('peerq_sessions')).to.deep.equal({ connected: 2, away: 0 })
    expect(await scrape('peerq_storage_failed')).to.deep.equal({ '': 0 })
  })

  it('count strangers', async () => {
    const farm = await stage.coordinator({ metrics: metrics() })
    await rejection(connect({ key: generateKey(), address: `127.0.0.1:${stage.port}`, timeout: 2_000 }))

    await until('it was counted', async () => (await scrape('peerq_peers_refused_total'))['']! > 0)
    expect(farm.peers()).to.have.lengthOf(1)
  })

  it('are found in the metrics of a node that is there already', async () => {
    const key = generateKey()
    const node = await createLibp2p<{ peerq: CoordinatorService }>({
      addresses: { listen: LOOPBACK },
      transports: [tcp()],
      connectionEncrypters: [pskNoise({ key })],
      streamMuxers: [yamux()],
      connectionMonitor: { enabled: false },
      metrics: metrics(),
      services: { peerq: coordinator({ queues: [defineQueue('tasks')] }) }
    })
    stage.add(async () => { await node.stop() })
    await node.services.peerq.queue('tasks').putMany([1, 2, 3])

    await until('it was counted', async () => (await scrape('peerq_tasks_put_total')).tasks === 3)
    expect(await scrape('peerq_queue_ready')).to.deep.equal({ tasks: 3 })
  })
})

/** Counts what `watch` tells until the signal aborts, by queue and event. */
async function collectInto (told: Record<string, number>, farm: Coordinator, signal: AbortSignal): Promise<void> {
  try {
    for await (const happening of farm.watch({ signal })) {
      expect(happening.type, 'a gap').to.not.equal('gap')

      if (happening.type !== 'gap') {
        const key = `${happening.queue} ${happening.type}`
        told[key] = (told[key] ?? 0) + 1
      }
    }
  } catch (err) {
    expect(err).to.equal(signal.reason)
  }
}

/** Workers that die, one that hangs and is relieved, tasks that fail, are called off and come back from the dead. */
async function faultRun (tasks: Queue<unknown, unknown>, stage: Stage): Promise<void> {
  const doomed = await Promise.all(['a', 'b'].map(async (name) => stage.child('worker', { manner: 'hang', name, concurrency: 3 })))
  const handles = await tasks.putMany(Array.from({ length: 50 }, (_, i) => i))
  await Promise.all(doomed.map(async (child) => child.says('start')))
  await Promise.all(doomed.map(async (child) => child.kill()))
  await handles[40]?.cancel()
  await (await tasks.reserve()).release()

  const worker = tasks.process((item) => {
    if (item === 7) {
      throw new TaskError('it fails every time')
    }

    return item
  }, { concurrency: 4 })

  const ends = await inTime('the end of all tasks', Promise.allSettled(handles.map(async (handle) => handle.result())), 30_000)
  expect(ends.filter(({ status }) => status === 'rejected')).to.have.lengthOf(2)
  await worker.stop()
  expect(await tasks.redrive()).to.equal(1)
  expect(await tasks.get()).to.equal(7)
}

async function oddEnds (other: Queue): Promise<void> {
  const mayfly = await other.put('mayfly', { ttl: 1 })
  await rejection(mayfly.result())
  await other.putMany([1, 2, 3])
  expect(await other.purge()).to.equal(3)
  expect(await collect(other.tasks({ state: 'ready' }))).to.deep.equal([])
}
