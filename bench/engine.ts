/**
 * The engine alone: no IO, no encoding, one thread. What one task costs from its put to its
 * completion, with a worker that has free slots, answers acknowledged and heartbeats sent
 * once a frame of 64, results kept as by default.
 *
 *     npx node bench/engine.ts [tasks a run]
 */
import { createEngine } from '../src/engine/index.ts'
import type { Call, Engine, Output } from '../src/engine/index.ts'

const N = Number(process.argv[2] ?? 300_000)
const RUNS = 5
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

/** A putter, a worker, and a clock that goes on by 1.5 µs a task. */
class Farm {
  readonly #scenario: Scenario
  readonly #engine: Engine
  readonly #next = { putter: 1, worker: 1 }
  #now = 0.25
  #done = 0
  #beats = 0

  /** Tokens of what the worker has in its hands. */
  readonly #held: number[] = []

  constructor (scenario: Scenario) {
    this.#scenario = scenario
    // tokens as they are in the year 2026: beyond 32 bits
    this.#engine = createEngine({ random: () => 0.5, tokenFloor: 1_770_000_000_000_000 })

    for (const session of ['putter', 'worker']) {
      this.#engine.execute({ type: 'open', session, peer: session, name: session, keyName: '', local: false, held: [] }, 0)
    }

    this.#call('putter', { op: 'declare', options: {}, reopen: false })

    for (let waiting = 0; waiting < scenario.depth; waiting++) {
      this.#put(1)
    }

    const consume = { type: 'consume', session: 'worker', consumer: 1, queue: 'q', mode: 'LEASE', concurrency: FRAME, prefetch: 0, close: false } as const
    this.#held.push(...granted(this.#engine.execute(consume, this.#now)))
  }

  /** Puts `tasks` tasks; as many are completed. Microseconds a task. */
  run (tasks: number): number {
    const { batch } = this.#scenario
    const started = performance.now()
    const target = this.#done + tasks

    while (this.#done < target) {
      this.#put(batch)

      if (this.#next.putter % FRAME < batch || batch >= FRAME) {
        this.#frame()
      }
    }

    return (performance.now() - started) * 1_000 / tasks
  }

  #put (count: number): void {
    const items = count === 1 ? [ITEM] : Array.from({ length: count }, () => ITEM)
    const number = this.#next.putter

    const tokens = this.#call('putter', {
      op: 'put', items, id: undefined, block: true, timeout: Infinity, priority: 0, delay: 0, ttl: Infinity,
      maxAttempts: undefined, leaseMs: undefined, maxRunMs: undefined
    })

    if (this.#scenario.awaits) {
      this.#call('putter', { op: 'awaitResult', task: `~putter.${number}`, timeout: Infinity })
    }

    this.#complete(tokens)
  }

  /** Completes these; what is granted then is held until the next frame. */
  #complete (tokens: number[]): void {
    for (const token of tokens) {
      this.#done++
      this.#held.push(...this.#call('worker', { op: 'complete', token, result: RESULT }))
    }
  }

  #frame (): void {
    const { putter, worker } = this.#next
    this.#complete(this.#held.splice(0))
    this.#engine.execute({ type: 'answered', session: 'putter', below: putter }, this.#now)
    this.#engine.execute({ type: 'answered', session: 'worker', below: worker }, this.#now)

    for (const session of ['putter', 'worker']) {
      this.#engine.execute({ type: 'heartbeat', session, sequence: ++this.#beats, tokens: [], started: [] }, this.#now)
    }
  }

  /** The tokens of what was granted by it. */
  #call (session: 'putter' | 'worker', call: Call): number[] {
    this.#now += 0.000_75

    return granted(this.#engine.execute({ type: 'call', session, number: this.#next[session]++, queue: 'q', call }, this.#now))
  }
}

function granted ({ effects }: Output): number[] {
  const tokens: number[] = []

  for (let index = 0; index < effects.length; index++) {
    const effect = effects[index]

    if (effect?.type === 'grant') {
      tokens.push(effect.grant.token)
    }
  }

  return tokens
}

function median (values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number
}

console.log(`engine alone: Node.js ${process.version}, ${N} tasks a run, one run to warm up, median of ${RUNS}`)

for (const scenario of SCENARIOS) {
  const farm = new Farm(scenario)
  farm.run(N)
  const runs = Array.from({ length: RUNS }, () => farm.run(N))
  const us = median(runs)
  const spread = `${Math.min(...runs).toFixed(2)} to ${Math.max(...runs).toFixed(2)}`

  console.log(`${scenario.name.padEnd(38)} ${us.toFixed(2)} µs a task (${spread}), ${(OPERATIONS / us).toFixed(2)} M operations/s`)
}
