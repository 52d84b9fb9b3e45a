import { expect } from 'chai'
import { ResultExpiredError, TaskCancelledError, TaskExpiredError, TaskFailedError, TimeoutError } from '../../src/errors.ts'
import { MemoryStore } from '../../src/storage/memory.ts'
import { createFarm, outcomeOf } from './farm.ts'
import type { Queue, QueueOptions, TaskHandle } from '../../src/client/index.ts'
import type { Farm, FarmInit } from './farm.ts'

/** For how long a session that went away is remembered: milliseconds. */
const FORGOTTEN_MS = 600_000

describe('a result', () => {
  let farm: Farm
  let queue: Queue<string, string>

  async function open (options: QueueOptions = {}, init: FarmInit = {}): Promise<void> {
    farm = await createFarm(options, init)
    queue = farm.peer('a').queue('q')
  }

  async function put (item = 'x'): Promise<TaskHandle<string>> {
    return farm.now(queue.put(item, { id: item }))
  }

  async function complete (result?: string): Promise<void> {
    const lease = await farm.now(farm.peer('b').queue<string, string | undefined>('q').reserve({ block: false }))
    await farm.now(lease.complete(result))
  }

  /** What another client is told of it. */
  async function askedBy (name: string): Promise<string> {
    const outcome = outcomeOf(farm.peer(name).queue<string, string>('q').task('x').result({ timeout: 0 }))
    await farm.settle()

    return outcome.value ?? outcome.error?.constructor.name ?? 'waiting'
  }

  describe('is given', () => {
    it('to those who asked before, while and after it came, wherever they are', async () => {
      await open()
      const handle = await put()
      const others = [farm.peer('b').queue<string, string>('q').task('x'), farm.queue<string, string>('q').task('x')]
      const before = [handle, ...others].map((each) => outcomeOf(each.result()))
      await farm.settle()
      const lease = await farm.now(farm.peer('b').queue<string, string>('q').reserve())
      const during = [handle, ...others].map((each) => outcomeOf(each.result()))
      await farm.now(lease.complete('done'))
      const after = [handle, ...others].map((each) => outcomeOf(each.result()))
      await farm.settle()
      expect([...before, ...during, ...after].map(({ value }) => value)).to.deep.equal(new Array<string>(9).fill('done'))
    })

    it('to one who was cut off when it came', async () => {
      await open()
      const result = outcomeOf((await put()).result())
      await farm.settle()
      await farm.peer('a').cut()
      await complete('done')
      await farm.advance(20_000)
      expect(result.state).to.equal('waiting')
      await farm.peer('a').reconnect()
      expect(result.value).to.equal('done')
    })

    it('to one whose coordinator was restarted before it came, and after', async () => {
      await open({}, { store: new MemoryStore() })
      const first = outcomeOf((await put()).result())
      const second = await put('y')
      await farm.restart(1_000)
      await farm.advance(6_000)
      await complete('first')
      await complete('second')
      expect(first.value).to.equal('first')
      await farm.restart(1_000)
      await farm.advance(6_000)
      expect(await farm.now(second.result())).to.equal('second')
    })

    it('as nothing when there was none, or when a get has taken the item', async () => {
      await open()
      const handles = [await put('x'), await put('y')]
      await complete()
      await farm.now(farm.peer('b').queue('q').get())
      expect(await farm.now(Promise.all(handles.map((handle) => handle.result())))).to.deep.equal([undefined, undefined])
    })

    it('in time, or not', async () => {
      await open()
      const handle = await put()
      const result = outcomeOf(handle.result({ timeout: 1_000 }))
      await farm.advance(999)
      expect(result.state).to.equal('waiting')
      await farm.advance(1)
      expect(result.error).to.be.instanceOf(TimeoutError).and.include({ outcome: 'none' })
      expect(await farm.refusal(handle.result({ timeout: 0 }))).to.be.instanceOf(TimeoutError)
      expect(await farm.refusal(handle.result({ timeout: -1 }))).to.be.instanceOf(RangeError)
    })

    it('or its wait is called off', async () => {
      await open()
      const abort = new AbortController()
      const result = outcomeOf((await put()).result({ signal: abort.signal }))
      await farm.settle()
      abort.abort('enough')
      await farm.settle()
      expect(result.error).to.equal('enough')
      expect(await farm.stats(), 'the task is nobody else’s').to.include({ ready: 1, cancelled: 0 })
    })
  })

  describe('is an error when the task', () => {
    for (const [how, error, end] of [
      ['is cancelled', TaskCancelledError, async () => { await farm.now(farm.peer('b').queue('q').task('x').cancel()) }],
      ['is purged', TaskCancelledError, async () => { await farm.now(farm.queue('q').purge()) }],
      ['is dropped by an immediate shutdown', TaskCancelledError, async () => { await farm.now(farm.queue('q').shutdown({ immediate: true })) }],
      ['expires', TaskExpiredError, async () => { await farm.advance(1_000) }],
      ['is dead', TaskFailedError, async () => { await farm.now((await farm.now(farm.queue('q').reserve())).fail(new Error('no'), { retry: false })) }]
    ] as const) {
      it(`${how}, to those who asked before and after`, async () => {
        await open()
        const handle = await farm.now(queue.put('x', { id: 'x', ttl: 1_000 }))
        const before = outcomeOf(handle.result())
        await farm.settle()
        await end()
        expect(before.error).to.be.instanceOf(error)
        expect(await farm.refusal(farm.peer('b').queue('q').task('x').result())).to.be.instanceOf(error)
      })
    }

    it('is not known', async () => {
      await open()
      expect(await farm.refusal(queue.task('nobody').result())).to.be.instanceOf(ResultExpiredError)
      expect(await farm.refusal(queue.task('nobody').status())).to.be.instanceOf(ResultExpiredError)
      expect(await farm.now(queue.task('nobody').cancel())).to.equal(false)
    })
  })

  describe('is kept', () => {
    it('for whoever put the task, however long that takes to ask', async () => {
      await open({ resultTtl: 1_000 })
      const handle = await put()
      await complete('done')
      await farm.advance(3 * FORGOTTEN_MS)
      expect(await farm.now(handle.result())).to.equal('done')
    })

    it('for resultTtl from when its putter has it, and not longer', async () => {
      await open({ resultTtl: 10_000, dedupTtl: 0 })
      const handle = await put()
      await complete('done')
      await farm.advance(60_000)
      await farm.now(handle.result())
      await farm.advance(9_999)
      expect(await askedBy('b')).to.equal('done')
      await farm.advance(1)
      expect(await askedBy('b')).to.equal('ResultExpiredError')
      expect(await farm.now(handle.result()), 'its handle has it').to.equal('done')
      expect(await farm.conserves()).to.include({ done: 1, evicted: 0 })
    })

    it('for resultTtl from when its putter was waiting and got it', async () => {
      await open({ resultTtl: 10_000, dedupTtl: 0 })
      const result = outcomeOf((await put()).result())
      await complete('done')
      expect(result.value).to.equal('done')
      await farm.advance(9_999)
      expect(await askedBy('b')).to.equal('done')
      await farm.advance(1)
      expect(await askedBy('b')).to.equal('ResultExpiredError')
    })

    it('for resultTtl from when its putter has said goodbye', async () => {
      await open({ resultTtl: 10_000, dedupTtl: 0 })
      await put()
      await complete('done')
      await farm.advance(60_000)
      await farm.now(farm.peer('a').client.stop())
      await farm.advance(9_999)
      expect(await askedBy('b')).to.equal('done')
      await farm.advance(1)
      expect(await askedBy('b')).to.equal('ResultExpiredError')
    })

    it('while its putter is away and may come back', async () => {
      await open({ resultTtl: 1_000 })
      const handle = await put()
      await complete('done')
      await farm.peer('a').cut()
      await farm.advance(300_000)
      await farm.peer('a').reconnect()
      expect(await farm.now(handle.result())).to.equal('done')
    })

    it('not at all when resultTtl is 0, but for those who wait', async () => {
      await open({ resultTtl: 0, dedupTtl: 0 })
      const result = outcomeOf((await put()).result())
      await farm.settle()
      await complete('done')
      await farm.advance(1)
      expect(result.value).to.equal('done')
      expect(await askedBy('b')).to.equal('ResultExpiredError')
    })

    it('only while there is room: the oldest that nobody waits for goes first, and is counted', async () => {
      await open({}, { limits: { maxResults: 2 } })

      for (const item of ['1', '2', '3']) {
        const handle = await put(item)
        await complete('done')
        await farm.now(handle.result())
      }

      const waited = await put('4')
      await complete('done')
      const ask = async (id: string): Promise<string | undefined> => {
        const outcome = outcomeOf(farm.peer('b').queue<string, string>('q').task(id).result())
        await farm.settle()
        return outcome.value ?? outcome.error?.name
      }
      expect([await ask('1'), await ask('2'), await ask('3'), await ask('4')]).to.deep.equal(['ResultExpiredError', 'done', 'done', 'done'])
      expect(await farm.now(waited.result())).to.equal('done')
      expect(await farm.conserves()).to.include({ put: 4, done: 4, evicted: 2 })
    })
  })
})
