import { expect } from 'chai'
import { createCoordinator, TaskCancelledError, TaskFailedError } from '../../src/index.ts'
import type { Coordinator, Queue, Worker } from '../../src/index.ts'
import type { Work } from './handlers/work.ts'

const MODULE = new URL('./handlers/work.ts', import.meta.url)

describe('a handler in threads', () => {
  let farm: Coordinator
  let queue: Queue<Work>
  let worker: Worker

  beforeEach(async () => {
    farm = await createCoordinator({ key: new Uint8Array(32), listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false })
    queue = farm.queue<Work>('work', { leaseMs: 300, maxAttempts: 1 })
    worker = queue.process(MODULE, { threads: 2 })
  })

  afterEach(async () => {
    await worker.stop({ deadline: 0 })
    await farm.stop()
  })

  it('returns its result', async () => {
    expect(await queue.run({ do: 'return', value: new Map([[1, new Uint8Array([2])]]) })).to.deep.equal(new Map([[1, new Uint8Array([2])]]))
  })

  it('knows what it works on, and can extend its lease', async () => {
    const handle = await queue.put({ do: 'about' })

    expect(await handle.result()).to.include({ id: handle.id, queue: 'work', attempt: 1 })
  })

  it('tells of its progress', async () => {
    await queue.pause()
    const handle = await queue.put({ do: 'progress', values: [1, 2, 3] })
    const seen: unknown[] = []

    const watching = (async () => {
      for await (const value of handle.progress()) {
        seen.push(value)
      }
    })()
    // by its answer somebody watches
    await queue.resume()
    await watching

    expect(seen.at(-1)).to.equal(3)
    expect(await handle.result()).to.equal('told')
  })

  it('fails its task with the error that it threw', async () => {
    const error = await queue.run({ do: 'throw' }).catch((err: unknown) => err)

    expect(error).to.be.instanceOf(TaskFailedError)
    expect((error as TaskFailedError).remote).to.include({ remoteName: 'RangeError', remoteMessage: 'thrown in a thread' })
  })

  it('decides with a TaskError whether another attempt is made', async () => {
    let failures = 0
    worker.addEventListener('task:fail', () => { failures++ })
    await queue.run({ do: 'throw', name: 'TaskError', retry: false }, { maxAttempts: 5 }).catch(() => {})

    expect(failures).to.equal(1)
  })

  it('fails its task when its result cannot be cloned, without another attempt', async () => {
    let attempts = 0
    worker.addEventListener('task:start', () => { attempts++ })
    const error = await queue.run({ do: 'uncloneable' }, { maxAttempts: 5 }).catch((err: unknown) => err)

    expect(error).to.be.instanceOf(TaskFailedError)
    expect((error as TaskFailedError).remote.remoteName).to.equal('DataCloneError')
    expect(attempts).to.equal(1)
  })

  it('fails its task when it ends its thread, and the next one has another', async () => {
    expect(await queue.run({ do: 'exit' }).catch((err: unknown) => err)).to.be.instanceOf(TaskFailedError)
    expect(await queue.run({ do: 'return', value: 1 })).to.equal(1)
  })

  it('keeps its lease while it spins for ten times as long', async () => {
    const handle = await queue.put({ do: 'spin', ms: 3_000 })

    expect(await handle.result()).to.equal('spun')
    expect((await handle.status()).attempts).to.equal(1)
  })

  it('does not keep others waiting while it spins', async () => {
    const spinning = await queue.put({ do: 'spin', ms: 10_000 })

    expect(await queue.run({ do: 'return', value: 'at once' })).to.equal('at once')
    expect((await spinning.status()).state).to.equal('leased')
    expect(await spinning.cancel()).to.equal(true)
  })

  it('hears that it was cancelled', async () => {
    const aborted = new Promise<unknown>((resolve) => { worker.addEventListener('task:abort', ({ detail }) => { resolve(detail.reason) }) })
    const started = new Promise((resolve) => { worker.addEventListener('task:start', resolve) })
    const handle = await queue.put({ do: 'wait' })
    await started
    await handle.cancel()

    expect(await handle.result().catch((err: unknown) => err)).to.be.instanceOf(TaskCancelledError)
    expect(await aborted).to.equal('cancelled')
  })

  it('loses its thread when it is cancelled and does not listen', async () => {
    const started = new Promise((resolve) => { worker.addEventListener('task:start', resolve) })
    const handle = await queue.put({ do: 'spin', ms: 20_000 })
    await started
    await handle.cancel()

    while (worker.active > 0) {
      await new Promise((resolve) => { setTimeout(resolve, 50) })
    }

    expect(await queue.run({ do: 'return', value: 'again' })).to.equal('again')
  })

  it('is refused for what is no file, and threads for what is no module', () => {
    expect(() => queue.process(new URL('https://example.org/handler.js'))).to.throw(TypeError, 'file:')
    expect(() => queue.process(() => {}, { threads: 2 })).to.throw(TypeError, 'threads need a module')
    expect(() => queue.process(MODULE, { threads: 0 })).to.throw(RangeError, 'threads')
  })
})
