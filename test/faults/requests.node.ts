import { expect } from 'chai'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import { createRig, putOf } from '../coordinator/support.ts'
import { cutsOf, run } from '../semantics/cuts.ts'
import { KINDS } from '../semantics/kinds.ts'
import { print } from './report.ts'
import { size } from './sizes.ts'
import type { Caller, Rig } from '../coordinator/support.ts'
import type { Message, Reply, RequestCall } from '../../src/protocol/index.ts'

describe('faults: requests', function () {
  this.timeout(size(300_000, 7_200_000))

  it('12: a stream that is reset at every offset of a request and of its reply', async () => {
    let cuts = 0
    const different: string[] = []

    for (const kind of KINDS) {
      const { came, bytes: [exchange] } = await run(kind)

      for (const cut of cutsOf(0, exchange ?? expect.fail('nothing was said'))) {
        cuts++
        const again = await run(kind, [cut]).then(({ came }) => came, (err: Error) => err.message)

        if (JSON.stringify(again) !== JSON.stringify(came)) {
          different.push(`${kind.name} ${JSON.stringify(cut)}: ${JSON.stringify(again)} instead of ${JSON.stringify(came)}`)
        }
      }
    }

    print(12, 'stream reset at every offset', [`${KINDS.length} kinds of requests`, `${cuts} attempts, ${cuts - different.length} as if nothing had happened`])
    expect(different).to.deep.equal([])
    expect(cuts).to.be.greaterThan(KINDS.length * 20)
  })

  it('13: repeated, reordered and replayed requests', async () => {
    const shim = await Shim.create(7)

    while (shim.sent < size(10_000, 1_000_000)) {
      await shim.step()
    }

    const { sent, repeated, reordered, replayed, cuts } = shim
    const problems = await shim.problems()
    print(13, 'repeated, reordered, replayed requests', [
      `${sent} sent: ${shim.requests} requests, ${repeated} repeated, ${reordered} reordered, ${replayed} replayed, over ${cuts} streams; those out of turn refused`, `lost ${problems.lost}, done twice ${problems.twice}, answered otherwise ${problems.otherwise.length}`
    ])
    expect(problems).to.deep.equal({ lost: 0, twice: 0, otherwise: [] })
    expect(Math.min(repeated, reordered, replayed)).to.be.greaterThan(500)
  })
})

interface Asked {
  number: number
  call: RequestCall

  /** What the first answer was. */
  answer: Reply | undefined
}

/** A caller that says some things twice, in another order, or long afterwards. */
class Shim {
  readonly #clock = new VirtualClock()
  readonly #rig: Rig
  #caller: Caller
  readonly #random: () => number
  #asked: Asked[] = []
  readonly #over: Asked[] = []
  readonly #otherwise: string[] = []
  #number = 0
  #items = 0
  #puts = 0
  #dones = 0
  #beats = 0

  /** Answers that have been looked at. */
  #looked = 0
  sent = 0
  repeated = 0
  reordered = 0
  replayed = 0
  cuts = 1

  private constructor (rig: Rig, caller: Caller, clock: VirtualClock) {
    this.#rig = rig
    this.#caller = caller
    this.#clock = clock
    this.#random = () => clock.random()
  }

  static async create (seed: number): Promise<Shim> {
    const clock = new VirtualClock(seed)
    const rig = await createRig({ clock, autoCreate: true })

    return new Shim(rig, await rig.connect({ peerId: 'p' }), clock)
  }

  get requests (): number {
    return this.#number
  }

  async step (): Promise<void> {
    const chance = this.#random()

    if (chance < 0.3) {
      await this.#send(this.#next())
    } else if (chance < 0.5) {
      const [first, second] = [this.#next(), this.#next()]
      this.reordered++
      await this.#send(second, first)
    } else if (chance < 0.75 && this.#asked.length > 0) {
      this.repeated++
      await this.#send(this.#one(this.#asked))
    } else if (chance < 0.9 && this.#over.length > 0) {
      this.replayed++
      await this.#send(this.#one(this.#over))
    } else if (chance < 0.93) {
      await this.#comeBack()
    } else {
      await this.#acknowledge()
    }

    this.#look()
  }

  /** What has come of it all. */
  async problems (): Promise<{ lost: number, twice: number, otherwise: string[] }> {
    await this.#comeBack()
    await this.#send(...this.#asked)
    this.#look()
    const stats = this.#caller.replyTo(await this.#caller.request('q', { getStats: {} }, ++this.#number))?.stats
    await this.#rig[Symbol.asyncDispose]()
    const [put, unfinished] = [Number(stats?.put), Number(stats?.unfinished)]

    return {
      lost: Math.max(0, this.#puts - put) + Math.max(0, unfinished - (this.#puts - this.#dones)),
      twice: Math.max(0, put - this.#puts) + Math.max(0, this.#puts - this.#dones - unfinished),
      otherwise: this.#otherwise
    }
  }

  #next (): Asked {
    const number = ++this.#number
    // never more are done than were put, in whatever order they arrive
    const isDone = this.#dones < this.#puts / 2 - 10 && this.#random() < 0.4
    const call: RequestCall = isDone ? { taskDone: {} } : { put: putOf([`item ${this.#items}`], this.#random() < 0.3 ? { id: `id ${this.#items}` } : {}) }
    const asked: Asked = { number, call, answer: undefined }

    if (isDone) {
      this.#dones++
    } else {
      this.#puts++
      this.#items++
    }

    this.#asked.push(asked)

    return asked
  }

  async #send (...asked: Asked[]): Promise<void> {
    this.sent += asked.length
    await this.#caller.send(...asked.map(({ number, call }): Message => ({ request: { number, queue: 'q', ...call } })))
  }

  /** Each answer is that of its request, and always the same. */
  #look (): void {
    for (const { reply } of this.#caller.messages.slice(this.#looked)) {
      for (let number = reply?.number ?? 1; reply !== undefined && number <= Math.max(reply.number, reply.through); number++) {
        this.#compare(number, reply)
      }
    }

    this.#looked = this.#caller.messages.length
  }

  #compare (number: number, reply: Reply): void {
    const asked = this.#asked.find((each) => each.number === number)
    const { status, flag, count } = reply

    if (status === 'PROTOCOL') {
      this.#refused(asked)
      return
    }

    if (asked === undefined) {
      this.#otherwise.push(`${number} was answered again, though its answer was acknowledged`)
    } else if (asked.answer === undefined) {
      asked.answer = reply
    } else if (status !== asked.answer.status || flag !== asked.answer.flag || count !== asked.answer.count) {
      this.#otherwise.push(`${number} was answered ${status}, and ${asked.answer.status} before`)
    }

    if (status !== 'OK') {
      this.#otherwise.push(`${number} was answered ${status}: ${reply.message}`)
    }
  }

  /** It was said on the same stream before, or came out of turn. */
  #refused (asked: Asked | undefined): void {
    if (asked !== undefined && asked.answer === undefined) {
      this.#asked = this.#asked.filter((each) => each !== asked)

      if ('put' in asked.call) {
        this.#puts--
      } else {
        this.#dones--
      }
    }
  }

  /** Over another stream, with all that was not acknowledged sent again. */
  async #comeBack (): Promise<void> {
    this.cuts++
    this.#caller.link.abort(new Error('cut'))
    await this.#clock.settle()
    this.#caller = this.#rig.dial({ peerId: 'p' }, this.#caller.session)
    this.#looked = 0
    await this.#caller.hello({ resume: true })
    this.repeated += this.#asked.length
    await this.#send(...this.#asked)
  }

  /** All below the first that has no answer. */
  async #acknowledge (): Promise<void> {
    const open = this.#asked.findIndex(({ answer }) => answer === undefined)
    const below = open < 0 ? this.#number + 1 : this.#asked[open]?.number ?? 0
    this.#caller.link.answeredBelow = below
    await this.#caller.heartbeat(++this.#beats)
    this.#over.push(...this.#asked.filter(({ number }) => number < below))
    this.#asked = this.#asked.filter(({ number }) => number >= below)
  }

  #one<T> (values: readonly T[]): T {
    return values[Math.floor(this.#random() * values.length)] as T
  }
}
