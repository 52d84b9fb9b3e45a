import { expect } from 'chai'
import { ConnectionError, LeaseLostError, PayloadError, PermissionError, TaskError } from '../../src/errors.ts'
import { byHand, Rig, Task } from './support.ts'

describe('a worker', () => {
  describe('runs its handler', () => {
    it('over every item, and completes the task with what it returns', async () => {
      const rig = new Rig(async (item) => `${String(item)}, done`)
      const completed = rig.note('task:complete')
      const task = new Task(1)
      await rig.give(task)
      expect(task.isStarted).to.equal(true)
      expect(task.settled).to.deep.equal([['complete', 'item 1, done']])
      expect(completed).to.deep.equal([{ id: 'task 1', queue: 'q', attempt: 1, token: 1, result: 'item 1, done' }])
    })

    it('also one that needs no waiting', async () => {
      const rig = new Rig((item) => item)
      const tasks = [1, 2, 3].map((token) => new Task(token))
      await rig.give(...tasks)
      expect(tasks.map(({ settled }) => settled)).to.deep.equal([[['complete', 'item 1']], [['complete', 'item 2']], [['complete', 'item 3']]])
    })

    it('as often at once as it may, in the order in which tasks came', async () => {
      const { runs, handler } = byHand()
      const rig = new Rig(handler, { concurrency: 2, prefetch: 5 })
      expect(rig.demands).to.deep.equal([{ concurrency: 2, prefetch: 5 }])
      const tasks = [1, 2, 3].map((token) => new Task(token))
      await rig.give(...tasks)
      expect(runs.map(({ item }) => item)).to.deep.equal(['item 1', 'item 2'])
      expect(rig.worker.active).to.equal(2)
      expect(tasks[2]?.isStarted).to.equal(false)
      runs[1]?.resolve(0)
      await rig.clock.settle()
      expect(runs.map(({ item }) => item)).to.deep.equal(['item 1', 'item 2', 'item 3'])
      expect(tasks[1]?.settled).to.deep.equal([['complete', 0]])
    })

    it('and tells it about its task', async () => {
      let told: unknown
      const rig = new Rig(async (_, { id, queue, attempt, token, signal, progress, extend }) => {
        told = { id, queue, attempt, token, isAborted: signal.aborted }
        progress(0.5)
        await extend(100)
      })
      const task = new Task(1)
      await rig.give(task)
      expect(told).to.deep.equal({ id: 'task 1', queue: 'q', attempt: 1, token: 1, isAborted: false })
      expect(task.reported).to.deep.equal([['progress', 0.5], ['extend', 100]])
    })

    it('without keeping everything else from its turn', async () => {
      const rig: Rig = new Rig(() => { rig.clock.stall(0.4) }, { prefetch: 20 })
      const tasks = Array.from({ length: 10 }, (_, i) => new Task(i + 1))
      tasks.forEach((task) => { rig.demander.assigned(task) })
      const done = tasks.filter(({ settled }) => settled.length > 0).length
      expect(done).to.be.within(2, 4)
      await rig.clock.settle()
      expect(tasks.every(({ settled }) => settled.length === 1)).to.equal(true)
    })
  })

  describe('fails the attempt', () => {
    const table: Array<[name: string, thrown: unknown, expected: object]> = [
      ['of a handler that rejects', new Error('no'), { retry: true, stack: false }],
      ['of one that throws what is no Error', 'no', { retry: true, stack: false }],
      ['of one that throws undefined', undefined, { retry: true, stack: false }],
      ['for good if the error says so', new TaskError('no', { retry: false }), { retry: false, delay: undefined, stack: false }],
      ['until the time that the error names', new TaskError('no', { delay: 500 }), { retry: true, delay: 500, stack: false }]
    ]

    for (const [name, thrown, expected] of table) {
      it(name, async () => {
        for (const handler of [async () => { throw thrown }, () => { throw thrown }]) {
          const rig = new Rig(handler)
          const failed = rig.note('task:fail')
          const task = new Task(1)
          await rig.give(task)
          expect(task.settled).to.deep.equal([['fail', thrown, expected]])
          expect(failed).to.deep.equal([{ id: 'task 1', queue: 'q', attempt: 1, token: 1, error: thrown, retry: (expected as { retry: boolean }).retry }])
          expect(rig.worker.active).to.equal(0)
        }
      })
    }

    it('with the stack if so asked', async () => {
      const rig = new Rig(() => { throw new Error('no') }, { stack: true })
      const task = new Task(1)
      await rig.give(task)
      expect(task.settled[0]).to.have.nested.property('[2].stack', true)
    })

    it('for good when the item cannot be read, without running', async () => {
      let ran = false
      const rig = new Rig(() => { ran = true })
      const error = new PayloadError('unreadable')
      const task = new Task(1, error)
      await rig.give(task)
      expect(task.settled).to.deep.equal([['fail', error, { retry: false, stack: false }]])
      expect(ran).to.equal(false)
    })

    it('for good when the result cannot be sent', async () => {
      const rig = new Rig(() => 'result')
      const failed = rig.note('task:fail')
      const completed = rig.note('task:complete')
      const error = new PayloadError('result.f cannot be carried')
      const task = new Task(1)
      task.answer = Promise.reject(error)
      await rig.give(task)
      expect(task.settled).to.deep.equal([['complete', 'result'], ['fail', error, { retry: false, stack: false }]])
      expect(failed).to.have.lengthOf(1)
      expect(completed).to.deep.equal([])
    })

    it('also when the delay that the error names is none', async () => {
      const rig = new Rig(() => { throw new TaskError('no', { delay: -1 }) })
      const task = new Task(1)
      task.answer = Promise.reject(new RangeError('delay is -1 ms'))
      await rig.give(task)
      expect(task.settled[1]).to.have.nested.property('[1].message', 'delay is -1 ms')
    })

    it('and warns when nobody listens', async () => {
      const rig = new Rig(() => { throw new TypeError('no') })
      await rig.give(new Task(1))
      expect(rig.warnings).to.have.lengthOf(1)
      expect(rig.warnings[0]).to.match(/queue 'q' failed \(TypeError: no\).*task:fail/)
      rig.note('task:fail')
      await rig.give(new Task(2))
      expect(rig.warnings).to.have.lengthOf(1)
    })
  })

  describe('loses a lease', () => {
    it('while the handler runs: says so, and frees the place when the handler returns', async () => {
      const { runs, handler } = byHand()
      const rig = new Rig(handler, { prefetch: 1 })
      const aborted = rig.note('task:abort')
      const tasks = [new Task(1), new Task(2)] as const
      await rig.give(...tasks)
      await rig.lose(tasks[0], 'cancelled')
      expect(runs[0]?.signal.aborted).to.equal(true)
      expect(aborted).to.deep.equal([{ id: 'task 1', queue: 'q', attempt: 1, token: 1, reason: 'cancelled' }])
      expect(tasks[0].settled).to.deep.equal([])
      expect(runs).to.have.lengthOf(1)
      runs[0]?.resolve('too late')
      await rig.clock.settle()
      expect(tasks[0].settled).to.have.lengthOf(1)
      expect(aborted).to.have.lengthOf(1)
      expect(runs).to.have.lengthOf(2)
    })

    it('before the handler began: it never does, and the place is freed', async () => {
      const { runs, handler } = byHand()
      const rig = new Rig(handler, { prefetch: 1 })
      const aborted = rig.note('task:abort')
      const tasks = [new Task(1), new Task(2)] as const
      await rig.give(...tasks)
      await rig.lose(tasks[1], 'lapsed')
      expect(tasks[1].settled).to.deep.equal([['release']])
      runs[0]?.resolve(0)
      await rig.clock.settle()
      expect(runs).to.have.lengthOf(1)
      expect(aborted).to.deep.equal([])
    })

    it('before its outcome was recorded', async () => {
      const rig = new Rig(() => 'result')
      const aborted = rig.note('task:abort')
      const completed = rig.note('task:complete')
      const task = new Task(1)
      task.answer = Promise.reject(new LeaseLostError('lost', 'maxRun'))
      await rig.give(task)
      expect(aborted).to.deep.equal([{ id: 'task 1', queue: 'q', attempt: 1, token: 1, reason: 'maxRun' }])
      expect(completed).to.deep.equal([])
    })

    it('that the coordinator has forgotten: asks for less until the handler returns', async () => {
      const { runs, handler } = byHand()
      const rig = new Rig(handler, { concurrency: 3 })
      const tasks = [new Task(1), new Task(2)] as const
      await rig.give(...tasks)
      await rig.lose(tasks[0], 'history')
      expect(rig.demander.demand()).to.deep.equal({ concurrency: 2, prefetch: 0 })
      runs[0]?.resolve(0)
      await rig.clock.settle()
      expect(rig.demands.at(-1)).to.deep.equal({ concurrency: 3, prefetch: 0 })
    })
  })

  describe('stops', () => {
    it('when its handlers have returned, and hands back what had not begun', async () => {
      const { runs, handler } = byHand()
      const rig = new Rig(handler, { prefetch: 1 })
      const tasks = [new Task(1), new Task(2)] as const
      await rig.give(...tasks)
      let isStopped = false
      void rig.worker.stop().then(() => { isStopped = true })
      await rig.clock.settle()
      expect(rig.isClosed).to.equal(true)
      expect(tasks[1].settled).to.deep.equal([['release']])
      expect(isStopped).to.equal(false)
      await rig.clock.advance(3_600_000)
      expect(isStopped).to.equal(false)
      runs[0]?.resolve('done')
      await rig.clock.settle()
      expect(isStopped).to.equal(true)
      expect(tasks[0].settled).to.deep.equal([['complete', 'done']])
      await rig.worker.ended
    })

    it('by its deadline: aborts the handlers, hands their tasks back, and waits no longer', async () => {
      const { runs, handler } = byHand()
      const rig = new Rig(handler)
      const completed = rig.note('task:complete')
      const task = new Task(1)
      await rig.give(task)
      let isStopped = false
      void rig.worker.stop({ deadline: 500 }).then(() => { isStopped = true })
      await rig.clock.advance(499)
      expect(runs[0]?.signal.aborted).to.equal(false)
      await rig.clock.advance(1)
      expect(runs[0]?.signal.reason).to.have.property('name', 'AbortError')
      expect(task.settled).to.deep.equal([['release']])
      expect(isStopped).to.equal(true)
      expect(rig.worker.active).to.equal(0)
      runs[0]?.resolve('too late')
      await rig.clock.settle()
      expect(task.settled).to.have.lengthOf(1)
      expect(completed).to.deep.equal([])
      expect(rig.clock.pending).to.equal(0)
    })

    it('sooner when it is told so again', async () => {
      const { handler } = byHand()
      const rig = new Rig(handler)
      await rig.give(new Task(1))
      let stopped = 0
      void rig.worker.stop().then(() => { stopped++ })
      void rig.worker.stop({ deadline: 0 }).then(() => { stopped++ })
      await rig.clock.advance(0)
      expect(stopped).to.equal(2)
    })

    it('when the coordinator has noted the last outcome, or soon after', async () => {
      const rig = new Rig(() => 'result')
      const task = new Task(1)
      task.answer = new Promise(() => {})
      await rig.give(task)
      let isStopped = false
      void rig.worker.stop().then(() => { isStopped = true })
      await rig.clock.advance(999)
      expect(isStopped).to.equal(false)
      await rig.clock.advance(1)
      expect(isStopped).to.equal(true)
    })

    it('when it goes out of scope', async () => {
      const rig = new Rig(() => {})
      await rig.worker[Symbol.asyncDispose]()
      expect(rig.isClosed).to.equal(true)
    })

    it('not by a deadline that is none', async () => {
      const rig = new Rig(() => {})
      let error: unknown
      await rig.worker.stop({ deadline: NaN }).catch((err: unknown) => { error = err })
      expect(error).to.be.instanceOf(RangeError)
      expect(rig.isClosed).to.equal(false)
    })
  })

  describe('ends', () => {
    it('with its queue or its client, when its handlers have returned', async () => {
      const { runs, handler } = byHand()
      const rig = new Rig(handler)
      await rig.give(new Task(1))
      let hasEnded = false
      void rig.worker.ended.then(() => { hasEnded = true })
      rig.demander.ended()
      await rig.clock.settle()
      expect(hasEnded).to.equal(false)
      runs[0]?.resolve(0)
      await rig.clock.settle()
      expect(hasEnded).to.equal(true)
    })

    it('with an error when it is refused, for those who ask', async () => {
      const rig = new Rig(() => {})
      const refusal = new PermissionError('it lacks the role work')
      rig.demander.ended(refusal)
      let error: unknown
      await rig.worker.ended.catch((err: unknown) => { error = err })
      expect(error).to.equal(refusal)
      await rig.worker.stop()
    })

    it('quietly when the connection is gone for good before an outcome was noted', async () => {
      const rig = new Rig(() => 'result')
      const events = [rig.note('task:complete'), rig.note('task:fail'), rig.note('task:abort')]
      const task = new Task(1)
      task.answer = Promise.reject(new ConnectionError('gone'))
      await rig.give(task)
      expect(events).to.deep.equal([[], [], []])
    })
  })

  it('says when a handler begins', async () => {
    const rig = new Rig(() => {})
    const begun = rig.note('task:start')
    await rig.give(new Task(3))
    expect(begun).to.deep.equal([{ id: 'task 3', queue: 'q', attempt: 1, token: 3 }])
  })
})
