import { expect } from 'chai'
import { createTestFarm, simulate } from '../../src/testing/index.ts'
import type { TestFarm, TestFarmInit } from '../../src/testing/index.ts'

/** What no compiler lets through. */
type Loose<T extends string> = Record<T, (...args: unknown[]) => unknown>

type LooseFarm = Loose<'client' | 'connect' | 'advance' | 'until' | 'kill' | 'suspend' | 'restartCoordinator'> & {
  net: Loose<'drop' | 'delay' | 'partition'>
  clock: Loose<'setTimeout' | 'sleep'>
  coordinator: Loose<'stop'>
}

const inits: Array<[init: unknown, error: typeof TypeError | typeof RangeError, message: string]> = [
  [null, TypeError, 'options must be an object, not null'],
  [{ seed: '1' }, TypeError, 'seed must be a number, not string'],
  [{ seed: 1.5 }, RangeError, 'seed is 1.5'],
  [{ clients: 'ab' }, TypeError, 'clients must be a number, not string'],
  [{ clients: -1 }, RangeError, 'clients is -1'],
  [{ clients: Infinity }, RangeError, 'clients is Infinity'],
  [{ clients: [5] }, TypeError, "a client's name must be a string, not number"],
  [{ clients: [''] }, RangeError, "a client cannot be called ''"],
  [{ clients: ['coordinator'] }, RangeError, "a client cannot be called 'coordinator'"],
  [{ autoCreate: 1 }, TypeError, 'autoCreate must be true or false'],
  [{ access: 5 }, TypeError, 'access is an object like'],
  [{ access: { '*': null } }, TypeError, "access['*'] is an object of queues and roles"],
  [{ access: { '*': { q: [5n] } } }, TypeError, "access['*']['q'] is a list of roles"],
  [{ limits: null }, TypeError, 'limits must be an object, not null'],
  [{ limits: { maxQueues: '5' } }, TypeError, 'limits.maxQueues must be a number']
]

const calls: Array<[call: string, error: typeof TypeError | typeof RangeError, message: string, make: (farm: LooseFarm, queue: Loose<'putMany' | 'map'>) => unknown]> = [
  ['client(5)', TypeError, "a client's name must be a string", (farm) => farm.client(5)],
  ['connect()', TypeError, "a client's name must be a string", (farm) => farm.connect()],
  ['advance()', TypeError, 'ms must be a number, not undefined', (farm) => farm.advance()],
  ["advance('5')", TypeError, 'ms must be a number, not string', (farm) => farm.advance('5')],
  ['advance(-1)', RangeError, 'ms is -1', (farm) => farm.advance(-1)],
  ['advance(Infinity)', RangeError, 'ms is Infinity', (farm) => farm.advance(Infinity)],
  ['until()', TypeError, 'until takes a promise, not undefined', (farm) => farm.until()],
  ['until(p, null)', TypeError, 'options must be an object', (farm) => farm.until(Promise.resolve(), null)],
  ['until(p, { timeout: NaN })', RangeError, 'timeout is NaN', (farm) => farm.until(Promise.resolve(), { timeout: NaN })],
  ['kill()', TypeError, "a client's name must be a string", (farm) => farm.kill()],
  ["kill('nobody')", RangeError, "there is no client 'nobody'", (farm) => farm.kill('nobody')],
  ['suspend(name)', TypeError, 'ms must be a number', (farm) => farm.suspend('client-1')],
  ['suspend(name, Infinity)', RangeError, 'ms is Infinity', (farm) => farm.suspend('client-1', Infinity)],
  ['restartCoordinator(null)', TypeError, 'options must be an object', (farm) => farm.restartCoordinator(null)],
  ['restartCoordinator({ after: -1 })', RangeError, 'after is -1', (farm) => farm.restartCoordinator({ after: -1 })],
  ['restartCoordinator({ empty: 1 })', TypeError, 'empty must be true or false', (farm) => farm.restartCoordinator({ empty: 1 })],
  ['net.drop(5)', TypeError, "a client's name must be a string", (farm) => farm.net.drop(5)],
  ["net.delay('5')", TypeError, 'delay must be a number', (farm) => farm.net.delay('5')],
  ['net.delay([1])', TypeError, 'delay must be a number, not undefined', (farm) => farm.net.delay([1])],
  ['net.partition(who, null)', TypeError, 'options must be an object', (farm) => farm.net.partition('client-1', null)],
  ["net.partition(who, { direction: 'left' })", TypeError, "direction must be 'up', 'down' or 'both', not 'left'", (farm) => farm.net.partition('client-1', { direction: 'left' })],
  ['clock.setTimeout()', TypeError, 'callback must be a function', (farm) => farm.clock.setTimeout()],
  ["clock.setTimeout(f, '5')", TypeError, 'ms must be a number', (farm) => farm.clock.setTimeout(() => {}, '5')],
  ['clock.sleep(NaN)', RangeError, 'ms is NaN', (farm) => farm.clock.sleep(NaN)],
  ['clock.sleep(1, { signal: {} })', TypeError, 'signal must be an AbortSignal', (farm) => farm.clock.sleep(1, { signal: {} })],
  ['coordinator.stop(null)', TypeError, 'options must be an object', (farm) => farm.coordinator.stop(null)],
  ["coordinator.stop({ deadline: '5' })", TypeError, 'deadline must be a number', (farm) => farm.coordinator.stop({ deadline: '5' })],
  ['putMany()', TypeError, 'putMany takes an iterable', (_, queue) => queue.putMany()],
  ['map(5)', TypeError, 'map takes an iterable', (_, queue) => queue.map(5)],
  ['map([], { window: 0 })', RangeError, 'window is 0', (_, queue) => queue.map([], { window: 0 })]
]

const simulations: Array<[call: string, error: typeof TypeError | typeof RangeError, message: string, args: unknown[]]> = [
  ['no scenario', TypeError, 'scenario must be a function, not undefined', []],
  ['null for its options', TypeError, 'options must be an object', [() => {}, null]],
  ['no seeds', RangeError, 'seeds is 0', [() => {}, { seeds: 0 }]],
  ['seeds in words', TypeError, 'seeds must be a number', [() => {}, { seeds: '5' }]],
  ['a first seed that is none', RangeError, 'first is -1', [() => {}, { first: -1 }]],
  ['faults in words', TypeError, 'faults must be an object', [() => {}, { faults: 'all' }]],
  ['a fault that is none', TypeError, 'faults.drops is not a fault; these are: drop', [() => {}, { faults: { drops: 1 } }]],
  ['a rate that is none', RangeError, 'faults.drop is -1', [() => {}, { faults: { drop: -1 } }]],
  ['a timeout that is none', RangeError, 'timeout is NaN', [() => {}, { timeout: NaN }]]
]

describe('bad arguments of the testing kit', () => {
  for (const [init, error, message] of inits) {
    it(`a farm is not made of what is wrong: ${message}`, async () => {
      const refusal: unknown = await createTestFarm(init as TestFarmInit).catch((err: unknown) => err)
      expect(refusal).to.be.instanceOf(error).with.property('message').that.includes(message)
    })
  }

  describe('of a farm', () => {
    let farm: TestFarm

    before(async () => { farm = await createTestFarm() })
    after(async () => { await farm[Symbol.asyncDispose]() })

    for (const [call, error, message, make] of calls) {
      it(`${call} is a ${error.name}, and nothing happens`, async () => {
        const before = farm.history().filter(({ type }) => type === 'fault')
        const refusal: unknown = await (async () => await make(farm as unknown as LooseFarm, farm.client().queue('q') as unknown as Loose<'putMany' | 'map'>))().catch((err: unknown) => err)
        expect(refusal).to.be.instanceOf(error).with.property('message').that.includes(message)
        expect(farm.clock.now()).to.equal(0)
        expect(farm.history().filter(({ type }) => type === 'fault')).to.deep.equal(before)
      })
    }
  })

  for (const [what, error, message, args] of simulations) {
    it(`a simulation with ${what} is a ${error.name}, and no seed's failure`, async () => {
      const refusal: unknown = await simulate(...args as [() => void]).catch((err: unknown) => err)
      expect(refusal).to.be.instanceOf(error).with.property('message').that.includes(message)
    })
  }
})
