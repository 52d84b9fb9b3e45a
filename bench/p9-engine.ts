/**
 * The engine alone: no IO, no encoding, one thread. What one task costs from its put to its
 * completion, with a worker that has free slots, answers acknowledged and heartbeats sent
 * once a frame of 64, results kept as by default.
 */
import { createEngine } from '../src/engine/index.ts'
import { medianOf } from './harness/system.ts'
import type { Call, Engine, Output } from '../src/engine/index.ts'
import type { Benchmark, Figure } from './harness/report.ts'

const N = 300_000
const FRAME = 64
const ITEM = new Uint8Array(64)
const RESULT = new Uint8Array(64)

/** Operations of the engine on one task: put, lease, complete. */
const OPERATIONS = 3

interface Scenario {
  name: string

  /** Tasks that wait in the queue throughout. */
  depth: number

  /** Items in one put. */
  batch: number

  /** Whether the putter waits for each result. */
  awaits: boolean
}

const SCENARIOS: Scenario[] = [
  { name: 'one put each, queue nearly empty', depth: 0, batch: 1, awaits: false },
  { name: 'one put each, 100,000 tasks wait', depth: 100_000, batch: 1, awaits: false },
  { name: 'puts of 64, queue nearly empty', depth: 0, batch: 64, awaits: false },
  { name: 'one put each, every result awaited', depth: 0, batch: 1, awaits: true }
]

/** Session ids as they are: the base64url of 16 bytes. */
const PUTTER = 'cHV0dGVyLWluLWEtYmVuY2'
const WORKER = 'd29ya2VyLWluLWEtYmVuY2'

/** A putter, a worker, and a clock that goes on by 1.5 µs a task. */
class Farm {
  readonly #scenario: Scenario
  readonly #engine: Engine
  #putter = 1
  #worker = 1
  #now = 0.25
  #done = 0
  #beats = 0

  /** Tokens of what the worker has in its hands. */
  #held: number[] = []

  constructor (scenario: Scenario) {
    this.#scenario = scenario
    // tokens as they are in the year 2026: beyond 32 bits
    this.#engine = createEngine({ random: () => 0.5, tokenFloor: 1_770_000_000_000_000 })

    for (const session of [PUTTER, WORKER]) {
      this.#engine.execute({ type: 'open', session, peer: session, name: session, keyName: '', local: false, held: [] }, 0)
    }

    this.#ask({ op: 'declare', options: {}, reopen: false })

    for (let waiting = 0; waiting < scenario.depth; waiting++) {
      this.#put(1)
    }

    this.#take(this.#engine.execute({ type: 'consume', session: WORKER, consumer: 1, queue: 'q', mode: 'LEASE', concurrency: FRAME, prefetch: 0, close: false }, 0))
  }

  /** Puts `tasks` tasks; as many are completed. Microseconds a task. */
  run (tasks: number): number {
    const { batch } = this.#scenario
    const started = performance.now()
    const target = this.#done + tasks

    for (let put = 0; this.#done < target; put += batch) {
      this.#put(batch)

      if (put % FRAME === 0) {
        this.#frame()
      }
    }

    return (performance.now() - started) * 1_000 / tasks
  }

  #put (count: number): void {
    const items = count === 1 ? [ITEM] : Array.from({ length: count }, () => ITEM)
    const number = this.#putter

    this.#ask({
      op: 'put', items, id: undefined, block: true, timeout: Infinity, priority: 0, delay: 0, ttl: Infinity,
      maxAttempts: undefined, leaseMs: undefined, maxRunMs: undefined
    })

    if (this.#scenario.awaits) {
      this.#ask({ op: 'awaitResult', task: `~${PUTTER}.${number}`, timeout: Infinity })
    }
  }

  #ask (call: Call): void {
    this.#now += 0.000_75
    this.#take(this.#engine.execute({ type: 'call', session: PUTTER, number: this.#putter++, queue: 'q', call }, this.#now))
  }

  /** The worker finishes what it holds; what it is given then, it holds until the next frame. */
  #frame (): void {
    const done = this.#held.map((token) => ({ token, result: RESULT }))
    this.#held = []
    this.#done += done.length
    this.#now += 0.000_75 * done.length
    this.#take(this.#engine.execute({ type: 'call', session: WORKER, number: this.#worker++, queue: 'q', call: { op: 'completeMany', done } }, this.#now))

    this.#engine.execute({ type: 'answered', session: PUTTER, below: this.#putter }, this.#now)
    this.#engine.execute({ type: 'answered', session: WORKER, below: this.#worker }, this.#now)
    this.#engine.execute({ type: 'heartbeat', session: PUTTER, sequence: ++this.#beats, tokens: [], started: [] }, this.#now)
    this.#engine.execute({ type: 'heartbeat', session: WORKER, sequence: this.#beats, tokens: [], started: [] }, this.#now)
  }

  #take ({ effects }: Output): void {
    for (let index = 0; index < effects.length; index++) {
      const effect = effects[index]

      if (effect?.type === 'grant') {
        this.#held.push(effect.grant.token)
      }
    }
  }
}

export const p9: Benchmark = {
  id: 'p9',
  title: `P9: the engine alone, no IO, one thread: ${N.toLocaleString('en-US')} tasks a run, ${OPERATIONS} operations a task`,

  async run ({ runs, isQuick }) {
    const figures: Figure[] = []
    const tasks = isQuick ? N / 3 : N

    for (const scenario of SCENARIOS) {
      const farm = new Farm(scenario)
      farm.run(tasks)
      figures.push({ name: scenario.name, unit: 'µs a task', runs: Array.from({ length: runs }, () => farm.run(tasks)) })
    }

    const us = Math.max(...SCENARIOS.slice(0, 3).map(({ name }) => medianOf(figures, name)))

    return {
      figures,
      goals: [
        { what: 'µs for put, lease and complete, the slowest of the first three', value: us, atMost: 1.5 },
        { what: 'million operations a second there', value: OPERATIONS / us, atLeast: 2 }
      ]
    }
  }
}
