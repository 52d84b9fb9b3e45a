import { expect } from 'chai'
import { StorageError } from '../../src/errors.ts'
import { MemoryStore } from '../../src/storage/memory.ts'
import { FailingJournal } from '../helpers/failing-journal.ts'
import { createFarm, outcomeOf } from '../semantics/farm.ts'
import type { Remains } from '../helpers/failing-journal.ts'
import type { Farm, Outcome } from '../semantics/farm.ts'

/** Every write up to this one fails in one run. */
const WRITES = 60

interface Call {
  what: 'put' | 'run' | 'cancel' | 'get' | 'shutdown'
  item: string
  outcome: Outcome<unknown>

  /** Of its task, as soon as that is known. */
  id: () => string | undefined
}

/** A worker and a client who keep a farm busy, until its disk fails; then a new coordinator over what is left. */
class Course {
  readonly #farm: Farm
  readonly #calls: Call[] = []
  readonly #ran: string[] = []

  /** Whose completion the worker knows to be noted. */
  readonly #noted = new Set<string>()

  /** Those that the worker had begun when the disk failed, and did not know to be noted. */
  #inDoubt = new Set<string>()
  readonly #journal: FailingJournal

  private constructor (farm: Farm, journal: FailingJournal) {
    this.#farm = farm
    this.#journal = journal
  }

  static async begin (failAt: number, remains: Remains): Promise<Course> {
    const store = new MemoryStore()
    let journal = new FailingJournal(store, failAt, remains)
    let isFirst = true
    const farm = await createFarm({ leaseMs: 30_000 }, {
      store,
      journal () {
        journal = isFirst ? journal : new FailingJournal(store)
        isFirst = false

        return journal
      }
    })
    const course = new Course(farm, journal)
    const worker = farm.peer('a').queue<string, string>().process(async (item) => course.#run(item), { concurrency: 2 })
    worker.addEventListener('task:complete', ({ detail: { result } }) => { course.#noted.add(String(result).slice(0, -1)) })

    return course
  }

  /** One call after the other, none of them waited for by the next. */
  async work (): Promise<void> {
    const tasks = this.#farm.peer('b').queue<string, string>()

    for (let n = 0; !this.#journal.hasFailed; n++) {
      const item = `item ${n}`

      switch (n % 5) {
        case 0:
          this.#note('put', item, tasks.put(item))
          break
        case 1:
          this.#note('run', item, tasks.run(item, { id: `chosen ${n}` }), () => `chosen ${n}`)
          break
        case 2:
          this.#note('put', item, tasks.put(item, { delay: 3, id: `later ${n}` }), () => `later ${n}`)
          break
        case 3:
          this.#note('cancel', item, tasks.task(`later ${n - 1}`).cancel(), () => `later ${n - 1}`)
          break
        default:
          this.#note('put', item, tasks.put(item, { priority: -1, ttl: 1_000_000 }))
      }

      await this.#farm.advance(n % 3)
    }

    await this.#farm.settle()
    this.#inDoubt = new Set(this.#ran.filter((item) => !this.#noted.has(item)))
  }

  /** Whoever was not answered is told that nobody knows. How many that were. */
  expectDoubt (): number {
    const open = this.#calls.filter(({ outcome }) => outcome.state !== 'done')

    for (const { what, item, outcome } of open) {
      expect(outcome.state, `${what} ${item}`).to.equal('failed')
      expect(outcome.error, `${what} ${item}`).to.be.instanceOf(StorageError)
      expect(outcome.error?.outcome, `${what} ${item}`).to.equal('unknown')
    }

    return open.length
  }

  async restart (): Promise<void> {
    await this.#farm.restart(100)
    await this.#farm.advance(6_000)
  }

  /** What was acknowledged is there; and all of it comes to an end, once: unless its worker was told that nobody knows. */
  async expectAll (): Promise<void> {
    await this.#farm.advance(60_000)
    const states = new Map<string, string>()
    await this.#farm.now((async () => {
      for await (const { id, state } of this.#farm.queue().tasks()) {
        states.set(id, state)
      }
    })())

    for (const { what, item, id, outcome } of this.#calls.filter(({ outcome }) => outcome.state === 'done')) {
      const state = states.get(id() ?? '')
      const cancelled = what === 'cancel' && outcome.value === true
      expect(state, `${what} ${item}`).to.equal(cancelled || state === 'cancelled' ? 'cancelled' : 'done')
    }

    const { ready, delayed, leased, dead } = await this.#farm.conserves()
    expect({ ready, delayed, leased, dead }).to.deep.equal({ ready: 0, delayed: 0, leased: 0, dead: 0 })
    const once = new Set(this.#ran)
    const again = this.#ran.filter((item, index) => this.#ran.indexOf(item) < index)
    expect(again.filter((item) => !this.#inDoubt.has(item)), 'run twice without a reason').to.deep.equal([])
    expect(again, 'run more often than that').to.have.lengthOf(new Set(again).size)
    expect(once.size + [...states.values()].filter((state) => state === 'cancelled').length).to.equal(states.size)
  }

  /** Those that were acknowledged. */
  get acknowledged (): number {
    return this.#calls.filter(({ outcome }) => outcome.state === 'done').length
  }

  get writes (): number {
    return this.#journal.writes
  }

  #note (what: Call['what'], item: string, promise: Promise<unknown>, id?: () => string): void {
    const outcome = outcomeOf(promise)
    this.#calls.push({ what, item, outcome, id: id ?? (() => (outcome.value as { id: string } | undefined)?.id) })
  }

  async #run (item: string): Promise<string> {
    this.#ran.push(item)

    return `${item}!`
  }
}

describe('a disk that fails', () => {
  for (const remains of ['nothing', 'all'] as const) {
    it(`at any of the first ${WRITES} writes, of which ${remains} remains: all open calls say that nobody knows, and nothing acknowledged is missing after a restart`, async function () {
      this.timeout(60_000)
      let acknowledged = 0
      let doubted = 0

      // before that nobody is there to be told
      const { writes } = await Course.begin(Infinity, remains)

      for (let failAt = writes + 1; failAt <= writes + WRITES; failAt++) {
        const course = await Course.begin(failAt, remains)
        await course.work()
        doubted += course.expectDoubt()
        acknowledged += course.acknowledged
        await course.restart()
        await course.expectAll()
      }

      expect(acknowledged).to.be.greaterThan(WRITES)
      expect(doubted).to.be.greaterThan(WRITES / 2)
    })
  }
})
