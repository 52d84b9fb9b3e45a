import { expect } from 'chai'
import { EmptyError, FullError, ShutdownError, TimeoutError } from '../../src/errors.ts'
import { createFarm, outcomeOf } from './farm.ts'
import type { Queue, QueueOptions } from '../../src/client/index.ts'
import type { Farm } from './farm.ts'

// The table of docs/from-python.md, line by line: what `queue.Queue` promises, kept at the
// coordinator and through peers alike.

const PLACES: Array<[place: string, queueOf: (farm: Farm) => Queue<string>]> = [
  ['at the coordinator', (farm) => farm.queue('q')],
  ['through a peer', (farm) => farm.peer('a').queue('q')]
]

for (const [place, queueOf] of PLACES) {
  describe(`queue.Queue, to the letter, ${place}`, () => {
    let farm: Farm
    let queue: Queue<string>

    async function open (options: QueueOptions = {}): Promise<void> {
      farm = await createFarm(options)
      queue = queueOf(farm)
    }

    async function put (...items: string[]): Promise<void> {
      for (const item of items) {
        await farm.now(queue.put(item))
      }
    }

    /** All that is ready, in the order in which it is given. */
    async function drain (): Promise<string[]> {
      const items: string[] = []

      while (!await farm.now(queue.empty())) {
        items.push(await farm.now(queue.get()))
      }

      return items
    }

    async function unfinished (): Promise<number> {
      return (await farm.conserves()).unfinished
    }

    describe('arguments', () => {
      for (const maxSize of [0, -1, -5, Infinity]) {
        it(`a maxSize of ${maxSize} is unbounded: full() is always false`, async () => {
          await open({ maxSize })
          await put('x', 'y', 'z')
          expect(await farm.now(queue.full())).to.equal(false)
          expect(await farm.now(queue.size())).to.equal(3)
        })
      }

      it('get({ timeout: -1 }) is a RangeError with an item present: the argument is checked before the item', async () => {
        await open()
        await put('x')
        expect(await farm.refusal(queue.get({ timeout: -1 }))).to.be.instanceOf(RangeError)
        expect(await farm.now(queue.size())).to.equal(1)
      })

      it('get({ block: false, timeout: -1 }) ignores the timeout: the item, or EmptyError', async () => {
        await open()
        await put('x')
        expect(await farm.now(queue.get({ block: false, timeout: -1 }))).to.equal('x')
        expect(await farm.refusal(queue.get({ block: false, timeout: -1 }))).to.be.instanceOf(EmptyError)
      })

      it('get({ timeout: 0 }) on an empty queue is an EmptyError at once', async () => {
        await open()
        expect(await farm.refusal(queue.get({ timeout: 0 }))).to.be.instanceOf(EmptyError)
      })

      it('put(x, { timeout: -1 }) on an unbounded queue succeeds: the timeout is looked at only where maxSize > 0', async () => {
        await open()
        await farm.now(queue.put('x', { timeout: -1 }))
        expect(await drain()).to.deep.equal(['x'])
      })

      it('put(x, { timeout: -1 }) on a bounded queue with room is a RangeError', async () => {
        await open({ maxSize: 1 })
        expect(await farm.refusal(queue.put('x', { timeout: -1 }))).to.be.instanceOf(RangeError)
        expect(await farm.now(queue.empty())).to.equal(true)
      })

      it('put(x, { block: false, timeout: -1 }) on a full queue is a FullError', async () => {
        await open({ maxSize: 1 })
        await put('x')
        expect(await farm.refusal(queue.put('y', { block: false, timeout: -1 }))).to.be.instanceOf(FullError)
        expect(await farm.refusal(queue.put('y', { timeout: 0 }))).to.be.instanceOf(FullError)
        expect(await farm.now(queue.full())).to.equal(true)
      })

      it('get({ timeout: -1 }) on a shut-down queue is a ShutdownError when it is empty, a RangeError when it is not', async () => {
        await open()
        await put('x')
        await farm.now(queue.shutdown())
        expect(await farm.refusal(queue.get({ timeout: -1 }))).to.be.instanceOf(RangeError)
        await drain()
        expect(await farm.refusal(queue.get({ timeout: -1 }))).to.be.instanceOf(ShutdownError)
      })

      it('NaN is a RangeError, and what is no number a TypeError', async () => {
        await open()
        expect(await farm.refusal(queue.get({ timeout: NaN }))).to.be.instanceOf(RangeError)
        expect(await farm.refusal(queue.put('x', { timeout: NaN }))).to.be.instanceOf(RangeError)
        expect(await farm.refusal(queue.get({ timeout: '1' as unknown as number }))).to.be.instanceOf(TypeError)
        expect(await farm.now(queue.size())).to.equal(0)
      })
    })

    describe('waiting', () => {
      it('a get waits until something is put', async () => {
        await open()
        const got = outcomeOf(queue.get())
        await farm.advance(300_000)
        expect(got.state).to.equal('waiting')
        await farm.now(farm.peer('b').queue<string>().put('x'))
        expect(got).to.deep.equal({ state: 'done', value: 'x' })
      })

      it('the deadline of a get is fixed once: items that others take do not move it', async () => {
        await open()
        const first = outcomeOf(farm.peer('b').queue<string>().get())
        await farm.settle()
        const got = outcomeOf(queue.get({ timeout: 1_000 }))
        await farm.advance(600)
        await put('x')
        expect(first.value).to.equal('x')

        await farm.advance(399)
        expect(got.state).to.equal('waiting')
        await farm.advance(1)
        expect(got.error).to.be.instanceOf(EmptyError)
        expect(got.error?.message).to.contain('1000 ms')
      })

      it('the deadline of a put is fixed once: room that others take does not move it', async () => {
        await open({ maxSize: 1 })
        await put('x')
        const first = outcomeOf(farm.peer('b').queue<string>().put('y'))
        await farm.settle()
        const blocked = outcomeOf(queue.put('z', { timeout: 1_000 }))
        await farm.advance(600)
        await farm.now(farm.peer('b').queue().get())
        expect(first.state).to.equal('done')

        await farm.advance(399)
        expect(blocked.state).to.equal('waiting')
        await farm.advance(1)
        expect(blocked.error).to.be.instanceOf(FullError)
        expect(await drain()).to.deep.equal(['y'])
      })

      it('the deadline is on the monotonic clock: setting the machine’s clock does not move it', async () => {
        await open()
        const got = outcomeOf(queue.get({ timeout: 1_000 }))
        await farm.advance(500)
        farm.clock.wall = () => 0
        await farm.advance(499)
        expect(got.state).to.equal('waiting')
        farm.clock.wall = () => 4_000_000_000_000
        await farm.advance(1)
        expect(got.error).to.be.instanceOf(EmptyError)
      })

      it('an aborted get rejects with the signal’s reason, and takes nothing', async () => {
        await open()
        const abort = new AbortController()
        const reason = new Error('enough')
        const got = outcomeOf(queue.get({ signal: abort.signal }))
        await farm.settle()
        abort.abort(reason)
        await farm.settle()
        expect(got.error).to.equal(reason)

        await put('x')
        expect(await farm.now(queue.size())).to.equal(1)
        expect(await farm.conserves()).to.include({ getters: 0, taken: 0 })
      })

      it('an aborted put rejects with the signal’s reason, and puts nothing', async () => {
        await open({ maxSize: 1 })
        await put('x')
        const abort = new AbortController()
        const blocked = outcomeOf(queue.put('y', { signal: abort.signal }))
        await farm.settle()
        expect(await farm.stats()).to.include({ putters: 1 })
        abort.abort('enough')
        await farm.settle()
        expect(blocked.error).to.equal('enough')
        expect(await farm.stats()).to.include({ putters: 0 })
        expect(await drain()).to.deep.equal(['x'])
      })
    })

    describe('order', () => {
      it('is first in, first out', async () => {
        await open()
        await put('1', '2', '3')
        expect(await drain()).to.deep.equal(['1', '2', '3'])
      })

      it('is last in, first out where the queue says so', async () => {
        await open({ order: 'lifo' })
        await put('1', '2')
        expect(await farm.now(queue.get())).to.equal('2')
        await put('3', '4')
        expect(await drain()).to.deep.equal(['4', '3', '1'])
      })

      it('is the smallest priority first; equal priorities keep their order', async () => {
        await open()

        for (const [item, priority] of [['a5', 5], ['b-1', -1], ['c5', 5], ['d0', 0], ['e-1', -1], ['min', -(2 ** 31)], ['max', 2 ** 31 - 1]] as const) {
          await farm.now(queue.put(item, { priority }))
        }

        expect(await drain()).to.deep.equal(['min', 'b-1', 'e-1', 'd0', 'a5', 'c5', 'max'])
      })

      it('is the smallest priority first, and the newest of equal ones, in a last-in-first-out queue', async () => {
        await open({ order: 'lifo' })

        for (const [item, priority] of [['a1', 1], ['b0', 0], ['c1', 1], ['d0', 0]] as const) {
          await farm.now(queue.put(item, { priority }))
        }

        expect(await drain()).to.deep.equal(['d0', 'b0', 'c1', 'a1'])
      })

      for (const priority of [0.5, 2 ** 31, -(2 ** 31) - 1, NaN]) {
        it(`has no place for a priority of ${priority}`, async () => {
          await open()
          expect(await farm.refusal(queue.put('x', { priority }))).to.be.instanceOf(RangeError)
          expect(await farm.now(queue.empty())).to.equal(true)
        })
      }

      it('cannot be changed while tasks wait', async () => {
        await open()
        await put('x')
        expect(await farm.refusal(farm.queue('q', { order: 'lifo' }).size())).to.be.instanceOf(RangeError)
        await drain()
        await farm.now(farm.queue('q', { order: 'lifo' }).size())
        await put('1', '2')
        expect(await drain()).to.deep.equal(['2', '1'])
      })
    })

    describe('join and taskDone', () => {
      it('join() on a fresh queue returns at once', async () => {
        await open()
        await farm.now(queue.join())
      })

      it('unfinished: +1 at put, -1 at taskDone, not at get', async () => {
        await open()
        await put('x', 'y')
        expect(await unfinished()).to.equal(2)
        await drain()
        expect(await unfinished()).to.equal(2)
        await farm.now(queue.taskDone())
        expect(await unfinished()).to.equal(1)
      })

      it('join resolves when the counter reaches 0, even if a put follows at once', async () => {
        await open()
        await put('x')
        const joined = outcomeOf(queue.join())
        await farm.settle()
        const done = queue.taskDone()
        const again = queue.put('y')
        await farm.now(Promise.all([done, again]))
        expect(joined.state).to.equal('done')
        expect(await unfinished()).to.equal(1)
      })

      it('join resolves when the counter reaches 0, even if a put waits for the room that this makes', async () => {
        await open({ maxSize: 1 })
        await put('x')
        const joined = outcomeOf(queue.join())
        const blocked = outcomeOf(queue.put('y'))
        await farm.settle()
        expect([joined.state, blocked.state]).to.deep.equal(['waiting', 'waiting'])
        await farm.now(queue.purge())
        expect([joined.state, blocked.state]).to.deep.equal(['done', 'done'])
        expect(await unfinished()).to.equal(1)
      })

      it('join does not resolve at a counter that is above 0', async () => {
        await open()
        await put('x', 'y')
        const joined = outcomeOf(queue.join())
        await farm.now(queue.taskDone())
        await farm.advance(60_000)
        expect(joined.state).to.equal('waiting')
        await farm.now(queue.taskDone())
        expect(joined.state).to.equal('done')
      })

      it('join gives up in time, or when it is aborted', async () => {
        await open()
        await put('x')
        const abort = new AbortController()
        const timed = outcomeOf(queue.join({ timeout: 500 }))
        const aborted = outcomeOf(queue.join({ signal: abort.signal }))
        await farm.advance(499)
        expect(timed.state).to.equal('waiting')
        await farm.advance(1)
        expect(timed.error).to.be.instanceOf(TimeoutError)
        abort.abort('enough')
        await farm.settle()
        expect(aborted.error).to.equal('enough')
      })

      it('taskDone() below zero is a RangeError', async () => {
        await open()
        expect(await farm.refusal(queue.taskDone())).to.be.instanceOf(RangeError)
        await put('x')
        await farm.now(queue.taskDone())
        expect(await farm.refusal(queue.taskDone())).to.be.instanceOf(RangeError)
        expect(await unfinished()).to.equal(0)
      })
    })

    describe('setMaxSize', () => {
      it('below the size: full() is true, puts wait, nothing is dropped', async () => {
        await open()
        await put('1', '2', '3')
        await farm.now(queue.setMaxSize(2))
        expect(await farm.now(queue.full())).to.equal(true)
        const blocked = outcomeOf(queue.put('4'))
        await farm.settle()
        expect(await farm.now(queue.get())).to.equal('1')
        expect(blocked.state).to.equal('waiting')
        expect(await farm.now(queue.get())).to.equal('2')
        expect(blocked.state).to.equal('done')
        expect(await drain()).to.deep.equal(['3', '4'])
      })

      it('above it admits puts that wait, as many as there is room for, in their order', async () => {
        await open({ maxSize: 1 })
        await put('1')
        const blocked = []

        for (const item of ['2', '3', '4', '5']) {
          blocked.push(outcomeOf(queue.put(item)))
          await farm.settle()
        }

        await farm.now(queue.setMaxSize(3))
        expect(blocked.map(({ state }) => state)).to.deep.equal(['done', 'done', 'waiting', 'waiting'])
        await farm.now(queue.setMaxSize(0))
        expect(blocked.map(({ state }) => state)).to.deep.equal(['done', 'done', 'done', 'done'])
        expect(await drain()).to.deep.equal(['1', '2', '3', '4', '5'])
      })
    })

    describe('shutdown()', () => {
      it('ends blocked and later puts with a ShutdownError, also with block: false, also before a negative timeout is looked at', async () => {
        await open({ maxSize: 1 })
        await put('x')
        const blocked = outcomeOf(queue.put('y'))
        await farm.settle()
        await farm.now(queue.shutdown())
        expect(blocked.error).to.be.instanceOf(ShutdownError)

        for (const options of [{}, { block: false }, { timeout: -1 }, { block: false, timeout: -1 }, { timeout: 5_000 }]) {
          expect(await farm.refusal(queue.put('z', options)), JSON.stringify(options)).to.be.instanceOf(ShutdownError)
        }

        expect(await farm.refusal(queue.putMany(['z']))).to.be.instanceOf(ShutdownError)
        expect(await farm.now(queue.isShutdown())).to.equal(true)
      })

      it('lets gets drain, then ends them with a ShutdownError, those that wait too', async () => {
        await open()
        await put('x')
        await farm.now(queue.shutdown())
        expect(await farm.now(queue.get())).to.equal('x')
        expect(await farm.refusal(queue.get())).to.be.instanceOf(ShutdownError)
        expect(await farm.refusal(queue.get({ block: false }))).to.be.instanceOf(ShutdownError)
      })

      it('ends blocked gets of an empty queue', async () => {
        await open()
        const got = [queue, farm.queue('q'), farm.peer('b').queue()].map((each) => outcomeOf<unknown>(each.get()))
        await farm.settle()
        await farm.now(queue.shutdown())
        got.forEach(({ error }) => { expect(error).to.be.instanceOf(ShutdownError) })
        expect(await farm.conserves()).to.include({ getters: 0, shutdown: true })
      })

      it('leaves taskDone and join at work', async () => {
        await open()
        await put('x')
        await farm.now(queue.shutdown())
        const joined = outcomeOf(queue.join())
        await drain()
        expect(joined.state).to.equal('waiting')
        await farm.now(queue.taskDone())
        expect(joined.state).to.equal('done')
      })

      it('may be repeated, and raised to immediate, but not taken back', async () => {
        await open()
        await put('x')
        await farm.now(queue.shutdown())
        await farm.now(queue.shutdown())
        expect(await farm.now(queue.size())).to.equal(1)
        await farm.now(queue.shutdown({ immediate: true }))
        expect(await farm.now(queue.size())).to.equal(0)
        await farm.now(queue.shutdown())
        expect(await farm.refusal(queue.get())).to.be.instanceOf(ShutdownError)
        expect(await farm.conserves()).to.include({ dropped: 1, unfinished: 0 })
      })
    })

    describe('shutdown({ immediate: true })', () => {
      it('drops what waits: unfinished -= dropped', async () => {
        await open()
        await put('1', '2', '3', '4')
        await farm.now(queue.get())
        await farm.now(queue.shutdown({ immediate: true }))
        expect(await farm.conserves()).to.include({ ready: 0, dropped: 3, unfinished: 1 })
        expect(await farm.now(queue.empty())).to.equal(true)
      })

      it('ends blocked gets and puts with a ShutdownError', async () => {
        await open({ maxSize: 1 })
        await farm.now(queue.pause())
        await put('x')
        const got = outcomeOf(queue.get())
        const blocked = outcomeOf(queue.put('y'))
        await farm.settle()
        expect(await farm.stats()).to.include({ getters: 1, putters: 1 })
        await farm.now(queue.shutdown({ immediate: true }))
        expect(got.error).to.be.instanceOf(ShutdownError)
        expect(blocked.error).to.be.instanceOf(ShutdownError)
        expect(await farm.refusal(queue.get())).to.be.instanceOf(ShutdownError)
        expect(await farm.conserves()).to.include({ getters: 0, putters: 0, put: 1, dropped: 1 })
      })

      it('lets join return only when what is in flight is taskDone’d', async () => {
        await open()
        await put('1', '2', '3')
        await farm.now(queue.get())
        const joined = outcomeOf(queue.join())
        await farm.now(queue.shutdown({ immediate: true }))
        expect(joined.state).to.equal('waiting')
        await farm.now(queue.taskDone())
        expect(joined.state).to.equal('done')
        expect(await farm.refusal(queue.taskDone())).to.be.instanceOf(RangeError)
      })

      it('lets join return at once when nothing is in flight', async () => {
        await open()
        await put('1', '2')
        const joined = outcomeOf(queue.join())
        await farm.now(queue.shutdown({ immediate: true }))
        expect(joined.state).to.equal('done')
      })
    })

    it('a shut-down queue stays shut down: declaring it again does not reopen it unless asked', async () => {
      await open({ maxSize: 1 })
      await farm.now(queue.shutdown())
      await farm.now(farm.queue('q', { maxSize: 2 }).size())
      expect(await farm.now(queue.isShutdown())).to.equal(true)
      expect(await farm.refusal(queue.put('x'))).to.be.instanceOf(ShutdownError)
      await farm.now(farm.queue('q', { reopen: true }).size())
      expect(await farm.now(queue.isShutdown())).to.equal(false)
      await put('x', 'y')
      expect(await drain()).to.deep.equal(['x', 'y'])
    })
  })
}
