import { expect } from 'chai'
import { simulate, SimulationError } from '../../src/testing/index.ts'
import type { Scenario, SimulateOptions, TestFarm } from '../../src/testing/index.ts'

async function failureOf (scenario: Scenario, options?: SimulateOptions): Promise<SimulationError> {
  const failure = await simulate(scenario, options).catch((error: unknown) => error)
  expect(failure).to.be.instanceOf(SimulationError)

  return failure as SimulationError
}

/** Some clients take turns at an account, and one of them gets something wrong. */
function bank (deposit: (account: Account, amount: number, farm: TestFarm, id: string) => Promise<void>): Scenario {
  return async (farm) => {
    const account: Account = { balance: 0, done: new Set() }
    const deposits = farm.coordinator.queue<number>('deposits', { leaseMs: 5_000, maxAttempts: 50 })
    await deposits.size()

    for (const name of ['a', 'b']) {
      farm.client(name).queue<number>('deposits').process((amount, { id }) => deposit(account, amount, farm, id))
    }

    const amounts = Array.from({ length: 5 }, (_, index) => index + 1)
    await Promise.all(amounts.map((amount) => farm.client('clerk').queue('deposits').run(amount)))
    expect(account.balance).to.equal(15)
  }
}

interface Account {
  balance: number
  done: Set<string>
}

const CLIENTS = { clients: ['a', 'b', 'clerk'] }

describe('a simulation', function () {
  this.timeout(20_000)

  it('runs a scenario over seeds, and time passes as it is awaited', async () => {
    const report = await simulate(async (farm) => {
      const queue = farm.coordinator.queue<number, number>('q')
      await queue.size()
      farm.client().queue<number, number>('q').process(async (n) => {
        await farm.clock.sleep(1_000)
        return n * n
      })
      expect(await queue.run(farm.seed)).to.equal(farm.seed ** 2)
    }, { seeds: 10, first: 5 })

    expect(report).to.include({ seeds: 10, tasks: 10, left: 0 })
  })

  it('finds the update that a handler loses', async () => {
    const { seed, message, command, trace } = await failureOf(bank(async (account, amount, farm) => {
      const { balance } = account
      await farm.clock.sleep(farm.random() * 10)
      account.balance = balance + amount
    }), { ...CLIENTS, seeds: 200 })

    expect(seed).to.be.at.most(200)
    expect(message).to.include(`seed ${seed} fails`).and.to.include(command)
    expect(command).to.match(new RegExp(`^PEERQ_SEED=${seed} `))
    expect(trace).to.match(/handler .* → ok/)
  })

  it('finds the deposit that is made twice, because its handler is run again after a cut', async () => {
    const { seed } = await failureOf(bank(async (account, amount, farm) => {
      account.balance += amount
      await farm.clock.sleep(farm.random() * 3_000)
    }), { ...CLIENTS, seeds: 200 })

    expect(seed).to.be.at.most(200)
  })

  it('finds nothing in a handler that knows what it has done', async () => {
    expect(await simulate(bank(async (account, amount, farm, id) => {
      await farm.clock.sleep(farm.random() * 3_000)
      account.balance += account.done.has(id) ? 0 : amount
      account.done.add(id)
    }), { ...CLIENTS, seeds: 100 })).to.include({ seeds: 100, left: 0 })
  })

  it('is the same again, to the letter', async () => {
    const scenario = bank(async (account, amount, farm) => {
      const { balance } = account
      await farm.clock.sleep(farm.random() * 10)
      account.balance = balance + amount
    })
    const first = await failureOf(scenario, CLIENTS)
    const second = await failureOf(scenario, { ...CLIENTS, seeds: 1, first: first.seed })

    expect(second.trace).to.equal(first.trace)
    expect(first.trace).to.not.equal((await failureOf(scenario, { ...CLIENTS, first: first.seed + 1 })).trace)
  })

  it('runs the seed alone that the environment names', async () => {
    process.env.PEERQ_SEED = '77'

    try {
      const seeds: number[] = []
      await simulate((farm) => { seeds.push(farm.seed) })
      expect(seeds).to.deep.equal([77])
    } finally {
      delete process.env.PEERQ_SEED
    }
  })

  it('fails where a scenario waits for ever', async () => {
    expect((await failureOf((farm) => farm.client().queue('q').get(), { faults: false, seeds: 1 })).message).to.include('3600000 ms')
  })

  it('breaks only what it is told to', async () => {
    const broken = new Set<string>()

    await simulate(async (farm) => {
      await farm.clock.sleep(60_000)
      farm.history().forEach((event) => event.type === 'fault' && broken.add(event.fault.split(':')[0] ?? ''))
    }, { seeds: 3, faults: { drop: 1 } })

    expect([...broken]).to.deep.equal(['drop'])
  })
})
