import { expect } from 'chai'
import { defineQueue, EmptyError, TaskFailedError } from '../../src/index.ts'
import { createTestFarm } from '../../src/testing/index.ts'
import type { TestFarm, TestFarmInit } from '../../src/testing/index.ts'
import type { FactEvent } from '../../src/testing/index.ts'

describe('a farm in a bottle', () => {
  let farm: TestFarm

  const create = async (init?: TestFarmInit): Promise<void> => { farm = await createTestFarm(init) }
  const facts = (): string[] => farm.history().filter((event): event is FactEvent => event.type === 'fact').map(({ event }) => event)

  afterEach(() => farm[Symbol.asyncDispose]())

  it('passes items from client to client, and needs no time for that', async () => {
    await create({ clients: ['a', 'b'] })
    const { id } = await farm.client('a').queue('q').put('x')

    expect(await farm.client('b').queue('q').get()).to.equal('x')
    expect(farm.clock.now()).to.equal(0)
    expect(await farm.check()).to.deep.equal({ tasks: 1, ended: 1, left: 0, again: 0 })
    expect(farm.history().filter((event) => event.type === 'fact' && event.id === id)).to.have.lengthOf(3)
  })

  it('has the errors, definitions and types of the package itself', async () => {
    await create()
    const Numbers = defineQueue<number, number>('numbers', { maxAttempts: 1 })
    const queue = farm.coordinator.queue(Numbers)
    farm.client().queue(Numbers).process((n) => { throw new RangeError(`not ${n}`) })
    const failure = await farm.until(queue.run(1).catch((error: unknown) => error))
    const nothing = await queue.get({ block: false }).catch((error: unknown) => error)

    expect(failure).to.be.instanceOf(TaskFailedError).with.property('message').that.includes('not 1')
    expect(nothing).to.be.instanceOf(EmptyError)
  })

  it('has clients by number, or by name', async () => {
    await create({ clients: 2 })
    expect(farm.client()).to.equal(farm.client('client-1'))
    expect(farm.coordinator.peers().map(({ name }) => name)).to.deep.equal(['coordinator', 'client-1', 'client-2'])
    expect(() => farm.client('c')).to.throw(RangeError, 'client-1, client-2')
    await farm.connect('c')
    expect(await farm.client('c').peers()).to.have.lengthOf(4)
    expect(await farm.connect('c').catch((error: unknown) => error)).to.be.instanceOf(RangeError)
  })

  it('lets time pass as it is told', async () => {
    await create()
    const rings: number[] = []
    const ring = (): void => { rings.push(farm.clock.now()) }
    farm.clock.setTimeout(ring, 10)
    farm.clock.clearTimeout(farm.clock.setTimeout(ring, 20))
    void farm.clock.sleep(30).then(ring)
    await farm.settle()
    expect(rings).to.deep.equal([])
    await farm.advance(29)
    expect(rings).to.deep.equal([10])
    await farm.until(farm.clock.sleep(5))
    expect(rings).to.deep.equal([10, 30])
    expect(farm.clock.now()).to.equal(34)
    const vain = await farm.until(new Promise(() => {}), { timeout: 1_000 }).catch((error: unknown) => error)
    expect(vain).to.be.an('error').with.property('message').that.includes('1000 ms')
  })

  it('lets code that is being waited for wait for time itself', async () => {
    await create()
    const scenario = async (): Promise<number> => {
      await farm.advance(100)
      await farm.settle()
      await farm.until(farm.clock.sleep(50))
      return farm.clock.now()
    }

    expect(await farm.until(scenario())).to.equal(150)
  })

  it('sleeps until it is woken by a signal', async () => {
    await create()
    const abort = new AbortController()
    const sleep = farm.clock.sleep(10, { signal: abort.signal })
    abort.abort(new Error('enough'))

    expect(await sleep.catch((error: unknown) => error)).to.have.property('message', 'enough')
  })

  it('kills a client, whose tasks go to another one', async () => {
    await create({ clients: ['a', 'b'] })
    const queue = farm.coordinator.queue<string, string>('q', { grace: { closed: 1_000 } })
    await queue.size()
    const seen: string[] = []
    const begin = (name: string): void => {
      farm.client(name).queue<string, string>('q').process(async (item) => {
        seen.push(`${name} begins`)
        await farm.client(name).clock.sleep(5_000)
        seen.push(`${name} ends`)
        return `${item} by ${name}`
      })
    }
    begin('a')
    const handle = await queue.put('x')
    await farm.advance(100)
    begin('b')
    await farm.kill('a')

    expect(await farm.until(handle.result())).to.equal('x by b')
    await farm.advance(10_000)
    expect(seen).to.deep.equal(['a begins', 'b begins', 'b ends'])
    expect(await farm.check()).to.include({ again: 1 })
    await farm.connect('a')
    expect(await farm.client('a').queue('q').size()).to.equal(0)
  })

  it('rejects the calls of a client that was killed', async () => {
    await create()
    const got = farm.client().queue('q').get().catch((error: unknown) => error)
    await farm.settle()
    await farm.kill('client-1')

    expect(await got).to.have.property('name', 'ConnectionError')
  })

  it('restarts the coordinator, which knows what was acknowledged', async () => {
    await create()
    const { id } = await farm.client().queue('q').put('x')
    const restarted = farm.restartCoordinator({ after: 500 })
    expect(await farm.restartCoordinator().catch((error: unknown) => error)).to.have.property('message').that.includes('died already')
    await restarted

    expect(farm.clock.now()).to.equal(500)
    expect(await farm.coordinator.queue('q').size()).to.equal(1)
    expect(await farm.until(farm.client().queue('q').get())).to.equal('x')
    expect(await farm.client().queue('q').task(id).result()).to.equal(undefined)
    expect(await farm.check()).to.include({ tasks: 1, left: 0 })
  })

  it('restarts it with nothing, as one that keeps everything in memory', async () => {
    await create()
    await farm.client().queue('q').put('x')
    await farm.restartCoordinator({ empty: true })

    expect(await farm.coordinator.queue('q').size()).to.equal(0)
    expect(await farm.check()).to.include({ tasks: 0 })
  })

  it('tells what it has as the coordinator of a network does', async () => {
    await create()
    const disposed: string[] = []
    farm.coordinator.addEventListener('task:put', ({ detail }) => { disposed.push(detail.name) })
    await farm.client().queue('q').put('x')

    expect(disposed).to.deep.equal(['client-1'])
    expect(await farm.coordinator.stats()).to.have.property('q').that.includes({ ready: 1 })
    expect(farm.coordinator.addresses).to.deep.equal(['/memory'])
    await farm.coordinator.stop()
    expect(farm.clock.now(), 'a stop needs no time').to.equal(0)
  })

  it('has no threads', async () => {
    await create()
    expect(() => farm.client().queue('q').process(new URL('file:///handler.js'))).to.throw(TypeError, 'threads')
  })

  describe('its network', () => {
    it('delays what is said, each way', async () => {
      await create()
      farm.net.delay(50)
      farm.net.drop()
      await farm.advance(1_000)
      const from = farm.clock.now()
      await farm.until(farm.client().queue('q').size())

      expect(farm.clock.now() - from).to.equal(100)
      expect(() => { farm.net.delay(-1) }).to.throw(RangeError)
    })

    it('loses connections, and what was on its way', async () => {
      await create()
      const states: string[] = []
      farm.client().addEventListener('session:lost', () => { states.push('lost') })
      farm.client().addEventListener('session:resume', ({ detail }) => { states.push(`back, ${detail.kept}`) })
      farm.net.drop('client-1')
      await farm.until(farm.client().queue('q').put('x'))

      expect(states).to.deep.equal(['lost', 'back, true'])
    })

    it('makes a client say again what was heard, and nothing happens twice', async () => {
      await create()
      const queue = farm.client().queue('q')
      farm.net.duplicate()
      const put = queue.put('x')
      await farm.advance(0)
      expect(facts(), 'it has arrived').to.deep.equal(['put'])
      await farm.until(put)

      expect(await queue.size()).to.equal(1)
      expect(facts()).to.deep.equal(['put'])
    })

    for (const direction of ['both', 'up', 'down'] as const) {
      it(`is parted, ${direction}, and mended, and the client is back`, async () => {
        await create({ clients: ['a', 'b'] })
        farm.net.partition('a', { direction })
        const put = farm.client('a').queue('q').put('x')
        await farm.advance(25_000)
        const isConnected = farm.coordinator.peers().some(({ name, connected }) => name === 'a' && connected)
        expect(isConnected && direction !== 'down', 'whether it counts as connected').to.equal(false)
        expect(await farm.client('b').queue('q').size()).to.equal(direction === 'down' ? 1 : 0)
        farm.net.heal()
        await farm.until(put)

        expect(await farm.client('b').queue('q').size()).to.equal(1)
      })
    }

    it('stands still with a process, and goes on with it', async () => {
      await create()
      farm.suspend('client-1', 3_000)
      const put = farm.client().queue('q').put('x')
      await farm.until(put)
      expect(farm.clock.now()).to.equal(3_000)

      farm.suspend('coordinator', 2_000)
      await farm.until(farm.client().queue('q').size())
      expect(farm.clock.now()).to.equal(5_000)
    })
  })

  it('has a trace that people can read', async () => {
    await create()
    await farm.client().queue('q').put('x')
    farm.net.drop()
    await farm.settle()

    expect(farm.trace().replaceAll(/~\S+/g, 'ID').split('\n')).to.deep.equal([
      '       0 ms  client-1     #1 q: put \'x\' …',
      '       0 ms  coordinator  q: put ID',
      '       0 ms  client-1     #1 q: put ID → ok',
      '       0 ms  test         !! drop: client-1',
      ''
    ])
  })

  it('refuses a seed that is none', async () => {
    await create()
    expect(await createTestFarm({ seed: -1 }).catch((error: unknown) => error)).to.be.instanceOf(RangeError)
  })
})
