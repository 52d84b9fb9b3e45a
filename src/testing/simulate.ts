import { relative } from 'node:path'
import { argv, cwd, env, execArgv } from 'node:process'
import { checkInteger, checkMaxDuration, checkNames, checkNumber, checkOptions } from '../arguments.ts'
import { checkFunction } from './arguments.ts'
import { Chaos } from './chaos.ts'
import { createTestFarm } from './index.ts'
import { givenSeed } from './seed.ts'
import type { CheckReport, TestFarm, TestFarmInit } from './index.ts'

/** What happens in the farm: put, process, break things; throw if something is not as it should be. */
export type Scenario = (farm: TestFarm) => unknown

/** How often each fault is drawn, compared with the others; 0: never. */
export interface FaultRates {
  /** @default 4 */
  drop: number

  /** @default 3 */
  duplicate: number

  /** @default 4 */
  delay: number

  /** @default 2 */
  partition: number

  /** Clients, and the coordinator. @default 2 */
  suspend: number

  /** Of the coordinator. @default 1 */
  restart: number
}

/** How to simulate. */
export interface SimulateOptions extends Omit<TestFarmInit, 'seed'> {
  /**
   * How many courses of events: 1 or more. Where `PEERQ_SEED` is set, it is that one only.
   *
   * @default 100
   */
  seeds?: number

  /**
   * The first seed; the others follow it.
   *
   * @default 1
   */
  first?: number

  /**
   * What is broken while the scenario runs, every other second or so of its time: connections,
   * clients' and coordinator's processes. `false`: only what the scenario breaks itself.
   * Clients are not killed unless the scenario does it.
   *
   * @default true
   */
  faults?: boolean | Partial<FaultRates>

  /**
   * Milliseconds of the farm's time in which a scenario must come to its end.
   *
   * @default 3_600_000
   */
  timeout?: number
}

/** What was simulated. */
export interface SimulationReport {
  seeds: number

  /** Tasks that were put. */
  tasks: number

  /** Hand-outs that were not the first of their task. */
  again: number

  /** Tasks that had not ended when their scenario did. */
  left: number
}

/** The first seed that fails, and all there is to know about it. Its `cause` is what was thrown. */
export class SimulationError extends Error {
  override readonly name = 'SimulationError'
  readonly seed: number

  /** What to type to see the same again. */
  readonly command: string

  readonly #trace: string

  constructor (seed: number, seeds: number, farm: TestFarm, cause: unknown) {
    const command = `PEERQ_SEED=${seed} ${ownCommand()}`
    const trace = farm.trace()
    const what = cause instanceof Error ? cause.message : String(cause)
    super(`seed ${seed} fails, after ${seeds} that did not: ${what}\n\nThe same again:\n  ${command}\n\n${lastLines(trace)}`, { cause })
    this.seed = seed
    this.command = command
    this.#trace = trace
  }

  /** All that happened, a line an event. */
  get trace (): string {
    return this.#trace
  }
}

const DEFAULT_RATES: FaultRates = { drop: 4, duplicate: 3, delay: 4, partition: 2, suspend: 2, restart: 1 }
const NO_RATES: FaultRates = { drop: 0, duplicate: 0, delay: 0, partition: 0, suspend: 0, restart: 0 }

/** How much of a trace is in the error's message. */
const LINES = 60

/**
 * Runs a scenario over many seeds, each a farm of its own, and time passes as the scenario
 * awaits it. When it has come to its end, what is broken is mended and `farm.check()` made.
 *
 * @throws SimulationError: the first seed that fails
 */
export async function simulate (scenario: Scenario, options?: SimulateOptions): Promise<SimulationReport> {
  const { seeds = 100, first = 1, faults = true, timeout, ...init } = checkOptions(options)
  const rates = ratesOf(faults)
  checkFunction('scenario', scenario)
  checkInteger('seeds', seeds, 1, 2 ** 32)
  checkInteger('first', first, 0, 2 ** 32 - seeds)

  if (timeout !== undefined) {
    checkMaxDuration('timeout', timeout, 0)
  }

  const given = givenSeed()
  const report: SimulationReport = { seeds: 0, tasks: 0, again: 0, left: 0 }

  for (const seed of given === undefined ? range(first, seeds) : [given]) {
    const { tasks, again, left } = await simulateOne(scenario, { init: { ...init, seed }, rates, timeout, before: report.seeds })
    report.seeds++
    report.tasks += tasks
    report.again += again
    report.left += left
  }

  return report
}

interface Course {
  init: TestFarmInit & { seed: number }
  rates: FaultRates | undefined
  timeout: number | undefined

  /** Seeds that were fine. */
  before: number
}

async function simulateOne (scenario: Scenario, { init, rates, timeout, before }: Course): Promise<CheckReport> {
  const farm = await createTestFarm(init)
  const chaos = rates && new Chaos(farm, farm.coordinator.peers().map(({ name }) => name).filter((name) => name !== 'coordinator'), rates)

  try {
    chaos?.start()
    await farm.until((async () => { await scenario(farm) })(), timeout === undefined ? {} : { timeout })
    await farm.until(chaos?.stop() ?? Promise.resolve())
    const report = await farm.check()
    await farm[Symbol.asyncDispose]()

    return report
  } catch (error) {
    throw new SimulationError(init.seed, before, farm, error)
  }
}

function * range (first: number, count: number): Generator<number> {
  for (let seed = first; seed < first + count; seed++) {
    yield seed
  }
}

function ratesOf (faults: boolean | Partial<FaultRates>): FaultRates | undefined {
  if (typeof faults === 'boolean') {
    return faults ? DEFAULT_RATES : undefined
  }

  const given = checkOptions(faults, 'faults')
  const rates = { ...NO_RATES }
  checkNames('faults', given, NO_RATES, 'a fault')

  for (const name of Object.keys(rates) as Array<keyof FaultRates>) {
    const { [name]: rate = 0 } = given

    if (!(checkNumber(`faults.${name}`, rate) >= 0 && rate < Infinity)) {
      throw new RangeError(`faults.${name} is ${rate}: it must be 0 or more, and not Infinity`)
    }

    rates[name] = rate
  }

  return rates
}

/** How this process was started, as far as it can know. */
function ownCommand (): string {
  const { VITEST, npm_command: npm, npm_lifecycle_event: script } = env

  if (VITEST !== undefined) {
    return 'npx vitest run'
  }

  if (npm !== undefined && script !== undefined && script !== 'npx') {
    return script === 'test' ? 'npm test' : `npm run ${script}`
  }

  const [, main = '', ...rest] = argv

  return ['node', ...execArgv, relative(cwd(), main), ...rest].join(' ')
}

function lastLines (trace: string): string {
  const lines = trace.split('\n')
  const left = lines.length - LINES

  return left > 0 && givenSeed() === undefined ? [`… ${left} lines before, in the error's \`trace\``, ...lines.slice(left)].join('\n') : trace
}
