import { expect } from 'chai'
import { createFarm, outcomeOf } from './farm.ts'
import type { Queue } from '../../src/client/index.ts'
import type { Farm, Outcome, Peer } from './farm.ts'
import type { Direction, Wire } from '../../src/testing/wire.ts'

// The receipt protocol, exhaustively: two getters, one item, and up to two cuts at every
// point of what is said, each for a moment, for longer than the grace, or for ever.

/** For how long the coordinator waits for a client that went away: milliseconds. */
const GRACE_MS = 300

/** For how long a client is away after a cut: milliseconds. */
const AWAY = [0, GRACE_MS + 100, Infinity]

/** It is connected again by then, whatever it draws for its pauses: after a moment, or after a while. */
const BACK_MS = { soon: 400, late: 1_600 }

const NAMES = ['a', 'b'] as const

interface Cut {
  name: typeof NAMES[number]

  /** Which of its connections, and after which byte of it. */
  wire: number
  direction: Direction
  bytes: number

  /** Not before the next byte comes. */
  isLazy: boolean

  /** For so long. */
  away: number
}

interface Scenario {
  title: string
  begin (run: Run): Promise<void>
}

const SCENARIOS: Scenario[] = [
  {
    title: 'getters that wait for it',
    begin: async (run) => {
      await run.get()
      await run.put('x')
    }
  },
  {
    title: 'getters that find it there',
    begin: async (run) => {
      await run.put('x')
      await run.get()
    }
  },
  {
    title: 'getters of which the first gives up when it is on its way',
    begin: async (run) => {
      run.abortOnHandOut()
      await run.get()
      await run.put('x')
    }
  }
]

/** One course of events. */
class Run {
  readonly farm: Farm
  readonly cuts: Cut[]
  readonly #queue: Queue<string>
  readonly #got: Record<string, Outcome<string>> = {}
  #abort = new AbortController()

  /** Where each client's first wire was when it began. */
  readonly #from: Record<string, Record<Direction, number>> = {}

  /** Getters whose confirmation has arrived. */
  readonly #confirmed = new Set<string>()

  /** What was said over each wire until the end. */
  readonly #said: Record<string, Array<Record<Direction, number[]>>> = {}

  /** When each client had its item, and when it went away for too long with that unconfirmed. */
  readonly #gotAt: Record<string, number> = {}
  readonly #wentAt: Record<string, number> = {}

  constructor (farm: Farm, cuts: Cut[]) {
    this.farm = farm
    this.cuts = cuts
    this.#queue = farm.queue('q')
    farm.core.events.addEventListener('task:complete', ({ detail }) => { this.#confirmed.add(detail.name) })

    for (const name of NAMES) {
      const peer = farm.peer(name)
      this.#from[name] = { ...peer.wire.bytes }
      peer.onWire = (wire, index) => { this.#arm(peer, wire, index) }
      this.#arm(peer, peer.wire, 0)
    }
  }

  async put (item: string): Promise<void> {
    await this.farm.now(this.#queue.put(item))
  }

  async get (): Promise<void> {
    for (const name of NAMES) {
      const got = this.farm.peer(name).queue<string>('q').get(name === 'a' ? { signal: this.#abort.signal } : {})
      this.#got[name] = outcomeOf(got)
      got.then(() => { this.#gotAt[name] = this.farm.clock.now() }, () => {})
      await this.farm.settle()
    }
  }

  abortOnHandOut (): void {
    this.farm.core.events.addEventListener('task:lease', ({ detail }) => {
      if (detail.name === 'a') {
        this.#abort.abort('given up')
      }
    })
  }

  /** Every place where it can be cut that comes after the cuts that there were. */
  * places (): Generator<Omit<Cut, 'away'>> {
    for (const name of NAMES) {
      const first = this.cuts.filter((cut) => cut.name === name).length

      for (const [wire, marks] of (this.#said[name] ?? []).entries()) {
        for (const direction of wire < first ? [] : ['up', 'down'] as const) {
          const from = wire === 0 ? this.#from[name]?.[direction] ?? 0 : 0
          const ends = [from, ...marks[direction].filter((mark) => mark > from)]

          for (const [index, bytes] of ends.entries()) {
            yield * index > 0 ? [{ name, wire, direction, bytes, isLazy: false }] : []
            yield * index < ends.length - 1 ? [{ name, wire, direction, bytes, isLazy: true }] : []
          }
        }
      }
    }
  }

  /** Lets all come back who do, and looks at what has become of the item. */
  async end (): Promise<void> {
    const { farm, cuts } = this
    const isLong = cuts.some(({ away }) => away > 0)
    await farm.advance(cuts.length * (isLong ? BACK_MS.late : BACK_MS.soon))
    this.#abort = new AbortController()

    for (const name of NAMES) {
      this.#said[name] = farm.peer(name).wires.map(({ marks }) => ({ up: [...marks.up], down: [...marks.down] }))
      farm.peer(name).wires.forEach((wire) => { wire.spare() })
      farm.peer(name).onWire = undefined
    }

    const having = NAMES.filter((name) => this.#got[name]?.value === 'x')
    const waiting = NAMES.filter((name) => this.#got[name]?.state === 'waiting' && !this.#isGone(name))
    const { ready, leased, taken } = await farm.conserves()

    expect(leased, 'in flight for ever').to.equal(0)
    expect(ready + taken, 'lost, or doubled').to.equal(1)

    if (having.length > 1) {
      expect(having.some((name) => this.#isExcused(name)), 'a duplicate for no reason').to.equal(true)
    }

    if (waiting.length > 0) {
      expect(ready, 'kept from those who wait').to.equal(0)
    }

    for (const name of this.#confirmed) {
      expect(having.includes(name as 'a') || this.#isGone(name), `taken by ${name}, who does not have it`).to.equal(true)
    }

    await this.#goesOn(waiting, ready)
  }

  /** Whoever still waits is served at once; what nobody has had is still to be had; and nothing waits for ever. */
  async #goesOn (waiting: string[], ready: number): Promise<void> {
    await this.put('y')
    const values = waiting.map((name) => this.#got[name]?.value)
    expect(values.filter((value) => value === 'y'), 'served').to.have.lengthOf(Math.min(1, waiting.length))

    if (ready > 0) {
      expect(await this.farm.now(this.#queue.get({ block: false }))).to.equal('x')
    }

    await this.farm.now(this.#queue.shutdown({ immediate: true }))

    for (const name of waiting) {
      expect(this.#got[name]?.state, name).to.not.equal('waiting')
    }

    expect(await this.farm.conserves()).to.include({ getters: 0, leased: 0 })
  }

  /** It had the item, and went away before it could say so. */
  #isExcused (name: string): boolean {
    return (this.#gotAt[name] ?? Infinity) <= (this.#wentAt[name] ?? -Infinity)
  }

  #isGone (name: string): boolean {
    return this.cuts.some((cut) => cut.name === name && cut.away === Infinity)
  }

  #arm (peer: Peer, wire: Wire, index: number): void {
    const cut = this.cuts.find((each) => each.name === peer.name && each.wire === index)

    if (cut !== undefined) {
      wire.cutAfter(cut.direction, cut.bytes - wire.bytes[cut.direction], cut.isLazy)
      wire.onCut = () => { this.#onCut(peer, cut) }
    }
  }

  #onCut (peer: Peer, { away }: Cut): void {
    peer.isolate(away)

    if (away > GRACE_MS && !this.#confirmed.has(peer.name)) {
      this.#wentAt[peer.name] = this.farm.clock.now()
    }
  }
}

async function run (scenario: Scenario, cuts: Cut[]): Promise<Run> {
  const run = new Run(await createFarm({ grace: { closed: GRACE_MS } }), cuts)

  try {
    await scenario.begin(run)
    await run.end()
  } catch (error) {
    throw new Error(`after ${JSON.stringify(cuts)}: ${(error as Error).message}`, { cause: error })
  }

  return run
}

/** Every place where a course of events can be cut, and for how long. */
function * cutsIn (run: Run): Generator<Cut> {
  for (const place of run.places()) {
    for (const away of AWAY) {
      yield { ...place, away }
    }
  }
}

describe('an item on its way to a getter', () => {
  for (const scenario of SCENARIOS) {
    it(`is never lost, stuck or doubled without a reason, wherever it is cut: ${scenario.title}`, async () => {
      let runs = 0

      for (const first of cutsIn(await run(scenario, []))) {
        for (const second of cutsIn(await run(scenario, [first]))) {
          await run(scenario, [first, second])
          runs++
        }
      }

      expect(runs).to.be.above(900)
    })
  }
})
