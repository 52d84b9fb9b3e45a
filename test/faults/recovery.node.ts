import { cp, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { EmptyError, TaskExpiredError, createCoordinator } from '../../src/index.ts'
import { Child } from '../acceptance/child.ts'
import { collect, pause, rejection } from '../acceptance/support.ts'
import { checkDataDir } from '../../src/node/index.ts'
import { size } from './sizes.ts'
import type { Coordinator, CoordinatorInit, QueueStats } from '../../src/index.ts'

const KEY = new Uint8Array(32).fill(7)

/** Tasks that are put, and handed out, at a time. */
const BATCH = 1_000

describe('recovery from a dataDir', function () {
  this.timeout(size(300_000, 3_600_000))

  let directory: string
  const started: Coordinator[] = []

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'peerq-recovery-'))
  })

  afterEach(async () => {
    await Promise.all(started.splice(0).map(async (coordinator) => coordinator.stop()))
    await rm(directory, { recursive: true, force: true })
  })

  async function start (dataDir: string, init: Partial<CoordinatorInit> = {}): Promise<Coordinator> {
    const coordinator = await createCoordinator({ key: KEY, listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, dataDir, ...init })
    started.push(coordinator)

    return coordinator
  }

  /** What a kill -9 would leave: the files as they are while their coordinator runs. */
  async function startCopy (of: string): Promise<Coordinator> {
    const copy = join(directory, 'copy')
    await cp(of, copy, { recursive: true })

    return start(copy)
  }

  async function bytesIn (path: string): Promise<number> {
    const sizes = await Promise.all((await readdir(path)).map(async (name) => (await stat(join(path, name))).size))

    return sizes.reduce((sum, bytes) => sum + bytes, 0)
  }

  describe('brings back', () => {
    let before: Coordinator
    let after: Coordinator

    beforeEach(async () => {
      before = await start(join(directory, 'data'))
    })

    async function crash (): Promise<void> {
      after = await startCopy(join(directory, 'data'))
    }

    it('delays: a task is due when it would have been', async () => {
      const delayed = await before.queue('q').put('later', { delay: 5_000 })
      const put = performance.now()
      await crash()

      expect(await after.queue('q').task(delayed.id).status()).to.deep.include({ state: 'delayed' })
      expect(await rejection(after.queue('q').get({ block: false }))).to.be.instanceOf(EmptyError)
      expect(await after.queue('q').get({ timeout: 20_000 })).to.equal('later')
      expect(performance.now() - put).to.be.greaterThan(4_900)
    })

    it('ttls: what nobody has begun by then expires', async () => {
      const { id } = await before.queue('q').put('soon', { ttl: 1_500 })
      await crash()

      expect(await rejection(after.queue('q').task(id).result({ timeout: 20_000 }))).to.be.instanceOf(TaskExpiredError)
    })

    it('ids: a put with one that is known is no new task', async () => {
      await before.queue('q').put('x', { id: 'mine' })
      await before.queue('q').put('y', { id: 'done' })
      expect(await before.queue('q').get()).to.equal('x')
      await (await before.queue('q').reserve()).complete()
      await crash()

      expect(await after.queue('q').put('x', { id: 'mine' })).to.include({ isNew: false })
      expect(await after.queue('q').put('y', { id: 'done' })).to.include({ isNew: false })
      expect(await after.queue('q').size()).to.equal(0)
    })

    it('results within their retention', async () => {
      const { id } = await before.queue<string, string>('q').put('x')
      await (await before.queue('q').reserve()).complete('result')
      await crash()

      expect(await after.queue('q').task(id).result()).to.equal('result')
    })

    it('counters, and what join waits for', async () => {
      await before.queue('q').putMany([1, 2, 3])
      await before.queue('q').get()
      await before.queue('q').taskDone()
      const counts = async (of: Coordinator): Promise<QueueStats> => ({ ...await of.queue('q').stats(), putRate: 0, doneRate: 0, oldestReadyMs: 0 })
      const known = await counts(before)
      await crash()

      expect(await counts(after)).to.deep.equal(known).and.include({ put: 3, taken: 1, ready: 2, unfinished: 2 })
    })

    it('queues that are shut down, and those that are paused', async () => {
      await before.queue('shut').put('x')
      await before.queue('shut').shutdown()
      await before.queue('paused').put('x')
      await before.queue('paused').pause()
      await crash()

      expect(await after.queue('shut').isShutdown()).to.equal(true)
      expect(await after.queue('shut').get()).to.equal('x')
      expect((await after.queue('paused').stats()).paused).to.equal(true)
      expect(await rejection(after.queue('paused').get({ block: false }))).to.be.instanceOf(EmptyError)
      await after.queue('paused').resume()
      expect(await after.queue('paused').get()).to.equal('x')
    })

    it('places: what waited is served in the order in which it would have been', async () => {
      const items = Array.from({ length: 200 }, (_, index) => index)

      for (const item of items) {
        await before.queue('q').put(item, { priority: item % 3 })
      }

      await crash()
      await after.queue('q').shutdown()
      expect(await collect(after.queue<number>('q').items())).to.deep.equal(items.toSorted((a, b) => a % 3 - b % 3 || a - b))
    })
  })

  it('takes as much room as what there is, not as what ever happened', async () => {
    const tasks = size(200_000, 1_000_000)
    const dataDir = join(directory, 'data')
    const coordinator = await start(dataDir)
    const queue = coordinator.queue<number, number>('q', { resultTtl: 0, dedupTtl: 0 })
    const worker = queue.process((item) => item, { concurrency: BATCH })
    const begin = performance.now()
    let most = 0

    for (let put = 0; put < tasks; put += BATCH) {
      const handles = await queue.putMany(Array.from({ length: BATCH }, (_, index) => put + index))
      await handles.at(-1)?.result()
      most = put % 50_000 === 0 ? Math.max(most, await bytesIn(dataDir)) : most
    }

    while ((await queue.stats()).done < tasks) {
      await pause(20)
    }

    const ms = performance.now() - begin
    await worker.stop()
    await coordinator.stop()
    const left = await bytesIn(dataDir)
    const { ok, problems } = await checkDataDir(dataDir)

    console.log(`        ${tasks} tasks put and completed in ${Math.round(ms / 1_000)} s: ${mebibytes(left)} MiB in the end, ${mebibytes(most)} MiB at most`)
    expect(problems).to.deep.equal([])
    expect(ok).to.equal(true)
    expect(left).to.be.below(64 * 1024 * 1024)
    expect(most).to.be.below(64 * 1024 * 1024)
  })

  it('is quick: with 100,000 waiting tasks', async () => {
    const tasks = 100_000
    const dataDir = join(directory, 'data')
    const queue = (await start(dataDir)).queue<string>('q')

    for (let put = 0; put < tasks; put += BATCH) {
      await queue.putMany(Array.from({ length: BATCH }, (_, index) => `a waiting task ${put + index}, with an item of about 64 bytes, as usual`))
    }

    const copy = join(directory, 'copy')
    await cp(dataDir, copy, { recursive: true })
    const child = new Child(fileURLToPath(new URL('programs/restart', import.meta.url)), { dataDir: copy })

    try {
      const { serving, ms, waiting } = await child.says('serving', 60_000)
      console.log(`        with ${tasks} waiting tasks it serves after ${Math.round(ms as number)} ms, ${Math.round(serving as number)} ms after its process began`)
      expect(waiting).to.equal(tasks)
      // two seconds on a machine that has nothing else to do
      expect(ms).to.be.below(10_000)
    } finally {
      await child.end()
    }
  })
})

function mebibytes (bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1)
}
