import { expect } from 'chai'
import { defineQueue, TaskFailedError } from '../../src/index.ts'
import { event, Handling, imbalance, inTime, rejection, Stage, until } from './support.ts'
import type { Coordinator, Queue, TaskHappening } from '../../src/index.ts'
import type { Child } from './child.ts'

describe('kill -9', function () {
  this.timeout(60_000)

  let stage: Stage
  let farm: Coordinator
  let tasks: Queue<unknown, unknown>

  beforeEach(async () => {
    stage = new Stage()
    farm = await stage.coordinator({ queues: [defineQueue('tasks')] })
    tasks = farm.queue('tasks')
  })

  afterEach(async () => {
    await stage.end()
  })

  const connected = (): number => farm.peers().filter(({ connected }) => connected).length
  const sockets = (): number => process.getActiveResourcesInfo().filter((resource) => resource === 'TCPSocketWrap').length

  it('of three clients blocked in get takes nothing with them: a living getter gets all five items', async () => {
    const living = await stage.client()
    const before = { peers: connected(), sockets: sockets(), stats: await tasks.stats() }
    const getters = await Promise.all(['a', 'b', 'c'].map(async (name) => stage.child('getter', { name })))
    await until('all three are blocked', async () => (await tasks.stats()).getters === 3)

    await Promise.all(getters.map(async (getter) => getter.kill()))
    await tasks.putMany([1, 2, 3, 4, 5])
    const items: unknown[] = []

    while (items.length < 5) {
      items.push(await inTime('the next item', living.queue('tasks').get()))
    }

    expect(items.toSorted()).to.deep.equal([1, 2, 3, 4, 5])
    await until('all items are confirmed', async () => (await tasks.stats()).taken === 5)
    const { putRate, doneRate, ...rest } = await tasks.stats()
    expect({ putRate: 0, doneRate: 0, ...rest }).to.deep.equal({ ...before.stats, put: 5, taken: 5, done: 5, unfinished: 5 })
    expect([putRate, doneRate]).to.satisfy((rates: number[]) => rates.every((rate) => rate > 0))
    // sockets of an earlier test may have gone meanwhile
    await until('nobody else is left', () => connected() === before.peers && sockets() <= before.sockets)
  })

  it('of getters at any moment loses no item that one of them did not say it had', async () => {
    const getters = await Promise.all(['a', 'b', 'c'].map(async (name) => stage.child('getter', { name })))
    await until('all three are blocked', async () => (await tasks.stats()).getters === 3)
    farm.queue('tasks', { grace: { closed: 300 } })

    // handed out and killed at once: confirmed or not
    await tasks.putMany([1, 2, 3])
    await Promise.all(getters.map(async (getter) => getter.kill()))
    await until('what was not confirmed is back', async () => (await tasks.stats()).leased === 0)
    const { taken, ready } = await tasks.stats()

    expect(taken + ready).to.equal(3)
    expect(taken).to.be.at.least(getters.flatMap((getter) => getter.said('got')).length)
  })

  it('of a worker gives its task to another within three seconds, as the second attempt', async () => {
    const doomed = await stage.child('worker', { manner: 'hang', name: 'doomed' })
    const handle = await tasks.put('precious')
    expect(await doomed.says('start')).to.include({ item: 'precious', attempt: 1 })

    const heir = await stage.child('worker', { manner: 'echo', name: 'heir' })
    const again = event<TaskHappening>(farm, 'task:lease')
    const begin = performance.now()
    await doomed.kill()

    expect(await inTime('the second attempt', again, 3_000)).to.deep.include({ id: handle.id, attempt: 2, name: 'heir' })
    console.log(`        given out again after ${Math.round(performance.now() - begin)} ms`)
    expect(await inTime('its result', handle.result())).to.equal('precious')
    expect((await handle.status()).history.map(({ attempt, name, outcome }) => [attempt, name, outcome])).to.deep.equal([[1, 'doomed', 'gone'], [2, 'heir', 'completed']])
    expect(heir.hasEnded).to.equal(false)
  })

  it('is not what a goodbye is: the task is back within a round trip, and the attempt is not charged', async () => {
    // far more than the task is waited for
    farm.queue('tasks', { grace: { closed: 60_000, silent: 60_000 } })
    const leaving = await stage.child('worker', { manner: 'hang', name: 'leaving' })
    const handle = await tasks.put('precious')
    await leaving.says('start')

    const handling = new Handling()
    const worker = (await stage.client({ name: 'next' })).queue<unknown, unknown>('tasks').process(handling.handler)
    await until('the next worker is idle', async () => (await tasks.stats()).getters === 1)
    const again = event<TaskHappening>(farm, 'task:lease')
    leaving.tell({ type: 'stop', deadline: 0 })

    expect(await inTime('the task', again)).to.deep.include({ id: handle.id, attempt: 1, name: 'next' })
    handling.finish()
    expect(await handle.result()).to.equal('precious')
    await worker.stop()
  })

  it('by the task itself, each time, makes it dead after maxAttempts, and the history says who died of it', async () => {
    farm.queue('tasks', { grace: { closed: 300 } })
    const victims = await Promise.all(['one', 'two', 'three'].map(async (name) => stage.child('worker', { manner: 'die', name })))
    const handle = await tasks.put('poison')
    const err = await rejection(handle.result(), 20_000)

    expect(err).to.be.instanceOf(TaskFailedError)
    expect(err.message).to.match(/went away/)
    await until('all three died', () => victims.every(({ hasEnded }) => hasEnded))

    const { state, attempts, history } = await handle.status()
    expect({ state, attempts }).to.deep.equal({ state: 'dead', attempts: 3 })
    expect(history.map(({ attempt, outcome }) => [attempt, outcome])).to.deep.equal([[1, 'gone'], [2, 'gone'], [3, 'gone']])
    expect(history.map(({ name }) => name).toSorted()).to.deep.equal(['one', 'three', 'two'])
    expect(await tasks.stats()).to.deep.include({ dead: 1, ready: 0, delayed: 0, leased: 0, unfinished: 0 })
  })

  it('of one of four workers every half second: 10,000 runs all settle, none is lost', async function () {
    this.timeout(120_000)
    const COUNT = 10_000
    const start = async (name: string): Promise<Child> => stage.child('worker', { ms: 20, concurrency: 8, name })
    const workers = await Promise.all(['a', 'b', 'c', 'd'].map(start))
    const client = await stage.client()
    const runs = client.queue('tasks', { maxAttempts: 20, grace: { closed: 300 } })
    let settled = 0
    let kills = 0

    const settling = Promise.allSettled(Array.from({ length: COUNT }, async (_, index) => {
      try {
        return await runs.run(index)
      } finally {
        settled++
      }
    }))
    let replaced = Promise.resolve()

    while (settled < COUNT) {
      const since = performance.now()
      // where starting one takes longer than half a second, the others would die out
      await replaced
      await until('half a second has passed', () => settled === COUNT || performance.now() - since >= 500)

      if (settled < COUNT) {
        kills++
        await workers.shift()?.kill()
        replaced = start(`replacement ${kills}`).then((worker) => { workers.push(worker) })
      }
    }

    const outcomes = await settling
    await replaced
    console.log(`        ${kills} workers were killed`)
    expect(outcomes.map((outcome) => outcome.status === 'fulfilled' ? outcome.value : outcome.reason as unknown)).to.deep.equal(outcomes.map((_, index) => index))
    expect(await tasks.stats()).to.deep.include({ put: COUNT, done: COUNT, ready: 0, delayed: 0, leased: 0, dead: 0, unfinished: 0 })
    expect(await imbalance(tasks)).to.equal(0)
    expect(kills).to.be.greaterThan(1)
  })
})
