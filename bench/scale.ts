/**
 * How the coordinator's cost grows: with workers, queues, calls that wait, depth and sessions.
 * In a bottle: a real coordinator on a virtual clock, and callers that say no more than they
 * must, over links within the process. No bytes, no network, no journal: what is left is the
 * coordinator and the engine. CPU time of the process a task, from its put to its completion,
 * the callers' share (which is the same everywhere) included.
 *
 *     npx node bench/scale.ts [tasks a figure] [tasks of the large run]
 */
import { createCoordinatorCore } from '../src/coordinator/index.ts'
import { createLinkPair } from '../src/link/index.ts'
import { createRequest } from '../src/protocol/index.ts'
import { VirtualClock } from '../src/testing/virtual-clock.ts'
import type { CoordinatorCore } from '../src/coordinator/index.ts'
import type { Link, Remote } from '../src/link/index.ts'
import type { Grant, RequestCall } from '../src/protocol/index.ts'

const [TASKS = 100_000, LARGE = 1_000_000] = process.argv.slice(2).map(Number)

/** Tasks that are put before the coordinator is let on. */
const BATCH = 1_000
const ITEM = new Uint8Array(64)
const HEARTBEAT_MS = 3_000

/** A program that talks to the coordinator, as short as can be. */
class Caller {
  readonly #link: Link
  #number = 0
  #answered = 0
  #beats = 0

  /** Hand-outs that it has had. */
  granted = 0

  /** So many requests were answered; a get or a reserve with an item. */
  onReply: ((grant: Grant | undefined, count: number) => void) | undefined

  constructor (link: Link, id: number) {
    this.#link = link
    const session = new Uint8Array(16)
    new DataView(session.buffer).setUint32(0, id)
    link.send({ hello: { session, name: `caller ${id}`, resume: false, history: new Uint8Array(), held: [] } })
    void this.#read()
  }

  ask (queue: string, call: RequestCall): void {
    this.#link.send({ request: createRequest(++this.#number, queue, call) })
  }

  put (queue: string, count: number, priority = 0): void {
    this.ask(queue, { put: { items: Array.from({ length: count }, () => ITEM), id: '', noWait: true, priority, delay: 0 } })
  }

  get (queue: string): void {
    this.ask(queue, { take: { mode: 'RECEIPT', noWait: false } })
  }

  consume (queue: string, consumer: number): void {
    this.#link.send({ consume: { consumer, queue, mode: 'LEASE', concurrency: 1, prefetch: 0, close: false } })
  }

  heartbeat (): void {
    this.#link.send({ heartbeat: { sequence: ++this.#beats, tokens: [], started: [] } })
  }

  async #read (): Promise<void> {
    for await (const { messages } of this.#link.incoming) {
      for (const { grant, reply } of messages) {
        this.granted += grant === undefined && reply?.grant === undefined ? 0 : 1

        if (grant !== undefined) {
          this.ask(this.queueOf(grant), { settle: { token: grant.token, verb: 'COMPLETE', noRetry: false, result: undefined } })
        } else if (reply !== undefined) {
          const last = Math.max(reply.number, reply.through)
          this.#answered = Math.max(this.#answered, last)
          this.#link.answeredBelow = this.#answered + 1
          this.onReply?.(reply.grant, last - reply.number + 1)
        }
      }
    }
  }

  queueOf: (grant: Grant) => string = () => 'q'
}

/** A coordinator and its callers. */
class Bottle {
  readonly clock = new VirtualClock()
  readonly core: CoordinatorCore = createCoordinatorCore({
    clock: this.clock, autoCreate: true,
    limits: { maxSessions: 20_000, maxSessionsPerPeer: 20_000, maxQueues: 20_000, maxWaiters: 10_000, maxRequests: 10_000, maxIds: 4_000_000 }
  })

  readonly callers: Caller[] = []

  async caller (): Promise<Caller> {
    const remote = (peerId: string): Remote => ({ peerId, keyName: '', address: '', local: false })
    const [near, far] = createLinkPair({ clock: this.clock, remotes: [remote('coordinator'), remote(`peer ${this.callers.length}`)] })
    this.core.accept(far)
    const caller = new Caller(near, this.callers.length)
    this.callers.push(caller)
    await this.clock.settle()

    return caller
  }

  async start (): Promise<Caller> {
    await this.core.start()
    return this.caller()
  }

  /** Workers that take one task at a time, of these queues. */
  async workers (count: number, queues = ['q']): Promise<void> {
    for (let index = 0; index < count; index++) {
      const worker = await this.caller()
      queues.forEach((queue, index) => { worker.consume(queue, index + 1) })
      worker.queueOf = ({ consumer }) => queues[consumer - 1] ?? 'q'
    }

    await this.clock.settle()
  }
}

/** Microseconds of CPU for each of `count`. */
async function cost (count: number, work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)

  return (user + system) / count
}

async function putAndComplete (bottle: Bottle, putter: Caller, queues: string[], tasks = TASKS): Promise<number> {
  const figure = await cost(tasks, async () => {
    for (let put = 0; put < tasks; put += BATCH) {
      for (let index = 0; index < BATCH; index++) {
        putter.put(queues[(put + index) % queues.length] as string, 1)
      }

      await bottle.clock.settle()
    }
  })
  const granted = bottle.callers.reduce((sum, caller) => sum + caller.granted, 0)

  if (granted !== tasks) {
    throw new Error(`${granted} tasks were handed out, of ${tasks}`)
  }

  return figure
}

async function withWorkers (workers: number): Promise<number> {
  const bottle = new Bottle()
  const putter = await bottle.start()
  await bottle.workers(workers)

  return putAndComplete(bottle, putter, ['q'])
}

async function withQueues (count: number): Promise<number> {
  const bottle = new Bottle()
  const putter = await bottle.start()
  const queues = Array.from({ length: count }, (_, index) => `queue-${index}`)
  await bottle.workers(10, queues)

  return putAndComplete(bottle, putter, queues)
}

/** So many gets wait throughout: each put goes to the one that has waited longest, which asks again. */
async function withWaiters (count: number): Promise<number> {
  const bottle = new Bottle()
  const putter = await bottle.start()

  for (let waiting = 0; waiting < count; waiting += 1_000) {
    const getter = await bottle.caller()
    getter.onReply = (grant) => {
      if (grant !== undefined) {
        getter.ask('q', { confirm: { tokens: [grant.token] } })
        getter.get('q')
      }
    }

    for (let index = 0; index < Math.min(1_000, count - waiting); index++) {
      getter.get('q')
    }
  }

  await bottle.clock.settle()

  return putAndComplete(bottle, putter, ['q'])
}

/** So many tasks wait throughout, of the same priority, or of lower ones. */
async function withDepth (depth: number, priorities: number): Promise<number> {
  const bottle = new Bottle()
  const putter = await bottle.start()

  for (let put = 0; put < depth; put += BATCH) {
    putter.put('q', Math.min(BATCH, depth - put), put / BATCH % priorities)
    await bottle.clock.settle()
  }

  // for each that is put the next one is taken
  const taker = await bottle.caller()
  putter.onReply = (_, count) => {
    for (let taken = 0; taken < count; taken++) {
      taker.ask('q', { take: { mode: 'LEASE', noWait: true } })
    }
  }
  taker.onReply = (grant) => {
    if (grant !== undefined) {
      taker.ask('q', { settle: { token: grant.token, verb: 'COMPLETE', noRetry: false, result: undefined } })
    }
  }

  return putAndComplete(bottle, putter, ['q'])
}

/** Sessions that are there and say so: what a heartbeat of one of them costs. */
async function withSessions (count: number): Promise<number> {
  const bottle = new Bottle()
  await bottle.start()
  await bottle.workers(count)
  const rounds = Math.max(1, Math.ceil(20_000 / count))

  return cost(rounds * count, async () => {
    for (let round = 0; round < rounds; round++) {
      bottle.callers.forEach((caller) => { caller.heartbeat() })
      await bottle.clock.advance(HEARTBEAT_MS)
    }
  })
}

async function large (): Promise<void> {
  const bottle = new Bottle()
  const putter = await bottle.start()
  const started = performance.now()
  const put = await cost(LARGE, async () => {
    for (let count = 0; count < LARGE; count += BATCH) {
      putter.put('q', BATCH)
      await bottle.clock.settle()
    }
  })
  const heap = process.memoryUsage().heapUsed
  const rss = process.memoryUsage().rss
  const done = await cost(LARGE, () => bottle.workers(1_000))
  console.log(`1,000 workers, ${LARGE.toLocaleString('en')} tasks: put ${put.toFixed(2)} µs, lease and complete ${done.toFixed(2)} µs of CPU a task; ` +
    `${((performance.now() - started) / 1_000).toFixed(1)} s in all; with all of them waiting ${(heap / 2 ** 20).toFixed(0)} MiB of heap, ${(rss / 2 ** 20).toFixed(0)} MiB resident`)
}

const ROWS: ReadonlyArray<[what: string, sizes: number[], measure: (size: number) => Promise<number>]> = [
  ['workers of one queue', [1, 10, 100, 1_000], withWorkers],
  ['queues, 10 workers of all of them', [1, 10, 100, 1_000], withQueues],
  ['gets that wait', [1, 100, 10_000, 100_000], withWaiters],
  ['tasks that wait, one priority', [0, 1_000, 100_000, 1_000_000], (depth) => withDepth(depth, 1)],
  ['tasks that wait, 100 priorities', [0, 1_000, 100_000, 1_000_000], (depth) => withDepth(depth, 100)],
  ['sessions: one heartbeat', [10, 100, 1_000, 10_000], withSessions]
]

await withWorkers(10)
await large()

for (const [what, sizes, measure] of ROWS) {
  const figures: string[] = []

  for (const size of sizes) {
    figures.push(`${size.toLocaleString('en')}: ${(await measure(size)).toFixed(1)}`)
  }

  console.log(`${what.padEnd(36)} ${figures.join('   ')}   µs`)
}
